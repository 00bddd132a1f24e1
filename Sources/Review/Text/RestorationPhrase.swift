package import ByteCoding

/// What is said about keys that a machine may have used before, and about machines that were restored.
package enum RestorationPhrase: Hashable, Sendable {
    /// The word that is typed to state that no machine ever held the words; the same in every language.
    package static let neverUsedWord = "never"

    /// Asks whether a machine ever held the words.
    case wordsHistory
    /// Asks for ``neverUsedWord``.
    case wordsHistoryPrompt
}

extension ScreenLanguage {
    /// A sentence about restored machines.
    package func text(_ phrase: RestorationPhrase) -> String {
        switch self {
        case .english: EnglishRestoration.text(phrase)
        case .japanese: JapaneseRestoration.text(phrase)
        }
    }

    /// A sentence about restored machines, in lines that fit the terminal.
    package func lines(_ phrase: RestorationPhrase) -> [String] { TextLayout.wrap(text(phrase)) }
}
