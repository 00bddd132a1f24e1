import Foundation
import TestSupport
import Testing

/// `rensho-vectors` as a tester and a custodian use it.
@Suite("rensho-vectors")
struct VectorProgramTests {
    static let folder = BuiltPrograms.repository + "/Vectors"

    private static func run(_ arguments: [String], in folder: borrowing TemporaryFolder) throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.vectors, arguments, in: folder.path)
    }

    @Test("passes one kind, as a table and as JSON")
    func passes() throws {
        let folder = TemporaryFolder()
        let table = try Self.run(["run", Self.folder, "--kind", "bip67"], in: folder)
        #expect(table.status == 0)
        #expect(table.output.hasPrefix("kind   file        cases  passed  out of scope  failed\n"))
        #expect(table.output.hasSuffix("\npassed\n"))
        #expect(table.error == "")
        let json = try Self.run(["run", Self.folder, "--kind", "bip67", "--case", "1", "--json"], in: folder)
        let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        let (isPassed, count) = (document?["passed"] as? Bool, document?["cases"] as? Int)
        #expect(isPassed == true)
        #expect(count == 1)
    }

    @Test("writes a report for build servers, and never over another file")
    func junit() throws {
        let folder = TemporaryFolder()
        let arguments = ["run", Self.folder, "--kind", "bip67", "--junit", "report.xml"]
        #expect(try Self.run(arguments, in: folder).status == 0)
        let text = try String(contentsOfFile: folder.path + "/report.xml", encoding: .utf8)
        #expect(text.contains("<testsuite name=\"bip67/bip67.json\" tests=\"27\" failures=\"0\" skipped=\"0\">"))
        let again = try Self.run(arguments, in: folder)
        #expect(again.status == 73)
        #expect(again.error.contains("[file.exists]"))
    }

    @Test("ends with 1 when a case fails or the vectors are not in order, and says which")
    func fails() throws {
        let folder = TemporaryFolder()
        let kind = folder.path + "/bip67"
        try FileManager.default.createDirectory(atPath: kind, withIntermediateDirectories: false)
        let path = Self.folder + "/bip67/bip67"
        let text = try String(contentsOfFile: path + ".json", encoding: .utf8)
        let changed = text.replacingOccurrences(
            of: "39bgKC7RFbpoCRbtD5KEdkYKtNyhpsNa3Z", with: "39bgKC7RFbpoCRbtD5KEdkYKtNyhpsNa3A")
        try #require(changed != text)
        try Data(changed.utf8).write(to: URL(fileURLWithPath: kind + "/bip67.json"))
        try FileManager.default.copyItem(
            atPath: path + ".verdicts.json", toPath: kind + "/bip67.verdicts.json")
        let one = try Self.run(["run", folder.path, "--kind", "bip67"], in: folder)
        #expect(one.status == 1)
        #expect(one.output.contains("FAILED bip67/bip67.json, case 1, sort"))
        #expect(one.output.hasSuffix("NOT PASSED\n"))
        let all = try Self.run(["run", folder.path], in: folder)
        #expect(all.status == 1)
        #expect(all.output.contains("PROBLEM kind hash has no file [vectors.no-file]"))
    }

    @Test(
        "refuses what makes no sense, each with its status",
        arguments: [
            (["run", folder, "--kind", "bip999"], Int32(64), "vectors.unknown-kind"),
            (["run", folder, "--kind", "bip67", "--case", "999"], 64, "vectors.unknown-case"),
            (["run", folder, "--json", "--junit", "a.xml"], 64, "usage"),
            (["run"], 64, "usage"),
            (["run", "nowhere"], 66, "file.missing"),
            (["run", folder + "/bip67/bip67.json"], 66, "file.unreadable"),
        ])
    func refuses(_ arguments: [String], _ status: Int32, _ code: String) throws {
        let folder = TemporaryFolder()
        let run = try Self.run(arguments, in: folder)
        #expect(run.status == status)
        #expect(run.output == "")
        #expect(run.error.hasPrefix("rensho-vectors: error: "))
        #expect(run.error.contains("[\(code)]"), "\(run.error)")
    }

    @Test("lists every kind with its operations, and explains itself")
    func lists() throws {
        let folder = TemporaryFolder()
        let list = try Self.run(["list"], in: folder)
        #expect(list.status == 0)
        #expect(list.output.contains("\nrfc6979         deterministic ECDSA signatures"))
        #expect(list.output.contains("sign, sign_extra, sign_low_r, nonce\n"))
        let json = try Self.run(["list", "--json"], in: folder)
        let kinds = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter {
            !["samples", "fuzz"].contains($0)
        }
        #expect(Set(kinds?.compactMap { $0["kind"] as? String } ?? []) == Set(folders))
        let help = try Self.run(["--help"], in: folder)
        #expect(help.status == 0)
        #expect(help.output.contains("rensho-vectors run Vectors --kind bip32 --case 12"))
    }
}
