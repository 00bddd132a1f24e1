import BitcoinPrimitives
import ByteCoding
import SecretKeys
import TestSupport
import Testing
import UnicodeForms

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
            let mnemonicNfkd: HexBytes
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
        let expected: Expected

        struct Expected: Decodable, Sendable {
            let seed: HexBytes
        }
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

    @Test("accounts for every row; words of languages without a list here are refused")
    func operations() throws {
        #expect(try VectorStore.operationCounts(Self.file) == ["mnemonic": 104, "check": 27, "seed": 6])
        let languages = try VectorStore.load(Self.file, op: "mnemonic", as: Case.self).map(\.language)
        #expect(languages.count { $0 == "english" } == 32)
        #expect(languages.count { $0 == "japanese" } == 48)
    }

    @Test("turns entropy into words, words into entropy, and words into the published seed and master key")
    func published() throws {
        for row in try VectorStore.load(Self.file, op: "mnemonic", as: Case.self) {
            guard let language = MnemonicLanguage(rawValue: row.language) else { continue }
            let made = try Mnemonic(entropy: SecretBytes(copying: row.entropy.bytes), language: language)
            let sentence = made.withSentence { span in span.indices.map { span[$0] } }
            #expect(sentence == row.expected.mnemonicNfkd.bytes, "row \(row.id)")
            let words = try SecretBytes(text: row.expected.mnemonic)
            let read = try Mnemonic(parsing: words)
            #expect(read.language == language)
            #expect(try read.entropy().disclosed() == row.entropy.bytes, "row \(row.id)")
            let seed = try read.seed(passphrase: SecretBytes(text: row.passphrase))
            #expect(seed.disclosed() == row.expected.seed.bytes, "row \(row.id)")
            let master = try ExtendedPrivateKey(master: seed, network: .mainnet)
            #expect(try Base58Check.encode(master.serialized().disclosed()) == row.expected.masterXprv, "row \(row.id)")
        }
    }

    @Test("refuses the words of languages without a list here by the position of the first one")
    func otherLanguages() throws {
        for row in try VectorStore.load(Self.file, op: "mnemonic", as: Case.self)
        where MnemonicLanguage(rawValue: row.language) == nil {
            let words = try SecretBytes(text: row.expected.mnemonic)
            let code = Self.code { () throws(MnemonicError) in _ = try Mnemonic(parsing: words) }
            #expect(code == "mnemonic.unknown-word", "row \(row.id)")
        }
    }

    @Test("gives the published verdict on words of either list")
    func checks() throws {
        for row in try VectorStore.load(Self.file, op: "check", as: CheckCase.self) {
            let words = try SecretBytes(text: row.mnemonic)
            let language = try #require(MnemonicLanguage(rawValue: row.language))
            if row.expect == .valid {
                let mnemonic = try Mnemonic(parsing: words, language: language)
                #expect(try mnemonic.entropy().disclosed() == row.expected?.entropy.bytes)
            } else {
                let code = Self.code { () throws(MnemonicError) in
                    _ = try Mnemonic(parsing: words, language: language)
                }
                #expect(code != nil, "row \(row.id)")
            }
        }
    }

    @Test("takes a passphrase in every Unicode form for the same")
    func passphrases() throws {
        for row in try VectorStore.load(Self.file, op: "seed", as: SeedCase.self) {
            let mnemonic = try Mnemonic(parsing: SecretBytes(text: row.mnemonic))
            let seed = try mnemonic.seed(passphrase: SecretBytes(text: row.passphrase))
            #expect(seed.disclosed() == row.expected.seed.bytes, "row \(row.id)")
        }
    }

    @Test(
        "refuses passphrases that could not be typed again",
        arguments: [
            ([0x61, 0x09], .control), ([0x1B, 0x5B, 0x44], .control), ([0x7F], .control), ([0xC2, 0x85], .control),
            ([0xCD, 0xB8], .unassigned), ([0xEF, 0xBF, 0xBF], .unassigned), ([0xF0, 0x96, 0xB5, 0xA3], .unassigned),
            ([0x61, 0xFF], .notUTF8), ([0xED, 0xA0, 0x80], .notUTF8), ([0xE3, 0x81], .notUTF8),
        ] as [([UInt8], PassphraseError)])
    func badPassphrases(bytes: [UInt8], error: PassphraseError) throws {
        let mnemonic = try Mnemonic(parsing: SecretBytes(text: Self.zeroWords))
        let phrase = try SecretBytes(copying: bytes)
        #expect(throws: MnemonicError.passphrase(error)) { try { _ = try mnemonic.seed(passphrase: phrase) }() }
        #expect(MnemonicError.passphrase(error).remedy != nil)
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
            Refusal(words: "abandon Abandom", error: .unknownWord(position: 2)),
            Refusal(words: "abandon abandon abandonabandon", error: .unknownWord(position: 3)),
            Refusal(words: "abandon,abandon", error: .unknownWord(position: 1)),
            Refusal(words: "aband", error: .unknownWord(position: 1)),
            Refusal(words: "abandon abandon caf\u{e9}", error: .unknownWord(position: 3)),
            Refusal(words: "abandon abandon\u{301}", error: .unknownWord(position: 2)),
            Refusal(words: "abandon\u{200b}abandon", error: .unknownWord(position: 1)),
            Refusal(
                words: "abandon あいさつ", error: .otherLanguage(position: 2, found: .japanese, expected: .english)),
            Refusal(
                words: "あいさつ　あいだ　zoo", error: .otherLanguage(position: 3, found: .english, expected: .japanese)),
            Refusal(words: "アイサツ", error: .unknownWord(position: 1)),
            Refusal(words: "あいさつあいだ", error: .unknownWord(position: 1)),
            Refusal(words: String(repeating: "あいさつ　", count: 11), error: .wordCount(11)),
            Refusal(words: String(repeating: "abandon ", count: 12), error: .checksum),
        ])
    func refusals(refusal: Refusal) throws {
        let words = try SecretBytes(text: refusal.words)
        #expect(throws: refusal.error) { try { _ = try Mnemonic(parsing: words) }() }
        #expect(!"\(refusal.error)".contains("abandon") && !"\(refusal.error)".contains("あい"))
    }

    @Test("takes words apart by any white space of a terminal or a file")
    func separators() throws {
        let words = try SecretBytes(
            text: " \t" + Self.zeroWords.split(separator: " ").joined(separator: "\r\n \n") + "\n")
        let mnemonic = try Mnemonic(parsing: words)
        #expect(mnemonic.wordCount == 12)
        #expect(mnemonic.withSentence { $0.count } == Self.zeroWords.utf8.count)
    }

    @Test(
        "takes a word in every letter case, width and Unicode form for the same",
        arguments: [
            (zeroWords.uppercased(), zeroWords), (zeroWords.replacing("ab", with: "Ab"), zeroWords),
            (zeroWords.replacing(" ", with: "\u{3000}\r\n"), zeroWords), (fullWidth(zeroWords), zeroWords),
            (japanese.replacing(" ", with: "\u{3000}"), japanese), (japanese.replacing(" ", with: "\n"), japanese),
            (composed(japanese), japanese), (japanese.replacing(" ", with: "\u{a0}\t"), japanese),
        ])
    func spellings(typed: String, meant: String) throws {
        let read = try Mnemonic(parsing: SecretBytes(text: typed))
        #expect(read.withSentence { span in span.indices.map { span[$0] } } == Array(meant.utf8))
    }

    /// Published Japanese words (NFKD, as PBKDF2 takes them).
    static let japanese = NFKD.normalized(
        "そとづら あまど おおう あこがれる いくぶん けいけん あたえる いよく そとづら あまど おおう あかちゃん")

    static func composed(_ text: String) -> String { NFC.normalized(text) }

    static func fullWidth(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.compactMap { Unicode.Scalar($0.value == 0x20 ? 0x3000 : $0.value + 0xFEE0) }))
    }

    @Test("gives the words to people composed, with the separator of their language")
    func text() throws {
        let read = try Mnemonic(parsing: SecretBytes(text: Self.japanese))
        let expected = Self.composed(Self.japanese).replacing(" ", with: "\u{3000}")
        #expect(try read.text().disclosed() == Array(expected.utf8))
        #expect(try read.word(at: 11).disclosed() == Array("あかちゃん".utf8))
        #expect(try read.word(at: 12).count == 0)
        let english = try Mnemonic(parsing: SecretBytes(text: Self.zeroWords))
        #expect(try english.text().disclosed() == Array(Self.zeroWords.utf8))
    }

    @Test("takes only the language that is asked for")
    func language() throws {
        let words = try SecretBytes(text: Self.japanese)
        #expect(throws: MnemonicError.otherLanguage(position: 1, found: .japanese, expected: .english)) {
            try { _ = try Mnemonic(parsing: words, language: .english) }()
        }
        #expect(try Mnemonic(parsing: words, language: .japanese).wordCount == 12)
    }

    @Test(
        "refuses words that are not UTF-8", arguments: [[0xFF], [0x61, 0xE3, 0x81], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) throws {
        let words = try SecretBytes(copying: bytes)
        #expect(throws: MnemonicError.notUTF8) { try { _ = try Mnemonic(parsing: words) }() }
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
        for language in MnemonicLanguage.allCases {
            let list = try #require(lists.first { $0.language == language.rawValue })
            #expect(language.decomposedWords.map { Array($0.utf8) } == list.words.map { Array($0.utf8) })
            #expect(language.words.map(NFKD.normalized).map { Array($0.utf8) } == list.words.map { Array($0.utf8) })
            #expect(language.words.allSatisfy(NFC.isNormalized))
        }
        for (index, word) in EnglishWordList.words.enumerated() {
            #expect(EnglishWordList.index(of: word) == index)
        }
        for stranger in ["", "aa", "abandon ", "Zoo", "zooo", "caf\u{e9}"] {
            #expect(EnglishWordList.index(of: stranger) == nil)
        }
    }
}
