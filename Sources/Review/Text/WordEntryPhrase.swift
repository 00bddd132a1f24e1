package import BitcoinPrimitives
package import ByteCoding

/// What is said while the words of a backup are typed, and about what they give.
package enum WordEntryPhrase: Hashable, Sendable {
    /// The line that takes the last word back; no word of any list, and the same in every language.
    package static let takeBack = "-"

    /// How words are typed; `counts` are the numbers of words that are enough.
    case introduction(counts: [Int])
    /// Asks for the first word, or for all of them.
    case firstPrompt
    /// Asks for a word; `isEnough` when the words before it may be all.
    case prompt(position: Int, isEnough: Bool)
    case taken(first: Int, last: Int)
    case takenBack(position: Int)
    case notEnough(count: Int, counts: [Int])
    /// The word is not in the list of a language; `near` are words of the list that are like it.
    case unknownWord(position: Int, list: ScreenLanguage, near: [String])
    /// The word is in the list of another language than those before it.
    case otherList(position: Int, found: ScreenLanguage, expected: ScreenLanguage)
    case notText
    /// Asks for the BIP-39 passphrase.
    case passphrasePrompt
    /// The fingerprint that words and BIP-39 passphrase give.
    case fingerprint(Fingerprint)
    /// The title over the words that may stand last.
    case finalWords(position: Int, count: Int, list: ScreenLanguage)
    case finalWordsNotice
}

extension ScreenLanguage {
    /// A sentence about the words of a backup.
    package func text(_ phrase: WordEntryPhrase) -> String {
        switch self {
        case .english: EnglishWordEntry.text(phrase)
        case .japanese: JapaneseWordEntry.text(phrase)
        }
    }

    /// A sentence about the words of a backup, in lines that fit the terminal.
    package func lines(_ phrase: WordEntryPhrase) -> [String] { TextLayout.wrap(text(phrase)) }
}
