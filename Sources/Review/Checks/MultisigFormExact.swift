import Custody

/// Refuses a witness script that is not exactly M keys N and `OP_CHECKMULTISIG` (number 25).
struct MultisigFormExact: SigningCheck {
    static let id = "input.multisig-form"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .witnessScriptMalformed = $0 { true } else { false } }
    }
}
