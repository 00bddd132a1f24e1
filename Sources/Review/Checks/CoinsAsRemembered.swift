import BitcoinPrimitives
import Custody

/// Refuses a coin whose amount or script is not what this machine answered a case over before (number 20).
///
/// The full previous transaction already proves both, and a txid has one transaction: this is the second net under number
/// 14, and it holds even where that proof were broken.
struct CoinsAsRemembered: SigningCheck {
    static let id = "journal.coin-amount"

    func findings(in context: ReviewContext) -> [Finding] {
        context.examination.inputs.compactMap { input in
            guard let found = input.proven, let remembered = context.machine.seenCoins[input.outpoint],
                remembered != found
            else { return nil }
            let sentence = MachineSentence.coinDiffers(
                index: input.index, outpoint: input.outpoint, remembered: remembered, found: found)
            return finding(.refuse, .input(input.index), .machine(sentence))
        }
    }
}
