import Custody

/// Refuses a transaction that is heavier, once signed, than nodes relay.
struct TransactionWithinWeight: SigningCheck {
    static let id = "transaction.weight"

    /// Bitcoin Core's limit of 400,000 weight units, in virtual bytes.
    private static let limit = 100_000

    func findings(in context: ReviewContext) -> [Finding] {
        guard let size = context.examination.facts?.virtualSize, size > Self.limit else { return [] }
        return [finding(.refuse, .transaction, .transactionTooHeavy(virtualSize: size, limit: Self.limit))]
    }
}
