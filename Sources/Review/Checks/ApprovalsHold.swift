import Custody

/// Refuses an approval that does not count: of another version of the order, by somebody who may not approve it, or twice
/// by one hand.
struct ApprovalsHold: SigningCheck {
    static let id = "order.approval"

    func findings(in context: ReviewContext) -> [Finding] {
        orderFindings(in: context) {
            switch $0 {
            case .approvalRefused, .approvalRepeated: true
            default: false
            }
        }
    }
}
