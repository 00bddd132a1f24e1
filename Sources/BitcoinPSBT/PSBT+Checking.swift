import BitcoinCrypto
package import BitcoinPrimitives

/// How far a reader looks at the keys of partial signatures.
package enum PartialSigKeyCheck: Sendable {
    /// A key that is no point of the curve makes the whole file bad.
    case points

    /// The caller judges every signature by itself, so that one bad entry does not cost the good ones.
    case shapeOnly
}

/// Rules that need more than one field, and the slow ones, shared out over the cores.
extension PSBT {
    /// The output that an input spends.
    package func previousOutput(of index: Int) -> OutPoint? {
        guard inputs.indices.contains(index) else { return nil }
        if let transaction = global.unsignedTx {
            return transaction.inputs.indices.contains(index) ? transaction.inputs[index].previousOutput : nil
        }
        guard let txid = inputs[index].previousTxid, let vout = inputs[index].outputIndex else { return nil }
        return OutPoint(txid: txid, vout: vout)
    }

    /// Refuses a previous transaction that is not the one the input spends, or that has no such output.
    func checkPreviousTransactions() throws(PSBTError) {
        var candidates: [(index: Int, spent: OutPoint, given: Transaction)] = []
        for (index, input) in inputs.enumerated() {
            guard let given = input.nonWitnessUtxo, let spent = previousOutput(of: index) else { continue }
            candidates.append((index, spent, given))
        }
        let txids = Parallel.map(candidates) { $0.given.txid }
        for (candidate, txid) in zip(candidates, txids) {
            let place = inputs[candidate.index].place(of: \.nonWitnessUtxo, in: .input(candidate.index))
            // BIP-174 asks the Signer for this; a file where it fails is of no use to anybody.
            guard txid == candidate.spent.txid else {
                throw .previousTransactionMismatch(place, spent: candidate.spent.txid, given: txid)
            }
            guard Int(candidate.spent.vout) < candidate.given.outputs.count else {
                throw .previousOutputMissing(
                    place, vout: candidate.spent.vout, outputs: candidate.given.outputs.count)
            }
        }
    }

    /// Refuses a signature under a key that is no point of the curve: it can never verify.
    func checkPartialSigKeys() throws(PSBTError) {
        var candidates: [(index: Int, key: EncodedPublicKey)] = []
        for (index, input) in inputs.enumerated() {
            for signature in input.partialSigs { candidates.append((index, signature.publicKey)) }
        }
        let arePoints = Parallel.map(candidates) { $0.key.isPoint }
        for (candidate, isPoint) in zip(candidates, arePoints) where !isPoint {
            let input = inputs[candidate.index]
            let place = input.place(of: \.partialSigs, keyData: candidate.key.bytes, in: .input(candidate.index))
            throw .notOnCurve(field: InputMap.name(of: \.partialSigs), place)
        }
    }
}
