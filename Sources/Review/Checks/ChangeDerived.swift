import Custody

/// Refuses an output that is dressed up as the vault's address at a position where the vault derives another one
/// (number 45).
struct ChangeDerived: SigningCheck {
    static let id = "output.change-script"

    func findings(in context: ReviewContext) -> [Finding] {
        outputFindings(in: context) { if case .scriptNotAtClaimedPosition = $0 { true } else { false } }
    }
}
