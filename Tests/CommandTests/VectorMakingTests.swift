import Foundation
import TestSupport
import Testing

/// What `rensho-vectors` writes, and how it judges another signer, as built.
@Suite("rensho-vectors make and conformance")
struct VectorMakingTests {
    private static func run(_ arguments: [String], in folder: borrowing TemporaryFolder) throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.vectors, arguments, in: folder.path)
    }

    private static func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    @Test("make writes our own files byte by byte as they are in the repository, and compares those that are there")
    func makesFiles() throws {
        let folder = TemporaryFolder()
        let first = try Self.run(["make", folder.path, "--json"], in: folder)
        #expect(first.status == 0, "\(first.error)")
        let ours = BuiltPrograms.repository + "/Vectors/rensho"
        let names = try FileManager.default.contentsOfDirectory(atPath: ours)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/rensho").sorted() == names.sorted())
        for name in names {
            #expect(try Self.bytes("\(folder.path)/rensho/\(name)") == Self.bytes("\(ours)/\(name)"), "\(name)")
        }
        #expect(try Self.run(["make", folder.path], in: folder).status == 0)
        let changed = folder.path + "/rensho/words.json"
        try (Self.bytes(changed) + Data("\n".utf8)).write(to: URL(fileURLWithPath: changed))
        let other = try Self.run(["make", folder.path], in: folder)
        #expect(other.status == 1)
        #expect(other.error.contains("words.json"), "\(other.error)")
    }

    @Test("make workload writes the same bytes for the same arguments, and never over a file")
    func makesWorkloads() throws {
        let folder = TemporaryFolder()
        func make(_ name: String, _ more: [String]) throws -> ProgramRun {
            try Self.run(["make", "workload", "--inputs", "3", "--json", "-o", name] + more, in: folder)
        }
        #expect(try make("a.psbt", []).status == 0)
        #expect(try make("b.psbt", []).status == 0)
        #expect(try make("c.psbt", ["--seed", "2"]).status == 0)
        let a = try Self.bytes(folder.path + "/a.psbt")
        #expect(a.starts(with: Array("psbt".utf8) + [0xff]))
        #expect(try a == Self.bytes(folder.path + "/b.psbt"))
        #expect(try a != Self.bytes(folder.path + "/c.psbt"))
        let again = try make("a.psbt", [])
        #expect(again.status == 73)
        #expect(again.error.contains("[file.exists]"), "\(again.error)")
        let none = try make("d.psbt", ["--threshold", "4"])
        #expect(none.status != 0)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/d.psbt"))
    }

    @Test("conformance fails a program that signs nothing where a signature is wanted, and says so in JSON")
    func judgesProgram() throws {
        let folder = TemporaryFolder()
        let list = try Self.run(["conformance", "--list", "--json"], in: folder)
        let cases = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: String]] ?? []
        let wanted = cases.filter { $0["wanted"] == "sign" }.count
        try #require(wanted > 0 && wanted < cases.count)
        // cp(1) hands back what it was given: right for what is hostile, wrong for what is good.
        let run = try Self.run(["conformance", "--command", "/bin/cp {in} {out}", "--json"], in: folder)
        #expect(run.status == 1)
        let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let (isPassed, passed) = (report?["passed"] as? Bool, report?["passed_cases"] as? Int)
        #expect(isPassed == false)
        #expect(passed == cases.count - wanted)
        #expect(try Self.run(["conformance", "--command", "/nowhere/signer {in} {out}"], in: folder).status == 66)
        #expect(try Self.run(["conformance", "--command", "/bin/cp {in}"], in: folder).status == 64)
        #expect(try Self.run(["conformance"], in: folder).status == 64)
    }
}
