import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Glibc
import SecretKeys
import SignerCore
import TestSupport
import Testing

/// A folder for key files that a test may share.
private final class Sticks: Sendable {
    private let folder = TemporaryFolder()

    func file(_ name: String) -> String { folder.file(name) }

    var entries: [String] { folder.entries }
}

@Suite("Passphrases and key files of a home")
struct PassphraseChangeTests {
    private let folder = HomeFolder()
    private let sticks = Sticks()

    private static let old = Custodian.passphrase
    private static let new = "another public passphrase"

    private func keystore() throws -> [UInt8] {
        try FileAccess.read(folder.home + "/keystore", limit: Keystore.longestFile)
    }

    private func change(
        _ secrets: [String], keyFile: String? = nil, to lock: (SecretSource) -> NewLock = { NewLock(passphrase: $0) }
    ) throws {
        var home = try SignerHome(opening: folder.home)
        let old: SecretSource = keyFile.map { .withKeyFile($0, .terminal) } ?? .terminal
        try PassphraseChange.run(
            in: &home, old: old, new: lock(.terminal), terminal: ScriptedTerminal(secrets: secrets), at: Fixed.time)
    }

    /// The code with which the keystore is refused; `nil` when it opens.
    private func code(opening passphrase: String, keyFile: String? = nil) throws -> String? {
        do {
            // The same passphrase again is no change of what opens the keystore.
            try change([passphrase, passphrase, passphrase], keyFile: keyFile) { source in
                NewLock(passphrase: keyFile.map { .withKeyFile($0, source) } ?? source)
            }
            return nil
        } catch let error as SignerError {
            return error.code
        }
    }

    @Test("are changed in one step; afterwards only the new one opens, and the keys are the same")
    func changes() throws {
        let record = try Custodian.alice.restore(in: folder.home)
        let before = try keystore()
        try change([Self.old, Self.new, Self.new])
        #expect(try keystore() != before)
        #expect(try Keystore.readHeader(keystore()) == Keystore.readHeader(before))
        #expect(try code(opening: Self.old) == "keystore.wrong-passphrase")
        #expect(try code(opening: Self.new) == nil)
        #expect(try SignerHome(opening: folder.home).keyRecord == record)
    }

    @Test(
        "stay as they were when anything is wrong",
        arguments: [
            (["wrong passphrase", new, new], "keystore.wrong-passphrase"),
            ([old, "short"], "signer.passphrase-too-short"),
            // Nine bytes, and three characters.
            ([old, "秘密鍵"], "signer.passphrase-too-short"),
            ([old, "aaaaaaaaaaaaaaaaaaaa"], "signer.passphrase-too-simple"),
            ([old, "1212121212121212"], "signer.passphrase-too-simple"),
            ([old, "ああああああああああ"], "signer.passphrase-too-simple"),
            ([old, new, new + "!"], "signer.passphrases-differ"), ([old], "terminal.closed"),
        ])
    func keeps(secrets: [String], code: String) throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let before = try keystore()
        let error = #expect(throws: SignerError.self) { try change(secrets) }
        #expect(error?.code == code)
        #expect(try keystore() == before)
    }

    @Test("take any character, and are the same in every form in which a keyboard gives it")
    func normalForms() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let (composed, decomposed) = ("秘密のパスワード é", "秘密のハ\u{309A}スワート\u{3099} e\u{301}")
        try change([Self.old, composed, composed])
        #expect(try code(opening: decomposed) == nil)
        #expect(try code(opening: Self.old) == "keystore.wrong-passphrase")
    }

    @Test("may cost more work than before, and cost the same where nothing is said")
    func cost() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        var home = try SignerHome(opening: folder.home)
        let higher = try ScryptCost(log2N: ScryptCost.leastLog2N + 1)
        try PassphraseChange.run(
            in: &home, old: .terminal, new: NewLock(passphrase: .terminal), cost: higher,
            terminal: ScriptedTerminal(secrets: [Self.old, Self.new, Self.new]), at: Fixed.time)
        #expect(try Keystore.readCost(keystore()) == higher)
        _ = consume home
        try change([Self.new, Self.old, Self.old])
        #expect(try Keystore.readCost(keystore()) == higher)
    }

    @Test("never lie beside the keystore that they protect, however the path is written")
    func keyFileInHome() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let link = sticks.file("link")
        #expect(unsafe symlink(folder.home, link) == 0)
        #expect(unsafe mkdir(folder.home + "/below", 0o700) == 0)
        for path in ["/alice.key", "/../home/alice.key", "/./alice.key", "/below/alice.key", "/below/../alice.key"] {
            let error = #expect(throws: SignerError.self) {
                try change([Self.old, Self.new, Self.new]) { NewLock(passphrase: $0, newKeyFile: folder.home + path) }
            }
            #expect(error?.code == "signer.key-file-in-home", "\(path)")
        }
        let error = #expect(throws: SignerError.self) {
            try change([Self.old, Self.new, Self.new]) { NewLock(passphrase: $0, newKeyFile: link + "/alice.key") }
        }
        #expect(error?.code == "signer.key-file-in-home")
        // One that was made elsewhere and brought here is none, either.
        try FileAccess.create(folder.home + "/brought.key", [0])
        let brought = #expect(throws: SignerError.self) {
            try change([Self.old, Self.new, Self.new]) {
                NewLock(passphrase: .withKeyFile(folder.home + "/brought.key", $0))
            }
        }
        #expect(brought?.code == "signer.key-file-in-home")
        #expect(try code(opening: Self.old) == nil)
    }

    @Test("a key file is made, asked for by name, exchanged and dropped")
    func keyFile() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let stick = sticks.file("alice.key")
        try change([Self.old, Self.old, Self.old]) { NewLock(passphrase: $0, newKeyFile: stick) }
        let file = try FileAccess.read(stick, limit: 1000)
        #expect(file.count == KeyFile.length && file.starts(with: Array("RENSHOKF".utf8)))

        // Five answers.
        #expect(try code(opening: Self.old) == "keystore.key-file-needed")
        #expect(try code(opening: Self.old, keyFile: sticks.file("none.key")) == "file.missing")
        let foreign = sticks.file("foreign.key")
        _ = try Custodian.bob.restore(in: sticks.file("bob"), newKeyFile: foreign)
        #expect(try code(opening: Self.old, keyFile: foreign) == "keystore.wrong-key-file")
        let damaged = sticks.file("damaged.key")
        try FileAccess.create(damaged, Array(file.dropLast()) + [file[72] ^ 1])
        #expect(try code(opening: Self.old, keyFile: damaged) == "key-file.damaged")
        #expect(try code(opening: "wrong passphrase", keyFile: stick) == "keystore.wrong-passphrase")
        #expect(try code(opening: Self.old, keyFile: stick) == nil)

        let second = sticks.file("second.key")
        try change([Self.old, Self.new, Self.new], keyFile: stick) { NewLock(passphrase: $0, newKeyFile: second) }
        #expect(try code(opening: Self.new, keyFile: stick) == "keystore.wrong-key-file")
        #expect(try code(opening: Self.new, keyFile: second) == nil)
        try change([Self.new, Self.old, Self.old], keyFile: second)
        #expect(try code(opening: Self.old) == nil)
        #expect(try code(opening: Self.old, keyFile: second) == "keystore.key-file-not-needed")
    }

    @Test("a key file that is missing or wrong is said before a passphrase is asked for")
    func keyFileFirst() throws {
        let stick = sticks.file("alice.key")
        _ = try Custodian.alice.restore(in: folder.home, newKeyFile: stick)
        // No passphrase is there to be asked for: the question itself would be `terminal.closed`.
        #expect(try code(opening: Self.old) == "keystore.key-file-needed")
        let error = #expect(throws: SignerError.self) { try change([]) }
        #expect(error?.code == "keystore.key-file-needed")
    }

    @Test("a new key file never replaces a file, never lies in the home, and does not stand beside another one")
    func refusesPlaces() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let taken = sticks.file("taken")
        try FileAccess.create(taken, [1])
        let before = try keystore()
        for (lock, code) in [
            (NewLock(passphrase: .terminal, newKeyFile: taken), "file.exists"),
            (NewLock(passphrase: .terminal, newKeyFile: folder.home + "/alice.key"), "signer.key-file-in-home"),
            (NewLock(passphrase: .withKeyFile(taken, .terminal), newKeyFile: sticks.file("x")), "signer.two-key-files"),
        ] {
            let error = #expect(throws: SignerError.self) { try change([Self.old, Self.new, Self.new]) { _ in lock } }
            #expect(error?.code == code)
        }
        #expect(try keystore() == before)
        #expect(try FileAccess.read(taken, limit: 10) == [1])
        #expect(sticks.entries.sorted() == ["taken"])
    }

    @Test("a key file is taken back when the keystore that it was made for is not written")
    func takesBack() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let stick = sticks.file("alice.key")
        var home = try SignerHome(opening: folder.home)
        // A folder in the keystore's place cannot be replaced by a file.
        folder.remove("keystore")
        try FileAccess.makeDirectory(folder.home + "/keystore")
        let error = #expect(throws: SignerError.self) {
            try PassphraseChange.run(
                in: &home, old: .terminal, new: NewLock(passphrase: .terminal, newKeyFile: stick),
                terminal: ScriptedTerminal(secrets: [Self.old, Self.new, Self.new]), at: Fixed.time)
        }
        #expect(error?.code == "file.unwritable")
        #expect(!FileAccess.exists(stick))
    }
}

@Suite("A home of somebody who holds no coins")
struct IdentityHomeTests {
    private let folder = HomeFolder()

    private func restore() throws -> Document<KeyRecord> {
        try KeysRestore(
            KeyHolder(
                person: Identifier("dora"), name: PersonName("Dora Example"), organisation: Identifier("example"),
                site: Identifier("osaka"), device: Identifier("laptop-4"), network: .regtest, keys: .identityOnly)
        ).run(
            folder: folder.home, sources: .init(words: .terminal, wordsPassphrase: nil, passphrase: .terminal),
            history: .neverUsed,
            terminal: ScriptedTerminal(
                secrets: [Custodian.alice.words, Custodian.passphrase, Custodian.passphrase]), cost: .forTests,
            at: Fixed.time)
    }

    @Test("has a verified key record without an account key, of the same identity as the words have for a custodian")
    func record() throws {
        let record = try restore()
        #expect(record.body.accountKey == nil)
        _ = try VerifiedKeyRecord(record)
        let home = try SignerHome(opening: folder.home)
        #expect(home.header.account == nil && home.header.fingerprint.description == "73c5da0a")
        _ = consume home
        let other = HomeFolder()
        #expect(try Custodian.alice.restore(in: other.home).body.identityKey == record.body.identityKey)
    }

    @Test("signs, confirms and releases nothing, and says why before it reads a case further")
    func refuses() throws {
        _ = try restore()
        let person = try Identifier("dora")
        let world = try SigningWorld()
        let vault = try world.vault()
        let acknowledgements = try world.register(vault)
        let input = try world.write(
            world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements), as: "in.psbt")
        let answering = CaseAnswering(
            input: input, output: nil, mode: .person, passphrase: .terminal,
            build: try Bytes32([UInt8](repeating: 0, count: 32)), time: try Fixed.time)
        var home = try SignerHome(opening: folder.home)
        let terminal = ScriptedTerminal()
        #expect(throws: SignerError.noAccountKey(person: person)) {
            try LookOne.run(answering, in: &home, terminal: terminal)
        }
        #expect(throws: SignerError.noAccountKey(person: person)) {
            try LookTwo.run(answering, in: &home, terminal: terminal)
        }
        #expect(throws: SignerError.noAccountKey(person: person)) {
            try Releasing.run(answering, in: &home, terminal: terminal)
        }
        #expect(terminal.questions == [] && terminal.shown == [])
        #expect(home.journal.sequence == 1)
    }
}
