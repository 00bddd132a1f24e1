package import ByteCoding

/// The questions whose answers are not shown.
package enum SecretPhrase: Hashable, Sendable {
    case keystorePassphrase
    case newKeystorePassphrase
    case samePassphrase
}

extension ScreenLanguage {
    /// A question whose answer is not shown.
    package func text(_ phrase: SecretPhrase) -> String {
        switch self {
        case .english: EnglishSecrets.text(phrase)
        case .japanese: JapaneseSecrets.text(phrase)
        }
    }
}
