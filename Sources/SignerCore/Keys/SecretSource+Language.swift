import CommandSupport
import Review

extension SecretSource {
    /// Asks for the secret in the language of the terminal, or reads it.
    func read(_ phrase: SecretPhrase, from terminal: some ReviewTerminal) throws(SignerError) -> TypedSecret {
        try read(terminal.language.text(phrase), from: terminal)
    }
}
