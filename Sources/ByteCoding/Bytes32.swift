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
        try self.init(ArraySlice(bytes))
    }

    /// Takes exactly 32 bytes.
    /// - Throws: `ByteCodingError.wrongLength` when there are more or fewer.
    package init(_ bytes: [UInt8]) throws(ByteCodingError) {
        try self.init(bytes[...])
    }

    /// Takes exactly 32 bytes.
    /// - Throws: `ByteCodingError.wrongLength` when there are more or fewer.
    package init(_ bytes: ArraySlice<UInt8>) throws(ByteCodingError) {
        guard bytes.count == Self.count else {
            throw .wrongLength(expected: Self.count, actual: bytes.count)
        }
        words = unsafe bytes.withUnsafeBytes { buffer in
            unsafe (
                UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            )
        }
    }

    /// Takes the 32 bytes as four words, the first eight bytes in the first word, big endian.
    package init(bigEndianWords words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// The first eight bytes as a big-endian number, then the next eight, and so on.
    package var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) { words }

    /// The 32 bytes in storage order.
    package var bytes: [UInt8] {
        let stored = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        return unsafe withUnsafeBytes(of: stored) { unsafe [UInt8]($0) }
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
}
