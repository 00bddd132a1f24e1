package import ByteCoding

/// One custodian's approval of a case, with a commitment to the signatures that his machine made.
package struct Share: CaseAnswer {
    package static let typeName = "share"

    package static let fieldNames =
        CaseStatement.fieldNames + ["kind", "commitment", "salt", "facts", "build"] + MachineWitness.fieldNames

    package let statement: CaseStatement
    /// Whether the signatures travel with the share or stay on the machine.
    package let kind: ReleaseRule
    /// What ``CaseCommitment`` makes of the salt and the signatures of every input.
    package let commitment: Bytes32
    /// The salt of the commitment; a held share keeps it until release.
    package let salt: Bytes32?
    /// The hash of the facts that the custodian was shown.
    package let facts: Bytes32
    /// The hash of the program file that showed and signed.
    package let build: Bytes32
    /// What the machine says about itself.
    package let machine: MachineWitness

    /// Takes an approval.
    package init(
        statement: CaseStatement, kind: ReleaseRule, commitment: Bytes32, salt: Bytes32?, facts: Bytes32,
        build: Bytes32, machine: MachineWitness
    ) throws(DocumentError) {
        guard (kind == .open) == (salt != nil) else { throw .statement(.salt(kind)) }
        try machine.check(for: statement.person)
        self.statement = statement
        self.kind = kind
        self.commitment = commitment
        self.salt = salt
        self.facts = facts
        self.build = build
        self.machine = machine
    }

    package var date: CalendarDate? { machine.date }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("kind", kind)
        writer.write("commitment", commitment)
        writer.write("salt", optional: salt)
        writer.write("facts", facts)
        writer.write("build", build)
        machine.write(into: &writer)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        try self.init(
            statement: try CaseStatement(fields: &fields), kind: try fields.read("kind"),
            commitment: try fields.read("commitment"), salt: try fields.readOptional("salt"),
            facts: try fields.read("facts"), build: try fields.read("build"),
            machine: try MachineWitness(fields: &fields))
    }
}
