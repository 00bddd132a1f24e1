import ByteCoding
import TestSupport
import Testing

@Suite("Canonical base64")
struct Base64Tests {
    // RFC 4648 §10.
    @Test(
        "writes and reads the published examples",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func published(text: String, base64: String) throws {
        #expect(Base64.encode(Array(text.utf8)) == base64)
        #expect(Base64.encode(text.utf8) == base64)
        #expect(try Base64.decode(base64) == Array(text.utf8))
        #expect(try Base64.decode(Array(("!" + base64).utf8)[1...]) == Array(text.utf8))
    }

    @Test("uses the alphabet with plus and slash")
    func alphabet() throws {
        #expect(Base64.encode([0xfb, 0xff, 0xbf]) == "+/+/")
        #expect(throws: Base64Error.invalidCharacter(0x2d, position: 0)) { try Base64.decode("-_-_") }
    }

    @Test(
        "refuses every text that is not the canonical one",
        arguments: [
            ("Z", .wrongLength(1)), ("Zg", .wrongLength(2)), ("Zg=", .wrongLength(3)), ("Zm9v\n", .wrongLength(5)),
            ("Zh==", .unusedBits(position: 1)), ("Zm9=", .unusedBits(position: 2)),
            ("Zg=a", .invalidCharacter(0x3d, position: 2)), ("Zg==Zg==", .invalidCharacter(0x3d, position: 2)),
            ("====", .invalidCharacter(0x3d, position: 0)), ("Z===", .invalidCharacter(0x3d, position: 1)),
            ("=Zg=", .invalidCharacter(0x3d, position: 0)), ("Zm 9", .invalidCharacter(0x20, position: 2)),
            ("Zm\r\n", .invalidCharacter(0x0d, position: 2)), ("Zé9", .invalidCharacter(0xc3, position: 1)),
        ] as [(String, Base64Error)])
    func refuses(text: String, error: Base64Error) {
        #expect(throws: error) { try Base64.decode(text) }
    }

    @Test("reads back what it writes")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 6)
        for count in 0..<300 {
            let bytes = random.bytes(count)
            #expect(try Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }

    @Test("reads a random text only when writing gives it again")
    func onlyCanonical() {
        var random = SeededGenerator(seed: 7)
        let characters = Array("ABCDwxyz0189+/==".utf8)
        var accepted = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                characters.randomElement(using: &random) ?? 0
            }
            guard let bytes = try? Base64.decode(text[...]) else { continue }
            accepted += 1
            #expect(Array(Base64.encode(bytes).utf8) == text)
        }
        #expect(accepted > 1_000)
    }
}
