/// Exactly 32 bytes in storage order: a hash, a digest, a chain code.
///
/// Held as four big-endian words, so that comparing and hashing need no heap; ordered as unsigned bytes.
package struct Bytes32: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// The number of bytes.
    package static let count = 32

    /// Takes exactly 32 bytes.
    /// - Throws: `ByteCodingError.wrongLength` when there are more or fewer.
    package init(_ bytes: some Collection<UInt8>) throws(ByteCodingError) {
        guard bytes.count == Self.count else {
            throw .wrongLength(expected: Self.count, actual: bytes.count)
        }
        var values: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var position = 0
        for byte in bytes {
            switch position >> 3 {
            case 0: values.0 = values.0 << 8 | UInt64(byte)
            case 1: values.1 = values.1 << 8 | UInt64(byte)
            case 2: values.2 = values.2 << 8 | UInt64(byte)
            default: values.3 = values.3 << 8 | UInt64(byte)
            }
            position += 1
        }
        words = values
    }

    /// The 32 bytes in storage order.
    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap(Self.split)
    }

    /// Lower-case hex in storage order.
    package var hex: String { Hex.encode(bytes) }

    package var description: String { hex }

    package static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    package static func < (left: Self, right: Self) -> Bool { left.words < right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    private static func split(_ word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
}
