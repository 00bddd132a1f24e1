import Testing
import WalletFormats

@Suite struct JSONReaderTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let error: JSONError
        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "empty", text: "", error: .truncated(place(1, 1))),
        Refusal(name: "open array", text: "[1,", error: .truncated(place(1, 4))),
        Refusal(
            name: "duplicate member", text: "{\"a\":1,\n \"a\":2}", error: .duplicateMember(name: "a", place(2, 2))),
        Refusal(
            name: "duplicate member by escape", text: "{\"a\":1,\"\\u0061\":2}",
            error: .duplicateMember(name: "a", place(1, 8))),
        Refusal(name: "trailing text", text: "{} x", error: .trailingText(place(1, 4))),
        Refusal(name: "leading zero", text: "[01]", error: .malformedNumber(place(1, 2))),
        Refusal(name: "bare point", text: "[1.]", error: .malformedNumber(place(1, 2))),
        Refusal(name: "bare exponent", text: "[1e]", error: .malformedNumber(place(1, 2))),
        Refusal(name: "lone surrogate", text: "[\"\\ud800\"]", error: .malformedString(place(1, 2))),
        Refusal(name: "control character", text: "[\"a\u{1}\"]", error: .malformedString(place(1, 2))),
        Refusal(name: "unknown escape", text: "[\"\\x\"]", error: .malformedString(place(1, 2))),
        Refusal(
            name: "comment", text: "// a",
            error: .unexpected("\"/\"", expected: "a value", place(1, 1))),
        Refusal(
            name: "missing comma", text: "[1 2]",
            error: .unexpected("\"2\"", expected: "a comma or the end of the list", place(1, 4))),
        Refusal(
            name: "unquoted name", text: "{a:1}", error: .unexpected("\"a\"", expected: "a member name", place(1, 2))),
        Refusal(name: "wrong word", text: "nul!", error: .unexpected("\"!\"", expected: "null", place(1, 1))),
        Refusal(
            name: "nesting", text: String(repeating: "[", count: 10_000),
            error: .tooDeep(limit: JSONReader.maximumDepth, place(1, JSONReader.maximumDepth + 1))),
        Refusal(
            name: "size", text: String(repeating: " ", count: 100_001), error: .tooLarge(bytes: 100_001, limit: 100_000)
        ),
    ]

    @Test("refuses more values than any list of coins has, and takes as many as are allowed")
    func valueCount() throws {
        // The list itself is a value too.
        let most = JSONReader.maximumValues - 1
        let bytes = Array(("[" + String(repeating: "0,", count: most - 1) + "0]").utf8)
        guard case .array(let elements) = try JSONReader.read(bytes, limit: bytes.count).value else {
            Issue.record("not a list")
            return
        }
        #expect(elements.count == most)
        let more = Array(("[" + String(repeating: "0,", count: most) + "0]").utf8)
        #expect(throws: JSONError.tooManyValues(limit: JSONReader.maximumValues, Self.place(1, 2 * most + 2))) {
            try JSONReader.read(more, limit: more.count)
        }
    }

    static func place(_ line: Int, _ column: Int) -> TextLocation { TextLocation(line: line, column: column) }

    @Test("refuses what is not strict JSON, with its place", arguments: refusals)
    func refuses(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try JSONReader.read(Array(refusal.text.utf8), limit: 100_000) }
    }

    @Test("refuses bytes in a string that are not UTF-8")
    func refusesMalformedText() {
        #expect(throws: JSONError.malformedString(Self.place(1, 1))) {
            try JSONReader.read([0x22, 0xff, 0x22], limit: 100)
        }
    }

    @Test("keeps numbers as written and resolves escapes")
    func reads() throws {
        let text = "\u{feff} {\"n\": -1.50e+2, \"s\": \"\\u00e9\\ud83d\\ude00\\n\", \"l\": [true, false, null, \"\"]}\n"
        let root = try JSONReader.read(Array(text.utf8), limit: 1_000)
        #expect(root.member("n")?.value == .number("-1.50e+2"))
        #expect(root.member("s")?.value == .string("é😀\n"))
        guard case .array(let elements)? = root.member("l")?.value else {
            Issue.record("no array")
            return
        }
        #expect(elements.map(\.value) == [.bool(true), .bool(false), .null, .string("")])
        #expect(root.member("x") == nil)
    }
}
