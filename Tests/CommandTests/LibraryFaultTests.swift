import CommandSupport
import Foundation
import TestSupport
import Testing

/// What the built signer does on a machine whose libraries, kernel or memory are not what they must be.
@Suite("the signer on a faulty machine")
struct LibraryFaultTests {
    private static let words = [String](repeating: "abandon", count: 11).joined(separator: " ") + " about"

    private static let restore = [
        "keys", "restore", "--home", "alice", "--person", "alice", "--name", "Alice", "--organisation", "example",
        "--site", "tokyo", "--device", "laptop", "--network", "regtest", "--words-fd", "3", "--passphrase-fd", "4",
        "--first-use", "--keystore-cost", "10",
    ]

    private static func restoring(
        _ folder: borrowing TemporaryFolder, fault: String? = nil, at call: Int? = nil, settings: [String: String] = [:]
    ) throws -> ProgramRun {
        try FaultyLibraries.run(
            restore, fault: fault, at: call, settings: settings, in: folder.path,
            passed: [3: words, 4: "a passphrase of a test"])
    }

    @Test("without a fault the self-test passes every check, in a table and as JSON")
    func passes() throws {
        let folder = TemporaryFolder()
        let table = try FaultyLibraries.run(["self-test"], in: folder.path)
        #expect(table.status == 0)
        #expect(table.error == "")
        let lines = table.output.split(separator: "\n")
        #expect(lines.count >= 20)
        #expect(lines.allSatisfy { $0.hasSuffix("  passed") })
        let json = try Self.report(FaultyLibraries.run(["self-test", "--json"], in: folder.path))
        #expect(json.passed)
        #expect(json.checks.map(\.check) == lines.compactMap { $0.split(separator: " ").first.map(String.init) })
        #expect(folder.entries == [])
    }

    @Test(
        "the self-test names what a fault breaks first, and no command reads a secret",
        arguments: [
            ("sha256", "sha-256"), ("sha512", "sha-512"), ("ripemd160", "ripemd-160"), ("no-ripemd160", "ripemd-160"),
            ("hmac", "hmac-sha-256"), ("mac", "hmac-sha-256"), ("scrypt", "scrypt"), ("pbkdf2", "bip-39"),
            ("random-replaced", "random-source"), ("random-short", "random-source"),
            ("random-refused", "random-source"), ("other-curve", "public-key"), ("verify-minus-one", "ecdsa-verify"),
            ("verify-no", "ecdsa-verify"), ("verify-yes", "ecdsa-verify"), ("sign-other", "private-key"),
            ("tag-ignored", "keystore"),
        ])
    func namesFault(fault: String, check: String) throws {
        let folder = TemporaryFolder()
        let run = try FaultyLibraries.run(["self-test", "--json"], fault: fault, in: folder.path)
        #expect(run.status == 70, "\(run.error)")
        #expect(run.error.contains("the self-test of \(check) failed: "), "\(run.error)")
        #expect(run.error.contains("[self-test.failed]\nhint: Use no keys on this machine"))
        let report = try Self.report(run)
        #expect(!report.passed)
        #expect(report.checks.first { !$0.passed }?.check == check)
        #expect(report.checks.first { !$0.passed }?.result.hasPrefix("FAILED: ") == true)

        let restoring = try Self.restoring(folder, fault: fault)
        #expect(restoring.status == 70)
        #expect(restoring.error.contains("[self-test.failed]"), "\(restoring.error)")
        #expect(folder.entries == [], "the home was made, so words were read")
    }

    @Test(
        "memory that cannot be locked and a process that cannot be closed have codes of their own",
        arguments: [
            ("memory-not-locked", "[secret.memory-not-locked]\nhint: Raise the limit of locked memory (ulimit -l)"),
            ("dumpable", "[process.not-hardened]"),
        ])
    func ownCodes(fault: String, text: String) throws {
        let folder = TemporaryFolder()
        for command in [["self-test"], Self.restore, ["log", "show", "--home", "alice"]] {
            let run = try FaultyLibraries.run(
                command, fault: fault, in: folder.path, passed: [3: Self.words, 4: "a passphrase of a test"])
            #expect(run.status == (fault == "dumpable" ? 70 : 65), "\(command)")
            #expect(run.error.contains(text), "\(run.error)")
        }
        #expect(folder.entries == [])
    }

    @Test("a limit of the system forbids to lock memory: nothing is read, and the remedy names the limit")
    func memoryLimit() throws {
        let folder = TemporaryFolder()
        // The limit does not bind whoever may lock memory, as root may.
        let without = geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set", "-ipc_lock"] : ["/usr/bin/env"]
        let run = try ProgramRun(
            without[0],
            without.dropFirst() + ["/bin/bash", "-c", "ulimit -l 0; exec \"$@\"", "bash", BuiltPrograms.signer]
                + Self.restore, in: folder.path, passed: [3: Self.words, 4: "a passphrase of a test"])
        #expect(run.error.contains("cannot be locked into memory [secret.memory-not-locked]"), "\(run.error)")
        #expect(run.error.contains("hint: Raise the limit of locked memory (ulimit -l) to 2048 or more."))
        #expect(folder.entries == [])
    }

    @Test(
        "while a signature is made, the process cannot be dumped, leaves no core file, and makes and opens nothing else"
    )
    func hardened() throws {
        let folder = TemporaryFolder()
        let report = folder.file("report")
        let run = try Self.restoring(folder, settings: ["RENSHO_REPORT": report])
        #expect(run.status == 0, "\(run.error)")
        let lines = try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 5, "no signature was seen")
        for line in lines {
            // EACCES for a file that is none of the command's, where the kernel has landlock.
            let outside = FolderConfinement.version > 0 ? EACCES : 0
            #expect(
                line.hasPrefix("dumpable=0 core=0/0 no-new-privileges=1 seccomp=2 outside=\(outside) locked="),
                "\(line)")
            // The secure heap, in KiB.
            #expect(line.split(separator: "=").last.flatMap { Int($0) } ?? 0 >= 1024, "\(line)")
        }
    }

    @Test("a verification that answers −1 or no to the last signature keeps everything from being written")
    func lastVerification() throws {
        let counted = TemporaryFolder()
        let count = counted.file("count")
        let run = try Self.restoring(counted, fault: "verify-count", settings: ["RENSHO_COUNT": count])
        #expect(run.status == 0, "\(run.error)")
        let text = try String(contentsOfFile: count, encoding: .utf8).trimmingCharacters(in: .newlines)
        // Reading the new home again verifies the two signatures of its key record.
        let last = try #require(Int(text)) - 2
        #expect(last > 5)
        for fault in ["verify-minus-one", "verify-no"] {
            let folder = TemporaryFolder()
            let refused = try Self.restoring(folder, fault: fault, at: last)
            #expect(refused.status == 65)
            #expect(refused.error.contains("[secret-key.signature-not-verified]"), "\(refused.error)")
            #expect(refused.error.contains("Stop using this machine for keys"))
            #expect(!FileManager.default.fileExists(atPath: folder.file("alice/keystore")))
            #expect(!FileManager.default.fileExists(atPath: folder.file("alice/key-record")))
        }
    }

    @Test("a secret that was not overwritten before the end does not stay unseen")
    func memoryKept() throws {
        let folder = TemporaryFolder()
        let run = try Self.restoring(folder, fault: "memory-kept", at: 20)
        #expect(run.status == 70)
        #expect(
            run.error.hasSuffix(
                "rensho-signer: error: memory for secrets was still in use at the end [secret.memory-not-released]\n"),
            "\(run.error)")
    }

    private struct Report: Decodable {
        struct Check: Decodable {
            let check: String
            let passed: Bool
            let result: String
        }
        let passed: Bool
        let checks: [Check]
    }

    private static func report(_ run: ProgramRun) throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    }
}
