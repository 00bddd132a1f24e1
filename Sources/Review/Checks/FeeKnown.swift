import Custody

/// Refuses a transaction whose fee is not proven (number 40); no number is shown for it.
struct FeeKnown: SigningCheck {
    static let id = "fee.unknown"

    func findings(in context: ReviewContext) -> [Finding] {
        transactionFindings(in: context, subject: .fee) { if case .feeUnknown = $0 { true } else { false } }
    }
}
