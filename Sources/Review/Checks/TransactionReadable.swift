import Custody

/// Refuses a PSBT that gives no unsigned transaction, or whose coins cannot be looked up in the vault.
struct TransactionReadable: SigningCheck {
    static let id = "transaction.unreadable"

    func findings(in context: ReviewContext) -> [Finding] {
        transactionFindings(in: context) {
            switch $0 {
            case .transactionUnreadable, .ownershipUndecided, .caseRefused: true
            default: false
            }
        }
    }
}
