import Foundation
import FuzzDecoders
import TestSupport
import Testing

/// Inputs that once broke a promise, stopped a program or cost too much, and hostile ones made by hand.
///
/// A file of `Vectors/fuzz/<decoder>/` is called `<code>--<words>`, with the code that it must be refused with, or
/// `accepted`.
@Suite("Inputs that fuzzing has found")
struct FuzzVectorTests {
    struct Input: Sendable, CustomStringConvertible {
        let decoder: FuzzDecoder
        let file: String

        var description: String { "\(decoder)/\(file)" }

        var expected: FuzzVerdict {
            let code = file.components(separatedBy: "--")[0]
            return code == "accepted" ? .accepted : .refused(code: code)
        }
    }

    static func inputs() throws -> [Input] {
        try FuzzDecoder.all.flatMap { decoder in
            try FileManager.default.contentsOfDirectory(atPath: VectorStore.url("fuzz/\(decoder.name)").path).sorted()
                .map { Input(decoder: decoder, file: $0) }
        }
    }

    @Test("get the verdict that their names say", arguments: try inputs())
    func verdict(_ input: Input) throws {
        let bytes = try VectorStore.bytes("fuzz/\(input.decoder.name)/\(input.file)")
        #expect(input.decoder.verdict(on: bytes) == input.expected)
    }

    @Test("lie in the folder of a decoder, and every decoder has some")
    func folders() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: VectorStore.url("fuzz").path)
        #expect(folders.sorted() == FuzzDecoder.all.map(\.name).sorted())
        let filled = Set(try Self.inputs().map(\.decoder.name))
        #expect(filled.count == FuzzDecoder.all.count)
    }

    @Test("every decoder has its fuzz program, and every program its decoder")
    func programs() throws {
        let root = VectorStore.root.deletingLastPathComponent()
        let folder = root.appendingPathComponent("Tests/Fuzz/Targets")
        let programs = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(programs.sorted() == FuzzDecoder.all.map(\.name).sorted())
        let package = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
        for name in programs {
            let main = folder.appendingPathComponent("\(name)/main.swift")
            #expect(try String(contentsOf: main, encoding: .utf8).contains("FuzzProgram.run(\"\(name)\")"))
            #expect(package.contains("\"\(name)\""))
        }
    }
}
