import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("The strict codec that all documents share")
struct DocumentTests {
    static let text = """
        rensho/note/v1
        network: regtest
        title: 佐藤　花子 of Tokyo
        tag: a
        tag: b
        count: 3
        limit: 150000000 sat (1.50000000 BTC)


        """

    @Test("writes and reads the same bytes")
    func roundTrip() throws {
        let bytes = Array(Self.text.utf8)
        let document = try Document<Note>(parsing: bytes)
        #expect(document.encoded == bytes)
        #expect(document.bodyBytes == bytes.dropLast())
        #expect(document.body.title.description == "佐藤　花子 of Tokyo")
        #expect(document.body.tags.map(\.description) == ["a", "b"])
        #expect(document.body.limit?.sat == 150_000_000)
        #expect(Document(body: document.body) == document)
    }

    @Test("hashes the body under a tag of type, version and network")
    func digest() throws {
        let document = try Document<Note>(parsing: Array(Self.text.utf8))
        #expect(Document<Note>.tag(for: .testnet4) == "rensho/note/v1/testnet4")
        #expect(document.digest == TaggedHash.hash(tag: "rensho/note/v1/regtest", document.bodyBytes))
        #expect(document.signingDigest == document.digest)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let old: String
        let new: String
        let error: DocumentError
        let code: String

        init(_ name: String, _ old: String, _ new: String, _ error: DocumentError, _ code: String) {
            self.name = name
            self.old = old
            self.new = new
            self.error = error
            self.code = code
        }

        var testDescription: String { name }
    }

    static let refusals: [Case] = [
        Case(
            "another type", "rensho/note/v1", "rensho/vault/v1",
            .wrongType(found: "rensho/vault/v1", expected: "rensho/note/v1"), "document.wrong-type"),
        Case(
            "another version", "rensho/note/v1", "rensho/note/v2", .unknownVersion(found: "rensho/note/v2"),
            "document.unknown-version"),
        Case(
            "a field that does not belong", "count: 3", "colour: 3", .unknownField("colour", line: 6),
            "document.unknown-field"),
        Case(
            "fields out of order", "network: regtest\ntitle: 佐藤　花子 of Tokyo\n",
            "title: 佐藤　花子 of Tokyo\nnetwork: regtest\n", .fieldOutOfOrder("network", after: "title", line: 3),
            "document.order"),
        Case("a missing field", "count: 3\n", "", .missingField("count", line: 6), "document.missing-field"),
        Case(
            "a missing last field", "limit: 150000000 sat (1.50000000 BTC)\n", "", .missingField("limit", line: 7),
            "document.missing-field"),
        Case(
            "a field twice", "count: 3\n", "count: 3\ncount: 3\n", .repeatedField("count", line: 7),
            "document.repeated-field"),
        Case(
            "the last field twice", "BTC)\n", "BTC)\nlimit: -\n", .repeatedField("limit", line: 8),
            "document.repeated-field"),
        Case("a line without a colon", "count: 3", "count 3", .malformedLine(line: 6), "document.malformed-line"),
        Case("a line without a space", "count: 3", "count:3", .malformedLine(line: 6), "document.malformed-line"),
        Case("a name in capitals", "count: 3", "Count: 3", .malformedLine(line: 6), "document.malformed-line"),
        Case("a line without a name", "count: 3", ": 3", .malformedLine(line: 6), "document.malformed-line"),
        Case(
            "a field without a value", "count: 3", "count: ", .field("count", line: 6, .emptyText),
            "document.empty-text"),
        Case(
            "a value after two spaces", "count: 3", "count:  3", .field("count", line: 6, .outerSpace),
            "document.outer-space"),
        Case(
            "a space after the value", "count: 3", "count: 3 ", .field("count", line: 6, .outerSpace),
            "document.outer-space"),
        Case(
            "an ideographic space after the value", "Tokyo", "Tokyo\u{3000}",
            .field("title", line: 3, .outerSpace), "document.outer-space"),
        Case(
            "a carriage return", "count: 3\n", "count: 3\r\n", .text(line: 6, .forbiddenScalar(0x0d)),
            "document.forbidden-character"),
        Case(
            "a value in another form", "count: 3", "count: 03",
            .field("count", line: 6, .notCanonical(text: "03", canonical: "3")), "document.not-canonical"),
        Case(
            "a value with a sign", "count: 3", "count: +3",
            .field("count", line: 6, .notCanonical(text: "+3", canonical: "3")), "document.not-canonical"),
        Case(
            "a number that does not fit", "count: 3", "count: 4294967296",
            .field("count", line: 6, .malformedValue(kind: "a whole number", text: "4294967296", nil)),
            "document.malformed-value"),
        Case(
            "absence of a value that must be there", "count: 3", "count: -",
            .field("count", line: 6, .malformedValue(kind: "a whole number", text: "-", nil)),
            "document.malformed-value"),
        Case(
            "an unknown network", "regtest", "Regtest",
            .field("network", line: 2, .malformedValue(kind: "a network", text: "Regtest", nil)),
            "document.malformed-value"),
        Case("no empty line", "BTC)\n\n", "BTC)\n", .missingSeparator, "document.missing-separator"),
        Case(
            "only the first line", "rensho/note/v1\n", "rensho/note/v1\n", .missingSeparator,
            "document.missing-separator"),
        Case("no line end", "BTC)\n\n", "BTC)", .unterminatedLine(line: 7), "document.unterminated-line"),
        Case(
            "a second empty line", "BTC)\n\n", "BTC)\n\n\n",
            .signatureLine(line: 9, .malformedValue(kind: "a signature line", text: "", nil)),
            "document.malformed-value"),
    ]

    @Test("refuses", arguments: refusals)
    func refuses(_ row: Case) throws {
        var text = Self.text.replacing(row.old, with: row.new)
        if row.name == "only the first line" { text = "rensho/note/v1\n" }
        let error = try #require(throws: DocumentError.self) { try Document<Note>(parsing: Array(text.utf8)) }
        #expect(error == row.error)
        #expect(error.code == row.code)
        #expect(!error.description.isEmpty && !error.description.hasSuffix("."))
    }

    @Test("refuses an empty file")
    func empty() {
        #expect(throws: DocumentError.missingSeparator) { try Document<Note>(parsing: []) }
    }

    @Test("refuses bytes that are not UTF-8, naming the line")
    func notUTF8() {
        for bytes: [UInt8] in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe3, 0x81]] {
            let text = Array("rensho/note/v1\nnetwork: ".utf8) + bytes + Array("\n\n".utf8)
            #expect(throws: DocumentError.notUTF8(line: 2)) { try Document<Note>(parsing: text) }
        }
    }

    @Test("keeps to the limits of a file and a line")
    func limits() {
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: DocumentLimits.lineBytes + 1)
        #expect(throws: DocumentError.lineTooLong(line: 1)) { try Document<Note>(parsing: long + [10]) }
        #expect(
            throws: DocumentError.wrongType(
                found: String(decoding: long.dropLast(), as: UTF8.self), expected: "rensho/note/v1")
        ) {
            try Document<Note>(parsing: Array(long.dropLast()) + [10, 10])
        }
        let huge = [UInt8](repeating: 10, count: DocumentLimits.bytes + 1)
        #expect(throws: DocumentError.tooLarge(bytes: huge.count)) { try Document<Note>(parsing: huge) }
        #expect(throws: DocumentError.tooManySignatures) {
            try Document<Note>(parsing: Array(huge.dropLast()))
        }
    }

    @Test("refuses what its own fields would not write again")
    func notReproducible() throws {
        let text = "rensho/careless/v1\nnetwork: regtest\ntag: b\ntag: a\n\n"
        let error = DocumentError.notReproducible(line: 3)
        #expect(throws: error) { try Document<CarelessNote>(parsing: Array(text.utf8)) }
        #expect(error.code == "document.not-canonical")
    }

    @Test("splits bytes, so that a sign that joins the space before it changes nothing")
    func joiningSigns() throws {
        // An emoji modifier and half-width voiced sound marks belong to the character before them.
        for title in ["\u{1f3fb}a", "\u{ff9e}a \u{ff9f}b", "a \u{1f3fb}"] {
            let document = Document(body: Note(title: try PersonName(title)))
            #expect(try Document<Note>(parsing: document.encoded) == document)
        }
        let text = Self.text.replacing("count: 3", with: "count:\u{1f3fb} 3")
        #expect(throws: DocumentError.malformedLine(line: 6)) { try Document<Note>(parsing: Array(text.utf8)) }
    }

    @Test("names the type of a file by its first line")
    func typeName() {
        let table: [(String, String?)] = [
            ("rensho/key-record/v1\n", "key-record"), ("rensho/vault/v9\n", "vault"), ("rensho/vault", nil),
            ("rensho//v1", nil), ("RENSHO/vault/v1", nil), ("psbt\u{ff}", nil), ("", nil),
            ("rensho/" + String(repeating: "a", count: 33) + "/v1", nil), ("rensho/Vault/v1", nil),
        ]
        for (text, expected) in table { #expect(DocumentType.name(in: Array(text.utf8)) == expected, "\(text)") }
    }

    @Test("repeats hostile text of a file only as printable ASCII, and cut")
    func quoting() throws {
        let hostile = "rensho/\u{4f50}" + String(repeating: "x", count: 200) + "\n\n"
        let error = try #require(throws: DocumentError.self) { try Document<Note>(parsing: Array(hostile.utf8)) }
        #expect(error.description.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f || $0 >= 0x80 })
        #expect(error.description.contains("<U+4F50>"))
        #expect(error.description.contains("…"))
        #expect(!error.description.contains("\u{4f50}"))
    }
}
