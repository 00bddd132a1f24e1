import Custody

/// Refuses a derivation whose fingerprint or path is not the registered origin and the coin's position (number 27).
struct OriginsRegistered: SigningCheck {
    static let id = "input.derivation"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .derivationOriginDiffers = $0 { true } else { false } }
    }
}
