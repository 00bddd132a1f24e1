/// Why a text is not bech32 or bech32m; every position counts bytes of the text from 0.
package enum Bech32Error: CodedError, Equatable {
    /// The text is longer than `Bech32.maximumLength`.
    case tooLong(length: Int)
    /// A byte is no visible ASCII character, or stands after the separator and is not in the data alphabet.
    case invalidCharacter(UInt8, position: Int)
    /// Letters at these positions have the other case than the first letter.
    case mixedCase(positions: [Int])
    /// There is no separator `1`.
    case missingSeparator
    /// Nothing stands before the separator.
    case emptyPrefix
    /// Fewer than six characters stand after the separator.
    case shortChecksum(length: Int)
    /// The checksum is wrong; the positions are those of one or two characters whose change would make it right.
    case wrongChecksum(likelyPositions: [Int])
    /// A value at `position` of the data does not fit in five bits.
    case invalidFiveBitValue(UInt8, position: Int)
    /// The bits left over after the last whole byte are five or more, or are not all zero.
    case invalidPadding

    package var code: String {
        switch self {
        case .tooLong: "bech32.too-long"
        case .invalidCharacter: "bech32.invalid-character"
        case .mixedCase: "bech32.mixed-case"
        case .missingSeparator: "bech32.missing-separator"
        case .emptyPrefix: "bech32.empty-prefix"
        case .shortChecksum: "bech32.short-checksum"
        case .wrongChecksum: "bech32.wrong-checksum"
        case .invalidFiveBitValue: "bech32.invalid-five-bit-value"
        case .invalidPadding: "bech32.invalid-padding"
        }
    }

    package var description: String {
        switch self {
        case .tooLong(let length):
            "bech32 of \(length) characters exceeds the limit of \(Bech32.maximumLength)"
        case .invalidCharacter(let byte, let position):
            "\(PrintedByte(byte)) at position \(position) has no place in bech32"
        case .mixedCase(let positions):
            "upper and lower case are mixed at \(Self.list(positions))"
        case .missingSeparator: "the separator '1' is missing"
        case .emptyPrefix: "nothing stands before the separator '1'"
        case .shortChecksum(let length):
            "\(length) characters stand after the separator, fewer than the checksum's \(Bech32.checksumLength)"
        case .wrongChecksum(let positions):
            "the checksum is wrong" + (positions.isEmpty ? "" : ", probably because of \(Self.list(positions))")
        case .invalidFiveBitValue(let value, let position):
            "the value \(value) at position \(position) does not fit in five bits"
        case .invalidPadding: "the data does not end at a whole byte with zero padding"
        }
    }

    package var remedy: String? {
        switch self {
        case .wrongChecksum: "Compare the text with its source; do not guess characters."
        default: nil
        }
    }

    private static func list(_ positions: [Int]) -> String {
        (positions.count == 1 ? "position " : "positions ") + positions.map(String.init).joined(separator: ", ")
    }
}
