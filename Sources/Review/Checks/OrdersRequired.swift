import Custody

/// Warns that nothing but the file says that the payment was ordered.
struct OrdersRequired: SigningCheck {
    static let id = "vault.orders-optional"

    func findings(in context: ReviewContext) -> [Finding] {
        guard context.vault.vault.rules.orders == .optional else { return [] }
        return [finding(.warn, .vault, .vault(.ordersOptional))]
    }
}
