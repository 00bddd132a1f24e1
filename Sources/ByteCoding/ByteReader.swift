/// Reads a run of bytes from front to back and never past its end.
///
/// A value type: a copy is a bookmark. A failed read leaves the position where it was.
package struct ByteReader: Sendable {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    /// Reads all of `bytes`.
    package init(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    /// Reads all of `slice`, sharing its storage; offsets count from the start of the slice.
    package init(_ slice: ArraySlice<UInt8>) {
        bytes = slice
        position = slice.startIndex
    }

    /// The number of bytes read so far, from the start of what was given.
    package var offset: Int { position - bytes.startIndex }

    /// The number of bytes not read yet.
    package var remaining: Int { bytes.endIndex - position }

    /// Whether every byte has been read.
    package var isAtEnd: Bool { position == bytes.endIndex }

    /// Reads one byte.
    package mutating func readUInt8() throws(ByteCodingError) -> UInt8 {
        try require(1)
        let value = bytes[position]
        position += 1
        return value
    }

    /// Reads two bytes, little endian.
    package mutating func readUInt16LE() throws(ByteCodingError) -> UInt16 {
        UInt16(littleEndian: try readWord(as: UInt16.self))
    }

    /// Reads four bytes, little endian.
    package mutating func readUInt32LE() throws(ByteCodingError) -> UInt32 {
        UInt32(littleEndian: try readWord(as: UInt32.self))
    }

    /// Reads four bytes, little endian, two's complement.
    package mutating func readInt32LE() throws(ByteCodingError) -> Int32 {
        Int32(bitPattern: try readUInt32LE())
    }

    /// Reads eight bytes, little endian.
    package mutating func readUInt64LE() throws(ByteCodingError) -> UInt64 {
        UInt64(littleEndian: try readWord(as: UInt64.self))
    }

    /// Reads four bytes, big endian.
    package mutating func readUInt32BE() throws(ByteCodingError) -> UInt32 {
        UInt32(bigEndian: try readWord(as: UInt32.self))
    }

    /// Reads `count` bytes into an array of their own.
    package mutating func readBytes(_ count: Int) throws(ByteCodingError) -> [UInt8] {
        Array(try readSlice(count))
    }

    /// Reads `count` bytes as a slice that shares the input's storage.
    package mutating func readSlice(_ count: Int) throws(ByteCodingError) -> ArraySlice<UInt8> {
        try require(count)
        let end = position + count
        defer { position = end }
        return bytes[position..<end]
    }

    /// Reads 32 bytes.
    package mutating func readBytes32() throws(ByteCodingError) -> Bytes32 {
        try Bytes32(try readSlice(Bytes32.count))
    }

    /// Reads a CompactSize and refuses every form but the shortest.
    package mutating func readCompactSize() throws(ByteCodingError) -> UInt64 {
        let start = self
        let value: UInt64
        let smallest: UInt64
        do throws(ByteCodingError) {
            switch try readUInt8() {
            case CompactSize.marker16: (value, smallest) = (UInt64(try readUInt16LE()), UInt64(CompactSize.marker16))
            case CompactSize.marker32: (value, smallest) = (UInt64(try readUInt32LE()), 0x1_0000)
            case CompactSize.marker64: (value, smallest) = (try readUInt64LE(), 0x1_0000_0000)
            case let small: return UInt64(small)
            }
        } catch {
            self = start
            throw error
        }
        guard value >= smallest else {
            self = start
            throw .nonMinimalCompactSize(offset: start.offset)
        }
        return value
    }

    /// Reads the CompactSize length of bytes that follow: refused above `limit` and above what is left.
    package mutating func readLength(limit: Int) throws(ByteCodingError) -> Int {
        let start = self
        let length = try readCount(limit: limit)
        guard length <= remaining else {
            let error = ByteCodingError.truncated(needed: length, available: remaining, offset: offset)
            self = start
            throw error
        }
        return length
    }

    /// Reads a CompactSize count of things that follow: refused above `limit`, whatever is left.
    package mutating func readCount(limit: Int) throws(ByteCodingError) -> Int {
        let start = self
        let value = try readCompactSize()
        guard let count = Int(exactly: value), count <= limit else {
            self = start
            throw .lengthOverLimit(value: value, limit: limit, offset: start.offset)
        }
        return count
    }

    /// Reads a CompactSize length and that many bytes.
    package mutating func readVariableBytes(limit: Int) throws(ByteCodingError) -> [UInt8] {
        try readBytes(try readLength(limit: limit))
    }

    /// Refuses bytes that are left over.
    package func finish() throws(ByteCodingError) {
        guard isAtEnd else { throw .trailingBytes(count: remaining, offset: offset) }
    }

    private func require(_ count: Int) throws(ByteCodingError) {
        guard count >= 0, count <= remaining else {
            throw .truncated(needed: count, available: remaining, offset: offset)
        }
    }

    /// Reads the memory of an integer; the caller names its byte order.
    private mutating func readWord<Word: FixedWidthInteger & BitwiseCopyable>(
        as type: Word.Type
    ) throws(ByteCodingError) -> Word {
        try require(MemoryLayout<Word>.size)
        let start = offset
        position += MemoryLayout<Word>.size
        return unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: start, as: type) }
    }
}
