import Review
import Testing

@Suite("Text from files, made safe to show")
struct SafeTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let ascii: String
        let free: String

        var testDescription: String { name }

        static let all = [
            Case(name: "plain", text: "Alice 12-b", ascii: "Alice 12-b", free: "Alice 12-b"),
            Case(name: "escape sequence", text: "\u{1b}[2J", ascii: "\\u{1B}[2J", free: "\\u{1B}[2J"),
            Case(name: "line feed", text: "a\nb", ascii: "a\\u{A}b", free: "a\\u{A}b"),
            Case(name: "delete", text: "a\u{7f}", ascii: "a\\u{7F}", free: "a\\u{7F}"),
            Case(name: "C1 control", text: "\u{9b}31m", ascii: "\\u{9B}31m", free: "\\u{9B}31m"),
            Case(name: "right to left override", text: "a\u{202e}b", ascii: "a\\u{202E}b", free: "a\\u{202E}b"),
            Case(name: "isolate", text: "\u{2066}", ascii: "\\u{2066}", free: "\\u{2066}"),
            Case(
                name: "zero width", text: "a\u{200b}\u{feff}", ascii: "a\\u{200B}\\u{FEFF}", free: "a\\u{200B}\\u{FEFF}"
            ),
            Case(name: "no-break space", text: "a\u{a0}b", ascii: "a\\u{A0}b", free: "a\\u{A0}b"),
            Case(name: "line separator", text: "\u{2028}", ascii: "\\u{2028}", free: "\\u{2028}"),
            Case(name: "homoglyph", text: "\u{430}lice", ascii: "\\u{430}lice", free: "\u{430}lice"),
            Case(name: "Japanese", text: "山田 太郎", ascii: "\\u{5C71}\\u{7530} \\u{592A}\\u{90CE}", free: "山田 太郎"),
            Case(name: "wide space", text: "a\u{3000}b", ascii: "a\\u{3000}b", free: "a\u{3000}b"),
            Case(name: "combining mark", text: "e\u{301}", ascii: "e\\u{301}", free: "e\\u{301}"),
            Case(name: "Hangul filler", text: "\u{3164}", ascii: "\\u{3164}", free: "\\u{3164}"),
            Case(name: "backslash", text: "a\\u{1B}", ascii: "a\\\\u{1B}", free: "a\\\\u{1B}"),
            Case(name: "private use", text: "\u{e000}", ascii: "\\u{E000}", free: "\\u{E000}"),
        ]
    }

    @Test("P-14: escapes what could move, hide or imitate", arguments: Case.all)
    func escape(_ row: Case) {
        #expect(SafeText.ascii(row.text) == row.ascii)
        #expect(SafeText.free(row.text) == row.free)
    }
}
