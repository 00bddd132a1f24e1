import ByteCoding

/// The sentences about the words of a backup in English.
enum EnglishWordEntry {
    static func text(_ phrase: WordEntryPhrase) -> String {
        switch phrase {
        case .introduction(let counts):
            "Type the backup words one by one, or all in one line; nothing that you type is shown. Every word is looked "
                + "up at once. A line with only \"\(WordEntryPhrase.takeBack)\" takes the last word back; an empty line "
                + "ends the words (\(list(counts)) of them)."
        case .firstPrompt: "Word 1, or all words in one line (not shown): "
        case .prompt(let position, let isEnough):
            "Word \(position)\(isEnough ? ", or Enter if these were all" : "") (not shown): "
        case .taken(let first, let last):
            first == last ? "Word \(first) is in the list." : "Words \(first) to \(last) are in the list."
        case .takenBack(let position): "Word \(position) is taken back."
        case .notEnough(let count, let counts): "These are \(count) words; \(list(counts)) are needed."
        case .unknownWord(let position, let language, let near):
            "Word \(position) is not in the \(name(language)) word list, and is not taken. "
                + (near.isEmpty
                    ? "No word of the list is like it. " : "Like it are: \(near.joined(separator: ", ")). ")
                + "Compare with the backup, and type the word in full."
        case .otherList(let position, let found, let expected):
            "Word \(position) is in the \(name(found)) word list, and is not taken: the words of one backup are of one "
                + "language, and these are \(name(expected))."
        case .notText: "What was typed is not UTF-8 text, and is not taken."
        case .passphrasePrompt: "BIP-39 passphrase of the words: "
        case .fingerprint(let fingerprint):
            "Words and BIP-39 passphrase give the fingerprint \(fingerprint). Every passphrase gives keys; if this is "
                + "not the fingerprint on the backup sheet, it is another passphrase."
        case .finalWords(let position, let count, let language):
            "The \(count) words of the \(name(language)) word list that may stand as word \(position)"
        case .finalWordsNotice:
            "With each of them the checksum is right. Choose one by lot, not by taste, and write it down: a mnemonic "
                + "ending in another word is none."
        }
    }

    private static func name(_ language: ScreenLanguage) -> String {
        switch language {
        case .english: "English"
        case .japanese: "Japanese"
        }
    }

    private static func list(_ counts: [Int]) -> String {
        let texts = counts.map { String($0) }
        guard let last = texts.last, texts.count > 1 else { return texts.joined() }
        return texts.dropLast().joined(separator: ", ") + " or " + last
    }
}
