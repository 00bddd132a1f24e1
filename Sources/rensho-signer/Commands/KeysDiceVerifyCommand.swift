import ArgumentParser
import CommandSupport
import SecretKeys
import SignerCore

/// `keys dice-verify`.
struct KeysDiceVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dice-verify", abstract: "Compute the words of dice again, as other signers do.",
        discussion: """
            Takes the digits of a die at the terminal and shows the words that keys create --dice-only makes of them: \
            SHA-256 of the digits as ASCII, the first 16 bytes of it for 12 words, all 32 for 24. Nothing is stored. \
            Use it to compare this machine with another one before you trust either.

            Example:
              rensho-signer keys dice-verify --words 24
            """)

    @Option(name: .customLong("words"), help: "How many words: 12 (at least 50 dice) or 24 (at least 99).")
    var wordCount = 24

    @Option(
        name: .customLong("words-language"),
        help: "The list that the words are taken from: english or japanese. English ones work in every wallet.")
    var wordsLanguage: MnemonicLanguage = .english

    @OptionGroup var lang: LanguageOptions

    func validate() throws {
        guard [12, 24].contains(wordCount) else { throw ValidationError("--words must be 12 or 24") }
    }

    func run() throws {
        let language = lang.language
        _ = try SignerSession(.withoutHome(), opensKeys: true, language: language)
        try DiceVerification.run(
            wordCount: wordCount, wordsLanguage: wordsLanguage, terminal: Terminal(language: language))
    }
}
