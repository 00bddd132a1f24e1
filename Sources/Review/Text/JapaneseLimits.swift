import BitcoinPrimitives
import ByteCoding
import Custody

/// Limits and coin snapshots, in Japanese (`Docs/glossary.md`).
enum JapaneseLimits {
    static func text(_ phrase: LimitPhrase) -> String {
        switch phrase {
        case .limit(let limit): "限度：\(name(limit))"
        case .snapshotAge(let age): "残高の根拠：\(age.days)日以内の、副署されたコイン残高表"
        case .title(let vault, let network): "コイン残高表：金庫 \(vault)（\(network.rawValue)）"
        case .chain(let height, let date): "ブロック高 \(height)、日付 \(date)"
        case .coins(let count, let total): "コイン\(count)個、合計 \(total.text)"
        case .largest(let coins):
            (["大きいもの："] + coins.map { "\($0.outpoint) \($0.amount.text)、位置 \($0.position)" })
                .joined(separator: "\n")
        case .founding(let digest): "金庫の第1版のダイジェスト：\(digest.hex)"
        case .digest(let digest): "残高表のダイジェスト：\(digest.hex)"
        case .proven:
            "すべてのコインは、前の取引の出力であり、導出により金庫のものです。"
                + "未使用かどうか、ほかにもコインがあるかどうかは、ブロックチェーンを見る端末でしか分かりません。"
                + "ご自分の端末の表示と照合してください。"
        case .before(let height, let date, let total):
            "前回副署した残高表：ブロック高 \(height)、日付 \(date)、\(total.text)"
        case .firstOne: "この金庫の残高表に、本機で副署したことはありません。"
        case .notice: "パスフレーズを入力すると、その高さで金庫にあるものはこのとおりであると述べたことになります。"
        case .prompt(let word): "ご自分で見たブロックチェーンと同じであれば、「\(word)」と入力してください："
        }
    }

    static func name(_ limit: VaultLimit) -> String {
        let what =
            switch limit.scope {
            case .vault: "金庫から出る全額"
            case .destination: "一つのアドレスへの支払い"
            case .requester: "一人の依頼者の指図書による全額"
            }
        let time =
            switch limit.span {
            case .oneCase: "一つの案件で"
            case .days(let count): "連続する\(count)日間で"
            case .blocks(let count): "連続する\(count)ブロックで"
            }
        let bound =
            switch limit.ceiling {
            case .amount(let amount): amount.text
            case .percent(let percent): "残高の\(percent)パーセント"
            }
        return "\(what)は、\(time)、\(bound) まで"
    }

    static func subject(_ use: LimitUse, _ address: String?) -> String {
        switch use.subject {
        case .vault: "金庫"
        case .destination: address ?? "アドレス"
        case .requester(.some(let id)): "\(id)"
        case .requester(.none): "指図書のない案件"
        }
    }

    static func problem(_ problem: SnapshotProblem) -> String {
        switch problem {
        case .notCountersigned: "副署がありません"
        case .otherNetwork(let network): "\(network.rawValue) のものです"
        case .otherVault(let name): "金庫 \(name) のものです"
        case .otherFounding(let digest): "その金庫の第1版のダイジェストは \(digest.hex) です"
        case .unknownPerson(let person): "副署した \(person) は、金庫に登録されていません"
        case .noRole(let person): "副署した \(person) は、監査者でも監視者でもありません"
        case .roleLapsed(let person, let lastDay, let today):
            "副署した \(person) の役割は \(lastDay) で終わりました。今日は \(today) です"
        case .signature(.unsigned(let person)): "\(person) の署名がありません"
        case .signature(.otherSigner(let found, let expected)): "\(found) が署名しました。\(expected) ではありません"
        case .signature(.otherKey(let person, _, _)): "\(person) は別の本人鍵で署名しました"
        case .signature(.invalid(let person)): "\(person) の署名は有効ではありません"
        case .fromTheFuture(let date, let clock): "\(date) のものですが、本機の時計では \(clock) です"
        case .implausibleHeight(let height, let date): "\(date) までにブロック高 \(height) に達することはありえません"
        }
    }
}

extension JapaneseFindings {
    static func text(_ sentence: LimitSentence) -> String {
        switch sentence {
        case .exceeded(let use, let address):
            "限度を超えます。限度：\(JapaneseLimits.name(use.limit))。\(JapaneseLimits.subject(use, address)) の使用額は、"
                + "これまでに \(use.before.text)、この案件を含めて \(use.after.text) であり、上限は \(use.ceiling.text) です。"
        case .used(let use, let address):
            "限度：\(JapaneseLimits.name(use.limit))。\(JapaneseLimits.subject(use, address)) の使用額は、"
                + "これまでに \(use.before.text)、この案件を含めて \(use.after.text) であり、上限は \(use.ceiling.text) です。"
        case .unknownCase(let caseID, let limit):
            "限度：\(JapaneseLimits.name(limit))。本機を復元する前に答えた案件 \(caseID.short) も数えますが、その支払いの"
                + "内容は誰からも知らされていません。限度はすべて使われたものとみなします。"
        case .snapshotRefused(let problem):
            "ファイルの中のコイン残高表は有効ではありません。\(JapaneseLimits.problem(problem))。"
        case .snapshotOld(let date, let height):
            "ファイルの中のコイン残高表（\(date)、ブロック高 \(height)）は、金庫の定める期間より古いため、残高の根拠になりません。"
        case .balance(let balance):
            switch balance.source {
            case .inputs:
                "有効な、副署されたコイン残高表がありません。この案件で使うコインの合計 \(balance.amount.text) を残高の全額とみなします。"
            case .snapshot(let date, let height):
                "残高は \(balance.amount.text) とみなします。根拠は、\(date)、ブロック高 \(height) のコイン残高表と、"
                    + "本機がその後に確認した案件です。"
            }
        }
    }
}

extension JapaneseRemedies {
    static func text(_ sentence: LimitSentence) -> String {
        switch sentence {
        case .exceeded(let use, _):
            switch use.limit.span {
            case .oneCase:
                "より小さい案件を求めてください。一度にこの額を支払うべき金庫であれば、限度を改めた金庫の新しい版が必要です。"
            case .days, .blocks:
                "先の案件が期間の外に出るまで待ってください。案件を分けても限度は変わりません。"
                    + "取りやめた案件も数え続けます。"
            }
        case .used: "ご記憶にあるこれまでの案件と照合してください。"
        case .unknownCase: "その案件の支払いを記した記録を取り込むか、期間が過ぎるまで待ってください。"
        case .snapshotRefused: "この金庫の監査者または監視者が副署した残高表の入った提案を求めてください。"
        case .snapshotOld: "残高に対する割合が必要な場合は、新しい残高表を求めてください。"
        case .balance: "何もする必要はありません。金庫の規則にある割合は、この額に対するものです。"
        }
    }
}
