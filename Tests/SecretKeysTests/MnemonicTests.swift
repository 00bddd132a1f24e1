import BitcoinPrimitives
import ByteCoding
import SecretKeys
import TestSupport
import Testing

@Suite("Mnemonics")
struct MnemonicTests {
    static let file = "bip39/bip39.json"

    struct Case: Decodable, Sendable {
        let id: Int
        let language: String
        let entropy: HexBytes
        let passphrase: String
        let expected: Expected

        struct Expected: Decodable, Sendable {
            let mnemonic: String
            let seed: HexBytes
            let masterXprv: String
        }
    }

    struct CheckCase: Decodable, Sendable {
        let id: Int
        let language: String
        let mnemonic: String
        let expect: Verdict
        let expected: Expected?

        struct Expected: Decodable, Sendable {
            let entropy: HexBytes
        }
    }

    struct SeedCase: Decodable, Sendable {
        let id: Int
        let mnemonic: String
        let passphrase: String
    }

    static let zeroWords = [String](repeating: "abandon", count: 11).joined(separator: " ") + " about"

    static func code(_ body: () throws(MnemonicError) -> Void) -> String? {
        do throws(MnemonicError) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("accounts for every row; words of other languages and passphrases outside ASCII are refused as yet")
    func operations() throws {
        #expect(try VectorStore.operationCounts(Self.file) == ["mnemonic": 104, "check": 27, "seed": 6])
        let languages = try VectorStore.load(Self.file, op: "mnemonic", as: Case.self).map(\.language)
        #expect(languages.count { $0 == "english" } == 32)
    }

    @Test("turns entropy into words, words into entropy, and words into the published seed and master key")
    func english() throws {
        for row in try VectorStore.load(Self.file, op: "mnemonic", as: Case.self) where row.language == "english" {
            let made = try Mnemonic(entropy: SecretBytes(copying: row.entropy.bytes))
            let sentence = made.withSentence { span in span.indices.map { span[$0] } }
            #expect(sentence == Array(row.expected.mnemonic.utf8), "row \(row.id)")
            let words = try SecretBytes(text: row.expected.mnemonic)
            let read = try Mnemonic(parsing: words)
            #expect(try read.entropy().disclosed() == row.entropy.bytes, "row \(row.id)")
            let seed = try read.seed(passphrase: SecretBytes(text: row.passphrase))
            #expect(seed.disclosed() == row.expected.seed.bytes, "row \(row.id)")
            let master = try ExtendedPrivateKey(master: seed, network: .mainnet)
            #expect(try Base58Check.encode(master.serialized().disclosed()) == row.expected.masterXprv, "row \(row.id)")
        }
    }

    @Test("refuses the words of other languages by the position of the first one")
    func otherLanguages() throws {
        for row in try VectorStore.load(Self.file, op: "mnemonic", as: Case.self) where row.language != "english" {
            let words = try SecretBytes(text: row.expected.mnemonic)
            let code = Self.code { () throws(MnemonicError) in _ = try Mnemonic(parsing: words) }
            #expect(["mnemonic.word-not-ascii", "mnemonic.unknown-word"].contains(code), "row \(row.id)")
        }
    }

    @Test("gives the published verdict on English words")
    func checks() throws {
        for row in try VectorStore.load(Self.file, op: "check", as: CheckCase.self) where row.language == "english" {
            let words = try SecretBytes(text: row.mnemonic)
            if row.expect == .valid {
                #expect(try Mnemonic(parsing: words).entropy().disclosed() == row.expected?.entropy.bytes)
            } else {
                let code = Self.code { () throws(MnemonicError) in _ = try Mnemonic(parsing: words) }
                #expect(code != nil, "row \(row.id)")
            }
        }
    }

    @Test("refuses passphrases outside ASCII")
    func passphrases() throws {
        for row in try VectorStore.load(Self.file, op: "seed", as: SeedCase.self) {
            let mnemonic = try Mnemonic(parsing: SecretBytes(text: row.mnemonic))
            let phrase = try SecretBytes(text: row.passphrase)
            #expect(throws: MnemonicError.passphraseNotASCII, "row \(row.id)") {
                try { _ = try mnemonic.seed(passphrase: phrase) }()
            }
        }
    }

    struct Refusal: Sendable {
        let words: String
        let error: MnemonicError
    }

    @Test(
        "names the place of what is wrong, never the word",
        arguments: [
            Refusal(words: "", error: .wordCount(0)),
            Refusal(words: zeroWords + " about", error: .wordCount(13)),
            Refusal(words: zeroWords + " " + zeroWords + " " + zeroWords, error: .wordCount(36)),
            Refusal(words: "abandon Abandon", error: .unknownWord(position: 2)),
            Refusal(words: "abandon abandon abandonabandon", error: .unknownWord(position: 3)),
            Refusal(words: "abandon,abandon", error: .unknownWord(position: 1)),
            Refusal(words: "aband", error: .unknownWord(position: 1)),
            Refusal(words: "abandon abandon caf\u{e9}", error: .wordNotASCII(position: 3)),
            Refusal(words: "abandon\u{3000}abandon", error: .wordNotASCII(position: 1)),
            Refusal(words: String(repeating: "abandon ", count: 12), error: .checksum),
        ])
    func refusals(refusal: Refusal) throws {
        let words = try SecretBytes(text: refusal.words)
        #expect(throws: refusal.error) { try { _ = try Mnemonic(parsing: words) }() }
        #expect(!"\(refusal.error)".contains("abandon"))
    }

    @Test("takes words apart by any white space of a terminal or a file")
    func separators() throws {
        let words = try SecretBytes(
            text: " \t" + Self.zeroWords.split(separator: " ").joined(separator: "\r\n \n") + "\n")
        let mnemonic = try Mnemonic(parsing: words)
        #expect(mnemonic.wordCount == 12)
        #expect(mnemonic.withSentence { $0.count } == Self.zeroWords.utf8.count)
    }

    @Test("an absent passphrase is the empty one")
    func absentPassphrase() throws {
        let mnemonic = try Mnemonic(parsing: SecretBytes(text: Self.zeroWords))
        let absent = try mnemonic.seed(passphrase: nil)
        let empty = try mnemonic.seed(passphrase: SecretBytes(text: ""))
        #expect(absent.disclosed() == empty.disclosed())
    }

    @Test("refuses entropy of other lengths", arguments: [0, 15, 17, 33, 64])
    func entropyLength(count: Int) {
        #expect(throws: MnemonicError.entropyLength(count)) {
            try { _ = try Mnemonic(entropy: SecretBytes(count: count)) }()
        }
    }

    @Test("finds every word of the list at its place, and the list is the published one")
    func wordList() throws {
        struct ListCase: Decodable, Sendable {
            let language: String
            let words: [String]
        }
        let lists = try VectorStore.load("bip39/bip39-wordlists.json", as: ListCase.self)
        #expect(lists.count == 2)
        #expect(EnglishWordList.words == lists.first { $0.language == "english" }?.words)
        for (index, word) in EnglishWordList.words.enumerated() {
            #expect(EnglishWordList.index(of: word) == index)
        }
        for stranger in ["", "aa", "abandon ", "Zoo", "zooo", "caf\u{e9}"] {
            #expect(EnglishWordList.index(of: stranger) == nil)
        }
    }
}
