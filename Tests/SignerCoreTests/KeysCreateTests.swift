import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import Foundation
import Glibc
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("KeysCreate makes new words with a person")
struct KeysCreateTests {
    private let folder = HomeFolder()

    /// Dice that look fair; fixed for the tests.
    static let dice = ["21536 31122 53233 25666", "21134 33561 22533 64232 14622 61463"]
    private static let digits = dice.joined().filter { $0 != " " }
    private static let passphrases = ["public test passphrase", "public test passphrase"]

    private static func holder(_ keys: KeyHolder.Keys, network: Network = .regtest) throws -> KeyHolder {
        KeyHolder(
            person: try Identifier("alice"), name: try PersonName("Alice Example"),
            organisation: try Identifier("example"), site: try Identifier("tokyo"), device: try Identifier("laptop-1"),
            network: network, keys: keys)
    }

    private func create(
        _ terminal: CeremonyTerminal, _ entropy: KeysCreate.Entropy = .mixed(.dice, showsRecipe: false),
        words: Int = 24, wordsLanguage: MnemonicLanguage = .english,
        keys: KeyHolder.Keys = .custodian(scriptType: .p2wsh, account: 0), lock: NewLock? = nil,
        hasWordsPassphrase: Bool = false, home: String? = nil, network: Network = .regtest
    ) throws -> Document<KeyRecord> {
        try KeysCreate(
            Self.holder(keys, network: network), entropy: entropy, wordCount: words, wordsLanguage: wordsLanguage,
            hasWordsPassphrase: hasWordsPassphrase
        ).run(
            folder: home ?? folder.home, lock: lock ?? NewLock(passphrase: .terminal), terminal: terminal,
            cost: .forTests, at: Fixed.time)
    }

    private static func terminal(_ lines: [String] = dice) -> CeremonyTerminal {
        CeremonyTerminal(throwing: lines, passphrases: passphrases)
    }

    /// Makes a home from the words that were shown.
    private func restore(_ sentence: String, wordsPassphrase: String? = nil) throws -> Document<KeyRecord> {
        let other = HomeFolder()
        let secrets = [sentence] + (wordsPassphrase.map { [$0] } ?? []) + Self.passphrases
        return try KeysRestore(Self.holder(.custodian(scriptType: .p2wsh, account: 0))).run(
            folder: other.home,
            sources: .init(
                words: .terminal, wordsPassphrase: wordsPassphrase == nil ? nil : .terminal, passphrase: .terminal),
            history: .neverUsed, terminal: ScriptedTerminal(secrets: secrets), cost: .forTests, at: Fixed.time)
    }

    @Test("shows every word once on numbered pages, asks for each in order, and the words give the same keys again")
    func ceremony() throws {
        let terminal = Self.terminal()
        let record = try create(terminal)
        #expect(terminal.words.count == 24)
        #expect(terminal.asked == Array(1...24))
        #expect(terminal.secretPages.filter { $0.hasPrefix("Words ") }.count == 6)
        #expect(terminal.secretPages[0].contains("21536 31122 53233 25666 21134\n"))
        #expect(try restore(terminal.sentence).body == record.body)
        _ = try VerifiedKeyRecord(record)
        let fingerprint = try #require(record.body.accountKey?.origin.fingerprint.description)
        #expect(terminal.shown.contains { $0.hasSuffix(fingerprint) })
        let home = try SignerHome(opening: folder.home)
        #expect(home.keyRecord == record && home.journal.sequence == 1)
        // The journal says that the keys were made here, so that no quarantine begins.
        let keys = try #require(record.body.accountKey)
        #expect(
            home.journal.entries.map(\.event) == [
                .keysCreated(
                    .init(
                        network: .regtest, person: record.body.person, device: record.body.device,
                        fingerprint: keys.origin.fingerprint, identityKey: record.body.identityKey))
            ])
        #expect(home.quarantine() == nil)
    }

    @Test("commits to the machine's part before the first throw, and the recipe leads to the words")
    func recipe() throws {
        let terminal = Self.terminal()
        _ = try create(terminal, .mixed(.dice, showsRecipe: true), words: 12)
        let commitment = try #require(terminal.shown.first { $0.count == 64 })
        let page = try #require(terminal.secretPages.first { $0.hasPrefix("R, this machine's part:") })
        let machine = try Hex.decode(page.split(separator: "\n").dropFirst().joined())
        #expect(SHA256.hash(machine).hex == commitment)
        let throwsPage = try #require(terminal.secretPages.last { $0.hasPrefix("Throws 1 to 50") })
        #expect(throwsPage.split(separator: "\n").dropFirst().joined() == Self.digits)
        let message = Array("rensho/entropy/v1\u{0}dice\u{0}".utf8) + Array(Self.digits.utf8)
        let entropy = try SecretBytes(copying: HMAC.sha512(key: machine, message).prefix(16))
        let sentence = try Mnemonic(entropy: entropy).withSentence { span in
            String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
        }
        #expect(terminal.sentence == sentence)
        #expect(terminal.shown.contains { $0.contains("HMAC-SHA512") })
    }

    @Test("draws other words from the same throws every time, and shows no recipe unasked")
    func machinePart() throws {
        var sentences: Set<String> = []
        for _ in 0..<3 {
            let terminal = Self.terminal()
            _ = try create(terminal)
            sentences.insert(terminal.sentence)
            #expect(!terminal.secretPages.contains { $0.contains("machine's part") })
            folder.clear()
        }
        #expect(sentences.count == 3)
    }

    @Test("makes of dice alone what other signers make of them, and shows no commitment")
    func diceOnly() throws {
        let digits =
            "655152231316521321611331544441236164664431121534415633526456254462245546236542364246312613322234612"
        let terminal = Self.terminal([digits])
        _ = try create(terminal, .diceOnly)
        #expect(terminal.sentence.hasPrefix("eyebrow obvious such suggest poet seven"))
        #expect(!terminal.shown.contains { $0.count == 64 })
        let verifying = Self.terminal([digits])
        try DiceVerification.run(wordCount: 24, terminal: verifying)
        #expect(verifying.sentence == terminal.sentence)
    }

    @Test("takes several words in a line and capital letters, and goes back only for a word that is wrong")
    func typing() throws {
        let terminal = Self.terminal()
        var wrongOnce = true
        terminal.typesWord = { number, words in
            if number == 5, wrongOnce {
                wrongOnce = false
                return (words[5] == "zoo" ? "zone " : "zoo ") + (words[6] ?? "")
            }
            if number == 1 { return (1...4).map { words[$0]?.uppercased() ?? "" }.joined(separator: "  ") }
            return words[number] ?? ""
        }
        _ = try create(terminal)
        #expect(terminal.asked == [1, 5, 5] + Array(6...24))
        #expect(terminal.shown.contains { $0.contains("That is not word 5.") })
        #expect(terminal.secretPages.filter { $0.hasPrefix("Words 1 ") }.count == 1)
    }

    @Test("makes Japanese words, shown in NFC and taken in any form and width, that give the same keys again")
    func japanese() throws {
        let terminal = Self.terminal()
        // Some keyboards give voiced kana in two characters.
        terminal.typesWord = { number, words in
            let word = words[number] ?? ""
            return number % 2 == 0 ? word.decomposedStringWithCompatibilityMapping : word
        }
        let record = try create(terminal, wordsLanguage: .japanese)
        #expect(terminal.asked == Array(1...24))
        #expect(terminal.words.values.allSatisfy { $0 == $0.precomposedStringWithCanonicalMapping })
        #expect(
            terminal.words.values.allSatisfy { $0.unicodeScalars.allSatisfy { (0x3041...0x309F).contains($0.value) } })
        #expect(try restore(terminal.sentence).body == record.body)
    }

    @Test("shows the words again only when asked to, and begins the questions anew")
    func showsAgain() throws {
        let terminal = Self.terminal()
        var isFirst = true
        terminal.typesWord = { number, words in
            if number == 24, isFirst {
                isFirst = false
                return ""
            }
            return words[number] ?? ""
        }
        _ = try create(terminal)
        #expect(terminal.asked == Array(1...24) + Array(1...24))
        #expect(terminal.secretPages.filter { $0.hasPrefix("Words 1 ") }.count == 2)
    }

    @Test("stores nothing before every word is right", arguments: [1, 12, 24])
    func storesNothing(number: Int) throws {
        let terminal = Self.terminal()
        let home = folder.home
        let giveUp = 3
        var tries = 0
        terminal.typesWord = { asked, words in
            #expect(!FileAccess.exists(home + "/keystore") && !FileAccess.exists(home + "/key-record"))
            guard asked == number else { return words[asked] ?? "" }
            tries += 1
            return tries < giveUp ? "never" : words[asked] ?? ""
        }
        _ = try create(terminal)
        #expect(tries == giveUp)
        #expect(FileAccess.exists(home + "/keystore"))
    }

    @Test("lets the throws be typed anew when they are not those on the paper")
    func throwsAnew() throws {
        let terminal = Self.terminal()
        terminal.acceptances = ["no", "yes"]
        _ = try create(terminal)
        #expect(terminal.secretPages.filter { $0.hasPrefix("Throws 1 to 50") }.count == 2)
    }

    @Test("drops a line that is no throw, says so, and counts what there is")
    func badLine() throws {
        let terminal = Self.terminal([Self.dice[0], "12x", Self.dice[1]])
        _ = try create(terminal)
        #expect(terminal.shown.contains("throw 23 is none of 1 2 3 4 5 6"))
        #expect(terminal.shown.contains { $0.hasPrefix("20 throws: at most 51.6 bits, if they are fair.") })
        #expect(terminal.shown.contains { $0.hasPrefix("50 throws: at most 129.2 bits, if they are fair.") })
    }

    @Test(
        "refuses throws that nobody threw, and leaves no home",
        arguments: [
            (["123456123456123456123456123456123456123456123456123456"], "entropy.counting"),
            ([String(repeating: "3", count: 60)], "entropy.run"),
            ([String(repeating: "31462551364215624", count: 3)], "entropy.period"),
        ])
    func refusesThrows(lines: [String], code: String) throws {
        let error = #expect(throws: SignerError.self) { try create(Self.terminal(lines)) }
        #expect(error?.code == code)
        #expect(error?.exitStatus == .malformed)
        #expect(folder.entries == [])
    }

    @Test("gives other keys with a passphrase of the words, typed twice, and shows their fingerprint")
    func wordsPassphrase() throws {
        let terminal = CeremonyTerminal(
            throwing: Self.dice, passphrases: ["TREZOR", "TREZOR"] + Self.passphrases)
        let record = try create(terminal, hasWordsPassphrase: true)
        #expect(try restore(terminal.sentence).body != record.body)
        #expect(try restore(terminal.sentence, wordsPassphrase: "TREZOR").body == record.body)
        #expect(terminal.shown.contains { $0.contains("with the BIP-39 passphrase") })
        folder.clear()
        let differing = CeremonyTerminal(throwing: Self.dice, passphrases: ["TREZOR", "TREZ0R"] + Self.passphrases)
        #expect(throws: SignerError.passphrasesDiffer) { try create(differing, hasWordsPassphrase: true) }
        #expect(folder.entries == [])
    }

    @Test("needs a person, and never replaces keys")
    func needsPerson() throws {
        let ceremony = try KeysCreate(
            Self.holder(.identityOnly), entropy: .diceOnly, wordCount: 12)
        #expect(throws: SignerError.needsPerson) {
            try ceremony.run(
                folder: folder.home, lock: NewLock(passphrase: .terminal), terminal: UnattendedTerminal(),
                cost: .forTests, at: Fixed.time)
        }
        #expect(throws: SignerError.needsPerson) {
            try DiceVerification.run(wordCount: 12, terminal: UnattendedTerminal())
        }
        _ = try Custodian.alice.restore(in: folder.home)
        let terminal = Self.terminal()
        #expect(throws: SignerError.keysExist(home: folder.home)) { try create(terminal) }
        #expect(terminal.shown == [], "the ceremony had begun")
    }

    @Test("takes the place of keys whose making was broken off, and of no others")
    func unfinished() throws {
        _ = try Custodian.bob.restore(in: folder.home)
        folder.remove("keystore")
        let record = try create(Self.terminal())
        let home = try SignerHome(opening: folder.home)
        #expect(home.keyRecord == record && home.journal.sequence == 1)
        _ = consume home

        let world = try SigningWorld()
        _ = try world.register(try world.vault(), by: .alice)
        #expect(unsafe unlink(world.home(.alice) + "/keystore") == 0)
        #expect(throws: SignerError.journalOfOtherKeys(home: world.home(.alice))) {
            try create(Self.terminal(), home: world.home(.alice))
        }
    }

    @Test("P-36: puts no second vault key of the main network on a device; test networks may play everybody")
    func secondKey() throws {
        let machine = TemporaryFolder()
        let first = try create(Self.terminal(), home: machine.file("one"), network: .mainnet)
        let fingerprint = try #require(first.body.accountKey?.origin.fingerprint)
        let terminal = Self.terminal()
        #expect(throws: SignerError.secondKey(fingerprint: fingerprint, home: machine.file("one"))) {
            try create(terminal, home: machine.file("two"), network: .mainnet)
        }
        #expect(terminal.shown == [])
        #expect(throws: SignerError.secondKey(fingerprint: fingerprint, home: machine.file("one"))) {
            try Custodian.alice.restore(in: machine.file("two/"), network: .mainnet)
        }
        #expect(!FileAccess.exists(machine.file("two")))
        // The usual home of the user is looked at as well, wherever the new one is to lie, and hidden ones beside it.
        let stick = TemporaryFolder()
        for usual in ["one", "unused"] {
            let elsewhere = #expect(throws: SignerError.self) {
                try KeysCreate(
                    Self.holder(.custodian(scriptType: .p2wsh, account: 0), network: .mainnet), entropy: .diceOnly,
                    wordCount: 24
                ).run(
                    folder: stick.file("home"), otherHomes: [machine.file(usual)],
                    lock: NewLock(passphrase: .terminal), terminal: terminal, cost: .forTests, at: Fixed.time)
            }
            #expect(elsewhere?.code == "signer.second-key", "\(usual)")
        }
        #expect(terminal.shown == [] && !FileAccess.exists(stick.file("home")))
        let hidden = TemporaryFolder()
        _ = try create(Self.terminal(), home: hidden.file(".one"), network: .mainnet)
        #expect(throws: SignerError.self) { try create(terminal, home: hidden.file("two"), network: .mainnet) }
        _ = try create(Self.terminal(), home: machine.file("test"), network: .testnet4)
        _ = try create(Self.terminal(), keys: .identityOnly, home: machine.file("identity"), network: .mainnet)
    }
}
