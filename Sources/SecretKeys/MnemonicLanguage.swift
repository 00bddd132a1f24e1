import BitcoinPrimitives
import UnicodeForms

/// A language whose BIP-39 word list is known here.
package enum MnemonicLanguage: String, CaseIterable, Hashable, Sendable {
    case english, japanese

    /// The number of words of a list, so that a word stands for ``bitsPerWord`` bits.
    package static let wordCount = EnglishWordList.count

    /// The number of bits that one word stands for.
    package static let bitsPerWord = EnglishWordList.bitsPerWord

    /// The words in the order of their numbers, as people read and write them: in NFC.
    package var words: [String] {
        switch self {
        case .english: EnglishWordList.words
        case .japanese: Self.composedJapanese
        }
    }

    /// The words in the order of their numbers, as PBKDF2 takes them: in NFKD.
    package var decomposedWords: [String] {
        switch self {
        case .english: EnglishWordList.words
        case .japanese: JapaneseWordList.words
        }
    }

    /// What stands between two words where people read them (BIP-39, "Wordlists": Japanese words are separated by
    /// ideographic spaces); PBKDF2 takes its NFKD form, U+0020.
    package var separator: String {
        switch self {
        case .english: " "
        case .japanese: "\u{3000}"
        }
    }

    /// The name of the list in messages.
    package var listName: String {
        switch self {
        case .english: "English"
        case .japanese: "Japanese"
        }
    }

    private static let composedJapanese = JapaneseWordList.words.map(NFC.normalized)
}
