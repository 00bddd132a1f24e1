import BitcoinCrypto
package import ByteCoding

/// BIP-143's hashes for SIGHASH_ALL a second time, to be compared with those of ``SegwitSighash``.
///
/// The two must never share code: what signs and what judges signatures would then be wrong together. They have in common
/// how bytes are written and hashed, and nothing else; neither calls the other, and neither calls how inputs and outputs
/// write themselves. This one runs through the fields with a hash in the making, which all inputs copy once the part that
/// is the same for all has gone in.
package struct SegwitPreimage: Sendable {
    private let transaction: Transaction
    /// Everything before the input's own part: version, hashPrevouts, hashSequence.
    private let head: SHA256.Stream
    /// Everything behind it: hashOutputs, lock time, hash type.
    private let tail: [UInt8]

    /// Prepares what all inputs share.
    package init(_ transaction: Transaction) {
        var (prevouts, sequences, outputs) = (SHA256.Stream(), SHA256.Stream(), SHA256.Stream())
        for input in transaction.inputs {
            prevouts.update(Self.outpoint(of: input))
            sequences.update(Self.sequence(of: input))
        }
        for output in transaction.outputs {
            var field = ByteWriter()
            field.appendUInt64LE(output.amount.sat)
            field.appendVariableBytes(output.scriptPubKey.bytes)
            outputs.update(field.bytes)
        }
        var version = ByteWriter()
        version.appendInt32LE(transaction.version)
        var head = SHA256.Stream()
        head.update(version.bytes)
        head.update(Self.twice(prevouts))
        head.update(Self.twice(sequences))
        var tail = ByteWriter()
        tail.append(Self.twice(outputs))
        tail.appendUInt32LE(transaction.lockTime.rawValue)
        // SIGHASH_ALL, in four bytes.
        tail.appendUInt32LE(1)
        self.transaction = transaction
        self.head = head
        self.tail = tail.bytes
    }

    /// The hash of one input, which spends `amountSat` satoshi with a witness script; `nil` when there is no such input.
    package func digest(input index: Int, witnessScript: [UInt8], amountSat: UInt64) -> Bytes32? {
        guard index >= 0, index < transaction.inputs.count else { return nil }
        let input = transaction.inputs[index]
        var code = ByteWriter()
        code.appendVariableBytes(witnessScript)
        code.appendUInt64LE(amountSat)
        var stream = head
        stream.update(Self.outpoint(of: input))
        stream.update(code.bytes)
        stream.update(Self.sequence(of: input))
        stream.update(tail)
        return Self.twice(stream)
    }

    private static func outpoint(of input: TxIn) -> [UInt8] {
        var field = ByteWriter()
        field.append(input.previousOutput.txid.bytes)
        field.appendUInt32LE(input.previousOutput.vout)
        return field.bytes
    }

    private static func sequence(of input: TxIn) -> [UInt8] {
        var field = ByteWriter()
        field.appendUInt32LE(input.sequence.rawValue)
        return field.bytes
    }

    /// The hash of the finished hash.
    private static func twice(_ stream: SHA256.Stream) -> Bytes32 {
        SHA256.hash(stream.finish().bytes)
    }
}
