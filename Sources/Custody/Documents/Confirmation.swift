package import ByteCoding

/// One custodian's word that he was shown every destination and amount again after the quorum stood.
package struct Confirmation: CaseAnswer {
    package static let typeName = "confirmation"

    package static let fieldNames =
        CaseStatement.fieldNames + ["facts", "build", "share"] + MachineWitness.fieldNames

    package let statement: CaseStatement
    /// The hash of the facts that the custodian was shown.
    package let facts: Bytes32
    /// The hash of the program file that showed and signed.
    package let build: Bytes32
    /// The digests of all shares that the machine verified, ascending.
    package let shares: [Bytes32]
    /// What the machine says about itself.
    package let machine: MachineWitness

    /// Takes a confirmation; the shares may come in any order.
    package init(
        statement: CaseStatement, facts: Bytes32, build: Bytes32, shares: [Bytes32], machine: MachineWitness
    ) throws(DocumentError) {
        let shares = shares.sorted()
        try SortedList.check(shares) { $0 }
        try machine.check(for: statement.person)
        self.statement = statement
        self.facts = facts
        self.build = build
        self.shares = shares
        self.machine = machine
    }

    package var date: CalendarDate? { machine.date }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("facts", facts)
        writer.write("build", build)
        writer.write("share", list: shares)
        machine.write(into: &writer)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let statement = try CaseStatement(fields: &fields)
        let facts: Bytes32 = try fields.read("facts")
        let build: Bytes32 = try fields.read("build")
        let shares: [Bytes32] = try fields.readList("share")
        try SortedList.check(shares) { $0 }
        try self.init(
            statement: statement, facts: facts, build: build, shares: shares,
            machine: try MachineWitness(fields: &fields))
    }
}
