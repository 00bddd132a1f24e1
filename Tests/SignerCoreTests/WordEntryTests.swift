import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("Words typed at a terminal")
struct WordEntryTests {
    static let japanese = "そとづら あまど おおう あこがれる いくぶん けいけん あたえる いよく そとづら あまど おおう あかちゃん"

    private static func check(_ terminal: ScriptedTerminal, passphrase: SecretSource? = nil) throws -> BackupCheck {
        try BackupCheck.run(
            BackupWords(words: .terminal, passphrase: passphrase), network: .regtest, scriptType: .p2wsh, account: 0,
            vault: nil, terminal: terminal)
    }

    static let eleven = [String](repeating: "abandon", count: 11)

    @Test(
        "are taken one by one, in groups, with mistakes between them, and all at once",
        arguments: [
            eleven + ["about", ""], [(eleven + ["about"]).joined(separator: " ")],
            ["ABANDON abandon", "abandn", "Abandon\u{3000}abandon"] + eleven.dropFirst(4) + ["about", ""],
            ["", "zoo", "-", "-"] + eleven + ["", "about", ""], ["あいさつ", "-"] + eleven + ["about", ""],
            eleven + ["あいさつ", "about", ""], [eleven.joined(separator: " ") + " abuot", "about", ""],
        ] as [[String]])
    func entry(typed: [String]) throws {
        let terminal = ScriptedTerminal(secrets: typed)
        let check = try Self.check(terminal)
        #expect(check.origin.description == "73c5da0a/48h/1h/0h/2h" && check.wordCount == 12)
        #expect(check.language == .english)
        #expect(terminal.questions == [])
    }

    @Test("are confirmed or refused at once, with hints")
    func answers() throws {
        let terminal = ScriptedTerminal(secrets: ["abandn", "abandon", "あいさつ", "-", "", "zzzzzz"])
        #expect(throws: SignerError.self) { try Self.check(terminal) }
        for sentence in [
            "Word 1 is not in the English word list, and is not taken. Like it are: abandon.", "Word 1 is in the list.",
            "Word 2 is in the Japanese word list, and is not taken", "Word 1 is taken back.",
            "These are 0 words; 12, 15, 18, 21 or 24 are needed.", "No word of the list is like it.",
        ] { #expect(terminal.text.contains(sentence), "\(sentence)") }
        // What was typed is never shown; only words of the list are.
        #expect(!terminal.text.contains("abandn") && !terminal.text.contains("zzzzzz"))
    }

    @Test("end at a line with nothing in it where they may be all: 12 of 24 words are no backup of 12")
    func length() throws {
        let zoo = [String](repeating: "zoo", count: 12)
        #expect(throws: SignerError.cause(.init(error: MnemonicError.checksum))) {
            try Self.check(ScriptedTerminal(secrets: zoo + [""]))
        }
        let whole = (eleven24 + ["art"])
        #expect(try Self.check(ScriptedTerminal(secrets: whole)).wordCount == 24)
    }

    private var eleven24: [String] { [String](repeating: "abandon", count: 23) }

    @Test("in Japanese, with a passphrase of any characters; the fingerprint is shown")
    func japanesePassphrase() throws {
        let terminal = ScriptedTerminal(secrets: [Self.japanese, "㍍ガバヴァぱばぐゞちぢ十人十色"])
        let check = try Self.check(terminal, passphrase: .terminal)
        // Computed by embit.
        #expect(check.origin.fingerprint.description == "485190f3" && check.language == .japanese)
        #expect(
            check.xpub.description
                == "tpubDEymULTpYe48FGoYubhnx45xWhA4SjwFAYe3JiNKmfFeiKWFS2tZUPz8Td9hVgVeny2G2Tjuirqs79ry9mcdFHG97voURA3pQhvUesYU4MM"
        )
        #expect(check.comparison.text == "bcrt1qnzlheczl08x3u2jvftn6hy25rhj0vtuz0v5kud")
        #expect(terminal.text.contains("485190f3"))
    }

    @Test("give the address that BIP-84 publishes for them")
    func comparison() throws {
        let check = try BackupCheck.run(
            BackupWords(words: .terminal, passphrase: nil), network: .mainnet, scriptType: .p2shP2wsh, account: 0,
            vault: nil, terminal: ScriptedTerminal(secrets: [Custodian.alice.words]))
        #expect(check.comparison.text == "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu")
        #expect(check.comparisonPath.description == "84h/0h/0h/0/0")
        #expect(check.origin.description == "73c5da0a/48h/0h/0h/1h")
    }

    @Test("give the first address of a vault that has the key, and are refused by one that has not")
    func vaultAddress() throws {
        let world = try SigningWorld()
        let vault = try world.vault().body
        func run(_ words: String, _ network: Network) throws -> BackupCheck {
            try BackupCheck.run(
                BackupWords(words: .terminal, passphrase: nil), network: network, scriptType: .p2wsh, account: 0,
                vault: vault, terminal: ScriptedTerminal(secrets: [words]))
        }
        let position = try vault.descriptor.script(at: .init(branch: 0, index: 0))
        let expected = Address(scriptPubKey: position.scriptPubKey, network: .regtest)
        #expect(try run(Custodian.alice.words, .regtest).vaultAddress == expected)
        #expect(try run(Custodian.bob.words, .regtest).vaultAddress == expected)
        #expect(throws: SignerError.ownKeyMissing) { try run(Self.japanese, .regtest) }
        #expect(throws: SignerError.otherNetwork(vault: .regtest, keys: .testnet4)) {
            try run(Custodian.alice.words, .testnet4)
        }
    }

    @Test("restore the same keys in every spelling")
    func restoring() throws {
        let folder = HomeFolder()
        for words in [Custodian.alice.words.uppercased(), Custodian.alice.words.replacing(" ", with: "\u{3000}")] {
            folder.clear()
            let record = try KeysRestore(
                person: Identifier("alice"), name: PersonName("Alice"), organisation: Identifier("example"),
                site: Identifier("tokyo"), device: Identifier("laptop-1"), network: .regtest
            ).run(
                folder: folder.home, sources: .init(words: .terminal, wordsPassphrase: nil, passphrase: .terminal),
                history: .neverUsed,
                terminal: ScriptedTerminal(secrets: [words, Custodian.passphrase, Custodian.passphrase]),
                cost: .forTests, at: Fixed.time)
            #expect(record.body.accountKey?.origin.fingerprint.description == "73c5da0a")
        }
    }

    @Test("have their possible last words shown page by page")
    func finalWords() throws {
        let terminal = ScriptedTerminal(secrets: [Self.eleven.joined(separator: " ")])
        #expect(try FinalWords.show(.terminal, on: terminal) == 128)
        #expect(terminal.text.contains("The 128 words of the English word list that may stand as word 12"))
        let shown = Set(terminal.text.split(separator: " ").map(String.init))
        for word in ["about", "actual", "age", "zoo"] {
            let sentence = try SecretBytes(copying: Array((Self.eleven + [word]).joined(separator: " ").utf8))
            let isRight = (try? { _ = try Mnemonic(parsing: sentence) }()) != nil
            #expect(shown.contains(word) == isRight, "\(word)")
        }
        let japanese = ScriptedTerminal(secrets: [
            [String](repeating: "あいこくしん", count: 23).joined(separator: "\u{3000}")
        ])
        #expect(try FinalWords.show(.terminal, on: japanese) == 8)
        #expect(japanese.text.contains("いってい"))
        #expect(throws: SignerError.needsPerson) { try FinalWords.show(.terminal, on: UnattendedTerminal()) }
    }
}
