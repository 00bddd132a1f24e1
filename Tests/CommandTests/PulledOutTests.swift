import Foundation
import TestSupport
import Testing

/// A stick that is pulled out, fills up or breaks while a file is written to it.
@Suite("a file whose writing is broken off at any step")
struct PulledOutTests {
    private static let size = 70_000
    private static let never = "100000"
    private static let probe = BuiltPrograms.folder + "/machine-probe"

    /// One writing of a file, and what became of it.
    private static func write(
        _ fault: String, at step: String, in folder: borrowing TemporaryFolder, settings: [String: String] = [:]
    ) throws -> ProgramRun {
        let faults = ["RENSHO_FAULT": fault, "RENSHO_FAULT_AT": step].merging(settings) { $1 }
        return try ProgramRun(
            "/usr/bin/env", FaultyLibraries.variables(faults) + [probe, "create", "answer", "\(size)"],
            in: folder.path)
    }

    private static func steps(_ fault: String, in folder: borrowing TemporaryFolder) throws -> Int {
        let counted = TemporaryFolder()
        let run = try write(
            fault, at: never, in: folder, settings: ["RENSHO_COUNT": counted.file("count")])
        #expect(run.status == 0, "\(run.error)")
        let text = try String(contentsOfFile: counted.file("count"), encoding: .utf8)
        return try #require(Int(text.trimmingCharacters(in: .newlines)))
    }

    @Test(
        "the file is whole under its name or not there, and the program says done only when it is whole",
        arguments: ["kill", "broken-medium", "full-medium", "pulled-out"])
    func creating(fault: String) throws {
        let first = TemporaryFolder(inMemory: true)
        let count = try Self.steps(fault, in: first)
        try #require(count >= 4)
        #expect(first.entries == ["answer"])
        let whole = Data(repeating: 7, count: Self.size)
        var refused = 0
        for step in 1...count {
            let folder = TemporaryFolder(inMemory: true)
            let run = try Self.write(fault, at: "\(step)", in: folder)
            let place = "\(fault) at step \(step): \(run)"
            let there = FileManager.default.contents(atPath: folder.file("answer"))
            #expect(there == nil || there == whole, "\(place)")
            if run.status == 0 {
                #expect(there == whole, "\(place)")
                continue
            }
            refused += 1
            switch fault {
            case "kill": #expect(run.status == 128 + SIGKILL, "\(place)")
            case "pulled-out": #expect(run.status == 73, "\(place)")
            default:
                // One step alone has failed: what was begun is taken back.
                #expect(run.status == 73 && folder.entries == [], "\(place)")
                #expect(
                    run.error.contains(fault == "full-medium" ? "[file.disk-full]" : "[file.unwritable]"), "\(place)")
            }
        }
        #expect(refused >= 3)
    }

    @Test("the signer says an error, and never the name and the hash of a file that is not whole")
    func exporting() throws {
        let walk = try SampleWalk()
        let original = try walk.signer(["keys", "export", "--home", "alice", "-o", "first.record"])
        #expect(original.status == 0)
        let folder = walk.folder.path
        let whole = FileManager.default.contents(atPath: folder + "/first.record")
        func export(_ name: String, at step: String, settings: [String: String] = [:]) throws -> ProgramRun {
            let faults = ["RENSHO_FAULT": "pulled-out", "RENSHO_FAULT_AT": step].merging(settings) { $1 }
            return try ProgramRun(
                "/usr/bin/env",
                FaultyLibraries.variables(faults) + [
                    BuiltPrograms.signer, "keys", "export", "--home", "alice", "-o", name,
                ], in: folder)
        }
        let counted = TemporaryFolder()
        _ = try export("counted.record", at: Self.never, settings: ["RENSHO_COUNT": counted.file("count")])
        let text = try String(contentsOfFile: counted.file("count"), encoding: .utf8)
        let count = try #require(Int(text.trimmingCharacters(in: .newlines)))
        try #require(count >= 4)
        var refused = 0
        for step in 1...count {
            let name = "record-\(step)"
            let run = try export(name, at: "\(step)")
            let there = FileManager.default.contents(atPath: folder + "/" + name)
            #expect(there == nil || there == whole)
            #expect((run.status == 0) == run.output.contains(name), "\(run)")
            if run.status == 0 { #expect(there == whole) } else { refused += 1 }
        }
        #expect(refused >= 3)
    }
}
