import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct Base58CheckTests {
    static let file = "base58/base58check.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable { let payload: String }
        let id: Int
        let string: String
        let expected: Expected?
    }

    @Test func `reads and writes the listed texts`() throws {
        for row in try VectorStore.load(Self.file, op: "base58check", as: Row.self) {
            guard let expected = row.expected else {
                #expect(throws: Base58CheckError.self, "row \(row.id)") { try Base58Check.decode(row.string) }
                continue
            }
            #expect(Hex.encode(try Base58Check.decode(row.string)) == expected.payload, "row \(row.id)")
            #expect(Base58Check.encode(try Hex.decode(expected.payload)) == row.string, "row \(row.id)")
        }
    }

    @Test func `names the reason`() {
        #expect(throws: Base58CheckError.tooShort(count: 0)) { try Base58Check.decode("") }
        #expect(throws: Base58CheckError.tooShort(count: 3)) { try Base58Check.decode("111") }
        #expect(throws: Base58CheckError.wrongChecksum) { try Base58Check.decode("1111") }
        #expect(throws: Base58CheckError.base58(.invalidCharacter(0x30, position: 0))) { try Base58Check.decode("0") }
    }

    @Test func `payloads round-trip`() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let payload = random.bytes(Int.random(in: 0...80, using: &random))
            #expect(try Base58Check.decode(Base58Check.encode(payload)) == payload)
        }
    }
}
