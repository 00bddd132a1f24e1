import BitcoinPrimitives
import Custody

/// Refuses an output of data and shows what it carries (number 54): a vault pays people, whoever wants to write to the
/// chain does it with his own coins, and what the data commits to nobody here can check.
struct DataOutputsRefused: SigningCheck {
    static let id = "output.data"

    func findings(in context: ReviewContext) -> [Finding] {
        context.examination.outputs.compactMap { output in
            let script = output.output.scriptPubKey
            guard case .opReturn(_) = script.kind else { return nil }
            let sentence = PaymentSentence.data(
                index: output.index, amount: output.output.amount, pushes: script.opReturnPushes, script: script)
            return finding(.refuse, .output(output.index), .payment(sentence))
        }
    }
}
