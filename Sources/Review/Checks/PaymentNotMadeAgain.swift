import BitcoinPrimitives
import Custody

/// Warns of a payment that this machine has confirmed or let its signatures out for in another case, unless this case
/// spends a coin of that case: then at most one of the two can ever be confirmed on the chain.
///
/// Only a person at the machine goes on from here, and only by typing of every such case that both are to be paid: see
/// ``Review/repetitions`` and ``Challenge``.
struct PaymentNotMadeAgain: SigningCheck {
    static let id = "case.pays-again"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        var found: [Finding] = []
        for earlier in Self.repetitions(of: facts, on: context.machine) {
            let paid = Set(earlier.pays)
            for output in facts.externalOutputs
            where paid.contains(TxOut(amount: output.amount, scriptPubKey: output.script)) {
                let sentence = CaseSentence.paysAgain(index: output.index, earlier: earlier.caseID, on: earlier.day)
                found.append(finding(.warn, .output(output.index), .caseDocument(sentence)))
            }
        }
        return found
    }

    /// The machine's earlier cases that pay one of these destinations the same amount and could be paid beside this one.
    static func repetitions(of facts: CaseFacts, on machine: MachineView) -> [AnsweredCase] {
        let coins = Set(facts.inputs.map(\.outpoint))
        let payments = Set(facts.payments)
        return machine.answered.filter { earlier in
            earlier.mayBePaid && earlier.caseID != facts.header.caseID && coins.isDisjoint(with: earlier.surelySpends)
                && !payments.isDisjoint(with: earlier.pays)
        }
    }
}
