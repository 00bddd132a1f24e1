package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// Everything that the bytes and the registered vault say about one input.
package struct InputExamination: Sendable {
    /// The position in the transaction.
    package let index: Int

    /// The coin that the input spends.
    package let outpoint: OutPoint

    /// The input's sequence number.
    package let sequence: TxSequence

    /// The spent output, when the full previous transaction proves it.
    package internal(set) var proven: TxOut?

    /// The script as derived from the registered vault, when the spent output is the vault's.
    package internal(set) var script: DerivedScript?

    /// The BIP-143 digest for `SIGHASH_ALL`, when the input is proven and ours.
    package internal(set) var signatureDigest: Bytes32?

    /// The partial signatures in the file, in file order.
    package internal(set) var signatures: [SignatureFact] = []

    /// What is wrong with this input.
    package internal(set) var problems: [InputProblem] = []

    init(index: Int, input: TxIn) {
        self.index = index
        outpoint = input.previousOutput
        sequence = input.sequence
    }

    /// Whether the cosigner with this index into the descriptor's keys has a valid signature here.
    package func isSigned(byKey keyIndex: Int) -> Bool {
        signatures.contains { $0.keyIndex == keyIndex && $0.verdict == .valid }
    }
}
