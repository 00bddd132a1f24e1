import Custody

/// Refuses an input without the full previous transaction that proves its amount (number 14).
///
/// BIP-143 signatures commit to the amount of their own input only, so two rounds with false amounts can be put
/// together into a transaction that burns coins as fee.
struct PreviousTransactionGiven: SigningCheck {
    static let id = "input.previous-transaction"

    func findings(in context: ReviewContext) -> [Finding] {
        inputFindings(in: context) {
            switch $0 {
            case .previousTransactionMissing, .previousTransactionDiffers: true
            default: false
            }
        }
    }
}
