import ArgumentParser
import ByteCoding
import CommandSupport
import SignerCore

/// Where the words of a backup come from.
struct BackupWordsOptions: ParsableArguments {
    @Option(
        name: .customLong("words-fd"),
        help: ArgumentHelp("Read the words as one line from this open descriptor.", valueName: "number"))
    var wordsDescriptor: Int32?

    @Flag(
        name: .customLong("words-passphrase"),
        help: "The words have a BIP-39 passphrase (the 25th word): ask for it.")
    var hasWordsPassphrase = false

    @Option(
        name: .customLong("words-passphrase-fd"),
        help: ArgumentHelp("Read the BIP-39 passphrase from this open descriptor.", valueName: "number"))
    var wordsPassphraseDescriptor: Int32?

    /// The sources.
    var sources: BackupWords {
        BackupWords(
            words: wordsDescriptor.map { .descriptor($0) } ?? .terminal,
            passphrase: wordsPassphraseDescriptor.map { .descriptor($0) } ?? (hasWordsPassphrase ? .terminal : nil))
    }

    /// The terminal, where a secret is typed at it; `others` come from elsewhere than the words.
    func terminal(_ language: ScreenLanguage, others: [SecretSource] = []) throws -> any ReviewTerminal {
        let asked = [sources.words] + others + [sources.passphrase].compactMap { $0 }
        return asked.contains(where: \.isTerminal)
            ? try Terminal(language: language) : UnattendedTerminal(language: language)
    }
}
