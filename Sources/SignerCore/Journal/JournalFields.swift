import Custody

/// The `name=value` words of a journal line, in their fixed order.
struct JournalFields {
    private(set) var words: [String] = []
    private var position = 0

    /// What stands for an empty list.
    private static let empty = "-"

    init() {}

    init(_ words: [String]) { self.words = words }

    mutating func write(_ name: String, _ value: some DocumentValue) { words.append(name + "=" + value.documentText) }

    mutating func write<Value>(_ name: String, list: [Value], _ text: (Value) -> String) {
        words.append(name + "=" + (list.isEmpty ? Self.empty : list.map(text).joined(separator: ",")))
    }

    mutating func write(_ name: String, text: String) { words.append(name + "=" + text) }

    mutating func read<Value: DocumentValue>(_ name: String) throws(JournalFieldError) -> Value {
        let text = try readText(name)
        guard let value = try? Value(documentText: text), value.documentText == text else {
            throw JournalFieldError(name: name)
        }
        return value
    }

    mutating func readList<Value>(
        _ name: String, _ parse: (Substring) -> Value?
    ) throws(JournalFieldError) -> [Value] {
        let text = try readText(name)
        guard text != Self.empty else { return [] }
        var values: [Value] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = parse(part) else { throw JournalFieldError(name: name) }
            values.append(value)
        }
        return values
    }

    /// Reads a list that lines of earlier programs do not have; one that is there is not empty.
    mutating func readLaterList<Value>(
        _ name: String, _ parse: (Substring) -> Value?
    ) throws(JournalFieldError) -> [Value] {
        guard position < words.count, words[position].hasPrefix(name + "=") else { return [] }
        let values = try readList(name, parse)
        guard !values.isEmpty else { throw JournalFieldError(name: name) }
        return values
    }

    mutating func readText(_ name: String) throws(JournalFieldError) -> String {
        guard position < words.count, words[position].hasPrefix(name + "=") else {
            throw JournalFieldError(name: name)
        }
        defer { position += 1 }
        return String(words[position].dropFirst(name.count + 1))
    }

    func finish() throws(JournalFieldError) {
        guard position == words.count else { throw JournalFieldError(name: words[position]) }
    }
}

/// A field of a journal line is missing, malformed or out of order.
struct JournalFieldError: Error {
    let name: String
}
