import BitcoinPSBT
import BitcoinPrimitives

/// The output that an input spends, shown by its full previous transaction, or why it is not shown.
///
/// BIP-143 commits to the amount of the input that is signed only; without the previous transaction of *every* input
/// two signing rounds can be combined into one that burns coins as fee.
struct PreviousOutputProof: Sendable {
    let proven: TxOut?
    let problems: [InputProblem]

    init(of outpoint: OutPoint, in map: InputMap) {
        guard let previous = map.nonWitnessUtxo else {
            proven = nil
            problems = [.previousTransactionMissing]
            return
        }
        let txid = previous.txid
        guard txid == outpoint.txid else {
            proven = nil
            problems = [.previousTransactionDiffers(given: txid)]
            return
        }
        guard let vout = Int(exactly: outpoint.vout), previous.outputs.indices.contains(vout) else {
            proven = nil
            problems = [.previousOutputMissing(outputCount: previous.outputs.count)]
            return
        }
        let output = previous.outputs[vout]
        proven = output
        if let claimed = map.witnessUtxo, claimed != output {
            problems = [.witnessUtxoDiffers(claimed: claimed, proven: output)]
        } else {
            problems = []
        }
    }
}
