import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("KeysRestore makes a home from the words of a backup")
struct KeysRestoreTests {
    private let folder = HomeFolder()

    private func run(
        _ secrets: [String], wordsPassphrase: SecretSource? = nil, account: UInt32 = 0,
        history: WordsHistory = .neverUsed, terminal: ScriptedTerminal? = nil
    ) throws -> Document<KeyRecord> {
        try KeysRestore(
            person: Identifier("alice"), name: PersonName("Alice Example"), organisation: Identifier("example"),
            site: Identifier("tokyo"), device: Identifier("laptop-1"), network: .regtest, account: account
        ).run(
            folder: folder.home,
            sources: .init(words: .terminal, wordsPassphrase: wordsPassphrase, passphrase: .terminal),
            history: history, terminal: terminal ?? ScriptedTerminal(secrets: secrets), cost: .forTests, at: Fixed.time)
    }

    @Test(
        "derives the account that Bitcoin Core derives",
        arguments: [
            (
                Custodian.alice, "73c5da0a/48h/1h/0h/2h",
                "tpubDFH9dgzveyD8zTbPUFuLrGmCydNvxehyNdUXKJAQN8x4aZ4j6UZqGfnqFrD4NqyaTVGKbvEW54tsvPTK2UoSbCC1PJY8iCNiwTL3RWZEheQ"
            ),
            (
                Custodian.bob, "b8688df1/48h/1h/0h/2h",
                "tpubDEfobrrtptRTbKf4gysDhoabneABDTAcdj3Vbn4XwPsLE2pmqpizSPRG6zHsbAMuiSgWmWPsYCLHTKTPpyrGJ5rAoTpKoQNZcxodiPf2tSJ"
            ),
        ])
    func derives(custodian: Custodian, origin: String, xpub: String) throws {
        let record = try custodian.restore(in: folder.home)
        #expect(record.body.accountKey?.origin.description == origin)
        #expect(record.body.accountKey?.xpub.description == xpub)
        _ = try VerifiedKeyRecord(record)
    }

    @Test("leaves a private folder with an encrypted keystore, the record and a journal")
    func makesHome() throws {
        let record = try run([Custodian.alice.words, Custodian.passphrase, Custodian.passphrase])
        #expect(folder.entries == ["journal", "journal-mark", "key-record", "keystore", "lock"])
        let home = try SignerHome(opening: folder.home)
        #expect(home.keyRecord == record)
        #expect(home.header.person == "alice")
        #expect(home.journal.sequence == 1)
        let keystore = try FileAccess.read(folder.home + "/keystore", limit: Keystore.longestFile)
        #expect(!keystore.isEmpty)
    }

    @Test("takes other keys with a BIP-39 passphrase, another account or another script")
    func variants() throws {
        let plain = try run([Custodian.alice.words, Custodian.passphrase, Custodian.passphrase])
        folder.clear()
        let phrase = try run(
            [Custodian.alice.words, "TREZOR", Custodian.passphrase, Custodian.passphrase], wordsPassphrase: .terminal)
        #expect(phrase.body.accountKey?.origin.fingerprint.description == "b4e3f5ed")
        #expect(phrase.body.identityKey != plain.body.identityKey)
        folder.clear()
        let account = try run([Custodian.alice.words, Custodian.passphrase, Custodian.passphrase], account: 3)
        #expect(account.body.accountKey?.origin.description == "73c5da0a/48h/1h/3h/2h")
        #expect(account.body.identityKey == plain.body.identityKey)
        folder.clear()
        let nested = try Custodian.alice.restore(in: folder.home, scriptType: .p2shP2wsh)
        #expect(nested.body.accountKey?.origin.description == "73c5da0a/48h/1h/0h/1h")
    }

    private func isFirstUse() throws -> [Bool] {
        try SignerHome(opening: folder.home).journal.entries.compactMap { entry in
            if case .keysRestored(let start) = entry.event { start.isFirstUse } else { nil }
        }
    }

    @Test(
        "takes words for used before unless somebody states that they are not",
        arguments: [
            (WordsHistory.neverUsed, "-", true), (.unknown, "-", false), (.ask, "never", true), (.ask, "", false),
            (.ask, "yes", false), (.ask, "Never", false),
        ] as [(WordsHistory, String, Bool)])
    func history(history: WordsHistory, typed: String, expected: Bool) throws {
        let terminal = ScriptedTerminal(secrets: [Custodian.alice.words, Custodian.passphrase, Custodian.passphrase]) {
            (_, _) throws(TerminalError) in typed
        }
        _ = try run([], history: history, terminal: terminal)
        #expect(try isFirstUse() == [expected])
        #expect(terminal.questions.count == (history == .ask ? 1 : 0))
    }

    @Test("believes the journal more than the statement that the words are new")
    func usedBefore() throws {
        _ = try Custodian.alice.restore(in: folder.home, history: .unknown)
        folder.remove("keystore")
        let error = #expect(throws: SignerError.self) { try Custodian.alice.restore(in: folder.home) }
        #expect(error == .usedBefore(home: folder.home))
        #expect(error?.code == "signer.used-before" && error?.exitStatus == .usage && error?.remedy != nil)
        _ = try Custodian.alice.restore(in: folder.home, history: .ask)
        #expect(try isFirstUse() == [false, false])
    }

    @Test("never replaces keys that are there")
    func keepsKeys() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let before = try FileAccess.read(folder.home + "/keystore", limit: Keystore.longestFile)
        #expect(throws: SignerError.keysExist(home: folder.home)) { try Custodian.bob.restore(in: folder.home) }
        #expect(try FileAccess.read(folder.home + "/keystore", limit: Keystore.longestFile) == before)
    }

    @Test("puts no other keys beside a journal that began with these")
    func keepsJournal() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        folder.remove("keystore")
        #expect(throws: SignerError.journalOfOtherKeys(home: folder.home)) {
            try Custodian.bob.restore(in: folder.home)
        }
        #expect(!FileAccess.exists(folder.home + "/keystore"))
        _ = try Custodian.alice.restore(in: folder.home)
        #expect(try SignerHome(opening: folder.home).journal.sequence == 2)
    }

    @Test(
        "refuses bad words and weak passphrases, and leaves no keystore",
        arguments: [
            (["abandon abandon abandon", "12345678"], "terminal.closed"),
            ([String(repeating: "abandon ", count: 25)], "mnemonic.word-count"),
            ([Custodian.alice.words.replacing("about", with: "abandon"), "12345678", "12345678"], "mnemonic.checksum"),
            ([Custodian.alice.words, "1234567", "1234567"], "signer.passphrase-too-short"),
            ([Custodian.alice.words, "12345678", "12345679"], "signer.passphrases-differ"),
            ([Custodian.alice.words, "pass\u{1B}[Dwords", "pass\u{1B}[Dwords"], "passphrase.control"),
            ([Custodian.alice.words], "terminal.closed"),
        ])
    func refuses(secrets: [String], code: String) throws {
        let error = #expect(throws: SignerError.self) { try run(secrets) }
        #expect(error?.code == code)
        #expect(!FileAccess.exists(folder.home + "/keystore"))
    }
}

@Suite("SignerHome trusts nothing that lies in it")
struct SignerHomeTests {
    private let folder = HomeFolder()

    @Test("writes nothing when the words give other keys than those on the sheet")
    func otherFingerprint() throws {
        func restore(_ expected: String) throws {
            let alice = Custodian.alice
            _ = try KeysRestore(
                person: alice.person, name: PersonName(alice.name), organisation: Identifier("example"),
                site: Identifier("tokyo"), device: Identifier("laptop"), network: .regtest
            ).run(
                folder: folder.home, expecting: Fingerprint(parsing: expected),
                sources: .init(words: .terminal, wordsPassphrase: nil, passphrase: .terminal), history: .neverUsed,
                terminal: ScriptedTerminal(secrets: [alice.words, Custodian.passphrase, Custodian.passphrase]),
                cost: .forTests, at: Fixed.time)
        }
        let error = #expect(throws: SignerError.self) { try restore("73c5da0b") }
        #expect(error?.code == "signer.other-fingerprint")
        #expect(throws: SignerError.noKeys(home: folder.home)) { _ = try SignerHome(opening: folder.home) }
        try restore("73c5da0a")
        _ = try SignerHome(opening: folder.home)
    }

    @Test("says that there are no keys")
    func noKeys() {
        #expect(throws: SignerError.noKeys(home: folder.home)) { _ = try SignerHome(opening: folder.home) }
    }

    @Test("refuses a folder that others can enter, and one that is in use")
    func privateAndLocked() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let home = try SignerHome(opening: folder.home)
        let locked = #expect(throws: SignerError.self) { _ = try SignerHome(opening: folder.home) }
        #expect(locked?.code == "file.locked")
        _ = consume home
        folder.openToOthers()
        let opened = #expect(throws: SignerError.self) { _ = try SignerHome(opening: folder.home) }
        #expect(opened?.code == "file.open-to-others")
    }

    @Test("refuses to work without the journal that began with its keys")
    func missingJournal() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        folder.remove("journal")
        let lost = SignerErrorCause(error: JournalError.endMissing(last: 0, marked: 1))
        #expect(throws: SignerError.cause(lost)) { _ = try SignerHome(opening: folder.home) }
        folder.remove("journal-mark")
        #expect(throws: SignerError.journalMissing(home: folder.home)) { _ = try SignerHome(opening: folder.home) }
    }

    @Test("refuses a journal that has only begun, without the mark that every home with keys has")
    func missingMark() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        folder.remove("journal-mark")
        #expect(throws: SignerError.journalMissing(home: folder.home)) { _ = try SignerHome(opening: folder.home) }
    }

    @Test("refuses a key record of somebody else")
    func foreignRecord() throws {
        _ = try Custodian.alice.restore(in: folder.home)
        let other = HomeFolder()
        let foreign = try Custodian.bob.restore(in: other.home)
        let path = folder.home + "/key-record"
        try FileAccess.replaceAtomically(path, foreign.encoded)
        #expect(throws: SignerError.recordDiffers(path: path)) { _ = try SignerHome(opening: folder.home) }
    }

    @Test("refuses a stored vault that was changed on the disk")
    func changedVault() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        _ = try world.register(vault, by: .alice)
        let path = world.home(.alice) + "/vaults/treasury.vault"
        let other = try world.vault { cosigners, _ in
            cosigners[1] = Cosigner(
                person: cosigners[1].person, release: .held, origin: cosigners[1].origin, xpub: cosigners[1].xpub)
        }
        try FileAccess.replaceAtomically(path, other.encoded)
        #expect(throws: SignerError.storedVaultDiffers(path: path)) { _ = try world.open(.alice) }
        try FileAccess.replaceAtomically(path, vault.encoded)
        _ = try world.open(.alice)
    }

    @Test("takes no vault on the word of another person's acknowledgement")
    func foreignAcknowledgement() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let foreign = try world.register(vault, by: .bob)
        _ = try world.register(vault, by: .alice)
        try FileAccess.replaceAtomically(
            world.home(.alice) + "/vaults/treasury.acknowledgement", foreign.encoded)
        let error = #expect(throws: SignerError.self) { _ = try world.open(.alice) }
        #expect(error?.code == "signature.other-signer")
    }

    @Test("acknowledges the first address that it derives, and finds a vault by its name alone")
    func addresses() throws {
        let world = try SigningWorld()
        _ = try world.register(try world.vault(), by: .alice)
        let home = try world.open(.alice)
        let vault = try home.vault(nil)
        let first = try VaultAddress.list(
            of: vault.document.body, at: [ScriptPosition(branch: ScriptPosition.receiveBranch, index: 0)])
        #expect(first.map(\.address) == [vault.acknowledgement.body.firstAddress])
        #expect(throws: SignerError.unknownVault("other")) { try home.vault("other") }
    }
}
