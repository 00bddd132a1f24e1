import SecretKeys
import Testing

@Suite("The words of a mnemonic while they come in")
struct MnemonicDraftTests {
    private static func draft(_ text: String) throws -> MnemonicDraft {
        var draft = try MnemonicDraft()
        try draft.append(SecretBytes(text: text))
        return draft
    }

    @Test("come one by one, in groups or all at once, and give the same")
    func portions() throws {
        var draft = try MnemonicDraft()
        for portion in ["abandon abandon\tABANDON", "abandon", "abandon abandon abandon abandon\nabandon", "abandon"] {
            try draft.append(SecretBytes(text: portion))
        }
        #expect(draft.wordCount == 10 && draft.language == .english)
        try draft.append(SecretBytes(text: "abandon about"))
        let whole = try Mnemonic(parsing: SecretBytes(text: MnemonicTests.zeroWords))
        #expect(try draft.mnemonic().entropy().disclosed() == whole.entropy().disclosed())
    }

    @Test("keep what was taken before a word that is refused, and go on behind it")
    func refusal() throws {
        var draft = try Self.draft("abandon abandon abandon abandon abandon abandon abandon abandon abandon")
        let bad = try SecretBytes(text: "abandon abandn about")
        #expect(throws: MnemonicError.unknownWord(position: 11)) { try draft.append(bad) }
        #expect(draft.wordCount == 10)
        let foreign = try SecretBytes(text: "あいさつ")
        #expect(throws: MnemonicError.otherLanguage(position: 11, found: .japanese, expected: .english)) {
            try draft.append(foreign)
        }
        #expect(draft.wordCount == 10)
        try draft.append(SecretBytes(text: "abandon about"))
        _ = try draft.mnemonic()
    }

    @Test("are taken back from the end, and leave nothing behind")
    func removal() throws {
        var draft = try Self.draft(MnemonicTests.zeroWords.replacing("about", with: "zoo"))
        #expect(throws: MnemonicError.checksum) { try { _ = try draft.mnemonic() }() }
        draft.removeLast()
        draft.removeLast()
        #expect(draft.wordCount == 10)
        try draft.append(SecretBytes(text: "abandon about"))
        _ = try draft.mnemonic()
        for _ in 0..<20 { draft.removeLast() }
        #expect(draft.wordCount == 0 && draft.language == nil)
        #expect(throws: MnemonicError.wordCount(0)) { try { _ = try draft.mnemonic() }() }
    }

    static let mistyped: [(before: String, typed: String, near: [String])] = [
        ("", "abandn", ["abandon"]), ("", "aband", ["abandon"]), ("", "ABNADON", ["abandon"]),
        ("", "absu", ["absurd"]), ("", "acti", ["action"]), ("", "abstraction", ["abstract"]),
        ("", "zzzzzz", []), ("", "woman1", ["woman"]), ("", "x", []), ("", "legla", ["legal"]),
        ("", "あいさっ", ["あいさつ"]), ("", "アイサツ", ["あいさつ"]),
        ("あいさつ", "けいけ", ["けいけん"]), ("あいさつ", "そとつら", ["そとづら"]), ("あいさつ", "abandn", []),
    ]

    @Test("have hints for a word that is in no list", arguments: mistyped)
    func hints(before: String, typed: String, near: [String]) throws {
        var draft = try Self.draft(before)
        let words = try SecretBytes(text: typed)
        #expect(throws: MnemonicError.unknownWord(position: draft.wordCount + 1)) { try draft.append(words) }
        let (list, numbers) = draft.hints()
        let named = numbers.map { list.words[$0] }
        #expect(named.count <= 4 && Set(named).count == named.count)
        if near.isEmpty { #expect(named == []) } else { #expect(named.first == near.first, "\(named)") }
    }

    @Test("an abbreviation of four letters is hinted at first, and never taken", arguments: ["aban", "zebr", "actu"])
    func abbreviations(typed: String) throws {
        var draft = try MnemonicDraft()
        let words = try SecretBytes(text: typed)
        #expect(throws: MnemonicError.unknownWord(position: 1)) { try draft.append(words) }
        let (list, numbers) = draft.hints()
        let first = try #require(numbers.first)
        #expect(list.words[first].hasPrefix(typed))
        #expect(draft.wordCount == 0)
    }

    @Test("words beyond the 24th are counted, not taken")
    func tooMany() throws {
        let draft = try Self.draft([String](repeating: "zoo", count: 40).joined(separator: " "))
        #expect(throws: MnemonicError.wordCount(40)) { try { _ = try draft.mnemonic() }() }
        #expect(throws: MnemonicError.finalWordCount(40)) { _ = try draft.finalWords() }
    }

    @Test(
        "name exactly the last words that make the checksum right",
        arguments: [(11, 128), (14, 64), (17, 32), (20, 16), (23, 8)], MnemonicLanguage.allCases)
    func finalWords(counts: (words: Int, choices: Int), language: MnemonicLanguage) throws {
        let list = language.words
        let first = (0..<counts.words).map { list[($0 * 311 + 7) % list.count] }.joined(separator: " ")
        var draft = try Self.draft(first)
        let found = try draft.finalWords()
        #expect(found.count == counts.choices)
        var right: [Int] = []
        for (number, word) in list.enumerated() {
            try draft.append(SecretBytes(text: word))
            if (try? { _ = try draft.mnemonic() }()) != nil { right.append(number) }
            draft.removeLast()
        }
        #expect(found == right)
    }

    @Test("have last words only behind 11, 14, 17, 20 or 23", arguments: [0, 1, 10, 12, 13, 22, 24])
    func finalWordCounts(count: Int) throws {
        let draft = try Self.draft([String](repeating: "zoo", count: count).joined(separator: " "))
        #expect(throws: MnemonicError.finalWordCount(count)) { _ = try draft.finalWords() }
    }
}
