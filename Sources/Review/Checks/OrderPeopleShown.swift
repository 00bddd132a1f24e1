import Custody

/// Names who ordered and who approved, as far as this machine has verified it.
struct OrderPeopleShown: SigningCheck {
    static let id = "order.people"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let orders = context.orders else { return [] }
        return orders.orders.map { order in
            finding(
                .note, .caseDocument,
                .order(.people(order.order.name, approvedBy: orders.approvals[order.digest]?.map(\.approver.id) ?? [])))
        }
    }
}
