/// Hands out the fields of a document in their fixed order, each with its place for errors.
///
/// The document has already checked that every name is known and that names stand in order.
package struct DocumentFieldReader: Sendable {
    /// The line of the first field; the line before it names the type.
    static let firstLine = 2

    private let fields: [DocumentField]
    private var position = 0

    /// Starts at the first field.
    init(_ fields: [DocumentField]) {
        self.fields = fields
    }

    /// Reads a field that is always given.
    package mutating func read<Value: DocumentValue>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(DocumentError) -> Value {
        let (text, line) = try next(name)
        return try Self.located(name, line) { () throws(DocumentError) in try Value.exactly(text) }
    }

    /// Reads a field that may be `-`.
    package mutating func readOptional<Value: DocumentValue>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(DocumentError) -> Value? {
        let (text, line) = try next(name)
        if text == DocumentField.absent { return nil }
        return try Self.located(name, line) { () throws(DocumentError) in try Value.exactly(text) }
    }

    /// Reads a field that stands any number of times.
    package mutating func readList<Value: DocumentValue>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(DocumentError) -> [Value] {
        var values: [Value] = []
        while position < fields.count, fields[position].name == name {
            values.append(try read(name))
        }
        return values
    }

    /// Reads a field that stands any number of times and whose values another field's value is needed for.
    mutating func readList<Value>(
        _ name: String, _ parse: (String) throws(DocumentError) -> Value
    ) throws(DocumentError) -> [Value] {
        var values: [Value] = []
        while position < fields.count, fields[position].name == name {
            values.append(try read(name, parse))
        }
        return values
    }

    /// Reads a field that stands as `yes` or not at all, so that there is one way to say no.
    package mutating func readFlag(_ name: String) throws(DocumentError) -> Bool {
        guard position < fields.count, fields[position].name == name else { return false }
        return try read(name) { text throws(DocumentError) in
            guard text == true.documentText else { throw .malformedValue(kind: "yes, or no line", text: text, nil) }
            return true
        }
    }

    /// Reads a field whose value another field's value is needed for.
    mutating func read<Value>(
        _ name: String, _ parse: (String) throws(DocumentError) -> Value
    ) throws(DocumentError) -> Value {
        let (text, line) = try next(name)
        return try Self.located(name, line) { () throws(DocumentError) in try parse(text) }
    }

    /// Refuses a field that is left over.
    func finish() throws(DocumentError) {
        guard position == fields.count else {
            throw .repeatedField(fields[position].name, line: line)
        }
    }

    private var line: Int { position + Self.firstLine }

    private mutating func next(_ name: String) throws(DocumentError) -> (text: String, line: Int) {
        let line = line
        guard position < fields.count else { throw .missingField(name, line: line) }
        let field = fields[position]
        guard field.name == name else {
            // Names are in order, so a name other than the wanted one is either the one just read or a later one.
            if position > 0, fields[position - 1].name == field.name { throw .repeatedField(field.name, line: line) }
            throw .missingField(name, line: line)
        }
        position += 1
        return (field.value, line)
    }

    private static func located<Value>(
        _ name: String, _ line: Int, _ body: () throws(DocumentError) -> Value
    ) throws(DocumentError) -> Value {
        do throws(DocumentError) {
            return try body()
        } catch {
            throw .field(name, line: line, error)
        }
    }
}
