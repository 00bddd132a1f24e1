/// Takes a composite value apart: words separated by one space, a free text last.
struct ValueWords {
    private let words: [Substring]
    private var position = 0

    /// Splits `text` at every space.
    init(_ text: String) {
        // Bytes are split, not characters: a space and the sign after it can be one character to Swift.
        words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// Reads the next value.
    mutating func next<Value: DocumentValue>(_ type: Value.Type = Value.self) throws(DocumentError) -> Value {
        let end = position + Value.documentWordCount
        guard end <= words.count else { throw .missingWord(kind: Value.documentKind) }
        let text = words[position..<end].joined(separator: " ")
        position = end
        return try Value.exactly(text)
    }

    /// Reads the next value, or `-` for its absence.
    mutating func nextOptional<Value: DocumentValue>(
        _ type: Value.Type = Value.self
    ) throws(DocumentError) -> Value? {
        if position < words.count, words[position] == DocumentField.absent {
            position += 1
            return nil
        }
        return try next()
    }

    /// Reads the free text at the end.
    mutating func rest<Value: DocumentValue>(_ type: Value.Type = Value.self) throws(DocumentError) -> Value {
        guard position < words.count else { throw .missingWord(kind: Value.documentKind) }
        let text = words[position...].joined(separator: " ")
        position = words.count
        return try Value.exactly(text)
    }

    /// Refuses words that are left over.
    func finish() throws(DocumentError) {
        guard position == words.count else { throw .surplusWords(words[position...].joined(separator: " ")) }
    }
}
