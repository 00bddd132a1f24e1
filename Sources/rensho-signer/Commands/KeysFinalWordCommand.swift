import ArgumentParser
import CommandSupport
import SignerCore

/// `keys final-word`.
struct KeysFinalWordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "final-word", abstract: "Show which words may stand last behind 11 or 23 words.",
        discussion: """
            For words that were drawn by lot: the last word carries the checksum and cannot be drawn freely. Asks for \
            11, 14, 17, 20 or 23 words and shows every word that may follow, on the terminal only. Nothing is stored.

            Example:
              rensho-signer keys final-word
            """)

    @Option(
        name: .customLong("words-fd"),
        help: ArgumentHelp("Read the words as one line from this open descriptor.", valueName: "number"))
    var wordsDescriptor: Int32?

    @OptionGroup var lang: LanguageOptions

    func run() throws {
        let language = lang.language
        _ = try SignerSession(.withoutHome(), opensKeys: true, language: language)
        try FinalWords.show(
            wordsDescriptor.map { .descriptor($0) } ?? .terminal, on: try Terminal(language: language))
    }
}
