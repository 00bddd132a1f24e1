import Custody

/// Refuses an output that claims in any way to be ours and is not (number 46): that is fraud, not a payment.
struct ClaimsAreTrue: SigningCheck {
    static let id = "output.claims-ours"

    func findings(in context: ReviewContext) -> [Finding] {
        outputFindings(in: context) {
            switch $0 {
            case .claimsToBeOurs, .claimsOurScriptShape: true
            default: false
            }
        }
    }
}
