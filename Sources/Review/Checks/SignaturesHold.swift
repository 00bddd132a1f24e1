import Custody

/// Refuses a file with a partial signature that does not hold, and names the cosigner (number 32).
struct SignaturesHold: SigningCheck {
    static let id = "input.signature"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .signatureBad = $0 { true } else { false } }
    }
}
