import Custody

/// Refuses an order that nobody of a unit has approved which the tier of approval asks for.
struct ApprovingUnits: SigningCheck {
    static let id = "order.approving-unit"

    func findings(in context: ReviewContext) -> [Finding] {
        orderFindings(in: context) { if case .unitMissing = $0 { true } else { false } }
    }
}
