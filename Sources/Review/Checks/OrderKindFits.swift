import Custody

/// Refuses a payment on an order that pays nobody, and an internal case on an order that pays somebody.
struct OrderKindFits: SigningCheck {
    static let id = "order.kind"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return facts.orders.filter { $0.body.kind != facts.header.kind }.map {
            finding(.refuse, .caseDocument, .order(.otherKind($0.body.name, ordered: $0.body.kind)))
        }
    }
}
