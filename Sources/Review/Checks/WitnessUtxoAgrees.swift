import Custody

/// Refuses a witness output that differs in amount or script from the previous transaction (number 16).
struct WitnessUtxoAgrees: SigningCheck {
    static let id = "input.witness-utxo"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) { if case .witnessUtxoDiffers = $0 { true } else { false } }
    }
}
