import ByteCoding
package import WalletFormats

/// A JSON value without its place; numbers stay as written, and texts are equal when their bytes are.
package enum VectorValue: Sendable {
    /// `null`: the vector says that there is nothing.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number as written.
    case number(String)
    /// A string.
    case text(String)
    /// An array.
    case list([VectorValue])
    /// An object; the order of its members means nothing.
    case object([String: VectorValue])

    /// Takes what the JSON reader has read.
    package init(_ node: JSONNode) {
        switch node.value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let text): self = .number(text)
        case .string(let text): self = .text(text)
        case .array(let nodes): self = .list(nodes.map(VectorValue.init))
        case .object(let members):
            self = .object(Dictionary(members.map { ($0.name, VectorValue($0.node)) }) { first, _ in first })
        }
    }

    /// Bytes, written as the vectors write them: lower-case hex.
    package static func hex(_ bytes: some Collection<UInt8>) -> VectorValue { .text(Hex.encode(bytes)) }

    /// A whole number.
    package static func integer(_ value: some BinaryInteger) -> VectorValue { .number(String(value)) }

    /// A text, or `null` when there is none.
    package static func optional(_ text: String?) -> VectorValue { text.map(VectorValue.text) ?? .null }

    /// A list of texts.
    package static func texts(_ texts: some Sequence<String>) -> VectorValue { .list(texts.map(VectorValue.text)) }

    /// One line that shows the value in a report: JSON with sorted members.
    package var line: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let text): text
        case .text(let text): "\"\(text)\""
        case .list(let values): "[" + values.map(\.line).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1.line)" }.joined(separator: ",") + "}"
        }
    }

    /// The word for this kind of value in messages.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .number: "a number"
        case .text: "a string"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

extension VectorValue: Equatable {
    package static func == (left: VectorValue, right: VectorValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        // `==` of String would take canonically equivalent spellings for one, which BIP-39 and BIP-129 do not.
        case (.number(let left), .number(let right)), (.text(let left), .text(let right)):
            left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .list(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}
