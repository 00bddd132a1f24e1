package import BitcoinPrimitives
import ByteCoding
package import Descriptors

/// A coin proven to exist in its previous transaction and to be the vault's by derivation.
///
/// The only ways to one are `CoinBook.examine` and `CoinBook.prove`.
package struct ProvenCoin: Sendable, Hashable {
    /// The output that the coin is.
    package let outpoint: OutPoint
    /// The whole transaction that made it; its id is the outpoint's.
    package let previousTransaction: Transaction
    /// The output itself, read from the previous transaction.
    package let output: TxOut
    /// The vault's script at the position where it was found.
    package let script: DerivedScript
    /// The confirmations when it was listed; `nil` when the list did not say.
    package let confirmations: Int?
    /// The height of the block that has it; `nil` when the list did not say.
    package let height: UInt32?
    /// The operator's label.
    package let label: String

    /// The amount.
    package var amount: Amount { output.amount }

    fileprivate init(
        outpoint: OutPoint, previousTransaction: Transaction, output: TxOut, script: DerivedScript, confirmations: Int?,
        height: UInt32?, label: String
    ) {
        self.outpoint = outpoint
        self.previousTransaction = previousTransaction
        self.output = output
        self.script = script
        self.confirmations = confirmations
        self.height = height
        self.label = label
    }
}

/// Proves coins.
package enum CoinBook {
    /// The receive and change indexes searched for a coin's script unless the operator says otherwise.
    package static let defaultWindow: UInt32 = 1_000

    /// The confirmations that a miner's reward needs before it may be spent (consensus).
    package static let coinbaseMaturity = 100

    private static func isCoinbase(_ transaction: Transaction) -> Bool {
        guard let input = transaction.inputs.first, transaction.inputs.count == 1 else { return false }
        return input.previousOutput.vout == .max && input.previousOutput.txid.bytes.bytes.allSatisfy { $0 == 0 }
    }

    /// What an import of coins gives.
    package struct Examination: Sendable {
        /// The coins proven, in the order listed.
        package let proven: [ProvenCoin]
        /// The coins left out, in the order listed.
        package let leftOut: [LeftOutCoin]
    }

    /// Proves each listed coin by its previous transaction and by derivation from the vault.
    package static func examine(
        _ listed: [CoinClaim], transactions: [Txid: Transaction], descriptor: MultisigDescriptor, window: UInt32
    ) throws(DescriptorError) -> Examination {
        var search = OwnershipSearch(descriptor)
        var proven: [ProvenCoin] = []
        var leftOut: [LeftOutCoin] = []
        for claim in listed {
            let identity = ListedCoinIdentity(outpoint: claim.outpoint, amount: claim.amount)
            let checked = output(of: claim, transactions: transactions)
            guard case .success(let output) = checked, let previous = transactions[claim.outpoint.txid] else {
                if case .failure(let problem) = checked {
                    var isOurs = true
                    if claim.isGuess { isOurs = try isOwn(claim, &search, window) }
                    if isOurs { leftOut.append(LeftOutCoin(coin: identity, problem: problem)) }
                }
                continue
            }
            guard let script = try search.find(output.scriptPubKey, hint: claim.hint, window: window) else {
                if !claim.isGuess {
                    leftOut.append(LeftOutCoin(coin: identity, problem: .notOfVault(searched: window)))
                }
                continue
            }
            proven.append(
                ProvenCoin(
                    outpoint: claim.outpoint, previousTransaction: previous, output: output, script: script,
                    confirmations: claim.confirmations, height: claim.height, label: claim.label))
        }
        return Examination(proven: proven, leftOut: leftOut)
    }

    private static func isOwn(
        _ claim: CoinClaim, _ search: inout OwnershipSearch, _ window: UInt32
    ) throws(DescriptorError) -> Bool {
        guard let script = claim.scriptPubKey else { return false }
        return try search.find(script, hint: claim.hint, window: window) != nil
    }

    /// Proves again a coin that was stored together with its previous transaction and position.
    package static func prove(
        _ outpoint: OutPoint, previousTransaction: Transaction, script: DerivedScript, confirmations: Int?,
        height: UInt32? = nil, label: String
    ) throws(CoinProblem) -> ProvenCoin {
        guard previousTransaction.txid == outpoint.txid else {
            throw .wrongPreviousTransaction(actual: previousTransaction.txid)
        }
        guard let index = Int(exactly: outpoint.vout), previousTransaction.outputs.indices.contains(index) else {
            throw .noSuchOutput(vout: outpoint.vout, count: previousTransaction.outputs.count)
        }
        let output = previousTransaction.outputs[index]
        guard output.scriptPubKey == script.scriptPubKey else { throw .scriptDiffers }
        return ProvenCoin(
            outpoint: outpoint, previousTransaction: previousTransaction, output: output, script: script,
            confirmations: confirmations, height: height, label: label)
    }

    private static func output(
        of claim: CoinClaim, transactions: [Txid: Transaction]
    ) -> Result<TxOut, CoinProblem> {
        guard let previous = transactions[claim.outpoint.txid] else { return .failure(.previousTransactionMissing) }
        guard previous.txid == claim.outpoint.txid else {
            return .failure(.wrongPreviousTransaction(actual: previous.txid))
        }
        guard let index = Int(exactly: claim.outpoint.vout), previous.outputs.indices.contains(index) else {
            return .failure(.noSuchOutput(vout: claim.outpoint.vout, count: previous.outputs.count))
        }
        let output = previous.outputs[index]
        guard output.amount == claim.amount else {
            return .failure(.amountDiffers(listed: claim.amount, actual: output.amount))
        }
        if let listed = claim.scriptPubKey, listed != output.scriptPubKey { return .failure(.scriptDiffers) }
        if let confirmations = claim.confirmations, confirmations < 1 { return .failure(.unconfirmed) }
        if isCoinbase(previous), claim.confirmations.map({ $0 < coinbaseMaturity }) ?? true {
            return .failure(.immature(confirmations: claim.confirmations))
        }
        return .success(output)
    }
}
