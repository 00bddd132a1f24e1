import ByteCoding
import Foundation
import TestSupport

/// Takes seeds out of `Vectors/` and the examples of `Docs/formats.md`, whatever the files call their members.
enum SeedCorpus {
    /// The most seeds of one kind: enough to show every form, few enough to be run through quickly.
    private static let most = 300

    /// The strings of folders as UTF-8.
    static func texts(in folders: String...) throws -> [[UInt8]] {
        spread(try folders.flatMap { try strings(in: $0) }.map { Array($0.utf8) })
    }

    /// What the strings of folders stand for in hex, where they are hex and `isWanted` says so.
    static func hex(in folders: String..., where isWanted: ([UInt8]) -> Bool = { _ in true }) throws -> [[UInt8]] {
        spread(try folders.flatMap { try strings(in: $0) }.compactMap { try? Hex.decode($0) }.filter(isWanted))
    }

    /// What the strings of folders stand for in base64, where they are base64 and `isWanted` says so.
    static func base64(in folders: String..., where isWanted: ([UInt8]) -> Bool) throws -> [[UInt8]] {
        spread(try folders.flatMap { try strings(in: $0) }.compactMap { try? Base64.decode($0) }.filter(isWanted))
    }

    /// A file of `Vectors/samples/regtest-2of3`.
    static func sample(_ name: String) throws -> [UInt8] {
        try VectorStore.bytes("samples/regtest-2of3/\(name)")
    }

    /// The documents that `Docs/formats.md` gives as examples, one of each type.
    static func exampleDocuments() throws -> [[UInt8]] {
        let page = VectorStore.root.deletingLastPathComponent().appendingPathComponent("Docs/formats.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        return text.components(separatedBy: "```\n").filter { $0.hasPrefix("rensho/") }.map { Array($0.utf8) }
    }

    /// Every different string in the JSON files of a folder of `Vectors/`, in a fixed order.
    private static func strings(in folder: String) throws -> [String] {
        var found: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: VectorStore.url(folder).path)
        where name.hasSuffix(".json") {
            collect(try JSONSerialization.jsonObject(with: Data(try VectorStore.bytes("\(folder)/\(name)"))), &found)
        }
        return found.sorted()
    }

    private static func collect(_ value: Any, _ found: inout Set<String>) {
        switch value {
        case let text as String: found.insert(text)
        case let list as [Any]: for element in list { collect(element, &found) }
        case let object as [String: Any]: for member in object.values { collect(member, &found) }
        default: break
        }
    }

    /// At most `most` of them, evenly spread.
    private static func spread<Element>(_ all: [Element]) -> [Element] {
        let step = max(1, (all.count + most - 1) / most)
        return stride(from: 0, to: all.count, by: step).map { all[$0] }
    }
}
