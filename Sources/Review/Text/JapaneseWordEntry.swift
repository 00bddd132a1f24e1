import ByteCoding

/// The sentences about the words of a backup in Japanese.
enum JapaneseWordEntry {
    static func text(_ phrase: WordEntryPhrase) -> String {
        switch phrase {
        case .introduction(let counts):
            "バックアップの単語を一語ずつ、または一行にまとめて入力してください。入力した文字は画面に表示されません。単語は入力のたびに"
                + "単語リストと照合します。「\(WordEntryPhrase.takeBack)」だけを入力すると直前の一語を取り消し、何も入力せずにEnterキーを"
                + "押すと入力を終わります（語数は\(list(counts))）。"
        case .firstPrompt: "1語目、または一行にまとめた全単語（表示されません）："
        case .prompt(let position, let isEnough):
            "\(position)語目\(isEnough ? "、以上で全部の場合はEnterキー" : "")（表示されません）："
        case .taken(let first, let last):
            first == last ? "\(first)語目は単語リストにあります。" : "\(first)語目から\(last)語目までは単語リストにあります。"
        case .takenBack(let position): "\(position)語目を取り消しました。"
        case .notEnough(let count, let counts): "入力された単語は\(count)語です。\(list(counts))語が必要です。"
        case .unknownWord(let position, let language, let near):
            "\(position)語目は\(name(language))の単語リストにないため、受け付けません。"
                + (near.isEmpty ? "似た単語はリストにありません。" : "似た単語：\(near.joined(separator: "、"))。")
                + "バックアップと見比べて、単語を省略せずに入力してください。"
        case .otherList(let position, let found, let expected):
            "\(position)語目は\(name(found))の単語リストの単語であるため、受け付けません。一つのバックアップの単語はすべて同じ言語であり、"
                + "これまでの単語は\(name(expected))です。"
        case .notText: "入力された内容はUTF-8の文字ではないため、受け付けません。"
        case .passphrasePrompt: "単語のBIP-39パスフレーズ："
        case .fingerprint(let fingerprint):
            "この単語とBIP-39パスフレーズのフィンガープリントは\(fingerprint)です。どのようなパスフレーズからも鍵はできます。"
                + "バックアップ用紙のフィンガープリントと異なる場合、パスフレーズが違います。"
        case .finalWords(let position, let count, let language):
            "\(position)語目（最後の単語）にできる\(name(language))の単語リストの\(count)語"
        case .finalWordsNotice:
            "どの単語を選んでもチェックサムは正しくなります。好みではなく、くじなどで一語を選び、書き留めてください。これ以外の単語で終わる"
                + "単語の並びは無効です。"
        }
    }

    private static func name(_ language: ScreenLanguage) -> String {
        switch language {
        case .english: "英語"
        case .japanese: "日本語"
        }
    }

    private static func list(_ counts: [Int]) -> String { counts.map { String($0) }.joined(separator: "・") }
}
