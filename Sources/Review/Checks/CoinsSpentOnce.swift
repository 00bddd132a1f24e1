import Custody

/// Refuses a transaction that spends one coin twice, at any number of inputs (number 21).
struct CoinsSpentOnce: SigningCheck {
    static let id = "transaction.duplicate-input"

    func findings(in context: ReviewContext) -> [Finding] {
        transactionFindings(in: context) { if case .duplicateOutpoint = $0 { true } else { false } }
    }
}
