/// Why a text is not hex.
package enum HexError: CodedError, Equatable {
    /// The number of characters is odd.
    case oddLength(Int)
    /// A byte of the text at `position` (from 0) is not a hex digit.
    case invalidCharacter(UInt8, position: Int)

    package var code: String {
        switch self {
        case .oddLength: "hex.odd-length"
        case .invalidCharacter: "hex.invalid-character"
        }
    }

    package var description: String {
        switch self {
        case .oddLength(let length): "hex of \(length) characters is not a whole number of bytes"
        case .invalidCharacter(let byte, let position):
            "\(PrintedByte(byte)) at position \(position) is not a hex digit"
        }
    }
}

/// Base 16: written in lower case, read in either case.
package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The bytes as lower-case hex.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        encode(Array(bytes))
    }

    /// The bytes as lower-case hex.
    package static func encode(_ bytes: [UInt8]) -> String {
        let digits = digits
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that a hex text of even length stands for.
    package static func decode(_ text: String) throws(HexError) -> [UInt8] {
        try decode(Array(text.utf8)[...])
    }

    /// The bytes that ASCII hex of even length stands for.
    package static func decode(_ text: ArraySlice<UInt8>) throws(HexError) -> [UInt8] {
        guard text.count.isMultiple(of: 2) else { throw .oddLength(text.count) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var index = text.startIndex
        while index < text.endIndex {
            let high = try digit(text[index], position: index - text.startIndex)
            let low = try digit(text[index + 1], position: index + 1 - text.startIndex)
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }

    private static func digit(_ byte: UInt8, position: Int) throws(HexError) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: throw .invalidCharacter(byte, position: position)
        }
    }
}
