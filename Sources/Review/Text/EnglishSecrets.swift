/// The questions whose answers are not shown, in English.
enum EnglishSecrets {
    static func text(_ phrase: SecretPhrase) -> String {
        switch phrase {
        case .keystorePassphrase: "Passphrase of the keystore: "
        case .newKeystorePassphrase: "New passphrase for the keystore: "
        case .samePassphrase: "The same passphrase again: "
        }
    }
}
