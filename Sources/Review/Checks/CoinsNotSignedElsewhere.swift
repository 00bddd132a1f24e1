import Custody

/// Refuses a coin that this machine has signed or confirmed for in another case, unless this case replaces that one.
///
/// "It failed, please sign again" is how released signatures are collected; a replacement says what it replaces and
/// is shown as one.
struct CoinsNotSignedElsewhere: SigningCheck {
    static let id = "journal.outpoint"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return facts.inputs.compactMap { input in
            guard let earlier = context.machine.answeredOutpoints[input.outpoint], earlier != facts.header.caseID else {
                return nil
            }
            if earlier == facts.header.replaces {
                let sentence = MachineSentence.outpointReplaced(
                    index: input.index, outpoint: input.outpoint, earlier: earlier)
                return finding(.warn, .input(input.index), .machine(sentence))
            }
            let sentence = MachineSentence.outpointSignedElsewhere(
                index: input.index, outpoint: input.outpoint, earlier: earlier)
            return finding(.refuse, .input(input.index), .machine(sentence))
        }
    }
}
