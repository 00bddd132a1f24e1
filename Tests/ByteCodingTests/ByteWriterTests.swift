import ByteCoding
import TestSupport
import Testing

@Suite("Writing bytes from front to back")
struct ByteWriterTests {
    @Test("writes every kind of value in its byte order")
    func values() throws {
        var writer = ByteWriter(reservingCapacity: 64)
        writer.append(1)
        writer.append([2, 3])
        writer.append(([9, 4] as [UInt8])[1...])
        writer.appendUInt16LE(0x0102)
        writer.appendUInt32LE(0x0102_0304)
        writer.appendInt32LE(-2)
        writer.appendUInt64LE(0x0102_0304_0506_0708)
        writer.appendUInt32BE(0x0102_0304)
        writer.appendVariableBytes([7, 7])
        writer.appendVariableBytes(([7, 8] as [UInt8])[1...])
        #expect(
            Hex.encode(writer.bytes) == "01020304" + "0201" + "04030201" + "feffffff" + "0807060504030201" + "01020304"
                + "020707" + "0108")
        var hash = ByteWriter()
        hash.append(try Bytes32(0..<32))
        #expect(hash.bytes == Array(0..<32))
    }

    @Test(
        "writes the shortest CompactSize",
        arguments: [
            (0, "00"), (0xfc, "fc"), (0xfd, "fdfd00"), (0xffff, "fdffff"), (0x1_0000, "fe00000100"),
            (0xffff_ffff, "feffffffff"), (0x1_0000_0000, "ff0000000001000000"), (.max, "ffffffffffffffffff"),
        ] as [(UInt64, String)])
    func compactSize(value: UInt64, hex: String) throws {
        var writer = ByteWriter()
        writer.appendCompactSize(value)
        #expect(Hex.encode(writer.bytes) == hex)
        #expect(CompactSize.encodedLength(of: value) == writer.bytes.count)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readCompactSize() == value)
        try reader.finish()
    }

    @Test("writes what the reader reads back")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let word = UInt64.random(in: .min ... .max, using: &random) >> UInt64.random(in: 0..<64, using: &random)
            let bytes = random.bytes(Int.random(in: 0...300, using: &random))
            let hash = try Bytes32(random.bytes(32))
            var writer = ByteWriter()
            writer.appendCompactSize(word)
            writer.appendVariableBytes(bytes)
            writer.append(hash)
            writer.appendInt32LE(Int32(truncatingIfNeeded: word))
            var reader = ByteReader(writer.bytes)
            #expect(try reader.readCompactSize() == word)
            #expect(try reader.readVariableBytes(limit: 300) == bytes)
            #expect(try reader.readBytes32() == hash)
            #expect(try reader.readInt32LE() == Int32(truncatingIfNeeded: word))
            try reader.finish()
        }
    }
}
