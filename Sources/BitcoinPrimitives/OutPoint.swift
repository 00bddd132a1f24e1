package import ByteCoding

/// The coin that an input spends: a transaction and the position of one of its outputs.
package struct OutPoint: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The transaction that made the coin.
    package let txid: Txid

    /// The position of the output, counted from 0.
    package let vout: UInt32

    /// The number of serialized bytes.
    package static let encodedLength = 36

    /// Names the output `vout` of the transaction `txid`.
    package init(txid: Txid, vout: UInt32) {
        self.txid = txid
        self.vout = vout
    }

    /// Reads `txid:vout`, the id in display order and the number in decimal without superfluous zeros.
    package init(parsing text: String) throws(TxidError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let vout: UInt32 = DecimalText.parse(parts[1]) else {
            throw .outPointSyntax(text: text)
        }
        self.init(txid: try Txid(parsing: String(parts[0])), vout: vout)
    }

    /// Reads 32 bytes of transaction id in internal order and the position.
    package init(decoding reader: inout ByteReader) throws(ByteCodingError) {
        txid = Txid(try reader.readBytes32())
        vout = try reader.readUInt32LE()
    }

    /// Writes what `init(decoding:)` reads.
    package func encode(into writer: inout ByteWriter) {
        writer.append(txid.bytes)
        writer.appendUInt32LE(vout)
    }

    /// `txid:vout` with the id in display order.
    package var description: String { "\(txid):\(vout)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.txid, left.vout) < (right.txid, right.vout)
    }
}
