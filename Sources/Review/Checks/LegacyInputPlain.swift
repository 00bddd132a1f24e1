import Custody

/// Refuses a witness output on a coin that is not segwit (number 17): its amount would not be signed.
struct LegacyInputPlain: SigningCheck {
    static let id = "input.legacy"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .witnessUtxoOnLegacyInput = $0 { true } else { false } }
    }
}
