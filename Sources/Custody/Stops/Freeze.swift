package import ByteCoding

/// One custodian's or the auditor's word that nothing may leave a vault until its custodians lift it.
package struct Freeze: StopBody {
    package static let kind = StopKind.freeze

    package static let fieldNames = StopStatement.fieldNames

    package let statement: StopStatement

    /// Freezes a vault.
    package init(statement: StopStatement) {
        self.statement = statement
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(statement: try StopStatement(fields: &fields))
    }
}

/// One custodian's word that a freeze may end; as many as the threshold end it.
package struct Lift: StopBody {
    package static let kind = StopKind.lift

    package static let fieldNames = StopStatement.fieldNames + ["freeze"]

    package let statement: StopStatement
    /// The digest of the freeze: another one, or a later one by the same person, goes on.
    package let freeze: Bytes32

    /// Lifts exactly one freeze.
    package init(statement: StopStatement, freeze: Bytes32) {
        self.statement = statement
        self.freeze = freeze
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("freeze", freeze)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        self.init(statement: try StopStatement(fields: &fields), freeze: try fields.read("freeze"))
    }
}
