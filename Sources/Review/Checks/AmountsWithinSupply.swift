import Custody

/// Refuses sums above the money supply (number 19); each single amount is held to it by `Amount`.
struct AmountsWithinSupply: SigningCheck {
    static let id = "transaction.amount-limit"

    func findings(in context: ReviewContext) -> [Finding] {
        transactionFindings(in: context) {
            switch $0 {
            case .inputSumOverLimit, .outputSumOverLimit: true
            default: false
            }
        }
    }
}
