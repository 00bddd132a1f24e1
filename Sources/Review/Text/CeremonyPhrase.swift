package import BitcoinPrimitives
package import ByteCoding

/// Every sentence of the ceremony that makes keys.
package enum CeremonyPhrase: Hashable, Sendable {
    /// The word that is typed to accept what was entered; the same in every language.
    package static let acceptWord = "yes"

    // Entropy.
    /// What the machine has drawn, and what it commits to.
    case machineDrawn(commitment: Bytes32)
    /// The words come from dice alone.
    case diceAlone
    /// How to throw, and how to write it.
    case howTo(Throwing, fewest: Int)
    /// How many throws there are, and what they give at most, in thousandths of a bit.
    case soFar(throws: Int, millibits: Int, missing: Int)
    /// Asks for throws; the number of the next one.
    case throwsPrompt(next: Int)
    /// The title of a page of throws.
    case throwsTitle(first: Int, last: Int)
    /// Asks whether the throws shown are those on the paper.
    case throwsAccept(word: String)
    /// The throws are to be typed anew.
    case throwsAgain

    // Words.
    /// What is about to be shown, and that it is shown once.
    case wordsIntroduction(count: Int)
    /// Asks to go on to the words.
    case wordsPrompt
    /// The title of a page of words.
    case wordsTitle(first: Int, last: Int, of: Int)
    /// Asks to go on; the page is cleared.
    case secretPagePrompt
    /// The title of the pages from which another tool computes the words.
    case recipeTitle
    /// The machine's part on those pages.
    case recipeMachine
    /// The formula on those pages.
    case recipeFormula(method: String, bytes: Int)
    /// What is about to be asked.
    case quizIntroduction
    /// Asks for a word; its number.
    case quizPrompt(number: Int, of: Int)
    /// A word that was typed is not the one shown.
    case quizWrong(number: Int)
    /// All words were typed rightly.
    case quizPassed(count: Int)

    // Passphrases and keys.
    /// Warns of the passphrase of the words.
    case wordsPassphraseWarning
    /// Asks for the passphrase of the words.
    case wordsPassphrasePrompt
    /// Asks for it once more.
    case wordsPassphraseAgain
    /// The fingerprint of the keys, with or without a passphrase of the words.
    case fingerprint(Fingerprint, withPassphrase: Bool)
    /// Asks whether the fingerprint was written down.
    case fingerprintPrompt
    /// The words that dice give were computed.
    case verified(count: Int)

    /// What is thrown or drawn.
    package enum Throwing: Hashable, Sendable {
        case dice, coins, cards, deck
    }
}

extension ScreenLanguage {
    /// A sentence of the ceremony.
    package func text(_ phrase: CeremonyPhrase) -> String {
        switch self {
        case .english: EnglishCeremony.text(phrase)
        case .japanese: JapaneseCeremony.text(phrase)
        }
    }

    /// A sentence of the ceremony in lines that fit the terminal.
    package func lines(_ phrase: CeremonyPhrase) -> [String] {
        text(phrase).split(separator: "\n", omittingEmptySubsequences: false).flatMap { TextLayout.wrap(String($0)) }
    }
}
