import BitcoinPrimitives
import Custody

/// Warns about an output too small to be relayed, zero included (number 55).
struct OutputsAboveDust: SigningCheck {
    static let id = "output.dust"

    func findings(in context: ReviewContext) -> [Finding] {
        context.examination.outputs.compactMap { output in
            guard let limit = Self.limit(for: output.output.scriptPubKey), output.output.amount < limit else {
                return nil
            }
            let sentence = FindingSentence.outputDust(
                index: output.index, amount: output.output.amount, limit: limit)
            return finding(.warn, .output(output.index), sentence)
        }
    }

    /// The least amount that nodes relay at the default dust rate of 3 sat/vB: the size of the output and of the input
    /// that will spend it, times 3.
    private static func limit(for script: Script) -> Amount? {
        switch script.kind {
        case .p2pkh: try? Amount(sat: 546)
        case .p2sh: try? Amount(sat: 540)
        case .p2wpkh: try? Amount(sat: 294)
        case .p2wsh, .p2tr: try? Amount(sat: 330)
        case .p2pk, .bareMultisig, .opReturn, .witnessUnknown, .other: nil
        }
    }
}
