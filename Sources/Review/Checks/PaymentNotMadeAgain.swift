import BitcoinPrimitives
import Custody

/// Refuses a payment that this machine has confirmed in another case, unless this case spends a coin of every such
/// case: then at most one of them can ever be confirmed on the chain.
struct PaymentNotMadeAgain: SigningCheck {
    static let id = "case.pays-again"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let coins = Set(facts.inputs.map(\.outpoint))
        var found: [Finding] = []
        for earlier in context.machine.answered
        where earlier.isConfirmed && earlier.caseID != facts.header.caseID && coins.isDisjoint(with: earlier.spends) {
            let paid = Set(earlier.pays)
            for output in facts.externalOutputs
            where paid.contains(TxOut(amount: output.amount, scriptPubKey: output.script)) {
                let sentence = CaseSentence.paysAgain(index: output.index, earlier: earlier.caseID)
                found.append(finding(.refuse, .output(output.index), .caseDocument(sentence)))
            }
        }
        return found
    }
}
