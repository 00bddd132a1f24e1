package import ByteCoding

/// An output of a transaction: an amount and the script that guards it.
package struct TxOut: Hashable, Sendable {
    /// The amount.
    package let amount: Amount

    /// The script that guards the amount.
    package let scriptPubKey: Script

    /// The smallest number of bytes: amount and empty script.
    package static let minimumEncodedLength = 9

    /// Makes an output.
    package init(amount: Amount, scriptPubKey: Script) {
        self.amount = amount
        self.scriptPubKey = scriptPubKey
    }

    /// Reads bytes that are one output and nothing else, as PSBT_IN_WITNESS_UTXO holds it.
    package init(decoding bytes: [UInt8]) throws(TransactionError) {
        var reader = ByteReader(bytes)
        self = try TxOut(decoding: &reader)
        do throws(ByteCodingError) { try reader.finish() } catch { throw .bytes(error, in: .output(0)) }
    }

    /// Reads an output; errors name it by its position among the transaction's outputs.
    package init(decoding reader: inout ByteReader, at index: Int = 0) throws(TransactionError) {
        let value: UInt64
        do throws(ByteCodingError) {
            value = try reader.readUInt64LE()
            scriptPubKey = Script(try reader.readVariableBytes(limit: Transaction.maximumSize))
        } catch {
            throw .bytes(error, in: .output(index))
        }
        do throws(AmountError) { amount = try Amount(sat: value) } catch { throw .amount(error, output: index) }
    }

    /// Writes what `init(decoding:)` reads.
    package func encode(into writer: inout ByteWriter) {
        writer.appendUInt64LE(amount.sat)
        writer.appendVariableBytes(scriptPubKey.bytes)
    }

    /// The serialized output.
    package var encoded: [UInt8] {
        var writer = ByteWriter(reservingCapacity: encodedLength)
        encode(into: &writer)
        return writer.bytes
    }

    /// The number of serialized bytes.
    package var encodedLength: Int {
        Self.minimumEncodedLength - 1 + CompactSize.encodedLength(of: UInt64(scriptPubKey.bytes.count))
            + scriptPubKey.bytes.count
    }
}
