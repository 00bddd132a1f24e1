import BitcoinCrypto
import ByteCoding

/// A transaction, signed or not.
package struct Transaction: Hashable, Sendable {
    /// The version as a signed number, as consensus reads it.
    package let version: Int32

    /// The inputs.
    package var inputs: [TxIn]

    /// The outputs.
    package var outputs: [TxOut]

    /// The lock time.
    package let lockTime: LockTime

    /// The most bytes of a transaction: a block has at most 4,000,000 weight units and a byte has at least one.
    package static let maximumSize = 4_000_000

    /// The most inputs that fit into `maximumSize`.
    package static let maximumInputs = maximumSize / TxIn.minimumEncodedLength

    /// The most outputs that fit into `maximumSize`.
    package static let maximumOutputs = maximumSize / TxOut.minimumEncodedLength

    private static let segwitMarker: UInt8 = 0x00
    private static let segwitFlag: UInt8 = 0x01

    /// Makes a transaction.
    package init(version: Int32, inputs: [TxIn], outputs: [TxOut], lockTime: LockTime) {
        self.version = version
        self.inputs = inputs
        self.outputs = outputs
        self.lockTime = lockTime
    }

    /// Reads a transaction with or without witness (BIP-144); the bytes must end with it.
    package init(decoding bytes: [UInt8]) throws(TransactionError) {
        try Self.checkSize(bytes)
        var reader = ByteReader(bytes)
        let version = try Self.read(.version, &reader) { (reader) throws(ByteCodingError) in try reader.readInt32LE() }
        var inputs = try Self.readInputs(&reader)
        // BIP-144: a zero where the input count stands marks the witness form.
        let hasWitness = inputs.isEmpty
        if hasWitness {
            let flag = try Self.read(.flag, &reader) { (reader) throws(ByteCodingError) in try reader.readUInt8() }
            guard flag == Self.segwitFlag else { throw .unknownFlag(flag) }
            inputs = try Self.readInputs(&reader)
            guard !inputs.isEmpty else { throw .noInputs }
        }
        let outputs = try Self.readOutputs(&reader)
        guard !outputs.isEmpty else { throw .noOutputs }
        if hasWitness {
            for index in inputs.indices {
                inputs[index].witness = try Self.read(.witness(index), &reader, TxIn.decodeWitness)
            }
            // BIP-144: without any witness the old form is the only one, or one txid would have two serializations.
            guard inputs.contains(where: { !$0.witness.isEmpty }) else { throw .superfluousWitness }
        }
        let lockTime = try Self.readLockTimeAndEnd(&reader)
        self.init(version: version, inputs: inputs, outputs: outputs, lockTime: lockTime)
    }

    /// Reads the form without witness, in which no input and no output may be there (BIP-174 "unsigned transaction").
    ///
    /// Scripts of inputs are read as they are: whether they must be empty is the caller's rule.
    package init(decodingWithoutWitness bytes: [UInt8]) throws(TransactionError) {
        try Self.checkSize(bytes)
        var reader = ByteReader(bytes)
        let version = try Self.read(.version, &reader) { (reader) throws(ByteCodingError) in try reader.readInt32LE() }
        let inputs = try Self.readInputs(&reader)
        let outputs = try Self.readOutputs(&reader)
        let lockTime = try Self.readLockTimeAndEnd(&reader)
        self.init(version: version, inputs: inputs, outputs: outputs, lockTime: lockTime)
    }

    /// Whether an input has a witness.
    package var hasWitness: Bool { inputs.contains { !$0.witness.isEmpty } }

    /// The serialization with witness where there is one (BIP-144).
    package func encoded() -> [UInt8] { encode(withWitness: hasWitness) }

    /// The serialization without witness, which the txid is made of.
    package func encodedWithoutWitness() -> [UInt8] { encode(withWitness: false) }

    /// The id without witness.
    package var txid: Txid { Txid(SHA256.doubleHash(encodedWithoutWitness())) }

    /// The id with witness (BIP-141).
    package var wtxid: Wtxid { Wtxid(SHA256.doubleHash(encoded())) }

    /// The number of bytes of `encoded()`.
    package var size: Int {
        guard hasWitness else { return strippedSize }
        return inputs.reduce(strippedSize + 2) { $0 + $1.encodedWitnessLength }
    }

    /// The number of bytes of `encodedWithoutWitness()`.
    package var strippedSize: Int {
        let counts =
            CompactSize.encodedLength(of: UInt64(inputs.count)) + CompactSize.encodedLength(of: UInt64(outputs.count))
        let inputLength = inputs.reduce(0) { $0 + $1.encodedLength }
        let outputLength = outputs.reduce(0) { $0 + $1.encodedLength }
        return 8 + counts + inputLength + outputLength
    }

    /// The weight in weight units (BIP-141): a byte counts four, a witness byte counts one.
    package var weight: Int { 3 * strippedSize + size }

    /// The virtual size in vbytes (BIP-141): a quarter of the weight, rounded up.
    package var virtualSize: Int { (weight + 3) / 4 }

    private func encode(withWitness: Bool) -> [UInt8] {
        var writer = ByteWriter(reservingCapacity: withWitness ? size : strippedSize)
        writer.appendInt32LE(version)
        if withWitness {
            writer.append(Self.segwitMarker)
            writer.append(Self.segwitFlag)
        }
        writer.appendCompactSize(UInt64(inputs.count))
        for input in inputs { input.encode(into: &writer) }
        writer.appendCompactSize(UInt64(outputs.count))
        for output in outputs { output.encode(into: &writer) }
        if withWitness {
            for input in inputs { input.encodeWitness(into: &writer) }
        }
        writer.appendUInt32LE(lockTime.rawValue)
        return writer.bytes
    }
}

extension Transaction {
    private static func checkSize(_ bytes: [UInt8]) throws(TransactionError) {
        guard bytes.count <= maximumSize else { throw .tooLarge(size: bytes.count, limit: maximumSize) }
    }

    private static func read<Value>(
        _ part: TransactionError.Part, _ reader: inout ByteReader,
        _ body: (inout ByteReader) throws(ByteCodingError) -> Value
    ) throws(TransactionError) -> Value {
        do throws(ByteCodingError) { return try body(&reader) } catch { throw .bytes(error, in: part) }
    }

    private static func readInputs(_ reader: inout ByteReader) throws(TransactionError) -> [TxIn] {
        let count = try read(.inputCount, &reader) { (reader) throws(ByteCodingError) in
            try reader.readCount(limit: maximumInputs)
        }
        var inputs: [TxIn] = []
        // What is reserved follows from the bytes that are there, not from the count that they claim.
        inputs.reserveCapacity(min(count, reader.remaining / TxIn.minimumEncodedLength))
        for index in 0..<count {
            inputs.append(
                try read(.input(index), &reader) { (reader) throws(ByteCodingError) in
                    try TxIn(decoding: &reader)
                })
        }
        return inputs
    }

    private static func readOutputs(_ reader: inout ByteReader) throws(TransactionError) -> [TxOut] {
        let count = try read(.outputCount, &reader) { (reader) throws(ByteCodingError) in
            try reader.readCount(limit: maximumOutputs)
        }
        var outputs: [TxOut] = []
        outputs.reserveCapacity(min(count, reader.remaining / TxOut.minimumEncodedLength))
        for index in 0..<count { outputs.append(try TxOut(decoding: &reader, at: index)) }
        return outputs
    }

    private static func readLockTimeAndEnd(_ reader: inout ByteReader) throws(TransactionError) -> LockTime {
        try read(.lockTime, &reader) { (reader) throws(ByteCodingError) in
            let value = try reader.readUInt32LE()
            try reader.finish()
            return LockTime(value)
        }
    }
}
