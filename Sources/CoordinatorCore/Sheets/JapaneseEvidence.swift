import BitcoinPrimitives
import ByteCoding
import Custody

extension EvidencePhrase {
    /// The sentence in Japanese (`Docs/glossary.md`).
    var japanese: String {
        switch self {
        case .title(let id, let vault): "金庫 \(vault) の案件 \(id.short) の証拠"
        case .headingCase: "案件"
        case .headingPayments: "支払いの内容"
        case .headingPeople: "誰が、いつ、どの端末で、何をしたか"
        case .headingShown: "画面に表示された内容"
        case .headingTransaction: "取引"
        case .headingFiles: "戻ってきたファイル"
        case .headingLog: "運用記録"
        case .headingLimits: "この用紙では分からないこと"
        case .verified(let documents, let signatures):
            "この証拠の内容を、最初のバイトから最後のバイトまで、すべて検証し直しました。文書\(documents)件と部分署名\(signatures)件を、"
                + "独立した二つの実装でそれぞれ検証し、すべて正しいことを確かめました。"
        case .trusted(let hash):
            "前提としたのは、ハッシュ \(hash.hex) の金庫の文書と、以下で運用者側の記録と明記したものだけです。"
        case .everybodySaw(let people): "定足数に達した後に、すべての送金先と金額をもう一度見た担当者：\(people)人。"
        case .drill: "この案件は訓練です。"
        case .secondLookNotEnforced(let open, let threshold):
            "即時引き渡しの共同署名者は\(open)人、必要署名数は\(threshold)です。このため、端末は再審査を強制していません。"
        case .overrideAwaited:
            "この支払いは、金庫の規則により拒否されます。この案件は緊急の例外を待つものとして作成され、必要な承認は揃っていません。揃うまで、端末は署名しません。"
        case .refusedBy(let people): "拒否した担当者：\(Self.japaneseList(people))。"
        case .twoDigests(let person, let digest):
            "矛盾（証明済み）：\(person) は、この案件番号の別のダイジェスト \(digest.hex) への回答にも署名しています。"
        case .journalFork(let person, let entry, let isProven):
            isProven
                ? "矛盾（証明済み）：\(person) が署名した二つの文書で、本人の記録簿の\(entry)番のハッシュが異なります。"
                : "矛盾：\(person) の記録簿の\(entry)番のハッシュが、二人の担当者の文書で異なります。"
        case .missingShare(let digest, let person):
            "欠落：\(person) の確認書が挙げている署名確約書 \(digest.hex) が、この証拠にありません。"
        case .missingConfirmation(let digest, let person):
            "欠落：\(person) の引き渡し書が挙げている確認書または不在届 \(digest.hex) が、この証拠にありません。"
        case .missingEntry(let owner, let entry, let person):
            "\(person) の端末は、\(owner) が記録簿の\(entry)番で署名した文書を受け取っていますが、この証拠にはありません。"
                + "別の案件の文書であるか、証拠から除かれたかのいずれかです。"
        case .vault: "金庫"
        case .vaultHash: "金庫のハッシュ"
        case .caseID: "案件番号"
        case .digest: "案件ダイジェスト"
        case .words: "照合語"
        case .state: "状態"
        case .proposed: "提案（運用者側の時計）"
        case .evidence: "この証拠のハッシュ"
        case .txid: "取引番号"
        case .signedBy: "署名者"
        case .armed: "端末の外にある署名"
        case .awaited: "まだない確認書"
        case .leaves: "金庫から出る額"
        case .stays: "金庫に残る額"
        case .fee: "手数料"
        case .destination: "送金先"
        case .amount: "金額"
        case .satoshi: "金額（最小単位）"
        case .orderedAs: "指図"
        case .person: "担当者"
        case .act: "行為"
        case .device: "端末"
        case .day: "日付（その端末の時計）"
        case .received: "受領（運用者側の時計）"
        case .factsHash: "表示内容のハッシュ"
        case .file: "ファイル（SHA-256）"
        case .kind: "種類"
        case .outcome: "結果"
        case .logHead: "最新の項目"
        case .entries: "この案件の項目"
        case .putAside: "採用しなかったもの"
        case .countersigned: "副署"
        case .stopped: "停止・継続の文書"
        case .vaultVersion(let name, let version, let network): "\(name) 第\(version)版、\(network.rawValue)"
        case .stateName(let state): Self.japaneseState(state)
        case .actName(let kind): Self.japaneseAct(kind)
        case .orderLine(let name, let line): "指図書 \(name.requester) 第\(name.number)号、行\(line)"
        case .notOrdered: "指図なし"
        case .countersignedEntry(let people, let entry): "\(Self.japaneseList(people))（\(entry)番まで）"
        case .fileTaken: "採用"
        case .fileRefused(let code): "不採用：\(code)"
        case .fileKind(let kind): Self.japaneseKind(kind)
        case .absent: "-"
        case .nobody: "なし"
        case .shownTo:
            "回答した端末はすべて、以下の文章を取引そのものから計算して表示し、そのハッシュに署名しています。この用紙のためにもう一度計算し、"
                + "すべてのバイトが一致しました。"
        case .noTransaction: "この案件では、取引は完成していません。"
        case .scriptsChecked(let threshold):
            "署名から取引を組み立て直し、すべてのバイトが一致しました。各入力のスクリプトを、ちょうど\(threshold)個の署名で、二つの実装により"
                + "実行しました。"
        case .limitClock: "日付と時刻は、端末と運用者側の時計によるものです。ほかに時計を確かめた人はいません。"
        case .limitWithheld:
            "回答があっても運用者側が取り込まなかったものは、ここにありません。端末の記録簿には残っていますので、rensho log verify で"
                + "記録簿の写しと照合してください。"
        case .limitChain: "取引が送信され承認されたかどうかは、ブロックチェーンでしか分かりません。"
        case .limitLog:
            "運用記録の行は運用者側の記録であり、前の行とつながっています。後から変更されていないことは、記録簿と監査者の副署で分かります。"
                + "これらの行が副署された項目につながることは、運用記録の全体でしか確かめられません（rensho log verify）。"
        }
    }

    private static func japaneseState(_ state: EvidenceState) -> String {
        switch state {
        case .open: "進行中"
        case .assembled: "組み立て済み（取引は完成しています）"
        case .aborted: "中止"
        case .replaced: "別の案件に差し替え"
        }
    }

    private static func japaneseAct(_ kind: EvidenceAct.Kind) -> String {
        switch kind {
        case .acknowledged: "金庫を受諾"
        case .ordered: "指図"
        case .approved: "指図書を承認"
        case .signed: "内容を見て署名（初回審査）"
        case .confirmed: "内容をもう一度見て確認（再審査）"
        case .released: "署名を引き渡し"
        case .refused: "拒否"
        }
    }

    private static func japaneseKind(_ kind: CollectedFile.Kind) -> String {
        switch kind {
        case .psbt: "PSBT"
        case .share: "署名確約書"
        case .confirmation: "確認書"
        case .refusal: "拒否書"
        case .release: "引き渡し書"
        }
    }

    private static func japaneseList(_ people: [Identifier]) -> String {
        people.map(\.description).joined(separator: "、")
    }
}
