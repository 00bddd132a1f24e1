/// Why a text is not base58.
package enum Base58Error: CodedError, Equatable {
    /// A byte of the text at `position` (from 0) is not in the alphabet.
    case invalidCharacter(UInt8, position: Int)
    /// The text is longer than `Base58.maximumLength`.
    case tooLong(length: Int, limit: Int)

    package var code: String {
        switch self {
        case .invalidCharacter: "base58.invalid-character"
        case .tooLong: "base58.too-long"
        }
    }

    package var description: String {
        switch self {
        case .invalidCharacter(let byte, let position):
            "\(PrintedByte(byte)) at position \(position) is not a base58 character"
        case .tooLong(let length, let limit): "base58 of \(length) characters exceeds the limit of \(limit)"
        }
    }
}

/// Bitcoin's base 58, without the checksum.
package enum Base58 {
    /// The longest text that `decode` reads: the work grows with the square of the length, and Bitcoin's longest use,
    /// an extended key, takes 112 characters.
    package static let maximumLength = 512

    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let invalid: UInt8 = 0xff
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// The bytes as base58: one `1` for every leading zero byte, then the number in base 58.
    package static func encode(_ bytes: [UInt8]) -> String {
        let zeros = bytes.prefix { $0 == 0 }.count
        var digits: [UInt8] = []  // Least significant first.
        for byte in bytes.dropFirst(zeros) {
            var carry = UInt32(byte)
            for index in digits.indices {
                carry += UInt32(digits[index]) << 8
                digits[index] = UInt8(carry % 58)
                carry /= 58
            }
            while carry > 0 {
                digits.append(UInt8(carry % 58))
                carry /= 58
            }
        }
        var text = [UInt8](repeating: alphabet[0], count: zeros)
        for digit in digits.reversed() { text.append(alphabet[Int(digit)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that a base58 text stands for.
    package static func decode(_ text: String) throws(Base58Error) -> [UInt8] {
        let characters = Array(text.utf8)
        guard characters.count <= maximumLength else {
            throw .tooLong(length: characters.count, limit: maximumLength)
        }
        let zeros = characters.prefix { $0 == alphabet[0] }.count
        var bytes: [UInt8] = []  // Least significant first.
        for (position, character) in characters.enumerated().dropFirst(zeros) {
            let value = values[Int(character)]
            guard value != invalid else { throw .invalidCharacter(character, position: position) }
            var carry = UInt32(value)
            for index in bytes.indices {
                carry += UInt32(bytes[index]) * 58
                bytes[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            if carry > 0 { bytes.append(UInt8(truncatingIfNeeded: carry)) }
        }
        return [UInt8](repeating: 0, count: zeros) + bytes.reversed()
    }
}
