import BitcoinPrimitives
import Custody

/// Warns about more than one output to the vault, and refuses more than ten (number 50): coins that are ground to dust
/// cost more to move than they are worth.
struct OwnOutputsCounted: SigningCheck {
    static let id = "output.change-count"

    /// The most outputs to the vault that are signed for.
    static let limit = 10

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let count = facts.ownOutputs.count
        if count > Self.limit {
            return [
                finding(.refuse, .transaction, .payment(.tooManyOwnOutputs(count: count, limit: Self.limit)))
            ]
        }
        guard count > 1 else { return [] }
        return [finding(.warn, .transaction, .payment(.ownOutputs(count: count, total: facts.staying)))]
    }
}
