package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// A proven input of a case: a coin of the registered vault whose amount its full previous transaction shows.
package struct InputFact: Hashable, Sendable {
    /// The position in the transaction.
    package let index: Int

    /// The coin.
    package let outpoint: OutPoint

    /// The amount that the previous transaction gives it.
    package let amount: Amount

    /// The script as derived from the registered vault; its position says where.
    package let script: DerivedScript

    /// The sequence number.
    package let sequence: TxSequence

    /// What an ECDSA signature of this input signs (BIP-143, `SIGHASH_ALL`).
    package let signatureDigest: Bytes32
}
