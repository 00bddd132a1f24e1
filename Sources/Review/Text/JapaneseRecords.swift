import BitcoinPrimitives
import Custody

/// What a destination's page says from this machine's records, in Japanese (`Docs/glossary.md`).
enum JapaneseRecords {
    static func text(_ phrase: RecordPhrase) -> String {
        switch phrase {
        case .heading: "本機の記録簿から："
        case .firstTime: "初めての送金先です。本機でこのアドレスへの支払いを承認したことはありません。"
        case .approvedBefore(let times, let last, let largest):
            "承認したことのある送金先です。本機は、このアドレスへの支払いを\(times)回承認しています（"
                + (last.map { "最後は \($0)、" } ?? "") + "最高額は \(largest.text)）。"
        case .largestEver(let before):
            "過去最高額です。本機がこれまでに承認した支払いの最高額は \(before.text) です。"
        case .notLargest(let largest): "本機がこれまでに承認した支払いの最高額：\(largest.text)"
        case .nothingToCompare: "本機は支払いを承認したことがないため、比べられる金額がありません。"
        case .share(let share):
            "この案件が使うコインの \(JapaneseFacts.percent(share)) に当たります。金庫全体の残高は、本機では分かりません。"
        }
    }
}
