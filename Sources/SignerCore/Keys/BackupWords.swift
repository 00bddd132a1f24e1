import BitcoinPrimitives
import CommandSupport
import Review
import SecretKeys

/// Where the words of a backup and their BIP-39 passphrase come from.
package struct BackupWords: Sendable {
    package let words: SecretSource
    /// The BIP-39 passphrase; `nil` for words without one.
    package let passphrase: SecretSource?

    package init(words: SecretSource, passphrase: SecretSource?) {
        self.words = words
        self.passphrase = passphrase
    }

    /// What words and passphrase give.
    struct Answer: ~Copyable {
        let seed: Seed
        let wordCount: Int
        let language: MnemonicLanguage
    }

    /// Reads the words and, where there is one, the passphrase; the fingerprint is then shown to the person who typed
    /// it, since every mistyped passphrase gives keys too.
    func read(on network: Network, from terminal: some ReviewTerminal) throws(SignerError) -> Answer {
        try SelfTest.require()
        let draft = try WordEntry.read(words, counts: Mnemonic.wordCounts, from: terminal)
        let mnemonic = try SignerError.lifting { try draft.mnemonic() }
        let seed = try seed(of: mnemonic, terminal)
        if passphrase == .terminal {
            let fingerprint = try SignerError.lifting {
                try ExtendedPrivateKey(master: seed, network: network).fingerprint
            }
            let lines = terminal.language.lines(.fingerprint(fingerprint))
            try SignerError.lifting { try terminal.write(lines) }
        }
        return Answer(seed: seed, wordCount: mnemonic.wordCount, language: mnemonic.language)
    }

    private func seed(
        of mnemonic: borrowing Mnemonic, _ terminal: some ReviewTerminal
    ) throws(SignerError) -> Seed {
        guard let passphrase else { return try Self.seed(of: mnemonic, nil) }
        let typed = try passphrase.read(terminal.language.text(.passphrasePrompt), from: terminal)
        return try Self.seed(of: mnemonic, Optional(try typed.secretBytes()))
    }

    private static func seed(
        of mnemonic: borrowing Mnemonic, _ passphrase: borrowing SecretBytes?
    ) throws(SignerError) -> Seed {
        do throws(MnemonicError) {
            return try mnemonic.seed(passphrase: passphrase)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }
}
