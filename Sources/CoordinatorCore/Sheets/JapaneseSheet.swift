import Custody

extension SheetPhrase {
    /// The sentence in Japanese.
    var japanese: String {
        switch self {
        case .backupTitle(let vault): "金庫 \(vault) のバックアップ用紙"
        case .addressTitle(let vault): "金庫 \(vault) のアドレス一覧"
        case .headingVault: "金庫"
        case .headingDescriptor: "ディスクリプタ"
        case .headingCosigners: "共同署名者"
        case .headingPeople: "担当者"
        case .headingFirstAddresses: "最初のアドレス"
        case .headingWithRensho: "Renshoを使った復元手順"
        case .headingWithoutRensho: "Renshoを使わない復元手順"
        case .headingReceive: "受取用アドレス"
        case .headingChange: "お釣り用アドレス"
        case .name: "名称"
        case .version: "版"
        case .network: "ネットワーク"
        case .quorum: "必要署名数"
        case .script: "スクリプト"
        case .hash: "ハッシュ"
        case .vaultWords: "金庫の照合語"
        case .number: "番号"
        case .person: "担当者"
        case .fingerprint: "フィンガープリント"
        case .origin: "鍵の起点"
        case .xpub: "拡張公開鍵（xpub）"
        case .release: "引き渡し"
        case .roles: "役割"
        case .organisation: "組織"
        case .site: "拠点"
        case .device: "端末"
        case .identityKey: "本人鍵"
        case .position: "位置"
        case .address: "アドレス"
        case .quorumOf(let threshold, let count): "\(threshold) of \(count)"
        case .releaseRule(.held): "保留"
        case .releaseRule(.open): "即時引き渡し"
        case .role(let role): Self.japaneseRole(role)
        case .absent: "-"
        case .noSecret:
            "この用紙に秘密情報は記載されていません。この用紙だけでは、誰も送金できません。ただし、読んだ人には金庫のすべての"
                + "アドレスと金額が分かりますので、金庫の担当者だけが読める場所に保管してください。"
        case .keepWithWords(let threshold, let count):
            "この用紙の写しを、バックアップの単語のすべての保管場所に置いてください。署名には署名者\(threshold)人分の単語で"
                + "足りますが、この用紙に記載された \(count)個の鍵がすべてそろわなければ、コインを見つけることができません。"
        case .notAcknowledged(let people):
            "未受諾：\(people.map(\.description).joined(separator: "、"))。この金庫のアドレスは、まだ使用できません。全員が受諾した後に、"
                + "用紙を作り直してください。"
        case .descriptorUse:
            "この文字列だけで両方の枝を表します（BIP-389）。枝0が受取用アドレス、枝1がお釣り用アドレスです。# に続く8文字で入力の誤りを"
                + "検出できます（BIP-380）。"
        case .withRensho(let step, let vault): Self.japaneseStep(step, vault)
        case .withoutRensho(let step, let threshold): Self.japaneseForeignStep(step, threshold)
        case .compareAddress:
            "アドレスへの入金を受ける前に、署名者自身の端末で rensho-signer address を実行するか、金庫を登録済みのハードウェアウォレット"
                + "で表示し、すべての文字を照合してください。先頭と末尾だけの照合では不十分です。"
        case .changeNotGiven: "お釣り用アドレスは照合専用です。送金する人には絶対に伝えないでください。"
        }
    }

    private static func japaneseRole(_ role: Role) -> String {
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

    private static func japaneseStep(_ step: Int, _ vault: Identifier) -> String {
        switch step {
        case 0:
            "各署名者は、何も入っていない端末で rensho-signer keys restore を実行して単語から復元し、フィンガープリントをこの用紙と"
                + "照合します。"
        case 1:
            "各署名者は、rensho-signer vault register でファイル \(vault).vault を登録し、金庫の照合語12語と最初のアドレスをこの用紙と"
                + "照合します。このファイルは、金庫の担当者であれば誰が保管していたものでもかまいません。"
        case 2:
            "運用者は、rensho init で保管場所を作り、rensho vault import で \(vault).vault と受諾書を取り込みます。"
        default:
            "復元した端末には、過去に署名した内容の記録がありません。新たに署名する前に、進行中の案件をほかの署名者に確認してください。"
        }
    }

    private static func japaneseForeignStep(_ step: Int, _ threshold: Int) -> String {
        switch step {
        case 0:
            "ディスクリプタに対応したウォレット（Bitcoin Core、Sparrow、BDK など）にディスクリプタを閲覧専用として入力し、最初のアドレスを"
                + "この用紙と照合します。"
        case 1:
            "署名者\(threshold)人が、BIP-39の単語と自分の鍵の導出パスに対応した署名用の端末に各自の単語を入力し、フィンガープリントを"
                + "この用紙と照合します。端末は各自が別々に用意します。"
        case 2:
            "署名用の各端末にもディスクリプタを登録します。登録しなければ、ハードウェアウォレットはお釣りを識別できません。"
        default:
            "新しいウォレットへの支払いを PSBTとして作成し、\(threshold)人が署名した後、結合して送信します。ほかのプログラムでは金庫の"
                + "規則は適用されませんので、支払いのたびに口頭で合意してください。"
        }
    }
}
