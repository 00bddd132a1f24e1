package import ByteCoding

/// The identifier of a transaction without its witness: the double SHA-256 of the stripped serialization.
package struct Txid: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 32 bytes in internal order, as they stand in an outpoint.
    package let bytes: Bytes32

    /// Takes the hash in internal order.
    package init(_ bytes: Bytes32) { self.bytes = bytes }

    /// Reads 64 hex digits in display order.
    package init(parsing display: String) throws(TxidError) { bytes = try TxidError.parse(display) }

    /// Lower-case hex in display order, which is the reverse of the internal order.
    package var description: String { Hex.encode(bytes.bytes.reversed()) }

    /// Orders by the bytes in internal order.
    package static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }
}

/// The identifier of a transaction with its witness (BIP-141).
package struct Wtxid: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 32 bytes in internal order.
    package let bytes: Bytes32

    /// Takes the hash in internal order.
    package init(_ bytes: Bytes32) { self.bytes = bytes }

    /// Reads 64 hex digits in display order.
    package init(parsing display: String) throws(TxidError) { bytes = try TxidError.parse(display) }

    /// Lower-case hex in display order, which is the reverse of the internal order.
    package var description: String { Hex.encode(bytes.bytes.reversed()) }

    /// Orders by the bytes in internal order.
    package static func < (left: Self, right: Self) -> Bool { left.bytes < right.bytes }
}

/// The reason why a text is no transaction id or outpoint.
package enum TxidError: CodedError, Equatable {
    /// The text does not have 64 digits.
    case wrongLength(digits: Int)
    /// The text is not hex.
    case notHex(text: String)
    /// The text is not an id, a colon and a number.
    case outPointSyntax(text: String)

    package var code: String {
        switch self {
        case .wrongLength: "txid.wrong-length"
        case .notHex: "txid.not-hex"
        case .outPointSyntax: "outpoint.syntax"
        }
    }

    package var description: String {
        switch self {
        case .wrongLength(let digits): "a transaction id has \(2 * Bytes32.count) hex digits, not \(digits)"
        case .notHex(let text): "\(QuotedText.quote(text)) is not hex"
        case .outPointSyntax(let text):
            "\(QuotedText.quote(text)) is not a transaction id, a colon and an output number"
        }
    }

    fileprivate static func parse(_ display: String) throws(TxidError) -> Bytes32 {
        guard display.utf8.count == 2 * Bytes32.count else { throw .wrongLength(digits: display.utf8.count) }
        do {
            return try Bytes32(Hex.decode(display).reversed())
        } catch {
            throw .notHex(text: display)
        }
    }
}
