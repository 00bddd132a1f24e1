import Foundation
import TestSupport
import Testing
import VectorSuite

/// The published answers themselves: one character of an answer changed, and exactly that case fails.
@Suite("a changed answer")
struct ChangedAnswerTests {
    struct Answer: Sendable, CustomTestStringConvertible {
        let path: String
        let id: Int
        let key: String

        init(_ path: String, _ id: Int, _ key: String) {
            self.path = path
            self.id = id
            self.key = key
        }

        var kind: String { String(path.prefix { $0 != "/" }) }
        var testDescription: String { "\(path), case \(id), \(key)" }
    }

    static let answers = [
        Answer("hash/hash-primitives.json", 1, "digest"),
        Answer("base58/base58check.json", 57, "script_pubkey"),
        Answer("bech32/bip173-bip350.json", 61, "program"),
        Answer("pubkey/pubkey-parse.json", 1, "compressed"),
        Answer("der/der-strictness.json", 3, "r"),
        Answer("rfc6979/rfc6979-secp256k1.json", 1, "compact"),
        Answer("bip32/bip32.json", 1, "xpub"),
        Answer("slip132/slip132.json", 21, "standard_xpub"),
        Answer("bip39/bip39.json", 1, "seed"),
        Answer("bip67/bip67.json", 1, "script"),
        Answer("descriptor/bip380-389-descriptors.json", 298, "checksum"),
        Answer("transaction/tx-roundtrip.json", 1, "wtxid"),
        Answer("legacy-sighash/legacy-sighash.json", 1, "digest"),
        Answer("bip143/bip143.json", 1, "digest"),
        Answer("bip174/bip174.json", 90, "psbt"),
        Answer("bip370/bip370.json", 64, "psbt"),
        Answer("bip371/bip371.json", 26, "txid"),
        Answer("bip373/bip373.json", 1, "unsigned_txid"),
    ]

    @Test("fails the case that it belongs to", arguments: answers)
    func changedAnswer(_ answer: Answer) throws {
        let original = try VectorTree(reading: VectorStore.root.path, kind: answer.kind)
        let selection = VectorRunner.Selection(kind: answer.kind, caseID: answer.id)
        #expect(try VectorRunner().run(original, selection).isPassed)

        var files = original.files
        files[answer.path] = try Self.changing(answer, in: try #require(files[answer.path]))
        let report = try VectorRunner().run(VectorTree(files: files), selection)
        #expect(report.problems == [])
        let failed = report.files.filter { $0.failed > 0 }
        #expect(failed.map(\.path) == [answer.path])
        #expect(failed.flatMap(\.results).map(\.id) == [answer.id])
    }

    /// Published files have one case on each line; the last character of the answer's text becomes another one.
    private static func changing(_ answer: Answer, in bytes: [UInt8]) throws -> [UInt8] {
        var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
        let line = try #require(lines.firstIndex { $0.contains("\"id\": \(answer.id),") })
        let expected = try #require(lines[line].range(of: "\"expected\": {"))
        let rest = expected.upperBound..<lines[line].endIndex
        let start = try #require(lines[line].range(of: "\"\(answer.key)\": \"", range: rest)).upperBound
        let end = try #require(lines[line].range(of: "\"", range: start..<lines[line].endIndex)).lowerBound
        let last = lines[line].index(before: end)
        lines[line].replaceSubrange(last..<end, with: lines[line][last] == "2" ? "3" : "2")
        return Array(lines.joined(separator: "\n").utf8)
    }

    @Test("fails when a refusal has another code than the listed one, or none is listed")
    func changedCode() throws {
        let path = "bip32/bip32.verdicts.json"
        let original = try VectorTree(reading: VectorStore.root.path, kind: "bip32")
        let text = String(decoding: try #require(original.files[path]), as: UTF8.self)
        let other = text.replacingOccurrences(of: "secret-key.depth-overflow", with: "secret-key.out-of-depth")
        var files = original.files
        files[path] = Array(other.utf8)
        let report = try VectorRunner().run(VectorTree(files: files), .init(kind: "bip32"))
        let failed = report.files.flatMap(\.results).filter { if case .failed = $0.outcome { true } else { false } }
        #expect(failed.map(\.id) == [99])

        files[path] = nil
        let without = try VectorRunner().run(VectorTree(files: files), .init(kind: "bip32"))
        #expect(without.problems.map(\.code) == ["vectors.malformed"])
    }

    @Test("a folder without a kind, and a kind without its folder, are noticed on the disk too")
    func folders() throws {
        let folder = TemporaryFolder()
        let file = folder.path + "/a.json"
        try Data("{}".utf8).write(to: URL(fileURLWithPath: file))
        for name in ["empty", "samples"] {
            try FileManager.default.createDirectory(
                atPath: folder.path + "/" + name, withIntermediateDirectories: false)
        }
        let report = try VectorRunner().run(VectorTree(reading: folder.path))
        #expect(report.problems.prefix(2) == [.noRunner(path: "a.json"), .noRunner(path: "empty/")])
        #expect(report.problems.dropFirst(2).allSatisfy { $0.code == "vectors.no-file" })
        #expect(report.problems.count == 2 + VectorKinds.all.count)
    }
}
