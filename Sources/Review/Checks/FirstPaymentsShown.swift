import Custody

/// Says which destinations this machine has never approved a payment to.
struct FirstPaymentsShown: SigningCheck {
    static let id = "journal.first-payment"

    func findings(in context: ReviewContext) -> [Finding] {
        guard context.machine.person != nil, let facts = context.examination.facts else { return [] }
        let first = PaymentHistory(facts, on: context.machine).firstTime
        guard !first.isEmpty else { return [] }
        let sentence = PaymentSentence.firstTime(outputs: first, of: facts.externalOutputs.count)
        return [finding(.note, .transaction, .payment(sentence))]
    }
}
