package import ByteCoding

/// An input of a transaction.
package struct TxIn: Hashable, Sendable {
    /// The coin that is spent.
    package let previousOutput: OutPoint

    /// The script that answers a legacy or P2SH output script.
    package var scriptSig: Script

    /// The sequence number.
    package let sequence: TxSequence

    /// The witness stack, bottom first (BIP-141); empty where there is none.
    package var witness: [[UInt8]]

    /// The smallest number of bytes without the witness: outpoint, empty script, sequence number.
    package static let minimumEncodedLength = 41

    /// Makes an input; an unsigned one by default.
    package init(
        previousOutput: OutPoint, scriptSig: Script = .empty, sequence: TxSequence = .final, witness: [[UInt8]] = []
    ) {
        self.previousOutput = previousOutput
        self.scriptSig = scriptSig
        self.sequence = sequence
        self.witness = witness
    }

    /// Reads an input without its witness.
    package init(decoding reader: inout ByteReader) throws(ByteCodingError) {
        previousOutput = try OutPoint(decoding: &reader)
        scriptSig = Script(try reader.readVariableBytes(limit: Transaction.maximumSize))
        sequence = TxSequence(try reader.readUInt32LE())
        witness = []
    }

    /// Writes the input without its witness.
    package func encode(into writer: inout ByteWriter) {
        previousOutput.encode(into: &writer)
        writer.appendVariableBytes(scriptSig.bytes)
        writer.appendUInt32LE(sequence.rawValue)
    }

    /// Reads a witness stack (BIP-144): a count, then each element with its length.
    package static func decodeWitness(_ reader: inout ByteReader) throws(ByteCodingError) -> [[UInt8]] {
        let count = try reader.readCount(limit: Transaction.maximumSize)
        var witness: [[UInt8]] = []
        // Every element takes a byte or more, so a count beyond the end reserves nothing that is not there.
        witness.reserveCapacity(min(count, reader.remaining))
        for _ in 0..<count { witness.append(try reader.readVariableBytes(limit: Transaction.maximumSize)) }
        return witness
    }

    /// Writes the witness stack (BIP-144).
    package func encodeWitness(into writer: inout ByteWriter) {
        writer.appendCompactSize(UInt64(witness.count))
        for element in witness { writer.appendVariableBytes(element) }
    }

    /// The number of bytes that `encode(into:)` writes.
    var encodedLength: Int {
        Self.minimumEncodedLength - 1 + CompactSize.encodedLength(of: UInt64(scriptSig.bytes.count))
            + scriptSig.bytes.count
    }

    /// The number of bytes that `encodeWitness(into:)` writes.
    var encodedWitnessLength: Int {
        witness.reduce(CompactSize.encodedLength(of: UInt64(witness.count))) { length, element in
            length + CompactSize.encodedLength(of: UInt64(element.count)) + element.count
        }
    }
}
