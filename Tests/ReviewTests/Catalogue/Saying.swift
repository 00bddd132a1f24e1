import ByteCoding
import Review
import Testing

/// One sentence of the catalogue with sample values, in both languages.
struct Saying: Sendable, CustomTestStringConvertible {
    /// The cases that lead to it, such as `FindingSentence.fee` and `FeeSentence.aboveAmount`.
    let cases: [String]
    let english: String
    let japanese: String

    var testDescription: String { cases.joined(separator: " ") }

    /// - Parameter further: cases whose names reflection does not give, because they describe themselves in other words.
    init(_ phrase: Any, _ further: String..., text: (ScreenLanguage) -> String) {
        cases = Self.cases(of: phrase) + further
        english = text(.english)
        japanese = text(.japanese)
    }

    /// The name of every enum's case in a value, the value's own first.
    private static func cases(of value: Any) -> [String] {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .enum else {
            return mirror.children.flatMap { cases(of: $0.value) }
        }
        let name = mirror.children.first?.label ?? "\(value)"
        return ["\(type(of: value)).\(name)"] + mirror.children.flatMap { cases(of: $0.value) }
    }

    /// Numbers, amounts, ids, hex and addresses: whatever has a digit in it, sorted.
    static func values(in text: String) -> [String] {
        tokens(in: text).filter { $0.contains(where: \.isNumber) }.sorted()
    }

    /// The words of ASCII letters that are no values.
    static func words(in text: String) -> [String] {
        tokens(in: text).filter { !$0.contains(where: \.isNumber) }
    }

    private static func tokens(in text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
            .map { token in
                var token = token
                while token.last == "." { token.removeLast() }
                while token.first == "." { token.removeFirst() }
                return String(token)
            }
            .filter { !$0.isEmpty }
    }
}
