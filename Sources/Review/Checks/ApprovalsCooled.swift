import Custody

/// Refuses an order whose approvals have not waited as long as the tier of approval asks for, judged by the machine's own
/// clock alone: no date in a file ends the wait. A machine that does not know the day cannot sign.
struct ApprovalsCooled: SigningCheck {
    static let id = "order.cooling"

    func findings(in context: ReviewContext) -> [Finding] {
        orderFindings(in: context) { if case .notCooled = $0 { true } else { false } }
    }
}
