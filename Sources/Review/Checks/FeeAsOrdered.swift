import Custody

/// Refuses a fee above the smallest that the orders of the case allow.
struct FeeAsOrdered: SigningCheck {
    static let id = "order.fee"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts,
            let order = facts.orders.min(by: { $0.body.maximumFee < $1.body.maximumFee }),
            facts.fee > order.body.maximumFee
        else { return [] }
        return [
            finding(
                .refuse, .fee, .order(.feeAbove(fee: facts.fee, ceiling: order.body.maximumFee, order.body.name)))
        ]
    }
}
