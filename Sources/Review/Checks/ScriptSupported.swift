import Custody

/// Refuses taproot, single-key and unknown coins in words (number 34).
struct ScriptSupported: SigningCheck {
    static let id = "input.script-unsupported"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .scriptUnsupported = $0 { true } else { false } }
    }
}
