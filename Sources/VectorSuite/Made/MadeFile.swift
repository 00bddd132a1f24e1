import ByteCoding
import CommandSupport

/// A vector file of this project's own, as it is written.
package struct MadeFile: Sendable {
    /// The name of the file below its kind's folder, without its ending.
    package let name: String
    /// What the file is about.
    let about: String
    /// How the cases are read.
    let notes: String
    /// The cases; they are numbered from 1 in this order.
    package let cases: [MadeCase]

    /// The folder of the kind that runs the file.
    package static let folder = "rensho"

    /// The path from the top of the vectors.
    package var path: String { "\(Self.folder)/\(name)\(VectorTree.fileEnding)" }

    /// The bytes of the file, the same on every machine.
    package var bytes: [UInt8] {
        let operations = Dictionary(grouping: cases, by: \.operation).mapValues(\.count)
        let document = JSONValue.object([
            ("name", .string(about)),
            ("source", .string("Rensho's own; written by `rensho-vectors make` from published test words")),
            ("algorithm", .string("Docs/formats.md")),
            ("notes", .string(notes)),
            (
                "counts",
                .object(operations.sorted { $0.key < $1.key }.map { (key: $0.key, value: .integer($0.value)) })
            ),
            ("cases", .array(cases.enumerated().map { $1.json(id: $0 + 1) })),
        ])
        return Array(document.text.utf8)
    }
}

/// One case of a file of this project's own.
package struct MadeCase: Sendable {
    /// What must come out.
    enum Outcome: Sendable {
        /// The results by name, in the order in which they are written.
        case valid([(key: String, value: JSONValue)])
        /// The error code of the refusal.
        case invalid(String)
    }

    /// What is run.
    let operation: String
    /// What is special about the case.
    let comment: String
    /// What goes in, in the order in which it is written.
    let inputs: [(key: String, value: JSONValue)]
    /// What must come out.
    let outcome: Outcome

    /// A case that is accepted with these results.
    static func valid(
        _ operation: String, _ comment: String, _ inputs: [(key: String, value: JSONValue)],
        _ expected: [(key: String, value: JSONValue)]
    ) -> MadeCase {
        MadeCase(operation: operation, comment: comment, inputs: inputs, outcome: .valid(expected))
    }

    /// A case that is refused with this code.
    static func invalid(
        _ operation: String, _ comment: String, _ inputs: [(key: String, value: JSONValue)], _ code: String
    ) -> MadeCase {
        MadeCase(operation: operation, comment: comment, inputs: inputs, outcome: .invalid(code))
    }

    /// The case as it stands in the file.
    func json(id: Int) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("id", .integer(id)), ("op", .string(operation)), ("comment", .string(comment)),
        ]
        members += inputs
        switch outcome {
        case .valid(let expected):
            members.append(("expect", .string("valid")))
            if !expected.isEmpty { members.append(("expected", .object(expected))) }
        case .invalid(let code):
            members.append(("expect", .string("invalid")))
            members.append(("code", .string(code)))
        }
        return .object(members)
    }
}

extension JSONValue {
    /// Bytes as lower-case hex.
    static func hex(_ bytes: some Collection<UInt8>) -> JSONValue { .string(Hex.encode(bytes)) }

    /// A list of texts.
    static func texts(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// The text of a document.
    static func document(_ bytes: [UInt8]) -> JSONValue { .string(String(decoding: bytes, as: UTF8.self)) }
}
