package import ByteCoding

/// One person's word that a custodian is absent, and that one case may go on without his confirmation.
///
/// It signs the case digest `D` and changes nothing in it.
package struct Excuse: StopBody {
    package static let kind = StopKind.excuse

    package static let fieldNames = StopStatement.fieldNames + ["case", "case-digest", "absent"]

    package let statement: StopStatement
    /// The case's name.
    package let caseID: CaseID
    /// The digest `D` that this person's machine computed.
    package let caseDigest: Bytes32
    /// Who is absent.
    package let absent: Identifier

    /// Excuses one custodian for one case; nobody excuses himself.
    package init(
        statement: StopStatement, caseID: CaseID, caseDigest: Bytes32, absent: Identifier
    ) throws(DocumentError) {
        guard absent != statement.person else { throw .stop(.ownExcuse(absent)) }
        self.statement = statement
        self.caseID = caseID
        self.caseDigest = caseDigest
        self.absent = absent
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("case", caseID)
        writer.write("case-digest", caseDigest)
        writer.write("absent", absent)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        try self.init(
            statement: try StopStatement(fields: &fields), caseID: try fields.read("case"),
            caseDigest: try fields.read("case-digest"), absent: try fields.read("absent"))
    }
}

/// One person's word that, in an emergency, one case may pass a rule that waits or caps.
///
/// What it may name is a closed list: never that payments equal their orders, never a proof of an amount or an owner,
/// never who has ordered, approved, refused or stopped something.
package struct Override: StopBody {
    package static let kind = StopKind.override

    package static let fieldNames = StopStatement.fieldNames + ["case", "case-digest", "rule"]

    package let statement: StopStatement
    /// The case's name.
    package let caseID: CaseID
    /// The digest `D` that this person's machine computed.
    package let caseDigest: Bytes32
    /// The rules that the case may pass, ascending by their names.
    package let rules: [OverridableRule]

    /// Overrides rules for one case; they may come in any order.
    package init(
        statement: StopStatement, caseID: CaseID, caseDigest: Bytes32, rules: [OverridableRule]
    ) throws(DocumentError) {
        let rules = rules.sorted { $0.rawValue < $1.rawValue }
        guard !rules.isEmpty else { throw .stop(.noRule) }
        try SortedList.check(rules) { $0.rawValue }
        self.statement = statement
        self.caseID = caseID
        self.caseDigest = caseDigest
        self.rules = rules
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("case", caseID)
        writer.write("case-digest", caseDigest)
        writer.write("rule", list: rules)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let statement = try StopStatement(fields: &fields)
        let caseID: CaseID = try fields.read("case")
        let caseDigest: Bytes32 = try fields.read("case-digest")
        let rules: [OverridableRule] = try fields.readList("rule")
        try SortedList.check(rules) { $0.rawValue }
        try self.init(statement: statement, caseID: caseID, caseDigest: caseDigest, rules: rules)
    }
}

/// A rule that an emergency may override; everything else stands whatever happens.
package enum OverridableRule: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
    /// The first day of an entry of the address book.
    case destinationWait = "destination-wait"
    /// The cap of an entry of the address book.
    case destinationCap = "destination-cap"

    package static var documentKind: String { "a rule: destination-wait or destination-cap" }

    /// The id of the check that enforces the rule.
    package var check: String {
        switch self {
        case .destinationWait: "output.entry-waiting"
        case .destinationCap: "output.entry-cap"
        }
    }
}
