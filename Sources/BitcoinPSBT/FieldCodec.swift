import BitcoinPrimitives
import ByteCoding

/// How the value of a field is read and written; writing gives back the bytes that were read.
struct FieldCodec<Value>: Sendable {
    let decode: @Sendable (ArraySlice<UInt8>) throws(FieldProblem) -> Value
    let encode: @Sendable (Value) -> [UInt8]
}

extension FieldCodec where Value == UInt8 {
    /// One byte.
    static var uint8: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                guard value.count == 1, let byte = value.first else {
                    throw .valueLength(expected: 1, actual: value.count)
                }
                return byte
            },
            encode: { [$0] })
    }
}

extension FieldCodec where Value == UInt32 {
    /// Four bytes, little endian.
    static var uint32: Self {
        Self(
            decode: { (value) throws(FieldProblem) in try FieldBytes.uint32(value) },
            encode: { FieldBytes.encode($0) })
    }

    /// A lock time that is a block height; BIP-370: "greater than 0 and less than 500000000".
    static var requiredHeight: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                let height = try FieldBytes.uint32(value)
                guard height > 0, height < LockTime.timeThreshold else { throw .lockHeight(height) }
                return height
            },
            encode: { FieldBytes.encode($0) })
    }

    /// A lock time that is a time; BIP-370: "greater than or equal to 500000000".
    static var requiredTime: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                let time = try FieldBytes.uint32(value)
                guard time >= LockTime.timeThreshold else { throw .lockTime(time) }
                return time
            },
            encode: { FieldBytes.encode($0) })
    }
}

extension FieldCodec where Value == Int32 {
    /// Four bytes, little endian, two's complement.
    static var int32: Self {
        Self(
            decode: { (value) throws(FieldProblem) in Int32(bitPattern: try FieldBytes.uint32(value)) },
            encode: { FieldBytes.encode(UInt32(bitPattern: $0)) })
    }
}

extension FieldCodec where Value == LockTime {
    /// Four bytes, little endian.
    static var lockTime: Self {
        Self(
            decode: { (value) throws(FieldProblem) in LockTime(try FieldBytes.uint32(value)) },
            encode: { FieldBytes.encode($0.rawValue) })
    }
}

extension FieldCodec where Value == TxSequence {
    /// Four bytes, little endian.
    static var sequence: Self {
        Self(
            decode: { (value) throws(FieldProblem) in TxSequence(try FieldBytes.uint32(value)) },
            encode: { FieldBytes.encode($0.rawValue) })
    }
}

extension FieldCodec where Value == TxModifiable {
    /// One byte of flags.
    static var txModifiable: Self {
        let byte = FieldCodec<UInt8>.uint8
        return Self(
            decode: { (value) throws(FieldProblem) in TxModifiable(rawValue: try byte.decode(value)) },
            encode: { [$0.rawValue] })
    }
}

extension FieldCodec where Value == UInt64 {
    /// A CompactSize that fills the value.
    static var compactSize: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                try FieldBytes.reading(value) { (reader) throws(ByteCodingError) in try reader.readCompactSize() }
            },
            encode: {
                var writer = ByteWriter()
                writer.appendCompactSize($0)
                return writer.bytes
            })
    }
}

extension FieldCodec where Value == Amount {
    /// Eight bytes of satoshi, little endian.
    static var amount: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                try FieldBytes.requireLength(8, value)
                let sat = try FieldBytes.reading(value) { (reader) throws(ByteCodingError) in
                    try reader.readUInt64LE()
                }
                do throws(AmountError) { return try Amount(sat: sat) } catch { throw .amount(error) }
            },
            encode: {
                var writer = ByteWriter()
                writer.appendUInt64LE($0.sat)
                return writer.bytes
            })
    }
}

extension FieldCodec where Value == Txid {
    /// 32 bytes in internal order.
    static var txid: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                do throws(ByteCodingError) { return Txid(try Bytes32(value)) } catch {
                    throw .valueLength(expected: Bytes32.count, actual: value.count)
                }
            },
            encode: { $0.bytes.bytes })
    }
}

extension FieldCodec where Value == Script {
    /// The script's bytes.
    static var script: Self {
        Self(decode: { Script(Array($0)) }, encode: { $0.bytes })
    }
}

extension FieldCodec where Value == [[UInt8]] {
    /// A witness stack: the number of elements, then each with its length.
    static var witnessStack: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                try FieldBytes.reading(value) { (reader) throws(ByteCodingError) in
                    try TxIn.decodeWitness(&reader)
                }
            },
            encode: {
                var writer = ByteWriter()
                writer.appendCompactSize(UInt64($0.count))
                for element in $0 { writer.appendVariableBytes(element) }
                return writer.bytes
            })
    }
}

extension FieldCodec where Value == TxOut {
    /// A transaction output.
    static var txOut: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                do throws(TransactionError) { return try TxOut(decoding: Array(value)) } catch {
                    throw .transaction(error)
                }
            },
            encode: { $0.encoded })
    }
}

extension FieldCodec where Value == Transaction {
    /// A whole transaction, with its witness if it has one.
    static var transaction: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                do throws(TransactionError) { return try Transaction(decoding: Array(value)) } catch {
                    throw .transaction(error)
                }
            },
            encode: { $0.encoded() })
    }

    /// BIP-174: "The transaction must be in the old serialization format (without witnesses)", and the scriptSigs empty.
    static var unsignedTransaction: Self {
        Self(
            decode: { (value) throws(FieldProblem) in
                let transaction: Transaction
                do throws(TransactionError) {
                    transaction = try Transaction(decodingWithoutWitness: Array(value))
                } catch {
                    throw .transaction(error)
                }
                if let input = transaction.inputs.firstIndex(where: { !$0.scriptSig.isEmpty }) {
                    throw .scriptSigNotEmpty(input: input)
                }
                return transaction
            },
            encode: { $0.encodedWithoutWitness() })
    }
}
