import BitcoinPrimitives
import ByteCoding
import Custody

/// What findings about a case and about this machine's records say, in Japanese.
extension JapaneseFindings {
    static func text(_ sentence: CaseSentence) -> String {
        switch sentence {
        case .differs(let line, let file, let rebuilt):
            "ファイルの案件書が、本機が取引から組み立てた案件書と異なります。\(line)行目は、"
                + "ファイルでは\(shown(file))、本機では\(shown(rebuilt))です。"
        case .attachmentForeign(let cause): "ファイルの中に、この案件のものではない文書があります。" + reason(cause)
        case .refused(let person, let reason): "\(person) がこの案件を拒否しました：\(quoted(reason))"
        case .refusalUnproven(let person): "ファイルに \(person) の拒否書がありますが、その署名は有効ではありません。"
        case .refusedEarlier(let person):
            "\(person) はこの案件を拒否しています。本機はその拒否書を以前に見ていますが、このファイルには入っていません。"
        case .paymentPaysNobody: "案件は支払いとされていますが、金庫から何も出ません。"
        case .internalPaysOthers(let outputs):
            "案件はすべて金庫に残るとされていますが、出力\(outputs)件が他人に支払います。"
        case .orderMissing: "この金庫は署名のある指図書を必須としていますが、この案件には指図書がありません。"
        case .drill(let network):
            network.isTest
                ? "案件には訓練の印が付いていますが、署名は本物です。署名を持つ人は誰でも取引を送信できます。"
                : "案件には訓練の印が付いていますが、これは本番のネットワークであり、取引は本物のコインを動かします。"
        case .expired(let notAfter, let today):
            "案件の有効期間は \(notAfter) までです。今日は \(today) です。"
        case .notYetValid(let notBefore, let today):
            "案件の有効期間は \(notBefore) からです。今日は \(today) です。"
        case .heightPassed(let notAfter, let height):
            "案件の有効期間はブロック\(notAfter)までです。本機が知っているのはブロック\(height)です。"
        case .heightNotReached(let notBefore, let height):
            "案件の有効期間はブロック\(notBefore)からです。本機が知っているのはブロック\(height)までです。"
        case .validityUnknown(let bound):
            "案件が今有効かどうか、本機には分かりません。期限は\(JapaneseFacts.bound(bound))です。"
        case .replaces(let earlier): "この案件は、案件 \(earlier) を差し替えるものです。"
        case .replacesUnknown(let earlier):
            "この案件は、案件 \(earlier) を差し替えるとしていますが、本機はその案件に答えたことがありません。"
                + "両方が支払われ得るかどうか、本機には分かりません。"
        case .replacesWithoutReason(let earlier):
            "この案件は案件 \(earlier) を差し替えるとしていますが、理由が書かれていません。"
        case .replacesWithoutCoin(let earlier):
            "この案件は、直接または別の案件を経て案件 \(earlier) に代わるものですが、そのコインを一つも使っていません。"
                + "両方が支払われることがあります。"
        case .replaced(let later): "本機は、この案件に代わる案件 \(later) をすでに受け入れています。"
        case .paysAgain(let index, let earlier, let day):
            "二重の支払いではありませんか。出力\(index)：本機は案件 \(earlier) で" + (day.map { "、\($0) に" } ?? "")
                + "同じアドレスと金額を承認しています。この案件はそのコインを一つも使っていないため、両方が支払われることがあります。"
                + "最初の支払いが済んだかどうかは、本機では分かりません。"
        case .wordsUnavailable: "案件の照合語を本機で計算できませんでした。"
        }
    }

    static func text(_ sentence: MachineSentence) -> String {
        switch sentence {
        case .caseDigestDiffers(let caseID, let journal, let file, let differences):
            "本機は以前、案件 \(caseID) に別の内容で答えています（記録簿のダイジェスト \(journal)、"
                + "このファイルのダイジェスト \(file)）。" + differences.map(text).joined()
        case .coinsKept(let inputs, let caseID, let isOther, let isArmed):
            "入力\(list(inputs))について、本機は\(isOther ? "案件 \(caseID) " : "この案件")で署名しています。"
                + (isArmed
                    ? "その署名はすでに本機の外にあり、その案件のコインがブロックチェーン上で使われるまで行使可能です。"
                    : "その署名は本機で保留しています。")
        case .outpointSignedElsewhere(let index, let outpoint, let earlier):
            "入力\(index)：コイン \(outpoint) について、本機は案件 \(earlier) ですでに署名または確認しています。"
                + "この案件は、それを差し替えるものとはされていません。"
        case .outpointReplaced(let index, let outpoint, let earlier):
            "入力\(index)：コイン \(outpoint) について、この案件が差し替える案件 \(earlier) で署名または確認しています。"
        case .nothingToSign: "本機の鍵は、すべての入力にすでに署名しています。"
        case .alreadySigned:
            "本機の鍵は、記録簿のとおり、すべての入力にすでに署名しています。同じ署名をもう一度作ります。"
        case .coinDiffers(let index, let outpoint, let remembered, let found):
            "入力\(index)：コイン \(outpoint) は、本機が以前の案件に答えた時は \(remembered.amount.text)"
                + "（\(remembered.scriptPubKey.hex)）でしたが、このファイルでは \(found.amount.text)"
                + "（\(found.scriptPubKey.hex)）です。"
        case .noKeyInVault(let person): "本機の鍵（\(SafeText.ascii(person))）は、この金庫の鍵ではありません。"
        case .personExpired(let person, let lastDay, let today):
            "この金庫での \(person) の役目は \(lastDay) で終わりました。今日は \(today) です。"
        case .ownSignatureUnknown(let index):
            "入力\(index)：ファイルに本機の鍵による署名がありますが、本機はこの案件の署名を外に出したことがありません。"
        case .unclaimedProblem(let description):
            "どの点検項目にも当てはまらない問題が見つかりました：\(quoted(description))"
        }
    }

    private static func text(_ difference: CaseDifference) -> String {
        switch difference {
        case .coins: "使うコインが異なります。"
        case .payments: "送金先または金額が異なります。"
        case .replaces: "差し替える案件が異なります。"
        case .elsewhere:
            "コイン、送金先、金額は同じです。異なるのは、シーケンス、ロックタイム、バージョン、お釣り、有効期間のいずれかです。"
        }
    }

    /// A line of a document, cut as the English sentence cuts it.
    private static func shown(_ line: String?) -> String {
        guard let line else { return "なし" }
        let limit = EnglishFindings.quotedLength
        return "「\(SafeText.free(String(line.prefix(limit))))\(line.count > limit ? "…" : "")」"
    }
}
