import ByteCoding
import TestSupport
import Testing

@Suite("Bech32 and bech32m")
struct Bech32Tests {
    static let file = "bech32/bip173-bip350.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let hrp: String?
            let data5: HexBytes?
            let canonical: String?
            let errorPositions: [Int]?
        }
        let id: Int
        let string: String?
        let stringHex: HexBytes?
        let encoding: String?
        let expect: Verdict
        let expected: Expected?

        var text: String { string ?? String(decoding: stringHex?.bytes ?? [], as: UTF8.self) }
    }

    @Test("accounts for every operation of the vector file")
    func operations() throws {
        // What a segwit address may hold is judged with addresses; here its text is read and written only.
        let counts = try VectorStore.operationCounts(Self.file)
        #expect(Set(counts.keys) == ["decode", "segwit_decode", "segwit_encode"])
    }

    @Test("agrees with the vector file", arguments: try VectorStore.load(file, op: "decode", as: Row.self))
    func vectors(_ row: Row) throws {
        let variant: Bech32.Variant = row.encoding == "bech32" ? .bech32 : .bech32m
        do throws(Bech32Error) {
            let parsed = try Bech32(parsing: row.text)
            #expect((parsed.variant == variant) == (row.expect == .valid))
            if row.expect == .valid {
                #expect(parsed.humanReadablePart == row.expected?.hrp)
                #expect(parsed.data == row.expected?.data5?.bytes)
            }
            #expect(parsed.text == row.text.lowercased())
        } catch {
            #expect(row.expect == .invalid)
            guard let positions = row.expected?.errorPositions else { return }
            switch error {
            case .mixedCase(let found), .wrongChecksum(let found): #expect(found == positions)
            default: Issue.record("the error names no positions: \(error)")
            }
        }
    }

    @Test(
        "writes every valid address as it stands",
        arguments: try VectorStore.load(file, op: "segwit_decode", as: Row.self))
    func addresses(_ row: Row) throws {
        guard row.expect == .valid else { return }
        #expect(try Bech32(parsing: row.text).text == row.expected?.canonical)
    }

    @Test(
        "refuses what is no bech32 and says where",
        arguments: [
            (String(repeating: "a", count: 91), .tooLong(length: 91)),
            ("a b1qqqqqq", .invalidCharacter(0x20, position: 1)),
            ("a\u{7f}1qqqqqq", .invalidCharacter(0x7f, position: 1)),
            ("x1b4n0q5v", .invalidCharacter(0x62, position: 2)),
            ("X1B4N0Q5V", .invalidCharacter(0x42, position: 2)),
            ("A1g7sGd8", .mixedCase(positions: [2, 4, 6])),
            ("pzry9x0s0muk", .missingSeparator), ("", .missingSeparator),
            ("1pzry9x0s0muk", .emptyPrefix), ("de1lg7wt", .shortChecksum(length: 5)),
            ("a12uel5p", .wrongChecksum(likelyPositions: [7])),
            ("bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", .wrongChecksum(likelyPositions: [])),
        ] as [(String, Bech32Error)])
    func refuses(text: String, error: Bech32Error) {
        #expect(throws: error) { try Bech32(parsing: text) }
    }

    @Test("names the one or two characters that were changed")
    func locates() throws {
        var random = SeededGenerator(seed: 9)
        let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
        var located = 0
        for round in 0..<60 {
            let variant: Bech32.Variant = round.isMultiple(of: 2) ? .bech32 : .bech32m
            let data = [variant == .bech32 ? 0 : 1] + Bech32.toFiveBit(random.bytes(32))
            var text = Array(Bech32(humanReadablePart: "bc", data: data, variant: variant).text.utf8)
            let positions = Set((0..<1 + round % 2).map { _ in Int.random(in: 3..<text.count, using: &random) })
            for position in positions {
                text[position] = alphabet.filter { $0 != text[position] }.randomElement(using: &random) ?? 0
            }
            let broken = String(decoding: text, as: UTF8.self)
            // The other variant may be as near: then no position is named rather than a wrong one.
            do throws(Bech32Error) {
                _ = try Bech32(parsing: broken)
                Issue.record("\(broken) is accepted")
            } catch {
                if error == .wrongChecksum(likelyPositions: positions.sorted()) {
                    located += 1
                } else {
                    #expect(error == .wrongChecksum(likelyPositions: []))
                }
            }
        }
        #expect(located >= 55)
    }

    @Test("regroups bytes into five bits and back")
    func regroups() throws {
        var random = SeededGenerator(seed: 10)
        for count in 0..<80 {
            let bytes = random.bytes(count)
            let values = Bech32.toFiveBit(bytes)
            #expect(values.count == (count * 8 + 4) / 5)
            #expect(values.allSatisfy { $0 < 32 })
            #expect(try Bech32.toBytes(fiveBit: values) == bytes)
        }
    }

    @Test(
        "refuses five-bit data that is no whole number of bytes",
        arguments: [
            ([0], .invalidPadding), ([0, 1], .invalidPadding), ([0, 0, 0], .invalidPadding),
            ([1, 32], .invalidFiveBitValue(32, position: 1)),
        ] as [([UInt8], Bech32Error)])
    func refusesPadding(values: [UInt8], error: Bech32Error) {
        #expect(throws: error) { try Bech32.toBytes(fiveBit: values) }
    }

    @Test("never traps on random text and accepts only what it writes again")
    func randomText() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            let text = String(decoding: random.bytes(Int.random(in: 0...95, using: &random)), as: UTF8.self)
            if let parsed = try? Bech32(parsing: text) { #expect(parsed.text == text.lowercased()) }
        }
    }
}
