import Custody

/// What is said around the typed challenge, in Japanese (`Docs/glossary.md`).
enum JapaneseChallenge {
    static func text(_ phrase: ChallengePhrase) -> String {
        switch phrase {
        case .title(let number, let total, let output, let isExternal):
            "\(isExternal ? "送金先" : "自分のアドレス") \(number)/\(total)（出力\(output)）："
                + "この画面ではなく、手元の書面または指図書を見て答えてください。"
        case .characters(let positions, let group):
            "アドレスの\(positions.lowerBound)文字目から\(positions.upperBound)文字目まで"
                + "（第\(group)グループから始まります）："
        case .amount: "金額を BTC（2.50000000）または sat（250000000 sat）で入力してください："
        case .wrong(let left): "このファイルが支払う内容と一致しません。残り\(left)回です。"
        case .failed: "誤った答えが多すぎます。何も署名していません。案件は拒否されていないため、もう一度審査できます。"
        case .complete: "すべての送金先と金額が一致しました。"
        case .repetition(let earlier, let day):
            "二重の支払いではありませんか。本機は案件 \(earlier.short) で" + (day.map { "、\($0) に" } ?? "")
                + "同じ支払いを別のコインから承認しています。このまま進むと、両方が支払われることがあります。"
                + "手元の指図書がさらにもう一度の支払いを求めている場合に限って進んでください。"
                + "最初の支払いは失敗したと言われたのであれば、ここで止めて、最初の案件を差し替える案件を求めてください。"
        case .bothPrompt(let words):
            "両方を支払うなら「\(words)」と入力し、止めるなら何も入力しないでください："
        case .sampled(let asked, let total, let lots):
            "送金先\(total)件のうち\(asked)件について質問します。額の大きいもの、本機で承認したことのないもの、抽選で選んだ\(lots)件です。"
                + "最後に合計を質問します。質問しない送金先も、手元の書面と照合してください。"
        case .totalsTitle: "すべての送金先の合計：この画面ではなく、手元の書面または指図書を見て答えてください。"
        case .totalsCount: "送金先の件数："
        case .totalsAmount: "合計額を BTC（2.50000000）または sat（250000000 sat）で入力してください："
        case .completeSample: "質問した送金先と金額、および合計がすべて一致しました。"
        case .warningTitle(let number, let total): "警告 \(number)/\(total)"
        case .warningPrompt(let word):
            "読んだら「\(word)」と入力し、止めるなら何も入力しないでください："
        case .wrongWord(let left): "入力した語が違います。残り\(left)回です。"
        }
    }
}
