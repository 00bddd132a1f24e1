package import BitcoinPrimitives
import ByteCoding
package import Descriptors

/// The size that a case's transaction has once it is signed.
///
/// Weight = 4 × the size without witness (with the P2SH-P2WSH scriptSigs) + 2 (marker and flag) + for every input the
/// witness: the item count, the empty item that `OP_CHECKMULTISIG` pops, M signatures and the witness script, each
/// behind its length. A signature counts `signatureSize` bytes. Virtual size = weight ÷ 4, rounded up (BIP-141).
package enum VirtualSizeEstimate {
    /// The size of a signature in bytes: strict DER with low S and any R (71), and the hash type byte.
    ///
    /// Our own signers grind R low and save a byte each; hardware wallets may not, and a transaction must not pay less
    /// than the rate that was asked for because of them.
    package static let signatureSize = 72

    /// The virtual size in bytes of a transaction whose inputs spend these scripts.
    /// - Parameter transaction: the transaction with its scriptSigs in place and no witness.
    package static func virtualSize(of transaction: Transaction, spending scripts: [DerivedScript]) -> Int {
        let base = transaction.encodedWithoutWitness().count
        let witness = scripts.reduce(2) { $0 + witnessSize(of: $1) }
        return (4 * base + witness + 3) / 4
    }

    /// The bytes of one input's witness.
    package static func witnessSize(of script: DerivedScript) -> Int {
        let threshold = script.multisig.threshold
        let scriptSize = script.witnessScript.bytes.count
        return CompactSize.encodedLength(of: UInt64(threshold + 2)) + 1 + threshold * (1 + signatureSize)
            + CompactSize.encodedLength(of: UInt64(scriptSize)) + scriptSize
    }
}
