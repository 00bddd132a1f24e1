import Custody

/// Refuses a file that lacks an order or approval that the case cites, or carries one that it does not cite.
struct OrdersComplete: SigningCheck {
    static let id = "order.documents"

    func findings(in context: ReviewContext) -> [Finding] {
        orderFindings(in: context) {
            switch $0 {
            case .orderAbsent, .approvalAbsent, .orderUncited, .approvalUncited: true
            default: false
            }
        }
    }
}
