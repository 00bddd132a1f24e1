/// Collects bytes from front to back, the mirror of `ByteReader`.
package struct ByteWriter: Sendable {
    /// Everything written so far.
    package private(set) var bytes: [UInt8]

    /// Starts empty.
    package init() {
        bytes = []
    }

    /// Starts empty with room for that many bytes.
    package init(reservingCapacity capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Appends one byte.
    package mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// Appends bytes as they are.
    package mutating func append(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Appends bytes as they are.
    package mutating func append(_ more: [UInt8]) {
        bytes.append(contentsOf: more)
    }

    /// Appends 32 bytes in storage order.
    package mutating func append(_ value: Bytes32) {
        let words = value.bigEndianWords
        appendWord(words.0.bigEndian)
        appendWord(words.1.bigEndian)
        appendWord(words.2.bigEndian)
        appendWord(words.3.bigEndian)
    }

    /// Appends two bytes, little endian.
    package mutating func appendUInt16LE(_ value: UInt16) {
        appendWord(value.littleEndian)
    }

    /// Appends four bytes, little endian.
    package mutating func appendUInt32LE(_ value: UInt32) {
        appendWord(value.littleEndian)
    }

    /// Appends four bytes, little endian, two's complement.
    package mutating func appendInt32LE(_ value: Int32) {
        appendWord(value.littleEndian)
    }

    /// Appends eight bytes, little endian.
    package mutating func appendUInt64LE(_ value: UInt64) {
        appendWord(value.littleEndian)
    }

    /// Appends four bytes, big endian.
    package mutating func appendUInt32BE(_ value: UInt32) {
        appendWord(value.bigEndian)
    }

    /// Appends a CompactSize in its shortest form.
    package mutating func appendCompactSize(_ value: UInt64) {
        switch CompactSize.encodedLength(of: value) {
        case 1:
            append(UInt8(truncatingIfNeeded: value))
        case 3:
            append(CompactSize.marker16)
            appendUInt16LE(UInt16(truncatingIfNeeded: value))
        case 5:
            append(CompactSize.marker32)
            appendUInt32LE(UInt32(truncatingIfNeeded: value))
        default:
            append(CompactSize.marker64)
            appendUInt64LE(value)
        }
    }

    /// Appends the CompactSize length of the bytes, then the bytes.
    package mutating func appendVariableBytes(_ more: some Collection<UInt8>) {
        appendCompactSize(UInt64(more.count))
        append(more)
    }

    /// Appends the CompactSize length of the bytes, then the bytes.
    package mutating func appendVariableBytes(_ more: [UInt8]) {
        appendCompactSize(UInt64(more.count))
        bytes.append(contentsOf: more)
    }

    /// Appends the memory of an integer that is already in the wanted byte order.
    private mutating func appendWord(_ word: some FixedWidthInteger & BitwiseCopyable) {
        unsafe withUnsafeBytes(of: word) { unsafe bytes.append(contentsOf: $0) }
    }
}
