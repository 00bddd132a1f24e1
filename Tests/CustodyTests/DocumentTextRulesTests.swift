import Custody
@_spi(_Unicode) import Swift
import Testing
import UnicodeForms

@Suite("Which characters a document may hold")
struct DocumentTextRulesTests {
    @Test(
        "accepts letters, signs and the two spaces",
        arguments: ["Ada Lovelace", "佐藤　花子", "がぎぐ パピプ", "Zoë Müller", "Ελένη", "한글", "№ 7 – “x”", "髙﨑", "𠮷野"])
    func accepts(_ text: String) throws {
        #expect(try PersonName(text).description == text)
    }

    static let forbidden: [(String, UInt32)] = [
        ("bell", 0x07), ("escape", 0x1b), ("delete", 0x7f), ("next line", 0x85), ("no-break space", 0xa0),
        ("soft hyphen", 0xad), ("en quad", 0x2000), ("zero width space", 0x200b), ("zero width joiner", 0x200d),
        ("left-to-right mark", 0x200e), ("line separator", 0x2028), ("paragraph separator", 0x2029),
        ("right-to-left override", 0x202e), ("word joiner", 0x2060), ("right-to-left isolate", 0x2067),
        ("byte order mark", 0xfeff), ("private use", 0xe000), ("unassigned", 0x0378), ("noncharacter", 0xffff),
        ("tag letter", 0xe0061), ("Hangul filler", 0x3164), ("half-width Hangul filler", 0xffa0),
        ("Ogham space mark", 0x1680), ("letter of Unicode 16", 0x1C89), ("ideograph of Unicode 15.1", 0x2EBF0),
    ]

    @Test(
        "refuses controls, formats, private use, unassigned, other spaces and invisible letters", arguments: forbidden)
    func forbids(_ name: String, _ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(throws: DocumentError.forbiddenScalar(value)) { try PersonName("a\(Character(scalar))b") }
    }

    static let unsettled: [(String, UInt32)] = [
        ("combining acute", 0x0301), ("voiced sound mark", 0x3099), ("spacing mark", 0x0903),
        ("enclosing circle", 0x20dd),
        ("Hangul choseong", 0x1100), ("Hangul jungseong", 0x1161), ("Hangul jungseong filler", 0x1160),
        ("Hangul jongseong", 0x11a8), ("Jamo extended A", 0xa960), ("Jamo extended B", 0xd7b0),
        ("angstrom sign", 0x212b), ("ohm sign", 0x2126), ("compatibility ideograph", 0xf900),
        ("Kirat Rai vowel", 0x16d67),
        ("Kirat Rai vowel AA", 0x16d63), ("Hebrew presentation form", 0xfb1d), ("variation selector", 0xfe0f),
    ]

    @Test("refuses what could differ from its NFC form", arguments: unsettled)
    func unsettles(_ name: String, _ value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let error = try #require(throws: DocumentError.self) { try PersonName("a\(Character(scalar))b") }
        #expect(error == .notNormalised(value) || error == .forbiddenScalar(value))
    }

    @Test("whatever is accepted is in NFC: no accepted character changes, or composes with the one before it")
    func nfc() throws {
        var parts: Set<Unicode.Scalar> = []
        for value in UInt32(0)...0x10ffff {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(Character(scalar))
            for part in text._nfd.dropFirst() { parts.insert(part) }
            if Self.isAccepted(scalar) {
                #expect(Array(text._nfc) == [scalar] && NFC.isNormalized(text), "\(value)")
                #expect(scalar.properties.canonicalCombiningClass == .notReordered)
            }
        }
        #expect(parts.count > 100)
        for part in parts { #expect(!Self.isAccepted(part), "\(part.value)") }
    }

    @Test("refuses spaces at the ends, emptiness, the sign of absence, and length")
    func shape() throws {
        let cases: [(String, DocumentError)] = [
            ("", .emptyText), ("-", .emptyText), (" a", .outerSpace), ("a ", .outerSpace), ("\u{3000}a", .outerSpace),
            ("a\u{3000}", .outerSpace), ("a  b", .repeatedSpace), ("a \u{3000}b", .repeatedSpace),
            (
                String(repeating: "名", count: DocumentLimits.nameScalars + 1),
                .textTooLong(limit: DocumentLimits.nameScalars)
            ),
        ]
        for (text, error) in cases { #expect(throws: error) { try PersonName(text) } }
        #expect(try PersonName("- a").description == "- a")
        #expect(throws: Never.self) { try PersonName(String(repeating: "名", count: DocumentLimits.nameScalars)) }
        #expect(throws: Never.self) { try RefusalReason(String(repeating: "x", count: DocumentLimits.reasonScalars)) }
        #expect(throws: DocumentError.textTooLong(limit: DocumentLimits.reasonScalars)) {
            try RefusalReason(String(repeating: "x", count: DocumentLimits.reasonScalars + 1))
        }
    }

    private static func isAccepted(_ scalar: Unicode.Scalar) -> Bool {
        // Between letters, so that only the rules for characters decide.
        var text = "a"
        text.unicodeScalars.append(scalar)
        text += "b"
        return (try? PersonName(text)) != nil
    }
}
