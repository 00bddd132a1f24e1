import BitcoinPrimitives
import Testing

@Suite struct TextTests {
    @Test(
        "quotes foreign text so that it cannot repaint a terminal",
        arguments: [
            ("plain text", #""plain text""#),
            ("", #""""#),
            (#"a"b\c"#, #""a\"b\\c""#),
            ("\u{1B}[2J", #""\u{1b}[2J""#),
            ("a\u{202E}b", #""a\u{202e}b""#),
            ("é", #""\u{e9}""#),
            ("tab\tnew\nline", #""tab\u{9}new\u{a}line""#),
            (String(repeating: "x", count: 81), "\"" + String(repeating: "x", count: 80) + "…\""),
            (String(repeating: "x", count: 80), "\"" + String(repeating: "x", count: 80) + "\""),
        ])
    func quotes(text: String, quoted: String) {
        #expect(QuotedText.quote(text) == quoted)
    }

    @Test(
        "reads canonical decimals",
        arguments: [
            ("0", 0 as UInt8?), ("7", 7), ("255", 255), ("256", nil), ("", nil), ("00", nil), ("01", nil), ("+1", nil),
            ("-0", nil), (" 1", nil), ("1 ", nil), ("1a", nil), ("٣", nil),
        ])
    func decimals(text: String, value: UInt8?) {
        let parsed: UInt8? = DecimalText.parse(text)
        #expect(parsed == value)
    }
}
