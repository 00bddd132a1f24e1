import CommandSupport
import Testing

@Suite("JSONValue prints exact and harmless JSON")
struct JSONValueTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let value: JSONValue
        let text: String
        var testDescription: String { name }
    }

    @Test(
        "prints",
        arguments: [
            Case(name: "null", value: .null, text: "null\n"),
            Case(
                name: "amount above 2^53", value: .unsigned(18_446_744_073_709_551_615), text: "18446744073709551615\n"),
            Case(name: "negative", value: .integer(-3), text: "-3\n"),
            Case(name: "quotes", value: .string("a\"b\\c"), text: "\"a\\\"b\\\\c\"\n"),
            Case(name: "control", value: .string("\u{1b}[2J\u{7f}"), text: "\"\\u001b[2J\\u007f\"\n"),
            Case(name: "beyond ASCII", value: .string("連😀"), text: "\"\\u9023\\ud83d\\ude00\"\n"),
            Case(name: "empty list", value: .array([]), text: "[]\n"),
            Case(
                name: "order of keys", value: .object([("b", .bool(true)), ("a", .array([.integer(1), .null]))]),
                text: "{\n  \"b\": true,\n  \"a\": [\n    1,\n    null\n  ]\n}\n"),
        ])
    func prints(_ example: Case) {
        #expect(example.value.text == example.text)
    }
}
