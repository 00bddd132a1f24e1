import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// What findings about the container, the lock times and the outputs say, in Japanese.
extension JapaneseFindings {
    static func text(_ sentence: FileSentence) -> String {
        switch sentence {
        case .unknownFields(let count, let names):
            "ファイルに、このプログラムの知らない項目が\(count)件あります（\(EnglishFindings.shown(names))）。"
                + "そのまま残しますが、何にも使いません。"
        case .pathTooDeep(let place, let depth, let limit):
            "\(location(place))について、ファイルは\(depth)段の導出パスで鍵を示しています。"
                + "\(limit)段を超える導出パスを使うウォレットはありません。"
        case .fingerprintUnset(let place):
            "\(location(place))について、ファイルはフィンガープリント 00000000 で鍵を示しています。これは誰のものでもありません。"
        case .signedBy(let signed, let inputs):
            "ファイルには、有効な署名がすでに入っています："
                + signed.map { "\($0.person)（入力\(inputs)件のうち\($0.inputs)件）" }.joined(separator: "、")
        }
    }

    static func text(_ sentence: TimeSentence) -> String {
        switch sentence {
        case .withoutEffect(let lock):
            "取引にロックタイム \(lock) がありますが、すべての入力のシーケンスが最終値のため、効力を持ちません。"
        case .untilHeight(let height): "取引は、ブロック\(height)より前にはブロックに入ることができません。"
        case .untilTime(let utc, let seconds):
            "取引は、\(utc) UTC（\(seconds)）より前にはブロックに入ることができません。時刻によるロックです。"
        case .farHeight(let height, let known):
            "この支払いは、ブロック\(height)より前には承認されません。分かっている限り、現在はブロック\(known)です。"
        case .farTime(let utc, let seconds, let today):
            "この支払いは、\(utc) UTC（\(seconds)）より前には承認されません。今日は \(today) です。"
        case .heightUnjudged(let height):
            "取引は、ブロック\(height)より前にはブロックに入ることができません。現在のブロックの高さを本機は知らないため、"
                + "支払いがどれだけ遅れるかは分かりません。"
        case .timeUnjudged(let utc, let seconds):
            "取引は、\(utc) UTC（\(seconds)）より前にはブロックに入ることができません。本機は今日の日付を知りません。"
        case .afterEnd(let end):
            "取引がブロックに入ることができるのは、案件の有効期間（\(end.trimmed)まで）が終わった後です。"
        case .relativeBlocks(let inputs, let longest):
            "入力\(list(inputs))：コインの承認数が\(longest)になるまで、取引はブロックに入ることができません"
                + "（最も長いもの、BIP-68）。"
        case .relativeTime(let inputs, let seconds):
            "入力\(list(inputs))：コインが承認されてから\(seconds)秒が過ぎるまで、取引はブロックに入ることができません"
                + "（最も長いもの、BIP-68）。"
        case .relativeWithoutEffect(let inputs):
            "入力\(list(inputs))：相対ロックがありますが、バージョン1の取引では効力を持ちません。"
        }
    }

    static func text(_ sentence: PaymentSentence) -> String {
        switch sentence {
        case .data(let index, let amount, let pushes, let script):
            "出力\(index)：この出力はデータであり、誰にも支払いません（\(EnglishFindings.data(pushes, script))）。"
                + (amount == .zero ? "" : "その \(amount.text) は永久に失われます。")
        case .toOurselves(let index, let position):
            "出力\(index)：金庫自身の受取用の枝（\(position)）に支払います。金庫に戻りますが、お釣りではありません。"
        case .beyondGap(let index, let position, let highest):
            "出力\(index)：これは金庫の \(position) のアドレスですが、この案件が使うコインの最大の番号\(highest)を大きく超えており、"
                + "ほかのプログラムでは見つからないことがあります。"
        case .ownOutputs(let count, let total):
            "金庫に戻る出力が\(count)件あり、合計は \(total.text) です。通常は一つだけです。"
        case .tooManyOwnOutputs(let count, let limit):
            "金庫に戻る出力が\(count)件ありますが、署名するのは\(limit)件までです。"
                + "細かいコインが増えると、その後の支払いの手数料が高くなります。"
        case .repeated(let outputs, let total):
            "出力\(list(outputs))：これら\(outputs.count)件の出力が同じアドレスに支払います。合計は \(total.text) です。"
        case .formerVault(let index, let version, let position):
            "出力\(index)：これは、差し替えられたこの金庫の第\(version)版の \(position) のアドレスであり、"
                + "別の鍵で使うことができます。"
        case .formerCoin(let index, let outpoint):
            "出力\(index)：このアドレスには、本機が署名したコイン \(outpoint) がありました。登録済みの金庫のアドレスではありません。"
        case .coinAddress(let index, let input):
            "出力\(index)：入力\(input)のコインのアドレスに戻ります。"
        case .lookAlike(let index, let address, let match):
            "よく似たアドレスです。出力\(index)の支払い先 \(address) は、\(name(match.known.name)) "
                + "\(match.known.address) に似ていますが、別のアドレスです。先頭の\(match.prefix)文字と"
                + "末尾の\(match.suffix)文字が同じで、残りは異なります。"
        case .firstTime(let outputs, let total):
            "出力\(list(outputs))：送金先\(total)件のうち\(outputs.count)件は、本機が支払いを承認したことのないものです。"
        case .largest(let index, let amount, let before):
            "出力\(index)：\(amount.text) は、本機が一つの送金先に承認した額として過去最大です。"
                + "これまでの最大は、案件 \(before.caseID) の \(before.amount.text) です。"
        }
    }

    private static func location(_ place: HintPlace) -> String {
        switch place {
        case .global: "全体の鍵"
        case .input(let index): "入力\(index)"
        case .output(let index): "出力\(index)"
        }
    }

    /// Whose a known address is.
    private static func name(_ name: KnownAddress.Name) -> String {
        switch name {
        case .entry(let id): "宛先帳の項目 \(id) のアドレス"
        case .own(let version, let position): "金庫自身の \(position) のアドレス（第\(version)版）"
        case .coin(let outpoint): "コイン \(outpoint) のアドレス"
        case .paid(let caseID, let day):
            (day.map { "\($0) の" } ?? "") + "案件 \(caseID) で支払ったアドレス"
        case .output(let other): "出力\(other)のアドレス"
        }
    }
}

extension ValidityBound {
    /// A day or a height, without the space that separates it from Japanese text.
    fileprivate var trimmed: String {
        switch self {
        case .date(let date): "\(date)"
        case .height(let height): "ブロック\(height)"
        }
    }
}
