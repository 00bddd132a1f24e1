import Custody

/// Refuses a redeem or witness script that is not byte for byte the registered vault's (number 24).
struct ScriptsDerived: SigningCheck {
    static let id = "input.script-derived"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) {
            switch $0 {
            case .redeemScriptDiffers, .witnessScriptDiffers: true
            default: false
            }
        }
    }
}
