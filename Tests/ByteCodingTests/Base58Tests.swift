import ByteCoding
import TestSupport
import Testing

@Suite("Base58 without checksum")
struct Base58Tests {
    static let file = "base58/base58check.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let bytes: HexBytes
            let string: String
        }
        let id: Int
        let string: String?
        let bytes: HexBytes?
        let expect: Verdict
        let expected: Expected?
    }

    /// Operations of the file that other targets run.
    static let elsewhere: Set = ["base58check", "address", "wif", "address_or_wif"]

    @Test("accounts for every operation of the vector file")
    func operations() throws {
        #expect(Set(try VectorStore.operationCounts(Self.file).keys) == Self.elsewhere.union(["base58"]))
    }

    @Test("agrees with the vector file", arguments: try VectorStore.load(file, op: "base58", as: Row.self))
    func vectors(_ row: Row) throws {
        guard let expected = row.expected else {
            #expect(row.expect == .invalid)
            #expect(throws: Base58Error.self) { try Base58.decode(row.string ?? "") }
            return
        }
        #expect(row.expect == .valid)
        #expect(Base58.encode(expected.bytes.bytes) == expected.string)
        #expect(try Base58.decode(expected.string) == expected.bytes.bytes)
    }

    @Test(
        "refuses what is no base58 and says where",
        arguments: [
            ("2g0", .invalidCharacter(0x30, position: 2)), ("1O", .invalidCharacter(0x4f, position: 1)),
            ("I", .invalidCharacter(0x49, position: 0)), ("11l", .invalidCharacter(0x6c, position: 2)),
            (" 2g", .invalidCharacter(0x20, position: 0)), ("2é", .invalidCharacter(0xc3, position: 1)),
        ] as [(String, Base58Error)])
    func refuses(text: String, error: Base58Error) {
        #expect(throws: error) { try Base58.decode(text) }
    }

    @Test("refuses a text over the limit and takes one at it")
    func limit() throws {
        #expect(try Base58.decode(String(repeating: "1", count: 512)).count == 512)
        #expect(throws: Base58Error.tooLong(length: 513, limit: 512)) {
            try Base58.decode(String(repeating: "1", count: 513))
        }
    }

    @Test("reads back what it writes, leading zeros too")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 8)
        for count in 0..<120 {
            let zeros = [UInt8](repeating: 0, count: Int.random(in: 0...3, using: &random))
            let bytes = zeros + random.bytes(count)
            #expect(try Base58.decode(Base58.encode(bytes)) == bytes)
        }
    }
}
