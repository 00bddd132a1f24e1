import CommandSupport
import Glibc
import TestSupport
import Testing

@Suite("rensho-signer keys, at a terminal", .serialized)
struct SignerKeysTests {
    private static let words =
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
    private static let passphrase = "public test passphrase"

    private static func arguments(_ home: String) -> [String] {
        [
            "keys", "restore", "--person", "alice", "--name", "Alice Example", "--organisation", "example", "--site",
            "tokyo", "--device", "laptop-1", "--network", "regtest", "--home", home, "--first-use", "--keystore-cost",
            "10",
        ]
    }

    private func start(_ folder: borrowing TemporaryFolder, _ arguments: [String]) throws -> PseudoTerminal {
        try PseudoTerminal(
            .init(
                BuiltPrograms.signer, arguments, folder: folder.path,
                environment: BuiltPrograms.environment(home: folder.path)))
    }

    @Test("restores keys from typed words that are never shown, and exports the key record")
    func restoresAndExports() throws {
        let folder = TemporaryFolder()
        let restore = try start(folder, Self.arguments("home"))
        try restore.expect("Word 1, or all words in one line (not shown): ")
        #expect(!restore.isEchoing)
        restore.send(Self.words)
        try restore.expect("New passphrase for the keystore: ")
        restore.send(Self.passphrase)
        try restore.expect("The same passphrase again: ")
        restore.send(Self.passphrase)
        #expect(try restore.exitStatus() == ExitStatus.done.rawValue)
        #expect(restore.isEchoing)
        #expect(!restore.transcript.contains("abandon"))
        #expect(!restore.transcript.contains(Self.passphrase))
        #expect(restore.standardOutput.contains("fingerprint: 73c5da0a\n"))

        let export = try start(folder, ["keys", "export", "--home", "home"])
        #expect(try export.exitStatus() == ExitStatus.done.rawValue)
        let record = String(
            decoding: try FileAccess.read(folder.file("alice.key-record"), limit: 10_000), as: UTF8.self)
        #expect(record.hasPrefix("rensho/key-record/v1\nnetwork: regtest\nperson: alice\nname: Alice Example\n"))
        #expect(record.contains("origin: 73c5da0a/48h/1h/0h/2h\n"))
        #expect(export.standardOutput.hasSuffix("  alice.key-record\n"))

        let again = try start(folder, Self.arguments("home"))
        #expect(try again.exitStatus() == ExitStatus.cannotWrite.rawValue)
        #expect(again.transcript.contains("[signer.keys-exist]"))
    }

    @Test("refuses a window that is too small for a review")
    func refusesSmallWindow() throws {
        let folder = TemporaryFolder()
        var command = PseudoTerminal.Command(
            BuiltPrograms.signer, Self.arguments("home"), folder: folder.path,
            environment: BuiltPrograms.environment(home: folder.path))
        command.columns = 20
        let run = try PseudoTerminal(command)
        #expect(try run.exitStatus() == ExitStatus.usage.rawValue)
        #expect(run.transcript.contains("[terminal.too-small]"))
    }

    @Test("throws away the rest of a line that is too long")
    func forgetsLongLine() throws {
        let folder = TemporaryFolder()
        let line = ([BuiltPrograms.signer] + Self.arguments("home")).map { "'\($0)'" }.joined(separator: " ")
        let run = try PseudoTerminal(
            .init(
                "/bin/sh", ["-c", line + "; printf 'next? ' >/dev/tty; read rest </dev/tty; echo \"got:$rest\""],
                folder: folder.path, environment: BuiltPrograms.environment(home: folder.path)))
        try run.expect("(not shown): ")
        run.send(String(repeating: "a", count: 2000))
        try run.expect("next? ")
        run.send("ok")
        #expect(try run.exitStatus() == 0)
        #expect(run.standardOutput == "got:ok\n")
    }

    @Test("throws away keys typed before a question stood")
    func forgetsTypedAhead() throws {
        let folder = TemporaryFolder()
        let restore = try start(folder, Self.arguments("home"))
        try restore.expect("(not shown): ")
        restore.type(Self.words + "\rtyped before the question\r")
        try restore.expect("New passphrase for the keystore: ")
        restore.send(Self.passphrase)
        try restore.expect("The same passphrase again: ")
        restore.send(Self.passphrase)
        #expect(try restore.exitStatus() == ExitStatus.done.rawValue)
    }

    @Test("leaves the terminal as it was when a secret is interrupted", arguments: [SIGINT, SIGTERM, SIGHUP])
    func restoresEcho(signal: Int32) throws {
        let folder = TemporaryFolder()
        let restore = try start(folder, Self.arguments("home"))
        try restore.expect("(not shown): ")
        #expect(!restore.isEchoing)
        restore.signal(signal)
        let status = try restore.exitStatus()
        #expect(status == ExitStatus.refused.rawValue)
        #expect(restore.isEchoing)
        #expect(restore.transcript.contains("[terminal.interrupted]"))
        #expect(!FileAccess.exists(folder.file("home/keystore")))
    }

    @Test("refuses a terminal that is too small, and none at all")
    func needsTerminal() throws {
        let folder = TemporaryFolder()
        var command = PseudoTerminal.Command(
            BuiltPrograms.signer, Self.arguments("home"), folder: folder.path,
            environment: BuiltPrograms.environment(home: folder.path))
        command.columns = 79
        let narrow = try PseudoTerminal(command)
        #expect(try narrow.exitStatus() == ExitStatus.usage.rawValue)
        #expect(
            narrow.transcript.contains("the terminal has 79 columns and 40 rows; a review needs 80 columns and 24 rows")
        )
        let none = try ProgramRun(
            "/usr/bin/setsid", ["--wait", BuiltPrograms.signer] + Self.arguments("home"), in: folder.path)
        #expect(none.status == ExitStatus.usage.rawValue)
        #expect(none.error.contains("[terminal.none]"))
    }

    @Test("takes words and passphrase from descriptors, without a terminal")
    func readsDescriptors() throws {
        let folder = TemporaryFolder()
        let run = try ProgramRun(
            BuiltPrograms.signer, Self.arguments("home") + ["--words-fd", "3", "--passphrase-fd", "4", "--json"],
            in: folder.path, passed: [3: Self.words, 4: Self.passphrase])
        #expect(run.status == ExitStatus.done.rawValue)
        #expect(run.output.contains("\"fingerprint\": \"73c5da0a\""))
        // What is said about the machine depends on it.
        let said = run.error.split(separator: "\n").filter { !$0.contains("[machine.") && !$0.hasPrefix("  ") }
        #expect(said == [], "\(run.error)")
    }

    @Test(
        "ends with the usage status and names the value for every bad argument",
        arguments: [
            (["--person", "Alice"], "'Alice' is invalid"), (["--network", "mainet"], "'mainet' is invalid"),
            (["--account", "2147483648"], "--account must be below"), (["--nonsense"], "--nonsense"),
        ])
    func usage(extra: [String], text: String) throws {
        let folder = TemporaryFolder()
        var arguments = Self.arguments("home")
        if let place = arguments.firstIndex(of: extra[0]) { arguments.removeSubrange(place...(place + 1)) }
        let run = try ProgramRun(BuiltPrograms.signer, arguments + extra, in: folder.path)
        #expect(run.status == ExitStatus.usage.rawValue)
        #expect(run.error.contains(text))
        #expect(run.error.contains("[usage]"))
        #expect(!FileAccess.exists(folder.file("home")))
    }

    @Test(
        "refuses to make a passphrase cheap where money is, or dearer than any machine takes",
        arguments: [("mainnet", "16"), ("mainnet", "21"), ("regtest", "9"), ("regtest", "21"), ("regtest", "ten")])
    func keystoreCost(network: String, cost: String) throws {
        let folder = TemporaryFolder()
        let run = try ProgramRun(
            BuiltPrograms.signer,
            [
                "keys", "restore", "--person", "alice", "--name", "Alice", "--organisation", "example", "--site",
                "tokyo", "--device", "laptop-1", "--network", network, "--home", "home", "--keystore-cost", cost,
                "--words-fd", "3", "--passphrase-fd", "4",
            ], in: folder.path, passed: [3: "never read", 4: "never read"])
        #expect(run.status == 64)
        #expect(run.error.contains("keystore-cost"), "\(run.error)")
        #expect(!FileAccess.exists(folder.path + "/home"))
    }

    private static let japanese =
        "そとづら　あまど　おおう　あこがれる　いくぶん　けいけん　あたえる　いよく　そとづら　あまど　おおう　あかちゃん"

    @Test("tries a backup word by word in Japanese, with hints that no file has, and stores nothing")
    func verifiesBackup() throws {
        let folder = TemporaryFolder()
        let run = try start(
            folder, ["keys", "verify-backup", "--network", "regtest", "--words-passphrase", "--lang", "ja"])
        let words = Self.japanese.split(separator: "　").map(String.init)
        for (number, word) in words.enumerated() {
            try run.expect(number == 0 ? "一行にまとめた全単語（表示されません）：" : "\(number + 1)語目（表示されません）：")
            if number == 4 {
                run.send("いくふん")
                try run.expect("似た単語：いくぶん")
                try run.expect("5語目（表示されません）：")
            }
            #expect(!run.isEchoing)
            run.send(word)
        }
        try run.expect("13語目、以上で全部の場合はEnterキー（表示されません）：")
        run.send("")
        try run.expect("BIP-39パスフレーズ：")
        run.send("㍍ガバヴァぱばぐゞちぢ十人十色")
        #expect(try run.exitStatus() == ExitStatus.done.rawValue, "\(run.transcript)")
        #expect(run.transcript.contains("485190f3"))
        // Computed by embit.
        #expect(run.standardOutput.contains("fingerprint: 485190f3\norigin: 485190f3/48h/1h/0h/2h\n"))
        #expect(run.standardOutput.contains("comparison-address: bcrt1qnzlheczl08x3u2jvftn6hy25rhj0vtuz0v5kud\n"))
        #expect(!run.transcript.contains("いくふん") && !run.transcript.contains("そとづら"))
        #expect(folder.entries == [])
    }

    struct Tried: Sendable {
        let words: String
        let status: Int32
        let text: String
    }

    static let tried: [Tried] = [
        Tried(words: japanese, status: 0, text: "fingerprint: 963fb1cb\n"),
        Tried(words: words.uppercased(), status: 0, text: "fingerprint: 73c5da0a\n"),
        Tried(
            words: "abandon abandn", status: 65,
            text: "word 2 is in no BIP-39 list known here (English, Japanese) [mnemonic.unknown-word]"),
        Tried(words: words + "　あいさつ", status: 65, text: "[mnemonic.other-language]"),
        Tried(words: String(words.dropLast(6)), status: 65, text: "11 words are given"),
        Tried(words: words.replacing("about", with: "abandon"), status: 65, text: "[mnemonic.checksum]"),
        Tried(words: String(repeating: "abandon ", count: 200), status: 65, text: "[terminal.answer-too-long]"),
        Tried(words: "abandon \u{FFFD}\u{301}", status: 65, text: "word 2 is in no"),
    ]

    @Test(
        "tries a backup from a descriptor, and says by its place what is wrong, without the word and without hints",
        arguments: tried)
    func verifiesFromDescriptor(tried: Tried) throws {
        let folder = TemporaryFolder()
        let run = try ProgramRun(
            BuiltPrograms.signer, ["keys", "verify-backup", "--network", "regtest", "--words-fd", "3"],
            in: folder.path, passed: [3: tried.words])
        #expect(run.status == tried.status, "\(run.error)")
        let said = run.output + run.error
        #expect(said.contains(tried.text), "\(said)")
        #expect(!said.contains("abandn") && !said.contains("abandon"))
        #expect(folder.entries == [])
    }

    @Test("takes a BIP-39 passphrase in any form, and refuses one whose form is not settled")
    func passphraseForms() throws {
        let folder = TemporaryFolder()
        let phrase = try ProgramRun(
            BuiltPrograms.signer,
            [
                "keys", "verify-backup", "--network", "regtest", "--words-fd", "3", "--words-passphrase-fd", "4",
                "--json",
            ],
            in: folder.path, passed: [3: Self.words, 4: "ﾊﾟｽﾜｰﾄﾞ"])
        #expect(phrase.output.contains("\"words\": 12,"))
        #expect(phrase.output.contains("\"fingerprint\": \"4cc52544\""))
        let unknown = try ProgramRun(
            BuiltPrograms.signer,
            ["keys", "verify-backup", "--network", "regtest", "--words-fd", "3", "--words-passphrase-fd", "4"],
            in: folder.path, passed: [3: Self.words, 4: "a\u{378}"])
        #expect(unknown.status == 65 && unknown.error.contains("[passphrase.unassigned]"))
        #expect(folder.entries == [])
    }

    @Test("shows the last words that may follow on the terminal alone")
    func finalWords() throws {
        let folder = TemporaryFolder()
        let run = try start(folder, ["keys", "final-word"])
        try run.expect("(not shown): ")
        run.send(String(Self.words.dropLast(6)))
        for _ in 0..<6 {
            try run.expect("press Enter to go on: ")
            run.send("")
        }
        #expect(try run.exitStatus() == ExitStatus.done.rawValue, "\(run.transcript)")
        #expect(run.transcript.contains("The 128 words of the English word list that may stand as word 12"))
        #expect(run.transcript.contains("about") && run.standardOutput == "")
        #expect(folder.entries == [])
    }

    @Test(
        "teaches every command with an example",
        arguments: [
            ["keys", "restore"], ["keys", "export"], ["keys", "verify-backup"], ["keys", "final-word"],
            ["keys", "create"], ["keys", "dice-verify"], ["keys", "passphrase"], ["identity", "create"],
            ["identity", "restore"], ["vault", "register"], ["vault", "show"], ["address"], ["review"],
            ["sign"], ["confirm"], ["refuse"], ["log", "show"], ["self-test"],
        ])
    func help(command: [String]) throws {
        let folder = TemporaryFolder()
        let run = try ProgramRun(BuiltPrograms.signer, command + ["--help"], in: folder.path)
        #expect(run.status == 0)
        #expect(run.output.contains("Example"))
        #expect(run.output.contains("rensho-signer " + command.joined(separator: " ")))
    }
}
