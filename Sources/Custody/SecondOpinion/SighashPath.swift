import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// What an input's signature covers of the coin that it spends.
package struct SpentCoin: Hashable, Sendable {
    /// The coin's amount.
    package let amount: Amount
    /// The witness script that its program stands for.
    package let witnessScript: Script

    /// Names a coin.
    package init(amount: Amount, witnessScript: Script) {
        self.amount = amount
        self.witnessScript = witnessScript
    }
}

/// A way to the signature hashes of a whole transaction; the seam between ``SecondOpinion`` and who computes them.
package protocol SighashPath: Sendable {
    /// What a SIGHASH_ALL signature of each input covers (BIP-143), in input order; `coins` are what the inputs spend.
    func digests(of transaction: Transaction, spending coins: [SpentCoin]) -> [Bytes32?]
}

/// The second way, which shares no code with the one that signs.
package struct PreimagePath: SighashPath {
    /// A path has no state.
    package init() {}

    package func digests(of transaction: Transaction, spending coins: [SpentCoin]) -> [Bytes32?] {
        let preimage = SegwitPreimage(transaction)
        return Parallel.map(Array(coins.enumerated())) { index, coin in
            preimage.digest(input: index, witnessScript: coin.witnessScript.bytes, amountSat: coin.amount.sat)
        }
    }
}
