import ByteCoding
import TestSupport
import Testing

@Suite("Reading bytes from front to back")
struct ByteReaderTests {
    @Test("reads every kind of number in its byte order")
    func numbers() throws {
        var reader = ByteReader([0x01, 2, 1, 4, 3, 2, 1, 0xfe, 0xff, 0xff, 0xff, 8, 7, 6, 5, 4, 3, 2, 1, 1, 2, 3, 4])
        #expect(try reader.readUInt8() == 1)
        #expect(try reader.readUInt16LE() == 0x0102)
        #expect(try reader.readUInt32LE() == 0x0102_0304)
        #expect(try reader.readInt32LE() == -2)
        #expect(try reader.readUInt64LE() == 0x0102_0304_0506_0708)
        #expect(reader.offset == 19)
        #expect(reader.remaining == 4)
        #expect(!reader.isAtEnd)
        #expect(try reader.readUInt32BE() == 0x0102_0304)
        #expect(reader.isAtEnd)
        try reader.finish()
    }

    @Test("counts offsets from the start of a slice and shares its storage")
    func slices() throws {
        let bytes = Array(UInt8(0)..<100)
        var reader = ByteReader(bytes[10...])
        #expect(reader.offset == 0)
        #expect(try reader.readSlice(3) == bytes[10..<13])
        #expect(try reader.readSlice(3).startIndex == 13)
        #expect(try reader.readBytes32() == Bytes32(bytes[16..<48]))
        #expect(try reader.readUInt16LE() == 0x3130)
        #expect(reader.offset == 40)
        #expect(throws: ByteCodingError.trailingBytes(count: 50, offset: 40)) { try reader.finish() }
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        let error: ByteCodingError
        let read: @Sendable (inout ByteReader) throws -> Void
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "UInt8", bytes: [], error: .truncated(needed: 1, available: 0, offset: 0)) {
            _ = try $0.readUInt8()
        },
        Refusal(name: "UInt16LE", bytes: [1], error: .truncated(needed: 2, available: 1, offset: 0)) {
            _ = try $0.readUInt16LE()
        },
        Refusal(name: "UInt32LE", bytes: [1, 2, 3], error: .truncated(needed: 4, available: 3, offset: 0)) {
            _ = try $0.readUInt32LE()
        },
        Refusal(name: "UInt32BE", bytes: [1, 2, 3], error: .truncated(needed: 4, available: 3, offset: 0)) {
            _ = try $0.readUInt32BE()
        },
        Refusal(
            name: "UInt64LE", bytes: [1, 2, 3, 4, 5, 6, 7], error: .truncated(needed: 8, available: 7, offset: 0)
        ) { _ = try $0.readUInt64LE() },
        Refusal(name: "bytes", bytes: [1, 2], error: .truncated(needed: 3, available: 2, offset: 0)) {
            _ = try $0.readBytes(3)
        },
        Refusal(name: "negative count", bytes: [1], error: .truncated(needed: -1, available: 1, offset: 0)) {
            _ = try $0.readBytes(-1)
        },
        Refusal(name: "huge count", bytes: [1], error: .truncated(needed: .max, available: 1, offset: 0)) {
            _ = try $0.readSlice(.max)
        },
        Refusal(
            name: "32 bytes", bytes: [UInt8](repeating: 0, count: 31),
            error: .truncated(needed: 32, available: 31, offset: 0)
        ) { _ = try $0.readBytes32() },
        Refusal(
            name: "three-byte CompactSize of 252", bytes: [0xfd, 0xfc, 0], error: .nonMinimalCompactSize(offset: 0)
        ) { _ = try $0.readCompactSize() },
        Refusal(
            name: "five-byte CompactSize of 65535", bytes: [0xfe, 0xff, 0xff, 0, 0],
            error: .nonMinimalCompactSize(offset: 0)
        ) { _ = try $0.readCompactSize() },
        Refusal(
            name: "nine-byte CompactSize of 2^32-1", bytes: [0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
            error: .nonMinimalCompactSize(offset: 0)
        ) { _ = try $0.readCompactSize() },
        Refusal(name: "cut CompactSize", bytes: [0xfe, 1, 0, 0], error: .truncated(needed: 4, available: 3, offset: 1))
        { _ = try $0.readCompactSize() },
        Refusal(name: "length over limit", bytes: [3, 1, 2, 3], error: .lengthOverLimit(value: 3, limit: 2, offset: 0))
        { _ = try $0.readLength(limit: 2) },
        Refusal(
            name: "length over what is left", bytes: [3, 1, 2], error: .truncated(needed: 3, available: 2, offset: 1)
        ) { _ = try $0.readLength(limit: 10) },
        Refusal(
            name: "length no Int can hold", bytes: [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            error: .lengthOverLimit(value: .max, limit: .max, offset: 0)
        ) { _ = try $0.readLength(limit: .max) },
        Refusal(name: "count over limit", bytes: [3], error: .lengthOverLimit(value: 3, limit: 2, offset: 0)) {
            _ = try $0.readCount(limit: 2)
        },
        Refusal(
            name: "variable bytes cut", bytes: [2, 1], error: .truncated(needed: 2, available: 1, offset: 1)
        ) { _ = try $0.readVariableBytes(limit: 5) },
    ]

    @Test("refuses what is cut, padded or too long, and stays where it was", arguments: refusals)
    func refuses(_ row: Refusal) throws {
        var reader = ByteReader([0xaa, 0xbb] + row.bytes)
        _ = try reader.readBytes(2)
        let shifted: ByteCodingError =
            switch row.error {
            case .truncated(let needed, let available, let offset):
                .truncated(needed: needed, available: available, offset: offset + 2)
            case .nonMinimalCompactSize(let offset): .nonMinimalCompactSize(offset: offset + 2)
            case .lengthOverLimit(let value, let limit, let offset):
                .lengthOverLimit(value: value, limit: limit, offset: offset + 2)
            case .trailingBytes, .wrongLength: row.error
            }
        #expect(throws: shifted) { try row.read(&reader) }
        #expect(reader.offset == 2)
    }

    @Test("takes a count that is larger than what is left")
    func countIsNotTiedToTheRest() throws {
        var reader = ByteReader([0xfd, 0xe8, 0x03])
        #expect(try reader.readCount(limit: 1000) == 1000)
    }

    @Test("never traps on random bytes and random reads")
    func randomReads() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            var reader = ByteReader(random.bytes(Int.random(in: 0...40, using: &random)))
            for _ in 0..<12 {
                let before = reader.offset
                do throws(ByteCodingError) {
                    switch Int.random(in: 0..<9, using: &random) {
                    case 0: _ = try reader.readUInt8()
                    case 1: _ = try reader.readUInt16LE()
                    case 2: _ = try reader.readUInt64LE()
                    case 3: _ = try reader.readUInt32BE()
                    case 4: _ = try reader.readBytes(Int.random(in: -2...20, using: &random))
                    case 5: _ = try reader.readCompactSize()
                    case 6: _ = try reader.readVariableBytes(limit: 10)
                    case 7: _ = try reader.readCount(limit: 100)
                    default: _ = try reader.readBytes32()
                    }
                    #expect(reader.offset >= before)
                } catch {
                    if case .truncated = error { continue }
                    #expect(reader.offset == before)
                }
            }
        }
    }
}
