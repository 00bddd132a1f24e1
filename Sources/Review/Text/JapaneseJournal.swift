import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about a journal in Japanese (`Docs/glossary.md`).
enum JapaneseJournal {
    static func text(_ phrase: JournalPhrase) -> String {
        switch phrase {
        case .entry(let number, let time): "\(number)  \(time)"
        case .keysMade(let person, let device, let network):
            "\(person) の鍵を端末 \(device) で作成しました（ネットワーク \(network.rawValue)）。"
        case .homeBegun(let person, let device, let network, let isFirstUse):
            "\(person) の鍵を端末 \(device)（ネットワーク \(network.rawValue)）に保存しました。"
                + (isFirstUse
                    ? "これより前に使われた端末はありません。"
                    : "これより前に別の端末で使われた可能性があり、隔離状態で始まりました。")
        case .vaultRegistered(let vault, let version): "金庫 \(vault) の第\(version)版を登録しました。"
        case .vaultSigned(let vault, let version): "金庫 \(vault) の第\(version)版に署名しました。"
        case .vaultRevised(let vault, let version, let closed, let armed):
            "金庫 \(vault) の第\(version)版を登録しました。終了した案件：\(closed)件、行使可能なままの案件：\(armed)件。"
        case .reviewed(let caseID, let purpose, let isSignable):
            "案件 \(caseID.short) を\(name(purpose))のために表示しました。" + (isSignable ? "" : "署名不可の指摘事項がありました。")
        case .asked(let caseID, let purpose): "案件 \(caseID.short) について\(name(purpose))の質問をしました。"
        case .viewed(let caseID, let purpose, let pages, let total, let warnings):
            "案件 \(caseID.short) の\(name(purpose))で\(total)ページのうち\(pages)ページを見て、警告を\(warnings)件確かめました。"
        case .decided(let caseID, let matches, let pages, let total, let warnings):
            "案件 \(caseID.short) の\(total)ページのうち\(pages)ページを見て、指摘事項の表示前に、指図書と"
                + (matches ? "一致" : "相違") + "すると答え、警告を\(warnings)件確かめました。"
        case .challengeFailed(let caseID, let purpose):
            "案件 \(caseID.short) の\(name(purpose))で、誤った答えが多すぎたため、そこで終わりました。"
        case .notAccepted(let caseID, let purpose):
            "案件 \(caseID.short) の\(name(purpose))の質問に正しい答えがなかったか、途中で中断されました。"
        case .signed(let caseID, let isHeld):
            "案件 \(caseID.short) に署名しました。" + (isHeld ? "署名は本機に保留しました。" : "署名は本機の外に出ました。")
        case .confirmed(let caseID): "案件 \(caseID.short) を確認しました。"
        case .released(let caseID): "案件 \(caseID.short) の署名を引き渡しました。"
        case .refused(let caseID, let reason): "案件 \(caseID.short) を拒否しました。理由：\(SafeText.free(reason))"
        case .repeated(let caseID, let purpose):
            "案件 \(caseID.short) への同じ回答を、\(name(purpose))でもう一度出しました。"
        case .passphraseChanged(let hasKeyFile):
            "キーストアを開くものを変更しました：" + (hasKeyFile ? "パスフレーズとキーファイル。" : "パスフレーズのみ。")
        case .keyRecordExported: "鍵記録を渡しました。"
        case .journalExported: "この記録簿の署名付きの写しを渡しました。"
        case .countersigned(let vault, let logs, let journals):
            "金庫 \(vault) について副署しました。運用記録：\(logs)件、記録簿：\(journals)件。"
        case .recovered(let bytes):
            "記録簿の末尾に、書き終えられなかった項目が\(bytes)バイトありました。それによって行われたことはありません。"
        case .replaces(let caseID): "案件 \(caseID.short) を差し替えるもの"
        case .pays(let amount, let destination): "\(amount.text) 送金先 \(destination)"
        case .fee(let amount): "手数料 \(amount.text)"
        case .spends(let outpoint): "使うコイン \(outpoint)"
        case .refusalSeen(let caseID, let person): "\(person) が案件 \(caseID.short) を拒否したことを見ました。"
        case .answersSeen(let caseID, let people): "案件 \(caseID.short) への回答を見ました：\(list(people))。"
        case .restorationSeen(let person, let sequence):
            "\(person) の端末が復元され、記録簿の\(sequence)番から続いていることを見ました。"
        case .recordGiven(let person, let vault): "金庫 \(vault) での \(person) の端末について端末証言書を渡しました。"
        case .overtaken(let sequence, let person):
            "\(person) が、この記録簿にない\(sequence)番を見ていました。ここから隔離状態になりました。"
        case .adoptedCase(let caseID, let people):
            "復元前の案件 \(caseID.short) を取り込みました。証言した署名者：\(list(people))。"
        case .adopted(let vaults): "端末証言書を取り込み、隔離状態が解除されました：\(list(vaults))。"
        case .regained(let caseID): "案件 \(caseID.short) への復元前の回答を、もう一度出しました。"
        case .snapshotRelied(let vault, let height, let date, let total):
            "金庫 \(vault) のコイン残高表を残高の根拠とした：ブロック高 \(height)、日付 \(date)、\(total.text)"
        case .snapshotCountersigned(let vault, let height, let date, let total):
            "金庫 \(vault) のコイン残高表に副署した：ブロック高 \(height)、日付 \(date)、\(total.text)"
        case .stopKept(let kind, let person, let reason):
            JapaneseStops.text(.journal(kind, by: person, reason: reason))
        case .ordered(let name, let vault, let isApproval):
            "金庫 \(vault) への指図書 \(name.requester) 第\(name.number)号\(isApproval ? "を承認しました。" : "に署名しました。")"
        case .nothing: "記録簿に該当する項目はありません。"
        case .total(let cases, let leaving):
            "これらの項目で署名した案件：\(cases)件、金庫から出る合計：\(leaving.text)"
        case .coin(let outpoint, let caseID, let isArmed):
            "\(isArmed ? "行使可能" : "保留") \(outpoint) 案件 \(caseID.short)"
        case .quarantineSince(let date): "\(date) から隔離状態です。"
        case .quarantineMissing(let vault, let people): "金庫 \(vault)：端末証言書が足りない署名者：\(list(people))。"
        case .verified(let entries, let sequence, let head):
            "記録簿に欠けはありません。項目は\(entries)件で、最後は\(sequence)番、そのハッシュは \(head) です。"
        case .sealed(let count): "この鍵の認証コードがある項目（すべて検証済み）：\(count)件。"
        case .uncovered(let count): "その後の、次の認証コードを待つ項目：\(count)件。"
        case .unfinished(let bytes): "末尾に、書き終えられなかった項目が\(bytes)バイトあります。"
        case .copyVerified(let person, let entries, let sequence, let head, let date):
            "\(date) に作成された \(person) の記録簿の写しに欠けはなく、署名も正しいものです。項目は\(entries)件で、最後は"
                + "\(sequence)番、そのハッシュは \(head) です。"
        case .copyKnown(let vaults): "署名した本人鍵が登録されている金庫：\(list(vaults))。"
        case .copyUnknown(let person):
            "！本機に登録された金庫に \(person) はいません。本人鍵を口頭で照合してください。"
        case .copyCompared(let seen): "本機がほかで見ており、この写しと一致する項目：\(seen)件。"
        case .copyOlder(let later):
            "！本機はこの記録簿の\(later)番を見ています。この写しはそれより前に作られたものです。"
        case .countersigning(let vault):
            "金庫 \(vault) の監査者として、次の記録がこれらの項目まで欠けることなく、互いに一致することを副署します。"
        case .countersignLog(let head): "運用記録 \(head.first.hex)、\(head.sequence)番、\(head.hash.hex)"
        case .countersignJournal(let head): "\(head.person) の記録簿、\(head.sequence)番、\(head.hash.hex)"
        case .countersignNotice: "後でこれらの項目を削除または変更すると、あなたの署名と矛盾します。"
        case .countersignPrompt(let word): "副署する場合は「\(word)」と入力してください："
        }
    }

    private static func name(_ purpose: JournalPurpose) -> String {
        switch purpose {
        case .inspect: "閲覧"
        case .sign: "初回審査"
        case .confirm: "再審査"
        case .release: "引き渡し"
        case .refuse: "拒否"
        }
    }

    private static func list(_ names: [Identifier]) -> String { names.map(\.description).joined(separator: "、") }
}
