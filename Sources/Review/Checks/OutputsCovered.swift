import Custody

/// Refuses outputs that are worth more than the inputs (number 37).
struct OutputsCovered: SigningCheck {
    static let id = "transaction.outputs-exceed-inputs"

    func findings(in context: ReviewContext) -> [Finding] {
        transactionFindings(in: context) { if case .outputsExceedInputs = $0 { true } else { false } }
    }
}
