import Custody

/// Refuses a case that cites orders or approvals, until this program can check them.
struct OrdersChecked: SigningCheck {
    static let id = "case.orders"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let count = facts.header.orders.count + facts.header.approvals.count
        guard count > 0 else { return [] }
        return [finding(.refuse, .caseDocument, .caseDocument(.ordersUnverified(count: count)))]
    }
}
