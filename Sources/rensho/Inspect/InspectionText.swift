import CommandSupport

/// An inspection as indented lines for people: the same content as the JSON, member by member.
enum InspectionText {
    /// The lines of an object's members.
    static func lines(_ members: [(key: String, value: JSONValue)], indent: String = "") -> [String] {
        members.flatMap { lines(named: $0.key.map { $0 == "_" ? " " : String($0) }.joined(), $0.value, indent: indent) }
    }

    private static func lines(named name: String, _ value: JSONValue, indent: String) -> [String] {
        switch value {
        case .object(let members): [indent + name] + lines(members, indent: indent + "  ")
        case .array(let values) where values.isEmpty: ["\(indent)\(name): none"]
        case .array(let values):
            values.enumerated().flatMap { index, value in lines(named: "\(name) \(index)", value, indent: indent) }
        case .null: ["\(indent)\(name): -"]
        case .bool(let isTrue): ["\(indent)\(name): \(isTrue ? "yes" : "no")"]
        case .unsigned(let number): ["\(indent)\(name): \(number)"]
        case .integer(let number): ["\(indent)\(name): \(number)"]
        case .string(let text): ["\(indent)\(name): \(text)"]
        }
    }
}
