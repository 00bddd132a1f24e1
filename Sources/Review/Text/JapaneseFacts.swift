import BitcoinPrimitives
import ByteCoding
import Custody

/// The facts, in Japanese (`Docs/glossary.md`).
enum JapaneseFacts {
    static func text(_ phrase: ReviewPhrase) -> String {
        switch phrase {
        case .title(let phrase): text(phrase)
        case .lock(let phrase): text(phrase)
        case .identity(let phrase): text(phrase)
        case .foreignProposal:
            "ほかのコーディネーターが作成した通常のPSBTです。指図書も再審査もありません。署名すると、その署名は直ちに"
                + "本機の外に出ます。"
        case .challenge(let phrase): JapaneseChallenge.text(phrase)
        case .record(let phrase): JapaneseRecords.text(phrase)
        case .book(let phrase): JapaneseBook.text(phrase)
        case .secondLookNotEnforced(let open, let threshold):
            "再審査は強制されません。この金庫の共同署名者のうち\(open)人は署名を直ちに引き渡し、"
                + "\(threshold)人分の署名があれば送金できます。"
        case .confirmationsByQuorum:
            "確認は定足数の人数だけで足りる設定であり、守りは弱くなります。一部の署名者がこの案件を見ないまま支払われることがあります。"
        case .drill: "訓練の印が付いています。ただし、署名は本物であり、取引も本物です。"
        case .vault(let name, let version, let network):
            "金庫：\(name)、第\(version)版、ネットワーク \(network.rawValue)"
        case .quorum(let threshold, let keyCount, let script): "定足数：\(threshold) of \(keyCount)、\(script)"
        case .caseIdentity(let id): "案件番号：\(id)"
        case .kind(.internal): "種類：内部（すべて金庫に残ります）"
        case .kind(.payment): "種類：支払い"
        case .leaves(let amount, let destinations): "金庫から出る額：\(amount.text)、送金先\(destinations)件"
        case .fee(let fee, let rate):
            "手数料：\(fee.text)、署名後の \(rate.virtualSize) vB で \(EnglishFacts.rate(rate))"
        case .feeShare(let share, let ofInputs):
            "手数料の割合：\(ofInputs ? "動かす額" : "金庫から出る額")の \(percent(share))"
        case .stays(let amount, let outputs): "金庫に残る額：\(amount.text)、出力\(outputs)件"
        case .spends(let amount, let coins): "使うコイン：\(amount.text)、\(coins)件"
        case .noFacts: "このファイルについて確定できた事実はありません。理由は指摘事項に示します。何も署名できません。"
        case .amountInBitcoin(let amount): "金額：\(amount.btcText) BTC"
        case .amountInSatoshi(let amount): "      \(amount.sat) sat"
        case .noAddress(let hex): "アドレスはありません。スクリプト：\(hex)"
        case .noOrder: "指図書の行：なし（受取人の名前は分かりません）"
        case .orderLine(let line): "指図書の行：\(JapaneseOrders.place(line))"
        case .recipient(let name): "受取人（指図書の記載）：\(name.map(SafeText.free) ?? "-")"
        case .reference(let text): "摘要（指図書の記載）：\(text.map(SafeText.free) ?? "-")"
        case .orderedAddress: "指図書の記載："
        case .notOrdered: "指図書の行：このとおりの行はありません"
        case .derivedChange(let position):
            "自分の金庫：登録済みの金庫から \(position) で導出しました（お釣り側）"
        case .derivedReceive(let position):
            "自分の金庫：登録済みの金庫から \(position) で導出しました（受取側）"
        case .input(let index, let outpoint): "入力\(index)：\(outpoint)"
        case .inputProof(let amount, let position, let sequence):
            "\(amount.text)【証明済】【金庫 \(position)】シーケンス 0x\(String(sequence.rawValue, radix: 16))"
        case .provenMark: "【証明済】：金額は、コインの前の取引の全体で確かめました。"
        case .oursMark: "【金庫】：スクリプトは、登録済みの金庫から、続けて示す位置で導出しました。"
        case .noFindings: "本機はこの案件に問題を見つけていません。"
        case .findingsCount(let refusals, let warnings, let notes):
            "署名不可\(refusals)件、警告\(warnings)件、注記\(notes)件"
        case .finding(let severity, let check): "\(JapaneseFindings.text(severity)) [\(check)]"
        }
    }

    /// A proportion in per cent with two decimals, rounded up.
    static func percent(_ share: Proportion) -> String {
        share.basisPoints == nil ? "全額超" : EnglishFacts.percent(share)
    }

    private static func text(_ phrase: TitlePhrase) -> String {
        switch phrase {
        case .summary: "概要"
        case .findings: "本機の指摘事項"
        case .inputs: "使うコイン"
        case .locks: "時期と差し替え"
        case .identity: "照合語とダイジェスト"
        case .destination(let number, let total, let output): "送金先 \(number)/\(total)（出力\(output)）"
        case .change(let number, let total, let output): "お釣り \(number)/\(total)（出力\(output)）"
        case .receive(let number, let total, let output): "自分の金庫への支払い \(number)/\(total)（出力\(output)）"
        }
    }

    private static func text(_ phrase: LockPhrase) -> String {
        switch phrase {
        case .notLocked: "ロックタイム：なし。取引は直ちにブロックに入ることができます。"
        case .onlyRelative: "ロックタイム：なし。ただし、入力に相対ロックがあります。"
        case .relativeBlocks(let input, let blocks):
            "相対ロック：入力\(input)のコインの承認数が\(blocks)になるまで、取引はブロックに入ることができません（BIP-68）。"
        case .relativeTime(let input, let seconds):
            "相対ロック：入力\(input)のコインが承認されてから\(duration(seconds))が過ぎるまで、"
                + "取引はブロックに入ることができません（BIP-68）。"
        case .untilHeight(let height):
            "ロックタイム：取引は、ブロック\(height + 1)より前のブロックに入ることができません。"
        case .untilTime(let utc, let seconds):
            "ロックタイム：取引は、\(utc) UTC（\(seconds)）より前にはブロックに入ることができません。"
        case .noEffect: "すべての入力のシーケンスが最終値のため、ロックタイムは効力を持ちません。"
        case .replaceable(let inputs, let total):
            "差し替え：入力\(total)件のうち\(inputs)件が、承認されるまでは手数料のより高い取引でこの取引を差し替えられると示しています"
                + "（BIP-125）。"
        case .notReplaceable: "差し替え：できると示している入力はありません（BIP-125）。"
        case .validity(let from, let until):
            "案件の有効期間：開始は\(from.map(bound) ?? "定めなし")、終了は\(until.map(bound) ?? "定めなし")"
        }
    }

    private static func text(_ phrase: IdentityPhrase) -> String {
        switch phrase {
        case .words(let words): "照合語：\(words.joined(separator: " "))"
        case .caseDigest(let digest): "案件ダイジェスト：\(digest)"
        case .vaultDigest(let digest): "金庫ダイジェスト：\(digest)"
        case .txid(let txid): "txid：\(txid)"
        case .unsignedTransaction(let hash): "署名前の取引：\(hash)"
        case .replaces(let id): "差し替える案件：\(id)"
        case .replacementReason(let reason): "差し替える理由（ファイルの記載）：\(SafeText.free(reason))"
        case .orders(let total): total == 0 ? "指図書：なし" : "指図書：\(total)件"
        case .order(let name, let digest): "指図書 \(name.requester) 第\(name.number)号：\(digest)"
        case .orderBounds(let fee, let from, let until):
            "  手数料の上限 \(fee.text)、有効期間の開始は\(from.map(bound) ?? "定めなし")、終了は\(bound(until))"
        case .confirmations(let rule, let custodians):
            "確認が必要な署名者（\(rule == .all ? "全員" : "このうち定足数の人数")）："
                + custodians.map(\.description).joined(separator: "、")
        }
    }

    /// A day or a height as Japanese text has it.
    static func bound(_ bound: ValidityBound) -> String {
        switch bound {
        case .date(let date): " \(date)"
        case .height(let height): "ブロック\(height)"
        }
    }

    /// A time in days, hours, minutes and seconds, without those that are zero.
    private static func duration(_ seconds: Int) -> String {
        let parts = [
            (seconds / 86_400, "日"), (seconds / 3600 % 24, "時間"), (seconds / 60 % 60, "分"), (seconds % 60, "秒"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined() + "（\(seconds)秒）"
    }
}
