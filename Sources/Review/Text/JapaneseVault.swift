import BitcoinPrimitives
import ByteCoding
import Custody

/// The screens of a vault, in Japanese.
enum JapaneseVault {
    static func text(_ phrase: VaultPhrase) -> String {
        switch phrase {
        case .title(let name, let version, let network): "金庫 \(name)、第\(version)版、ネットワーク \(network)"
        case .quorum(let threshold, let keyCount):
            "鍵\(keyCount)本のうち\(threshold)本の署名が必要（M = \(threshold)、N = \(keyCount)）"
        case .script(let script): "スクリプト：\(script)"
        case .ownKey(let number, let count, let person): "あなたの鍵：\(count)本中\(number)番目（\(person)）"
        case .feeAtMost(let fee): "手数料の上限：\(fee.text)、"
        case .feeShareAndRate(let percent, let rate): "  金庫から出る額の \(percent) %、手数料率 \(rate) sat/vB"
        case .confirmations(.all, _): "確認：組み立ての前に、署名者全員が確認します"
        case .confirmations(.quorum, let threshold):
            "確認：署名した人のうち\(threshold)人が確認します。ほかの署名者には確認を求めません"
        case .orders(let rule): "指図書：\(rule.rawValue)（\(rule == .required ? "必須" : "任意")）"
        case .allowlist(.off, let entries): "宛先帳：\(entries)件、allowlist: off（ほかのアドレスにも支払えます）"
        case .allowlist(.tiered, let entries):
            "宛先帳：\(entries)件、allowlist: tiered（ほかのアドレスへの支払いには警告が出ます）"
        case .allowlist(.required, let entries):
            "宛先帳：\(entries)件、allowlist: required（ほかのアドレスには支払いません）"
        case .strict: "厳格：審査の警告が一つでもあれば、その案件には署名しません"
        case .challengeSample(let count):
            "書面からの入力：送金先が\(count)件を超えるときは、抽選の\(count)件、額の大きいもの、本機で承認したことのないもの、"
                + "および合計だけを入力します"
        case .accepts(let exception): "明記された例外：\(exception.documentText)（\(meaning(exception))）"
        case .policy(let hash): "方針ファイル：\(hash.hex)"
        case .approvals(let count): "指図書に必要な承認：\(count)人分"
        case .weakness(let weakness): "！\(text(weakness))"
        case .cosigner(let number, let count, let person, let isOwn):
            "共同署名者 \(number)/\(count)：\(person)" + (isOwn ? "  ← あなたの鍵" : "")
        case .personWithoutKey(let person): "鍵を持たない担当者：\(person)"
        case .nameFollows: "氏名："
        case .roles(let roles): "役割：\(roles.map { "\($0.rawValue)（\(name($0))）" }.joined(separator: "、"))"
        case .place(let organisation, let site, let device):
            "組織：\(organisation)、拠点：\(site)、端末：\(device?.description ?? "-")"
        case .identityKey(let hex): "本人鍵：\(hex)"
        case .expires(let date): "期限：\(date?.description ?? "なし")"
        case .identityWords(let count, let person): "本人鍵の照合語\(count)語（\(person) 本人から聞いてください）："
        case .fingerprint(let fingerprint): "フィンガープリント：\(fingerprint)"
        case .origin(let origin): "鍵の起点：\(origin)"
        case .release(let rule): "引き渡し：\(rule.rawValue)（\(rule == .held ? "保留" : "即時引き渡し")）"
        case .xpubFollows: "拡張公開鍵（xpub）："
        case .bookTitle(let first, let last, let count): "宛先帳 \(first)から\(last)まで（全\(count)件）"
        case .entryAdded(let id): "+ 宛先帳に加わる項目：\(id)"
        case .entryRemoved(let id): "- 宛先帳から外れる項目：\(id)"
        case .entryWas(let id): "宛先帳で変わる項目：\(id)（変更前）"
        case .entryIs(let id): "項目 \(id)（変更後）"
        case .compareTitle: "ほかの署名者との照合"
        case .hearFromEverybody: "次の照合語と各人の本人鍵の照合語を、ほかの共同署名者全員から口頭で聞き取ってください："
        case .notAsked: "確かめなかった相手は、別の金庫を見ているか、別人であるおそれがあります。"
        case .firstReceive: "最初の受取用アドレス（0/0）："
        case .firstChange: "最初のお釣り用アドレス（1/0）："
        case .vaultWords(let count): "この金庫の照合語\(count)語："
        case .vaultDigest: "金庫のダイジェスト"
        case .letThemRead: "ほかの署名者に照合語を読み上げてもらい、聞こえたとおりに入力してください。"
        case .stopAtOtherWord: "画面の照合語と異なる語が一つでもあれば、中止してください。誰かがあなたに別の金庫を見せています。"
        case .anotherCustodian: "ほかの署名者"
        case .wordQuestion(let reader, let number, let count):
            "\(reader) が読み上げる照合語（\(count)語中\(number)番目）："
        case .changesTitle(let from, let to): "第\(from)版から第\(to)版への変更点"
        case .change(let change): text(change)
        case .addressesMove:
            "！アドレスが変わります。旧アドレスのコインは、旧版の案件で新アドレスへ移す必要があります"
        case .addressesStay: "アドレスは変わりません。"
        case .signedBy(let old, let oldNeeded, let new, let newNeeded):
            "署名済み：前の版の署名者 \(names(old))（必要\(oldNeeded)）、この版の署名者 \(names(new))（必要\(newNeeded)）"
        case .thresholdDrops(let from, let to):
            "！必要署名数が\(from)から\(to)に減り、より少ない鍵で送金できるようになります。署名者全員の意思を確かめてください。"
        case .thresholdQuestion(let word): "この少ない署名数でよければ「\(word)」と入力してください："
        case .closingTitle(let version): "本機にある第\(version)版の案件"
        case .nothingOpen: "未完了の案件はありません。本機は今後、この版の案件に署名、確認、引き渡しをしません。"
        case .closes(let caseID): "終了：案件 \(caseID)（署名が本機の外に出ることはありません）"
        case .staysArmed(let caseID):
            "！行使可能：案件 \(caseID)（署名はすでに本機の外にあり、コインのどれかが使われるまで有効です）"
        case .signingNotice(let version):
            "パスフレーズを入力すると、第\(version)版に同意したことになります。必要な数の署名者が同意し、登録すると有効になります。"
        case .memoryLost(let version):
            "！本機の記録は失われています。第\(version)版の別の文書に署名したことがあるかどうか、本機には分かりません。あなたの名前で署名された文書がほかにないか、署名者全員と運用者に確かめてください。"
        case .onlyDocumentQuestion: "ほかになければ \"\(VaultPhrase.onlyDocumentWord)\" と入力してください："
        }
    }

    private static func names(_ people: [Identifier]) -> String {
        people.isEmpty ? "なし" : people.map(\.description).joined(separator: "、")
    }

    private static func text(_ change: VaultChange) -> String {
        let subject = label(change.subject)
        let label = change.person.map { "\($0) の\(subject)" } ?? subject
        return switch (change.from, change.to) {
        case (.some(let from), .some(let to)): "\(label)：\(SafeText.free(from)) -> \(SafeText.free(to))"
        case (.none, .some(let to)): "+ \(label)：\(SafeText.free(to))"
        case (.some(let from), .none): "- \(label)：\(SafeText.free(from))"
        case (.none, .none): label
        }
    }

    private static func text(_ weakness: VaultWeakness) -> String {
        switch weakness {
        case .noSpareKey: "予備の鍵がありません。鍵を一本失うだけで、コインを失います"
        case .openQuorum(let open): "\(open)人の署名が即時に引き渡されます。再審査は強制されません"
        case .confirmationsByQuorum: "全員の確認は必要とされません"
        case .ordersOptional: "支払いに、署名された指図書は必要とされません"
        case .ordersUnapproved: "指図書に承認は必要とされません。支払いの内容は依頼者が一人で決めます"
        case .nobodyOrders: "指図書が必須ですが、依頼者がいません。何も支払えません"
        case .unlistedUntiered: "宛先帳に載っていないアドレスへの支払いに、追加の承認は必要とされません"
        case .foreignProposals:
            "ほかのコーディネーターの通常のPSBTにも署名します。指図書はなく、再審査も行われません"
        case .oneOrganisation(let organisation, let keys):
            "組織 \(organisation) が鍵を\(keys)本持ち、単独で送金できます"
        case .oneSite(let site, let keys): "拠点 \(site) に鍵が\(keys)本あり、そこを押さえた者が送金できます"
        }
    }

    private static func meaning(_ exception: VaultException) -> String {
        switch exception {
        case .noSpareKey: "予備の鍵なし"
        case .organisation: "一つの組織で署名できる"
        case .site: "一つの拠点で署名できる"
        }
    }

    static func name(_ role: Role) -> String {
        switch role {
        case .administrator: "システム管理者"
        case .approver: "承認者"
        case .auditor: "監査者"
        case .custodian: "署名者"
        case .developer: "開発者"
        case .operator: "運用者"
        case .requester: "依頼者"
        case .watcher: "監視者"
        }
    }

    private static func label(_ subject: VaultChange.Subject) -> String {
        switch subject {
        case .network: "ネットワーク"
        case .name: "金庫の名前"
        case .threshold: "必要署名数（M）"
        case .keyCount: "鍵の数（N）"
        case .script: "スクリプト"
        case .maximumFee: "手数料の上限"
        case .maximumFeePercent: "手数料の上限（パーセント）"
        case .maximumFeeRate: "手数料率の上限（sat/vB）"
        case .confirmations: "確認"
        case .orders: "指図書"
        case .approvals: "指図書に必要な承認の人数"
        case .tier: "承認段階"
        case .anomaly: "異常検知の規則"
        case .foreignProposals: "ほかのコーディネーターのPSBT"
        case .strict: "厳格"
        case .challenge: "書面からの入力"
        case .accepts: "明記された例外"
        case .allowlist: "宛先帳に載っていない宛先の扱い"
        case .limit: "限度"
        case .snapshotAge: "コイン残高表の有効期間"
        case .policy: "方針ファイル"
        case .cosigner: "鍵"
        case .accountKey: "拡張公開鍵（xpub）"
        case .origin: "鍵の起点"
        case .release: "引き渡し"
        case .person: "担当者登録"
        case .personName: "氏名"
        case .roles: "役割"
        case .identityKey: "本人鍵"
        case .organisation: "組織"
        case .site: "拠点"
        case .device: "端末"
        case .expiry: "期限"
        case .unit: "部署"
        case .destination: "宛先帳の項目"
        }
    }
}
