import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about what stops something, in Japanese (`Docs/glossary.md`).
enum JapaneseStops {
    static func text(_ sentence: StopSentence) -> String {
        switch sentence {
        case .frozen(let person, let day, let reason, let people, let needed):
            "凍結中です。\(person) が \(day) にこの金庫を凍結しました。理由：「\(SafeText.free(reason))」。"
                + "解除に同意した署名者：\(list(people))、必要な人数：\(needed)人。"
        case .vetoed(let name, let person, let day, let reason):
            "差し止められています。\(person) が \(day) に指図書 \(order(name)) を差し止めました。"
                + "理由：「\(SafeText.free(reason))」。"
        case .locked(let name, let cases):
            "もう一度署名するのですか。指図書 \(order(name)) の案件はすでに\(cases.count)件あり"
                + "（\(cases.map(\.short).joined(separator: "、"))）、次の案件を認める監査者の副署がありません。"
        case .excused(let absent, let people, isComplete: true, _):
            "\(absent) の確認がありません。\(list(people)) は、\(absent) の確認なしにこの案件を進めることを認めています。"
        case .excused(let absent, let people, isComplete: false, let needed):
            "\(list(people)) は、\(absent) の確認なしに進めることを認めています。署名者\(needed)人と承認者一人が必要です。"
        case .overridden(let rule, let people, isComplete: true, _):
            "緊急の例外です。\(list(people)) が、この案件に限って規則の例外を認めました：\(text(rule))。"
        case .overridden(let rule, let people, isComplete: false, let needed):
            "\(list(people)) が、この案件に限って規則の例外を認めています：\(text(rule))。"
                + "署名者\(needed)人と承認者一人が必要です。"
        case .unproven(let kind, let person, let problem):
            "ファイルにある \(person) の\(name(kind))は有効ではありません。" + text(problem)
        }
    }

    static func remedy(_ sentence: StopSentence) -> String {
        switch sentence {
        case .frozen:
            "何にも署名しないでください。何があったのかを本人に電話で尋ねてください。凍結を解除できるのは、"
                + "必要な人数の署名者だけです。"
        case .vetoed: "署名しないでください。支払いがまだ必要であれば、新しい番号の指図書が必要です。"
        case .locked:
            "署名しないでください。「失敗したのでもう一度署名してください」は、盗難の始まりです。失敗した案件を調べて副署するよう"
                + "監査者に知らせるか、改めて指図を求めてください。"
        case .excused(_, _, isComplete: true, _):
            "一人ひとりが本当にそう述べたことと、不在の署名者に尋ねられない理由を、電話で確かめてください。"
        case .excused: "何もする必要はありません。人数がそろうまで、確認は省略されません。"
        case .overridden(_, _, isComplete: true, _):
            "一人ひとりが本当にそう述べたことを、電話で確かめてください。この例外は案件の記録に残ります。"
        case .overridden: "何もする必要はありません。人数がそろうまで、規則はそのままです。"
        case .unproven: "何よりも先に、それが本物かどうかを本人に電話で尋ねてください。"
        }
    }

    static func text(_ phrase: StopPhrase) -> String {
        switch phrase {
        case .title(let kind, let vault): "\(title(kind))：金庫 \(vault)"
        case .about(let kind): about(kind)
        case .frozenBy(let person, let day, let freeze): "凍結した人：\(person)、日付：\(day)、凍結書：\(freeze)"
        case .liftedBy(let people, let needed): "解除に同意した署名者：\(list(people))、必要な人数：\(needed)"
        case .order(let name, let digest): "指図書 \(order(name))：\(digest)"
        case .failedCases(let cases): "失敗した案件：\(cases.map(\.description).joined(separator: "、"))"
        case .absent(let person): "不在：\(person)"
        case .rules(let rules): "規則：\(rules.map(text).joined(separator: "、"))"
        case .vaultWords(let words): "金庫の照合語：\(words.joined(separator: " "))"
        case .theirReason(let reason): "凍結の理由：\(SafeText.free(reason))"
        case .yourReason(let reason): "あなたの理由：\(SafeText.free(reason))"
        case .prompt(let word): "署名するには「\(word)」と入力してください："
        case .nothingStands: "凍結はありません。"
        case .kept(let kind, let person, let day, let reason):
            "記録しました：\(person) の\(name(kind))（\(day)）：\(SafeText.free(reason))"
        case .refusalKept(let caseID, let person): "記録しました：\(person) による案件 \(caseID.short) の拒否書"
        case .known(let kind, let person): "記録済み：\(person) の\(name(kind))"
        case .secondLookExcused(let people): "確認を省略する署名者：\(list(people))"
        case .journal(let kind, let person, let reason):
            "\(person) の\(name(kind))を記録しました：\(SafeText.free(reason))"
        }
    }

    private static func text(_ problem: StopProblem) -> String {
        switch problem {
        case .otherNetwork(let network): "\(network.rawValue) のものです。"
        case .otherVault(let vault): "別の金庫 \(vault) のものです。"
        case .otherFounding(let digest): "同じ名前の別の金庫のものです。その第1版は \(digest.hex) です。"
        case .unknownPerson(let person): "金庫に \(person) は登録されていません。"
        case .notEntitled(let person, let kind): "金庫での \(person) の役割では、\(name(kind))に署名できません。"
        case .lapsed(let person, let lastDay, let day):
            "\(person) の役割は \(lastDay) に終わりましたが、これは \(day) のものです。"
        case .otherDevice(let device): "本人の端末ではない端末 \(device) で作成されました。"
        case .noCustodian(let person): "\(person) は金庫の署名者ではありません。"
        case .signature(let problem): JapaneseOrders.text(problem)
        }
    }

    private static func title(_ kind: StopKind) -> String {
        switch kind {
        case .freeze: "凍結"
        case .lift: "凍結の解除"
        case .veto: "指図書の差し止め"
        case .countersign: "指図書への副署"
        case .excuse: "不在の署名者の確認の省略"
        case .override: "緊急の例外"
        }
    }

    private static func about(_ kind: StopKind) -> String {
        switch kind {
        case .freeze:
            "この凍結を見た端末は、支払いに必要な人数の署名者が解除するまで、この金庫の案件に署名せず、確認も引き渡しもしません。"
                + "すでに外に出た署名は使えるままです。"
        case .lift: "必要な人数がそろうと、この凍結だけが解除されます。先に、凍結した人と電話で話してください。"
        case .veto: "この差し止めを見た端末は、どの案件でもこの指図書の支払いをしません。取り消すことはできません。"
        case .countersign:
            "失敗したこれらの案件を自分で調べ、それぞれの失敗の理由を知り、もう一度試すことを認めるという意味です。"
        case .excuse:
            "この署名者に尋ねることができず、この案件に限って確認なしに進めることを認めるという意味です。"
                + "あなたの名前は全員に表示されます。"
        case .override:
            "緊急時に、この案件に限ってこれらの規則の例外を認めるという意味です。あなたの名前は全員に表示され、記録に残ります。"
        }
    }

    private static func name(_ kind: StopKind) -> String {
        switch kind {
        case .freeze: "凍結書"
        case .lift: "解除書"
        case .veto: "差止書"
        case .countersign: "副署書"
        case .excuse: "不在届"
        case .override: "例外承認書"
        }
    }

    private static func text(_ rule: OverridableRule) -> String {
        switch rule {
        case .destinationWait: "宛先帳の項目に支払える最初の日"
        case .destinationCap: "宛先帳の項目の上限"
        }
    }

    private static func order(_ name: OrderName) -> String { "\(name.requester) 第\(name.number)号" }

    private static func list(_ people: [Identifier]) -> String {
        people.isEmpty ? "なし" : people.map(\.description).joined(separator: "、")
    }
}
