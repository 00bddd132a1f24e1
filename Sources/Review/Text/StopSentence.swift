package import ByteCoding
package import Custody

/// What can be said about what stops a case, or lets it go on.
package enum StopSentence: Hashable, Sendable {
    /// Somebody has frozen the vault, and fewer custodians than the threshold have lifted it.
    case frozen(by: Identifier, on: CalendarDate, reason: String, liftedBy: [Identifier], needed: Int)

    /// Somebody has vetoed the order.
    case vetoed(OrderName, by: Identifier, on: CalendarDate, reason: String)

    /// The cases of the order failed twice, and the auditor has not countersigned them.
    case locked(OrderName, after: [CaseID])

    /// The case goes on, or might, without a custodian's confirmation.
    case excused(Identifier, by: [Identifier], isComplete: Bool, needed: Int)

    /// The case passes, or might, a rule.
    case overridden(OverridableRule, by: [Identifier], isComplete: Bool, needed: Int)

    /// A document in the file that would stop something, or let it go on, is nobody's word.
    case unproven(StopKind, by: Identifier, StopProblem)
}

/// Every sentence of the screens on which a person stops something or lets it go on.
package enum StopPhrase: Hashable, Sendable {
    case title(StopKind, vault: Identifier)
    case about(StopKind)
    case frozenBy(Identifier, on: CalendarDate, freeze: Bytes32)
    case liftedBy([Identifier], needed: Int)
    case order(OrderName, digest: Bytes32)
    case failedCases([CaseID])
    case absent(Identifier)
    case rules([OverridableRule])
    case vaultWords([String])
    case theirReason(String)
    case yourReason(String)
    case prompt(word: String)
    case nothingStands
    case kept(StopKind, by: Identifier, on: CalendarDate, reason: String)
    case refusalKept(CaseID, by: Identifier)
    case known(StopKind, by: Identifier)
    case secondLookExcused([Identifier])
    case journal(StopKind, by: Identifier, reason: String)
}

extension ScreenLanguage {
    /// A sentence about what stops something.
    package func text(_ phrase: StopPhrase) -> String {
        switch self {
        case .english: EnglishStops.text(phrase)
        case .japanese: JapaneseStops.text(phrase)
        }
    }

    /// A sentence about what stops something, in lines that fit the terminal.
    package func lines(_ phrase: StopPhrase, indent: String = "") -> [String] {
        TextLayout.wrap(text(phrase), indent: indent, hanging: indent + "  ")
    }
}
