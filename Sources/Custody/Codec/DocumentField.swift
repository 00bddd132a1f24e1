/// One `field: value` line.
package struct DocumentField: Hashable, Sendable {
    /// The value that stands for absence.
    package static let absent = "-"

    /// The field's name.
    package let name: String

    /// The field's value as it stands after `": "`.
    package let value: String

    /// Keeps one line.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Collects the fields of a document in order.
package struct DocumentFieldWriter: Sendable {
    /// The fields written so far.
    package private(set) var fields: [DocumentField] = []

    /// Starts without fields.
    package init() {}

    /// Writes a field that is always given.
    package mutating func write(_ name: String, _ value: some DocumentValue) {
        fields.append(DocumentField(name: name, value: value.documentText))
    }

    /// Writes a field, or `-` for its absence.
    package mutating func write(_ name: String, optional value: (some DocumentValue)?) {
        fields.append(DocumentField(name: name, value: value?.documentText ?? DocumentField.absent))
    }

    /// Writes a field whose text another type already made canonical.
    mutating func write(_ name: String, text: String) {
        fields.append(DocumentField(name: name, value: text))
    }

    /// Writes `yes` for something that is so, and no line where it is not.
    package mutating func write(_ name: String, flag: Bool) {
        if flag { write(name, flag) }
    }

    /// Writes a field once for each value of a list.
    package mutating func write(_ name: String, list values: [some DocumentValue]) {
        for value in values { write(name, value) }
    }
}
