/// The questions whose answers are not shown, in Japanese.
enum JapaneseSecrets {
    static func text(_ phrase: SecretPhrase) -> String {
        switch phrase {
        case .keystorePassphrase: "キーストアのパスフレーズ："
        case .newKeystorePassphrase: "キーストアの新しいパスフレーズ："
        case .samePassphrase: "同じパスフレーズをもう一度："
        }
    }
}
