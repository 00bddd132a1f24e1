import ByteCoding

/// Bytes that a vector file writes as hex.
package struct HexBytes: Decodable, Hashable, Sendable, CustomStringConvertible {
    /// The bytes.
    package let bytes: [UInt8]

    package init(from decoder: any Decoder) throws {
        bytes = try Hex.decode(String(from: decoder))
    }

    /// Short, because test logs print every row.
    package var description: String {
        bytes.count <= 16 ? Hex.encode(bytes) : "\(Hex.encode(bytes.prefix(16)))… (\(bytes.count) bytes)"
    }
}

/// The verdict of a row.
package enum Verdict: String, Decodable, Sendable {
    /// The row's input is accepted.
    case valid
    /// The row's input is refused.
    case invalid
}
