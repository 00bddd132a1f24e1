/// The sentences about restored machines in Japanese.
enum JapaneseRestoration {
    static func text(_ phrase: RestorationPhrase) -> String {
        switch phrase {
        case .wordsHistory:
            "この単語は、本機または他の端末で使われたことがありますか。使われたことがある場合、本機の知らない案件に"
                + "回答済みの可能性があります。そのため、他の署名者の証言書を取り込むまで、本機は隔離状態になります。"
        case .wordsHistoryPrompt:
            "どの端末でも一度も使われていない場合だけ「\(RestorationPhrase.neverUsedWord)」と入力してください。"
                + "それ以外は何も入力せずにEnterキーを押してください："
        }
    }
}
