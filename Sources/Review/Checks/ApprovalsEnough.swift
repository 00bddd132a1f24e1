import Custody

/// Refuses an order with fewer approvals than the vault asks for.
struct ApprovalsEnough: SigningCheck {
    static let id = "order.approvals"

    func findings(in context: ReviewContext) -> [Finding] {
        orderFindings(in: context) { if case .approvalsMissing = $0 { true } else { false } }
    }
}
