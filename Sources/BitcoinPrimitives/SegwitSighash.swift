import BitcoinCrypto
package import ByteCoding

/// The signature hashes of a transaction's version 0 witness inputs (BIP-143).
///
/// The hashes over all inputs and outputs are made once, so that the work grows with the number of inputs only.
package struct SegwitSighash: Sendable {
    private let transaction: Transaction
    private let hashPrevouts: Bytes32
    private let hashSequence: Bytes32
    private let hashOutputs: Bytes32

    /// 32 zero bytes, which stand where a signature leaves something open.
    private static let zeroHash = [UInt8](repeating: 0, count: Bytes32.count)

    /// Prepares the hashes that all inputs share.
    package init(_ transaction: Transaction) {
        var prevouts = ByteWriter(reservingCapacity: transaction.inputs.count * OutPoint.encodedLength)
        var sequences = ByteWriter(reservingCapacity: transaction.inputs.count * 4)
        for input in transaction.inputs {
            input.previousOutput.encode(into: &prevouts)
            sequences.appendUInt32LE(input.sequence.rawValue)
        }
        var outputs = ByteWriter()
        for output in transaction.outputs { output.encode(into: &outputs) }
        self.transaction = transaction
        hashPrevouts = SHA256.doubleHash(prevouts.bytes)
        hashSequence = SHA256.doubleHash(sequences.bytes)
        hashOutputs = SHA256.doubleHash(outputs.bytes)
    }

    /// The 32 bytes that a SIGHASH_ALL signature of an input covers; the script code has no length prefix.
    package func digest(input index: Int, scriptCode: Script, amount: Amount) throws(SighashError) -> Bytes32 {
        try digest(input: index, scriptCode: scriptCode, amount: amount, type: .all)
    }

    /// The 32 bytes that a signature of any type covers.
    package func digest(
        input index: Int, scriptCode: Script, amount: Amount, type: SighashType
    ) throws(SighashError) -> Bytes32 {
        SHA256.doubleHash(try preimage(input: index, scriptCode: scriptCode, amount: amount, type: type))
    }

    /// The bytes that are hashed, in the order of BIP-143 "Specification".
    package func preimage(
        input index: Int, scriptCode: Script, amount: Amount, type: SighashType
    ) throws(SighashError) -> [UInt8] {
        guard transaction.inputs.indices.contains(index) else {
            throw .inputOutOfRange(index: index, count: transaction.inputs.count)
        }
        let input = transaction.inputs[index]
        var writer = ByteWriter(reservingCapacity: 160 + scriptCode.bytes.count)
        writer.appendInt32LE(transaction.version)
        Self.append(type.isAnyoneCanPay ? nil : hashPrevouts, to: &writer)
        Self.append(type.isAnyoneCanPay || !type.coversAllOutputs ? nil : hashSequence, to: &writer)
        input.previousOutput.encode(into: &writer)
        writer.appendVariableBytes(scriptCode.bytes)
        writer.appendUInt64LE(amount.sat)
        writer.appendUInt32LE(input.sequence.rawValue)
        Self.append(outputHash(input: index, type: type), to: &writer)
        writer.appendUInt32LE(transaction.lockTime.rawValue)
        writer.appendUInt32LE(UInt32(type.rawValue))
        return writer.bytes
    }

    private func outputHash(input index: Int, type: SighashType) -> Bytes32? {
        if type.coversAllOutputs { return hashOutputs }
        guard type.coversOneOutput, transaction.outputs.indices.contains(index) else { return nil }
        return SHA256.doubleHash(transaction.outputs[index].encoded)
    }

    private static func append(_ hash: Bytes32?, to writer: inout ByteWriter) {
        if let hash { writer.append(hash) } else { writer.append(zeroHash) }
    }
}

/// The reason why an input has no signature hash.
package enum SighashError: CodedError, Equatable {
    /// The transaction has no such input.
    case inputOutOfRange(index: Int, count: Int)

    package var code: String { "sighash.input-out-of-range" }

    package var description: String {
        switch self {
        case .inputOutOfRange(let index, let count): "there is no input \(index) among \(count)"
        }
    }
}
