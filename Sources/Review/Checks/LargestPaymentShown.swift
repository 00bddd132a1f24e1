import Custody

/// Says when a destination gets more than this machine has ever approved for one.
struct LargestPaymentShown: SigningCheck {
    static let id = "journal.largest-payment"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let history = PaymentHistory(facts, on: context.machine)
        guard let index = history.largest, let before = history.largestBefore else { return [] }
        let sentence = PaymentSentence.largest(index: index, amount: facts.outputs[index].amount, before: before)
        return [finding(.note, .output(index), .payment(sentence))]
    }
}
