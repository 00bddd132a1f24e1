import ByteCoding
import Foundation
import TestSupport

/// The source files, as the tests of the catalogue read them.
enum Sources {
    private static let root = VectorStore.root.deletingLastPathComponent().appending(path: "Sources")

    /// Every Swift file, by its path below `Sources`, sorted.
    static let files: [String] =
        (FileManager.default.subpaths(atPath: root.path(percentEncoded: false)) ?? [])
        .filter { $0.hasSuffix(".swift") }.sorted()

    /// The text of a file.
    static func text(of file: String) throws -> String {
        try String(contentsOf: root.appending(path: file), encoding: .utf8)
    }

    /// The language that a file of the catalogue is written in, by its name; `nil` for every other file.
    static func language(of file: String) -> ScreenLanguage? {
        guard file.hasPrefix("Review/Text/") || file.hasPrefix("CoordinatorCore/Sheets/") else { return nil }
        let name = file.split(separator: "/").last ?? ""
        if name.hasPrefix("Japanese") { return .japanese }
        return name.hasPrefix("English") ? .english : nil
    }

    /// Every `Enum.case` that a file declares; an enum inside of another type is named without it.
    static func cases(in file: String) throws -> [String] {
        var found: [String] = []
        // The types whose braces are open, with the columns that their lines are indented by.
        var open: [(indent: Int, enumeration: String?)] = []
        for line in try text(of: file).split(separator: "\n") {
            let indent = line.prefix { $0 == " " }.count
            let code = line.dropFirst(indent)
            if let name = typeName(in: code) {
                open.removeAll { $0.indent >= indent }
                open.append((indent, name.isEnum ? name.name : nil))
            } else if code.hasPrefix("case "), !code.hasPrefix("case ."),
                let name = open.last(where: { $0.indent == indent - 4 })?.enumeration
            {
                found += caseNames(in: code.dropFirst(5)).map { "\(name).\($0)" }
            }
        }
        return found
    }

    private static func typeName(in code: Substring) -> (name: String, isEnum: Bool)? {
        let words = code.split(separator: " ")
        guard let place = words.firstIndex(where: { ["enum", "struct", "extension", "protocol"].contains($0) }),
            place <= 2, !code.hasPrefix("//"), words.indices.contains(place + 1)
        else { return nil }
        return (String(words[place + 1].prefix { $0.isLetter || $0.isNumber }), words[place] == "enum")
    }

    /// The names of a line of cases, without what they carry.
    private static func caseNames(in line: Substring) -> [String] {
        var depth = 0
        let flat = line.filter { letter in
            if letter == "(" { depth += 1 }
            if letter == ")" { depth -= 1 }
            return depth == 0 && letter != ")"
        }
        return flat.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber })
        }
    }
}
