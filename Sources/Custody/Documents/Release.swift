package import ByteCoding

/// One custodian's word that his signatures leave his machine, because everybody whose confirmation the case needs has
/// confirmed it.
package struct Release: CaseAnswer {
    package static let typeName = "release"

    package static let fieldNames =
        CaseStatement.fieldNames + ["salt", "confirmation", "build"] + MachineWitness.fieldNames

    package let statement: CaseStatement
    /// The salt of the share's commitment.
    package let salt: Bytes32
    /// The digests of all confirmations and excuses that the machine verified, its own confirmation among them, ascending.
    package let confirmations: [Bytes32]
    /// The hash of the program file that released.
    package let build: Bytes32
    /// What the machine says about itself.
    package let machine: MachineWitness

    /// Takes a release; the confirmations may come in any order.
    package init(
        statement: CaseStatement, salt: Bytes32, confirmations: [Bytes32], build: Bytes32, machine: MachineWitness
    ) throws(DocumentError) {
        let confirmations = confirmations.sorted()
        try SortedList.check(confirmations) { $0 }
        try machine.check(for: statement.person)
        self.statement = statement
        self.salt = salt
        self.confirmations = confirmations
        self.build = build
        self.machine = machine
    }

    package var date: CalendarDate? { machine.date }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("salt", salt)
        writer.write("confirmation", list: confirmations)
        writer.write("build", build)
        machine.write(into: &writer)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let statement = try CaseStatement(fields: &fields)
        let salt: Bytes32 = try fields.read("salt")
        let confirmations: [Bytes32] = try fields.readList("confirmation")
        try SortedList.check(confirmations) { $0 }
        try self.init(
            statement: statement, salt: salt, confirmations: confirmations, build: try fields.read("build"),
            machine: try MachineWitness(fields: &fields))
    }
}
