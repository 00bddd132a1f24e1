import Custody

/// Refuses an output of ours whose scripts or derivations in the file are not the vault's (numbers 24 and 27, for outputs).
struct OutputHintsAgree: SigningCheck {
    static let id = "output.hints"

    func findings(in context: ReviewContext) -> [Finding] {
        outputFindings(in: context) {
            switch $0 {
            case .scriptHintDiffers, .derivationKeyUnknown, .derivationOriginDiffers: true
            default: false
            }
        }
    }
}
