/// A JSON text in the making; members keep their order.
enum JSONText {
    case string(String)
    case number(Int)
    case bool(Bool)
    case list([JSONText])
    case object([(String, JSONText)])

    /// The text with two spaces of indentation and a line feed at its end.
    var text: String { body(indent: "") + "\n" }

    private func body(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .string(let text): return Self.quote(text)
        case .number(let number): return String(number)
        case .bool(let flag): return String(flag)
        case .list(let elements):
            let lines = elements.map { inner + $0.body(indent: inner) }
            return elements.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            let lines = members.map { "\(inner)\(Self.quote($0)): \($1.body(indent: inner))" }
            return members.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private static func quote(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5c: quoted += "\\\\"
            case 0x20..<0x7f: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}
