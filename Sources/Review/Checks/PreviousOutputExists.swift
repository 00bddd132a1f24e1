import Custody

/// Refuses an input that points past the outputs of its previous transaction (number 15).
struct PreviousOutputExists: SigningCheck {
    static let id = "input.previous-output"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .previousOutputMissing = $0 { true } else { false } }
    }
}
