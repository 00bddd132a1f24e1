import Custody

/// Refuses a case without an order from a vault that requires orders.
struct OrderGiven: SigningCheck {
    static let id = "case.order-missing"

    func findings(in context: ReviewContext) -> [Finding] {
        guard context.vault.vault.rules.orders == .required, let header = context.examination.facts?.header,
            header.orders.isEmpty
        else { return [] }
        return [finding(.refuse, .caseDocument, .caseDocument(.orderMissing))]
    }
}
