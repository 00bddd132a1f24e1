import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about restored machines in Japanese.
enum JapaneseRestoration {
    static func text(_ phrase: RestorationPhrase) -> String {
        switch phrase {
        case .wordsHistory:
            "この単語が、本機またはほかの端末で使われたことはありますか。使われたことがある場合、本機の知らない案件に"
                + "回答済みの可能性があります。そのため、ほかの署名者の端末証言書を取り込むまで、本機は隔離状態になります。"
        case .wordsHistoryPrompt:
            "どの端末でも一度も使われていない場合だけ「\(RestorationPhrase.neverUsedWord)」と入力してください。"
                + "それ以外は何も入力せずにEnterキーを押してください："
        case .quarantineBegins:
            "本機は隔離状態です。審査の表示、金庫の登録、案件の拒否はできますが、金庫のほかの署名者の端末証言書を"
                + "取り込むまで、署名、確認、引き渡しはできません。"
        case .restoredTitle: "復元された端末"
        case .restoredMachine(let person, let adopted):
            "\(person) の端末はバックアップから復元されました。復元前の回答については、ほかの署名者が見た範囲（"
                + (adopted == 0 ? "記録簿を見た署名者はいません" : "記録簿の\(adopted)番まで")
                + "）でしか分かりません。\(person) 本人に確かめてください。"
        case .restoredUnaware(let person, let seen):
            "！その端末は、本機が見た記録簿の\(seen)番を知りませんでした。\(person) のその時の回答が失われている"
                + "可能性があります。"
        case .ownAnswerBefore:
            "このファイルには、本機の復元前にあなたの名義で出された回答が含まれています。問題がなければ、同じ回答を"
                + "そのまま出し直します。あなたが出したものでなければ中止してください。本人鍵が他人に使われています。"
        case .recording(let person, let vault, let head, let cases):
            "本機が見た \(person) の記録簿：\(entry(head))。金庫 \(vault) で \(person) の回答を見た案件：\(cases)件。"
        case .adoptionTitle: "本機についてほかの署名者が見たもの"
        case .adoptionRecord(let person, let vault, let date, let number, let head, let cases, let isRestored):
            "\(person)、金庫 \(vault)、\(date)、本人の記録簿の\(number)番の時点。あなたの記録簿："
                + "\(entry(head))。あなたの回答を見た案件：\(cases)件。"
                + (isRestored ? "！この端末自体も復元されており、復元後に見たものしか知りません。" : "")
        case .adoptionCase(let caseID, let answers, let people):
            "案件 \(caseID.short) への回答：\(answers.map(word).joined(separator: "、"))。証言した署名者："
                + people.map(\.description).joined(separator: "、")
        case .adoptionPayment(let amount, let destination): "\(amount.text)、送金先 \(destination)"
        case .adoptionContradiction(let caseID):
            "！矛盾：案件 \(caseID.short) について、内容の異なる証言があります。誰かが偽っているか、あなたの鍵が他人に"
                + "使われています。中止してほかの署名者と照合してください。本機はこの案件には回答しません。"
        case .adoptionFork(let sequence):
            "！矛盾：あなたの記録簿の\(sequence)番について、ハッシュの異なる証言があります。誰かが偽っているか、同じ鍵で"
                + "二台の端末が動いていました。中止してほかの署名者と照合してください。"
        case .adoptionMeaning:
            "取り込むと、すべての案件、コイン、支払いは、本機が回答したものとして扱われます。端末証言書を今作成したか"
                + "どうかを、作成者一人一人に口頭で確かめてください。誰も見ていない回答は失われたままです。"
                + "ほかに覚えている回答があれば、ほかの署名者に伝えてください。"
        case .adoptionPrompt: "取り込むには「\(RestorationPhrase.adoptionWord)」と入力してください："
        case .stillMissing(let vault, let people):
            "金庫 \(vault) は隔離状態のままです。端末証言書が足りない署名者："
                + people.map(\.description).joined(separator: "、")
        case .adopted(let vaults):
            "隔離状態が解除された金庫：" + vaults.map(\.description).joined(separator: "、")
        }
    }

    private static func entry(_ head: UInt64?) -> String { head.map { "\($0)番まで" } ?? "なし" }

    private static func word(_ kind: RecordedAnswer.Kind) -> String {
        switch kind {
        case .heldShare: "署名確約書"
        case .openShare: "署名付きの署名確約書"
        case .confirmation: "確認書"
        case .release: "引き渡し"
        case .refusal: "拒否書"
        }
    }
}
