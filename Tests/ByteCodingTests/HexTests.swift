import ByteCoding
import TestSupport
import Testing

@Suite("Hex")
struct HexTests {
    @Test("writes lower case and reads both cases")
    func cases() throws {
        #expect(Hex.encode([0x00, 0x0f, 0xa5, 0xff]) == "000fa5ff")
        #expect(try Hex.decode("000Fa5fF") == [0x00, 0x0f, 0xa5, 0xff])
        #expect(try Hex.decode("") == [])
        #expect(Hex.encode([]) == "")
    }

    @Test(
        "refuses what is no hex and says where",
        arguments: [
            ("abc", .oddLength(3)), ("0g", .invalidCharacter(0x67, position: 1)),
            ("00 0", .invalidCharacter(0x20, position: 2)), ("0x12", .invalidCharacter(0x78, position: 1)),
            ("00é", .invalidCharacter(0xc3, position: 2)), ("/0", .invalidCharacter(0x2f, position: 0)),
            (":0", .invalidCharacter(0x3a, position: 0)), ("@0", .invalidCharacter(0x40, position: 0)),
            ("G0", .invalidCharacter(0x47, position: 0)), ("`0", .invalidCharacter(0x60, position: 0)),
            ("12\n3", .invalidCharacter(0x0a, position: 2)),
        ] as [(String, HexError)])
    func refuses(text: String, error: HexError) {
        #expect(throws: error) { try Hex.decode(text) }
    }

    @Test("names a visible character as itself and any other by its number")
    func descriptions() {
        #expect(HexError.invalidCharacter(0x67, position: 1).description == "'g' at position 1 is not a hex digit")
        #expect(
            HexError.invalidCharacter(0x0a, position: 2).description == "byte 0x0a at position 2 is not a hex digit")
    }

    @Test("reads back what it writes")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 5)
        for count in 0..<200 {
            let bytes = random.bytes(count)
            #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
            #expect(try Hex.decode(Array(("z" + Hex.encode(bytes).uppercased()).utf8)[1...]) == bytes)
        }
    }
}
