import BitcoinPrimitives
import Custody

/// The sentences about what a replacement changes, in Japanese (`Docs/glossary.md`).
enum JapaneseReplacement {
    static func text(_ phrase: ReplacementPhrase) -> String {
        switch phrase {
        case .title: "差し替えによる変更点"
        case .earlier(let caseID): "案件 \(caseID) を差し替えるものです。"
        case .reason(let reason): "理由（ファイルの記載）：\(SafeText.free(reason))"
        case .noReason: "！理由が書かれていません。"
        case .unknown(let caseID):
            "！本機は案件 \(caseID.short) に回答したことがなく、比べることができません。新しい支払いとして、すべてを"
                + "確かめてください。"
        case .signaturesHeld: "前の案件へのあなたの署名は本機に保留しており、外に出ることはありません。"
        case .signaturesOut:
            "！前の案件へのあなたの署名はすでに本機の外にあります。両方の案件に共通するコインが使われるまで、送信できます。"
        case .signaturesNotGiven: "本機は前の案件に署名していません。"
        case .payments(let same, let gone, let new): "支払い：" + counts(same, gone, new)
        case .returned(let same, let gone, let new): "金庫に戻る出力：" + counts(same, gone, new)
        case .returnedUnknown: "前の案件で金庫に戻る出力は、本機では分かりません。"
        case .coins(let same, let gone, let new): "コイン：" + counts(same, gone, new)
        case .fee(let earlier, let later):
            earlier == later ? "手数料：変更なし、\(later.text)。" : "手数料：\(later.text)。前の案件では \(earlier.text)。"
        case .feeUnknown(let fee): "手数料：\(fee.text)。前の案件の手数料は、本機では分かりません。"
        case .goneOutput(let amount, let place): "- \(amount.text) 送金先 \(place)"
        case .newOutput(let amount, let place): "+ \(amount.text) 送金先 \(place)"
        case .goneCoin(let outpoint): "- \(outpoint)"
        case .newCoin(let outpoint): "+ \(outpoint)"
        }
    }

    private static func counts(_ same: Int, _ gone: Int, _ new: Int) -> String {
        gone + new == 0 ? "\(same)件すべて変更なし。" : "変更なし\(same)件、なくなるもの\(gone)件、新しいもの\(new)件。"
    }
}
