import Foundation
import TestSupport
import Testing

/// P-33: a medium that is really full, and one that is really read-only, where the system lets a user mount one.
@Suite("a full disk and a read-only medium")
struct MediumTests {
    /// Whether a user may mount a file system in a name space of his own here.
    static let canMount: Bool = {
        let folder = TemporaryFolder()
        let run = try? ProgramRun(
            "/usr/bin/unshare", ["-rm", "/bin/mount", "-t", "tmpfs", "tmpfs", folder.path], in: folder.path)
        return run?.status == 0
    }()

    static let commands = [
        "vault create", "vault register", "coins import", "order new", "order sign", "propose", "sign",
        "collect shares",
        "confirm file", "confirm", "release", "collect signatures", "assemble", "evidence export", "backup",
    ]

    /// Runs a command of the walk on a medium of its own: once as it was made, then in another state of it.
    /// - Parameters:
    ///   - first: What is done to the medium before the first run, and `second` before the second.
    private static func run(
        _ stage: PointWalk.Stage, first: String, second: String
    ) throws -> (first: ProgramRun, second: ProgramRun, files: Set<String>, checks: String) {
        let place = TemporaryFolder(inMemory: true)
        let command = ([stage.program] + stage.arguments).map { "'" + $0 + "'" }.joined(separator: " ")
        let script = """
            mkdir disk && mount -t tmpfs -o size=24m tmpfs disk && cp -a '\(stage.before.path)/.' disk && cd disk || exit 99
            \(first)
            \(command) 4<<<'\(CustodianAtTerminal.passphrase)' >../output 2>../error
            echo $? >../status
            ls -A | sort >../files
            \(second)
            \(command) 4<<<'\(CustodianAtTerminal.passphrase)' >../output-2 2>../error-2
            echo $? >../status-2
            '\(BuiltPrograms.coordinator)' log verify --home operator >>../checks 2>&1
            echo "verified $?" >>../checks
            """
        let run = try ProgramRun("/usr/bin/unshare", ["-rm", "/bin/bash", "-c", script], in: place.path)
        func text(_ name: String) throws -> String { try String(contentsOfFile: place.file(name), encoding: .utf8) }
        func ended(_ end: String) throws -> ProgramRun {
            let status = try text("status" + end).trimmingCharacters(in: .newlines)
            return ProgramRun(
                status: try #require(Int32(status), "\(run)"), output: try text("output" + end),
                error: try text("error" + end))
        }
        return (
            try ended(""), try ended("-2"), Set(try text("files").split(separator: "\n").map(String.init)),
            try text("checks")
        )
    }

    /// Nothing is there that was not there before, but what SQLite keeps beside its file.
    private static func checkNothingMade(_ files: Set<String>, _ stage: PointWalk.Stage, _ place: String) throws {
        let fresh = try files.subtracting(stage.before.entries(of: ".")).subtracting(["filler"])
        #expect(fresh.isEmpty, "\(fresh), \(place)")
    }

    @Test(
        "a full disk: the sentence names it, nothing is half made, and with space again the same command does it",
        .enabled(if: canMount), arguments: commands)
    func full(title: String) throws {
        let stage = try PointWalk.stage(title)
        let (first, second, files, checks) = try Self.run(
            stage, first: "head -c 32m /dev/zero >filler 2>/dev/null", second: "rm filler")
        let place = "\(title): \(first.status)\n\(first.error)"
        #expect([66, 73].contains(first.status), "\(place)")
        // A reader, too, needs room for what SQLite shares between programs, and says what SQLite says.
        let words = ["is full", "disk I/O error [store.unavailable]"]
        #expect(words.contains { first.error.contains($0) } && first.error.contains("hint: "), "\(place)")
        try Self.checkNothingMade(files, stage, place)
        #expect(second.status == 0, "\(place)\nagain: \(second.error)")
        if title != "vault create" { #expect(checks.contains("verified 0"), "\(place)\n\(checks)") }
    }

    @Test(
        "a read-only medium: the sentence names it, nothing is changed, and what only looks still works",
        .enabled(if: canMount), arguments: commands)
    func readOnly(title: String) throws {
        let stage = try PointWalk.stage(title)
        let (first, second, files, checks) = try Self.run(
            stage, first: "mount -o remount,ro \"$PWD\"",
            second: """
                '\(BuiltPrograms.coordinator)' status --home operator >../looked 2>&1; echo "looked $?" >../checks
                mount -o remount,rw "$PWD"
                """)
        let place = "\(title): \(first.status)\n\(first.error)"
        #expect([66, 73].contains(first.status), "\(place)")
        #expect(first.error.contains("read-only") && first.error.contains("hint: "), "\(place)")
        try Self.checkNothingMade(files, stage, place)
        #expect(second.status == 0, "\(place)\nagain: \(second.error)")
        #expect(checks.contains("looked 0") && checks.contains("verified 0"), "\(place)\n\(checks)")
    }
}
