import Custody

/// Refuses an order that no requester of the registered vault has signed for it.
struct OrdersSigned: SigningCheck {
    static let id = "order.signed"

    func findings(in context: ReviewContext) -> [Finding] {
        orderFindings(in: context) { if case .orderRefused = $0 { true } else { false } }
    }
}
