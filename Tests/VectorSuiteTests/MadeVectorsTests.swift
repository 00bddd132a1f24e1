import CommandSupport
import Foundation
import TestSupport
import Testing
import VectorSuite

@Suite("our own vectors")
struct MadeVectorsTests {
    static let files = Result { try MadeVectors.files() }

    private static let folder = VectorStore.root.path

    @Test("are made again byte for byte as they stand in the repository")
    func bytes() throws {
        let files = try Self.files.get()
        for file in files {
            #expect(try VectorStore.bytes(file.path) == file.bytes, "\(file.path)")
        }
        let names = try FileAccess.list(Self.folder + "/" + MadeFile.folder)
        #expect(names == files.map { $0.name + ".json" }.sorted())
    }

    @Test("pass, every one of them")
    func pass() throws {
        let files = try Self.files.get()
        let tree = VectorTree(files: Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) }))
        let report = try VectorRunner().run(tree, .init(kind: MadeFile.folder))
        #expect(report.isPassed, "\(report.text)")
        #expect(report.passed == files.reduce(0) { $0 + $1.cases.count })
        #expect(report.passed > 500)
    }

    @Test("are written once, compared afterwards, and never overwritten")
    func writing() throws {
        let files = try Self.files.get()
        let folder = TemporaryFolder()
        #expect(try MadeVectors.write(files, into: folder.path).allSatisfy { $0.outcome == .written })
        for file in files {
            #expect(try FileAccess.read(folder.file(file.path), limit: 1 << 24) == file.bytes)
        }
        #expect(try MadeVectors.write(files, into: folder.path).allSatisfy { $0.outcome == .unchanged })
        let (first, last) = try (#require(files.first), #require(files.last))
        try FileManager.default.removeItem(atPath: folder.file(first.path))
        try FileAccess.replaceAtomically(folder.file(last.path), last.bytes + [0x20])
        #expect(throws: VectorError.otherBytes(path: folder.file(last.path))) {
            try MadeVectors.write(files, into: folder.path)
        }
        #expect(!FileAccess.exists(folder.file(first.path)))
        #expect(try FileAccess.read(folder.file(last.path), limit: 1 << 24) == last.bytes + [0x20])
        #expect(throws: FileError.folderMissing(path: folder.file("none"))) {
            try MadeVectors.write(files, into: folder.file("none"))
        }
    }

    @Test(
        "come out the same in an implementation of its own, in Python",
        .enabled(if: IndependentScript.interpreter != nil, "make test names the interpreter in RENSHO_PYTHON"))
    func independent() throws {
        let right = try IndependentScript.run("formats.py", [Self.folder + "/" + MadeFile.folder])
        #expect(right.status == 0, "\(right.text)")
        #expect(right.text.hasSuffix("all: 271 of 1313, 0 differences\n"), "\(right.text)")
        // The program finds what is changed: one digit of a digest.
        let folder = TemporaryFolder()
        let words = try #require(try Self.files.get().first { $0.name == "commitment" })
        let text = String(decoding: words.bytes, as: UTF8.self)
        let place = try #require(text.firstRange(of: "\"commitment\": \"")).upperBound
        let digit = text[place] == "0" ? "1" : "0"
        let changed = text.replacingCharacters(in: place...place, with: digit)
        try FileAccess.create(folder.file("commitment.json"), Array(changed.utf8))
        let wrong = try IndependentScript.run("formats.py", [folder.path])
        #expect(wrong.status == 1)
        #expect(wrong.text.contains("commitment.json, case 1, "))
    }
}
