/// Why a text is not canonical base64.
package enum Base64Error: CodedError, Equatable {
    /// The number of characters is not a multiple of four.
    case wrongLength(Int)
    /// A byte of the text at `position` (from 0) is neither in the alphabet nor padding in its place.
    case invalidCharacter(UInt8, position: Int)
    /// The last character before the padding carries bits that no byte uses.
    case unusedBits(position: Int)

    package var code: String {
        switch self {
        case .wrongLength: "base64.wrong-length"
        case .invalidCharacter: "base64.invalid-character"
        case .unusedBits: "base64.unused-bits"
        }
    }

    package var description: String {
        switch self {
        case .wrongLength(let length): "base64 of \(length) characters is not made of groups of four"
        case .invalidCharacter(let byte, let position):
            "\(PrintedByte(byte)) at position \(position) has no place in base64"
        case .unusedBits(let position): "the character at position \(position) carries bits that no byte uses"
        }
    }
}

/// Base 64 of RFC 4648 §4, canonical only: one text for every run of bytes, no white space, no missing padding.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    /// The mark in `values` of a byte outside the alphabet; no six-bit value has its high bits.
    private static let invalid: UInt8 = 0xff
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// The bytes as padded base64.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        encode(Array(bytes))
    }

    /// The bytes as padded base64.
    package static func encode(_ bytes: [UInt8]) -> String {
        let alphabet = alphabet
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let second = index + 1 < bytes.count ? bytes[index + 1] : 0
            let third = index + 2 < bytes.count ? bytes[index + 2] : 0
            let group = UInt32(bytes[index]) << 16 | UInt32(second) << 8 | UInt32(third)
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(index + 1 < bytes.count ? alphabet[Int(group >> 6 & 63)] : padding)
            text.append(index + 2 < bytes.count ? alphabet[Int(group & 63)] : padding)
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that a canonical base64 text stands for.
    package static func decode(_ text: String) throws(Base64Error) -> [UInt8] {
        try decode(Array(text.utf8)[...])
    }

    /// The bytes that canonical ASCII base64 stands for.
    package static func decode(_ text: ArraySlice<UInt8>) throws(Base64Error) -> [UInt8] {
        guard text.count.isMultiple(of: 4) else { throw .wrongLength(text.count) }
        let values = values
        let body = text.count - (text.suffix(2).elementsEqual([padding, padding]) ? 2 : text.last == padding ? 1 : 0)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var bitCount = 0
        for (position, character) in text.prefix(body).enumerated() {
            let value = values[Int(character)]
            guard value != invalid else { throw .invalidCharacter(character, position: position) }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        guard bits & ((1 << UInt32(bitCount)) - 1) == 0 else { throw .unusedBits(position: body - 1) }
        return bytes
    }
}
