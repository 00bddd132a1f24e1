import Foundation
import TestSupport
import Testing

/// What the built signer says and refuses at its start, on machines that the tests make for it.
@Suite("the signer at its start")
struct MachineStartTests {
    private static let words = [String](repeating: "abandon", count: 11).joined(separator: " ") + " about"
    private static let passphrase = "a passphrase of a test"
    private static let wordQuestion = "Word 1, or all words in one line (not shown): "

    private static func restore(_ network: String, cost: String = "10") -> [String] {
        [
            "keys", "restore", "--home", "home", "--person", "alice", "--name", "Alice", "--organisation", "example",
            "--site", "tokyo", "--device", "laptop", "--network", network, "--first-use",
        ] + (network == "mainnet" ? [] : ["--keystore-cost", cost])
    }

    /// A folder of interfaces with a card that is up.
    private static func networked(_ folder: borrowing TemporaryFolder) throws -> OfflineMachine {
        for (name, flags) in [("eth0", "0x1003"), ("lo", "0x9")] {
            let card = folder.file("net/\(name)")
            try FileManager.default.createDirectory(atPath: card, withIntermediateDirectories: true)
            try "\(flags)\n".write(toFile: card + "/flags", atomically: false, encoding: .utf8)
        }
        return OfflineMachine(interfaces: folder.file("net"))
    }

    /// Answers until the program ends; returns its status.
    private static func finish(_ terminal: PseudoTerminal, words: Bool = true) throws -> Int32 {
        let end = "identity-words: "
        while true {
            let found = try terminal.expect(
                anyOf: [
                    "in spite of it, or nothing to stop here: ", wordQuestion, "New passphrase for the keystore: ",
                    "The same passphrase again: ", end,
                ], timeout: 120)
            switch found.found {
            case end: return try terminal.exitStatus()
            case wordQuestion: terminal.send(Self.words)
            case "in spite of it, or nothing to stop here: ":
                terminal.send(
                    found.seen.components(separatedBy: "Type \"").last?.components(separatedBy: "\"")[0] ?? "")
            default: terminal.send(passphrase)
            }
        }
    }

    @Test("the process that waits for a secret is filtered, in every thread, and gains no privileges")
    func filtered() throws {
        let folder = TemporaryFolder()
        let terminal = try PseudoTerminal(
            .init(
                BuiltPrograms.signer, Self.restore("regtest"), folder: folder.path,
                environment: BuiltPrograms.environment(home: folder.path), outputIsTerminal: true))
        try terminal.expect(Self.wordQuestion)
        let tasks = "/proc/\(terminal.processID)/task"
        let threads = try FileManager.default.contentsOfDirectory(atPath: tasks)
        #expect(!threads.isEmpty)
        for thread in threads {
            let status = try String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)
            #expect(status.contains("\nNoNewPrivs:\t1\n"), "\(status)")
            #expect(status.contains("\nSeccomp:\t2\n"), "\(status)")
        }
    }

    @Test(
        "a custodian's keys of the main network are refused beside a network, before a word is asked for",
        .enabled(if: OfflineMachine.isPossible, "this machine lets the tests make no network name space"))
    func refusesNetwork() throws {
        let folder = TemporaryFolder()
        let machine = try Self.networked(folder)
        for command in [Self.restore("mainnet"), ["keys", "verify-backup", "--network", "mainnet"]] {
            let terminal = try machine.signer(command, in: folder.path)
            #expect(try terminal.exitStatus() == 1)
            #expect(terminal.transcript.contains("a network interface of this machine is up: eth0 [machine.network]"))
            #expect(!terminal.transcript.contains("Word 1"), "\(terminal.transcript)")
        }
        #expect(folder.entries == ["net"])
        // In Japanese the custodian reads it in Japanese, and the error keeps its code.
        let japanese = try machine.signer(Self.restore("mainnet") + ["--lang", "ja"], in: folder.path)
        #expect(try japanese.exitStatus() == 1)
        #expect(japanese.transcript.contains("続行不可: 本機のネットワークインターフェース"), "\(japanese.transcript)")
    }

    @Test(
        "test networks and identities are warned beside a network, and go on",
        .enabled(if: OfflineMachine.isPossible, "this machine lets the tests make no network name space"))
    func warnsOfNetwork() throws {
        let text = "rensho-signer: warning: a network interface of this machine is up: eth0 [machine.network]"
        for command in [
            Self.restore("regtest"),
            ["identity"] + Self.restore("mainnet").dropFirst(),
        ] {
            let folder = TemporaryFolder()
            let terminal = try Self.networked(folder).signer(command, in: folder.path)
            #expect(try Self.finish(terminal) == 0, "\(terminal.transcript)")
            #expect(terminal.transcript.contains(text), "\(terminal.transcript)")
            #expect(!terminal.transcript.contains("in spite of it"))
        }
    }

    @Test(
        "without a network a custodian's home of the main network is made, after a word for every warning; beside a network it is opened by no command",
        .enabled(if: OfflineMachine.isPossible, "this machine lets the tests make no network name space"))
    func mainnetHome() throws {
        let folder = TemporaryFolder()
        let swaps = folder.file("swaps")
        try "Filename Type\n/dev/sdb3 partition\n".write(toFile: swaps, atomically: false, encoding: .utf8)
        let swapping = OfflineMachine(swaps: swaps)
        let stopped = try swapping.signer(Self.restore("mainnet"), in: folder.path)
        try stopped.expect("memory of this machine is written to swap: /dev/sdb3;")
        try stopped.expect("Type \"swap\" to go on in spite of it, or nothing to stop here: ")
        stopped.send("yes")
        #expect(try stopped.exitStatus() == 1)
        #expect(stopped.transcript.contains("and nobody typed \"swap\" to go on [machine.swap]"))
        #expect(folder.entries == ["swaps"])

        let made = try swapping.signer(Self.restore("mainnet"), in: folder.path)
        #expect(try Self.finish(made) == 0, "\(made.transcript)")
        #expect(made.transcript.contains("Type \"swap\" to go on"))
        // The tests' own name space has a root in it.
        #expect(made.transcript.contains("Type \"root\" to go on"))

        let shown = try OfflineMachine.offline.signer(["log", "show", "--home", "home"], in: folder.path)
        #expect(try shown.exitStatus() == 0, "\(shown.transcript)")
        #expect(!shown.transcript.contains("machine.network"), "\(shown.transcript)")
        let networked = try Self.networked(folder)
        for command in [
            ["log", "show"], ["keys", "export"], ["keys", "passphrase"], ["vault", "show"], ["address"],
        ] {
            let refused = try networked.signer(command + ["--home", "home"], in: folder.path)
            #expect(try refused.exitStatus() == 1)
            #expect(refused.transcript.contains("[machine.network]"), "\(command): \(refused.transcript)")
        }
    }

    @Test(
        "a plain terminal, a home that others can read and a debugger are said or refused",
        .enabled(if: OfflineMachine.isPossible, "this machine lets the tests make no network name space"))
    func terminalAndHome() throws {
        let folder = TemporaryFolder()
        let plain = try OfflineMachine.offline.signer(
            Self.restore("mainnet"), in: folder.path, environment: ["TERM": "dumb"])
        #expect(try plain.exitStatus() == 1)
        #expect(plain.transcript.contains("a terminal of the type dumb (TERM) cannot be cleared of secrets"))
        let made = try OfflineMachine.offline.signer(
            Self.restore("regtest"), in: folder.path, environment: ["TERM": ""])
        #expect(try Self.finish(made) == 0, "\(made.transcript)")
        #expect(made.transcript.contains("warning: the terminal does not say what it is"))
        let keystore = folder.file("home/keystore")
        #expect(unsafe chmod(keystore, 0o644) == 0)
        let opened = try OfflineMachine.offline.signer(["log", "show", "--home", "home"], in: folder.path)
        #expect(try opened.exitStatus() == 1)
        #expect(opened.transcript.contains("home/keystore is open to other users (mode 644) [machine.home]"))
    }
}
