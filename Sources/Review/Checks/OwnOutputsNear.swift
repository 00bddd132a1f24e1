import Custody
import Descriptors

/// Warns about an output of ours more than 200 indexes beyond the highest one that the case spends from (the rest of
/// number 48; what lies beyond the searched window is refused as a false claim).
///
/// The twenty of other wallets' gap limits would warn of honest cases: change moves on with every case that is given up.
struct OwnOutputsNear: SigningCheck {
    static let id = "output.change-gap"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts,
            let highest = facts.inputs.map(\.script.position.index).max()
        else { return [] }
        return facts.ownOutputs.compactMap { output in
            guard let position = output.role.position,
                position.index > highest + OwnershipLimits.changeIndexLookahead
            else { return nil }
            let sentence = PaymentSentence.beyondGap(index: output.index, position: position, highest: highest)
            return finding(.warn, .output(output.index), .payment(sentence))
        }
    }
}
