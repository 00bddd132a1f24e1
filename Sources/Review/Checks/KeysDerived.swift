import Custody

/// Refuses a derivation whose public key the vault does not derive there (number 30): a fingerprint proves nothing.
struct KeysDerived: SigningCheck {
    static let id = "input.derivation-key"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .derivationKeyUnknown = $0 { true } else { false } }
    }
}
