package import BitcoinPrimitives
package import Descriptors
package import WalletFormats

/// What a wallet's list claims about one coin, free of the format it came in.
package struct CoinClaim: Sendable, Hashable {
    /// The output that the coin is said to be.
    package let outpoint: OutPoint
    /// The amount claimed.
    package let amount: Amount
    /// The script claimed.
    package let scriptPubKey: Script
    /// The confirmations claimed; `nil` when unknown.
    package let confirmations: Int?
    /// The label in the wallet.
    package let label: String
    /// A place to look first; never a proof.
    package let hint: ScriptPosition?

    /// Claims a coin.
    package init(
        outpoint: OutPoint, amount: Amount, scriptPubKey: Script, confirmations: Int?, label: String = "",
        hint: ScriptPosition? = nil
    ) {
        self.outpoint = outpoint
        self.amount = amount
        self.scriptPubKey = scriptPubKey
        self.confirmations = confirmations
        self.label = label
        self.hint = hint
    }

    /// Takes a coin of Bitcoin Core's list.
    package init(_ coin: ListedCoin) {
        var hint: ScriptPosition?
        if let branch = coin.hintedBranch, let index = coin.hintedIndex {
            hint = ScriptPosition(branch: branch, index: index)
        }
        self.init(
            outpoint: coin.outpoint, amount: coin.amount, scriptPubKey: coin.scriptPubKey,
            confirmations: coin.confirmations, label: coin.label, hint: hint)
    }
}
