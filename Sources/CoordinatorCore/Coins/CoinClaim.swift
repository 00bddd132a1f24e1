package import BitcoinPrimitives
package import Descriptors
package import WalletFormats

/// What a wallet's list claims about one coin, free of the format it came in.
package struct CoinClaim: Sendable, Hashable {
    /// The output that the coin is said to be.
    package let outpoint: OutPoint
    /// The amount claimed.
    package let amount: Amount
    /// The script claimed; `nil` when the list names none.
    package let scriptPubKey: Script?
    /// The confirmations claimed; `nil` when unknown.
    package let confirmations: Int?
    /// The height of the block that has it; `nil` when unknown.
    package let height: UInt32?
    /// The label in the wallet.
    package let label: String
    /// A place to look first; never a proof.
    package let hint: ScriptPosition?
    /// Whether it is only an output of a transaction in a history, and may well be somebody else's.
    package let isGuess: Bool

    /// Claims a coin.
    package init(
        outpoint: OutPoint, amount: Amount, scriptPubKey: Script?, confirmations: Int?, height: UInt32? = nil,
        label: String = "", hint: ScriptPosition? = nil, isGuess: Bool = false
    ) {
        self.outpoint = outpoint
        self.amount = amount
        self.scriptPubKey = scriptPubKey
        self.confirmations = confirmations
        self.height = height
        self.label = label
        self.hint = hint
        self.isGuess = isGuess
    }

    /// Takes a coin of a wallet's list.
    package init(_ coin: ListedCoin) {
        var hint: ScriptPosition?
        if let branch = coin.hintedBranch, let index = coin.hintedIndex {
            hint = ScriptPosition(branch: branch, index: index)
        }
        self.init(
            outpoint: coin.outpoint, amount: coin.amount, scriptPubKey: coin.scriptPubKey,
            confirmations: coin.confirmations, height: coin.height, label: coin.label, hint: hint)
    }

    /// The outputs of a history's transactions that none of them spends.
    ///
    /// A history names no outputs, so each is a guess until the vault's derivation reaches its script.
    package static func unspent(
        in history: [HistoryEntry], transactions: [Txid: Transaction]
    ) throws(CoinFileError) -> [CoinClaim] {
        var spent: Set<OutPoint> = []
        for entry in history {
            guard let transaction = transactions[entry.txid] else { throw .historyTransactionMissing(entry.txid) }
            spent.formUnion(transaction.inputs.map(\.previousOutput))
        }
        var claims: [CoinClaim] = []
        for entry in history {
            for (index, output) in (transactions[entry.txid]?.outputs ?? []).enumerated() {
                let outpoint = OutPoint(txid: entry.txid, vout: UInt32(clamping: index))
                guard !spent.contains(outpoint) else { continue }
                claims.append(
                    CoinClaim(
                        outpoint: outpoint, amount: output.amount, scriptPubKey: output.scriptPubKey,
                        confirmations: entry.confirmations, height: entry.height, label: entry.label, isGuess: true))
            }
        }
        return claims
    }
}
