import ByteCoding
import TestSupport
import Testing

@Suite("Exactly 32 bytes")
struct Bytes32Tests {
    @Test("keeps the bytes in storage order, from every kind of collection")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<100 {
            let bytes = random.bytes(32)
            let value = try Bytes32(bytes)
            #expect(value.bytes == bytes)
            #expect(value.hex == Hex.encode(bytes))
            #expect(value.description == value.hex)
            #expect(try Bytes32(([0] + bytes + [0])[1...32]) == value)
            #expect(try Bytes32(bytes.reversed().reversed() as ReversedCollection) == value)
            #expect(Bytes32(bigEndianWords: value.bigEndianWords) == value)
        }
    }

    @Test("refuses another number of bytes", arguments: [0, 1, 31, 33, 64])
    func wrongLength(count: Int) {
        let bytes = [UInt8](repeating: 0, count: count)
        #expect(throws: ByteCodingError.wrongLength(expected: 32, actual: count)) { try Bytes32(bytes) }
        #expect(throws: ByteCodingError.wrongLength(expected: 32, actual: count)) { try Bytes32(bytes[...]) }
        #expect(throws: ByteCodingError.wrongLength(expected: 32, actual: count)) { try Bytes32(bytes.lazy.map { $0 }) }
    }

    @Test("orders as unsigned bytes and hashes by value")
    func order() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            var left = random.bytes(32)
            let right = left
            left[Int.random(in: 0..<32, using: &random)] ^= 0x80
            let (low, high) = try (Bytes32(left), Bytes32(right))
            #expect((low < high) == left.lexicographicallyPrecedes(right))
            #expect(low != high)
            #expect(Set([low, high, try Bytes32(left)]).count == 2)
        }
    }
}
