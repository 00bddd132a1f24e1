import Custody

/// Refuses an input that is already finalised (number 13).
struct InputsNotFinal: SigningCheck {
    static let id = "input.already-final"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .alreadyFinal = $0 { true } else { false } }
    }
}
