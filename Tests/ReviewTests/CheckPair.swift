import Review
import Testing

/// A case that a check speaks against, and one that it lets pass.
struct CheckPair: Sendable, CustomTestStringConvertible {
    let check: String
    let name: String
    let severity: Severity
    let subject: FindingSubject?
    let refusing: @Sendable () throws -> ReviewContext
    let accepting: @Sendable () throws -> ReviewContext

    /// - Parameter accepting: the standard case until said otherwise.
    init(
        _ check: String, _ name: String, _ severity: Severity = .refuse, about subject: FindingSubject? = nil,
        accepting: @escaping @Sendable () throws -> ReviewContext = { try ReviewFixture.changed() },
        refusing: @escaping @Sendable () throws -> ReviewContext
    ) {
        self.check = check
        self.name = name
        self.severity = severity
        self.subject = subject
        self.refusing = refusing
        self.accepting = accepting
    }

    var testDescription: String { "\(check): \(name)" }

    /// Every pair.
    static let all: [CheckPair] =
        caseAndVault + machine + transaction + outputs + inputs + file + time + payments + history
        + addressBook + orders + limits + stops + policy
}
