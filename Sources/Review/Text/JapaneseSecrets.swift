/// The questions whose answers are not shown, in Japanese.
enum JapaneseSecrets {
    static func text(_ phrase: SecretPhrase) -> String {
        switch phrase {
        case .keystorePassphrase: "キーストアのパスフレーズ："
        case .newKeystorePassphrase: "キーストアの新しいパスフレーズ："
        case .samePassphrase: "同じパスフレーズをもう一度："
        case .backupWords: "バックアップの単語を空白で区切って入力してください（表示されません）："
        case .wordsPassphrase: "単語のBIP-39パスフレーズ（表示されません）："
        }
    }
}
