import Foundation
import TestSupport

/// What `Tests/Independent/unicode_forms.py` says.
struct IndependentForms {
    /// The scalars that a form changes, with what they become.
    private(set) var nfc: [UInt32: [UInt32]] = [:]
    private(set) var nfkd: [UInt32: [UInt32]] = [:]
    private(set) var classes: [UInt32: UInt8] = [:]
    private(set) var assigned: [ClosedRange<UInt32>] = []

    /// Asks for every scalar.
    init() throws {
        let (status, text) = try IndependentScript.run("unicode_forms.py", ["scalars"])
        guard status == 0 else { throw Failure(text: text) }
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 2 else { continue }
            switch words[0] {
            case "form":
                let scalar = Self.scalars(words[1])[0]
                nfc[scalar] = Self.scalars(words[2])
                nfkd[scalar] = Self.scalars(words[3])
            case "class": classes[Self.scalars(words[1])[0]] = UInt8(words[2], radix: 16)
            case "assigned": assigned.append(Self.scalars(words[1])[0]...Self.scalars(words[2])[0])
            default: throw Failure(text: String(line))
            }
        }
    }

    /// Asks for texts; each answer is NFC and NFKD.
    static func forms(of texts: [[UInt32]]) throws -> [(nfc: [UInt32], nfkd: [UInt32])] {
        let folder = TemporaryFolder()
        let lines = texts.map { $0.map { String($0, radix: 16) }.joined(separator: "+") + "\n" }.joined()
        try lines.write(toFile: folder.file("texts"), atomically: true, encoding: .ascii)
        let (status, text) = try IndependentScript.run("unicode_forms.py", ["texts", folder.file("texts")])
        guard status == 0 else { throw Failure(text: text) }
        return text.split(separator: "\n").map { line in
            let forms = line.split(separator: " ").map(scalars)
            return (forms[0], forms[1])
        }
    }

    struct Failure: Error { let text: String }

    private static func scalars(_ text: Substring) -> [UInt32] {
        text.split(separator: "+").compactMap { UInt32($0, radix: 16) }
    }
}
