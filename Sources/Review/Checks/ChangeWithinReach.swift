import Custody

/// Refuses an output of ours at an index that other programs would not find (number 48).
struct ChangeWithinReach: SigningCheck {
    static let id = "output.change-window"

    func findings(in context: ReviewContext) -> [Finding] {
        outputFindings(in: context) { if case .positionBeyondWindow = $0 { true } else { false } }
    }
}
