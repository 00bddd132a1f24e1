import Custody

/// Refuses a redeem or witness script that does not hash to the coin's script (number 23).
struct ScriptHashesMatch: SigningCheck {
    static let id = "input.script-hash"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) {
            switch $0 {
            case .redeemScriptHashDiffers, .witnessScriptHashDiffers: true
            default: false
            }
        }
    }
}
