import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about orders, in Japanese (`Docs/glossary.md`).
enum JapaneseOrders {
    static func text(_ sentence: OrderSentence) -> String {
        switch sentence {
        case .problem(let problem): text(problem)
        case .difference(let difference): text(difference)
        case .feeAbove(let fee, let ceiling, let name):
            "手数料 \(fee.text) は、指図書 \(order(name)) が認める \(ceiling.text) を超えています。"
        case .otherKind(let name, .internal):
            "指図書 \(order(name)) は誰にも支払わないものですが、この案件は支払いです。"
        case .otherKind(let name, .payment):
            "指図書 \(order(name)) は支払いですが、この案件は誰にも支払いません。"
        case .force(let subject, let force): text(subject, force)
        case .numberReused(let name, let earlier, let day):
            "指図書 \(order(name)) の番号は、別の指図書のものです。本機は" + on(day)
                + "その指図書の案件 \(earlier) に答えています。"
        case .used(let name, let earlier, let day):
            "二重の支払いではありませんか。本機は" + on(day)
                + "指図書 \(order(name)) の案件 \(earlier) に答えています。この案件はそのコインを一つも使っていないため、"
                + "両方が支払われることがあります。"
        case .people(let name, let approvers):
            approvers.isEmpty
                ? "指図書 \(order(name)) には依頼者の署名があります。承認書はありません。"
                : "指図書 \(order(name)) には依頼者の署名があり、\(list(approvers)) が承認しています。"
        }
    }

    static func remedy(_ sentence: OrderSentence) -> String {
        switch sentence {
        case .problem(.orderAbsent), .problem(.approvalAbsent), .problem(.orderUncited), .problem(.approvalUncited),
            .otherKind:
            "案件が挙げる指図書と承認書だけを過不足なく含む新しい提案を運用者に求めてください。"
        case .problem(.orderRefused(_, .roleLapsed)), .problem(.approvalRefused(_, .roleLapsed)):
            "署名しないでください。役割の期限が切れていない人に指図または承認を求めるか、金庫の新しい版に同意してください。"
        case .problem(.orderRefused):
            "署名しないでください。指図できる人は、これを指図していません。依頼者に電話で確かめてください。"
        case .problem(.numberRepeated), .numberReused:
            "署名しないでください。書き換えた指図書は、新しい番号の新しい指図書です。どちらが本物かを依頼者に電話で"
                + "確かめてください。"
        case .problem(.approvalRefused(_, .otherOrder)):
            "署名しないでください。承認者が読んだのは別の指図書です。この指図書を読んで承認するよう求めてください。"
        case .problem(.notCooled):
            "その日まで待ち、その間に、この支払いがまだ必要かどうかを確かめてください。待機期間は本機の時計で判断されます。"
        case .problem(.approvalRefused), .problem(.approvalRepeated), .problem(.approvalsMissing),
            .problem(.unitMissing):
            "署名しないでください。金庫が求める数の、それぞれ別の人による承認書を運用者に求めてください。"
        case .difference:
            "署名しないでください。支払われる内容が指図と異なります。ファイルを保管し、依頼者とほかの署名者に電話で"
                + "知らせてください。"
        case .feeAbove: "手数料のより低い提案か、この手数料を認める新しい指図書を求めてください。"
        case .force(_, .unknown): "まだ必要な支払いかどうかを別の方法で確かめ、その場合に限って先へ進んでください。"
        case .force: "まだ必要な支払いかどうかを依頼者に尋ね、必要であれば新しい指図書を求めてください。"
        case .used:
            "最初の案件が失敗したと言われた場合は、ここで止めてください。そのコインを使って差し替える案件を求めれば、"
                + "支払われるのはどちらか一方だけです。「もう一度署名してほしい」は、盗難の始まりの言葉です。"
        case .people: "何もする必要はありません。署名は登録済みの金庫で確かめました。"
        }
    }

    private static func text(_ problem: OrderProblem) -> String {
        switch problem {
        case .orderAbsent(let digest): "案件が挙げる指図書 \(digest) が、ファイルに入っていません。"
        case .approvalAbsent(let digest): "案件が挙げる承認書 \(digest) が、ファイルに入っていません。"
        case .orderUncited(let name): "ファイルに、案件が挙げていない指図書 \(order(name)) が入っています。"
        case .approvalUncited(let person, let name):
            "ファイルに、案件が挙げていない \(person) の承認書（指図書 \(order(name))）が入っています。"
        case .orderRefused(let name, let refusal):
            "指図書 \(order(name)) は有効ではありません。" + text(refusal)
        case .numberRepeated(let name): "この案件の二つの異なる指図書が、同じ番号 \(order(name)) です。"
        case .approvalRefused(let person, let refusal):
            "\(person) の承認書は有効ではありません。" + text(refusal)
        case .approvalRepeated(let person, let name):
            "指図書 \(order(name)) に対する \(person) の承認が二度あります。名前を変えても数えるのは一度だけです。"
        case .approvalsMissing(let name, let found, let needed):
            "金庫が求める承認は\(needed)人分ですが、指図書 \(order(name)) の承認は\(found)人分です。"
        case .unitMissing(let name, let units):
            "指図書 \(order(name)) を承認した人の中に、部署 \(units.map(\.description).joined(separator: "、")) の人がいません。"
        case .notCooled(let name, let days, let until, let clock):
            "指図書 \(order(name)) の承認は、承認から\(days)日後に有効になります。"
                + (until.map { "有効になるのは \($0) からです。" } ?? "")
                + (clock.map { "本機の時計では、今日は \($0) です。" } ?? "本機は今日の日付を知りません。")
        }
    }

    private static func text(_ refusal: OrderRefusal) -> String {
        switch refusal {
        case .otherNetwork(let network): "\(network.rawValue) のものです。"
        case .otherVault(let vault): "別の金庫 \(vault) のものです。"
        case .otherFounding(let digest): "同じ名前の別の金庫のものです。その第1版は \(digest.hex) です。"
        case .unknownPerson(let person): "金庫に \(person) は登録されていません。"
        case .noRole(let person, let role):
            "金庫で、\(person) に \(role.rawValue)（\(JapaneseVault.name(role))）の役割はありません。"
        case .forbiddenRoles(let person, let one, let other):
            "\(person) に、兼ねてはならない役割 \(one.rawValue)（\(JapaneseVault.name(one))）と \(other.rawValue)"
                + "（\(JapaneseVault.name(other))）があります。"
        case .roleLapsed(let person, let lastDay, let today):
            "\(person) の役割は \(lastDay) に終わりました。今日は \(today) です。"
        case .signature(let problem): text(problem)
        case .otherOrder(let digest): "これは別の指図書か、書き換える前の指図書 \(digest.hex) に対するものです。"
        case .selfApproval(let person): "指図した \(person) 自身は承認できません。"
        case .otherDevice(let device): "承認者の端末ではない端末 \(device) で作成されました。"
        case .custodianApproves(let person): "\(person) は金庫の鍵を持っています。署名する人は承認できません。"
        }
    }

    static func text(_ problem: SignatureProblem) -> String {
        switch problem {
        case .unsigned(let person): "\(person) の署名がありません。"
        case .otherSigner(let found, let expected): "\(expected) ではなく \(found) の署名があります。"
        case .otherKey(let person, let found, let expected):
            "\(person) の本人鍵は \(expected.hex) ですが、\(found.hex) で署名されています。"
        case .invalid(let person): "\(person) の署名が、この文書に合いません。"
        }
    }

    private static func text(_ difference: PaymentDifference) -> String {
        switch difference {
        case .extra(let output, let paid):
            "出力\(output)：指図がありません。この案件のどの指図書にもない相手に \(paid.amount.text) を支払います。"
        case .missing(let line):
            "\(place(line))が支払われません：\(line.line.address) に \(line.line.amount.text)"
        case .merged(let output, let lines):
            "出力\(output)：別々に指図された\(lines.count)行をまとめて支払います："
                + lines.map(place).joined(separator: "、")
        case .split(let line, let outputs):
            "\(place(line))は \(line.line.amount.text) を一度に支払う指図ですが、出力"
                + "\(outputs.map { String($0) }.joined(separator: "、"))が分けて支払います。"
        case .amount(let output, let paid, let line):
            "出力\(output)：\(paid.text) を支払いますが、\(place(line))がこのアドレスに指図した額は "
                + "\(line.line.amount.text) です。"
        case .address(let output, let paid, let line):
            "出力\(output)：アドレスが異なります。\(place(line))は \(paid.amount.text) を \(line.line.address) に"
                + "支払う指図です。"
        }
    }

    private static func text(_ subject: OrderSubject, _ force: OrderForce) -> String {
        let what =
            switch subject {
            case .order(let name): "指図書 \(order(name))"
            case .approval(let person, let name): "\(person) の承認書（指図書 \(order(name))）"
            }
        return switch force {
        case .inForce: "\(what) は有効です。"
        case .notYet(let bound): "\(what) の有効期間は\(when(bound))からです。"
        case .ended(let bound): "\(what) の有効期間は\(when(bound))までです。"
        case .unknown(let bound):
            "\(what) が今有効かどうか、本機には分かりません。期限は\(when(bound))です。"
        }
    }

    static func place(_ line: OrderedLine) -> String { "指図書 \(order(line.name)) の\(line.number)行目" }

    /// An order as people call it: whose it is, and its number.
    private static func order(_ name: OrderName) -> String { "\(name.requester) 第\(name.number)号" }

    /// A day or a height in the middle of Japanese text.
    private static func when(_ bound: ValidityBound) -> String {
        switch bound {
        case .date(let date): " \(date) "
        case .height(let height): "ブロック\(height)"
        }
    }

    private static func on(_ day: CalendarDate?) -> String { day.map { " \($0) に、" } ?? "" }

    private static func list(_ people: [Identifier]) -> String { people.map(\.description).joined(separator: "、") }

    static func text(_ phrase: ComparisonPhrase) -> String {
        switch phrase {
        case .transaction: "取引"
        case .order: "指図書"
        case .addressBook: "宛先帳"
        case .addressRow: "アドレス"
        case .amountRow: "金額"
        case .asAbove: "上記のとおり"
        case .amount(let amount): "\(amount.btcText) BTC"
        case .matches: "一致"
        case .notOrdered: "指図なし"
        case .otherAddress: "相違"
        case .differs(let amount): "相違：\(amount.btcText) BTC"
        case .merged(let lines): "相違：\(lines)行の合計"
        case .part(let amount): "相違：\(amount.btcText) BTC の一部"
        case .notInBook: "記載なし"
        case .noCap: "上限なし"
        case .upTo(let cap): "\(cap.btcText) BTC まで"
        case .aboveCap(let cap): "相違：\(cap.btcText) BTC を超過"
        }
    }

    static func text(_ phrase: OrderPhrase) -> String {
        switch phrase {
        case .title(let name, let vault, let network):
            "指図書 \(order(name))（金庫 \(vault)、ネットワーク \(network)）"
        case .kind(.payment): "種類：支払い"
        case .kind(.internal): "種類：内部（誰にも支払わず、コインは金庫の中で動きます。手数料は失われます）"
        case .requester(let person, let name): "依頼者：\(person)、\(SafeText.free(name))"
        case .total(let amount, let lines): "合計：\(amount.text)、\(lines)行"
        case .feeAtMost(let amount): "手数料の上限：\(amount.text)"
        case .validity(let from, let until):
            "有効期間：開始は\(from.map(JapaneseFacts.bound) ?? "定めなし")、終了は\(JapaneseFacts.bound(until))"
        case .founding(let digest): "金庫の第1版：\(digest)"
        case .vaultWords(let words): "その版の照合語：\(words.joined(separator: " "))"
        case .digest(let digest): "指図書のダイジェスト：\(digest)"
        case .words(let words): "指図書の照合語：\(words.joined(separator: " "))"
        case .lineTitle(let number, let total): "支払い \(number)/\(total)"
        case .lineInBitcoin(let amount): "金額：\(amount.btcText) BTC"
        case .lineInSatoshi(let amount): "      \(amount.sat) sat"
        case .recipient(let name): "受取人：\(name.map(SafeText.free) ?? "-")"
        case .reference(let text): "摘要：\(text.map(SafeText.free) ?? "-")"
        case .lastNumber(let number): "この金庫について本機で最後に署名した番号：\(number)"
        case .memoryLost:
            "！本機は復元されたため、どの番号が使用済みかを知りません。手元の書面にあるどの番号よりも大きい番号である場合に限って"
                + "先へ進んでください。"
        case .signNotice: "パスフレーズを入力すると、この番号でこれらの支払いを一度だけ指図します。"
        case .signPrompt(let word): "この指図書に署名する場合は「\(word)」と入力してください："
        case .approveNotice(let requester):
            "パスフレーズを入力すると、\(requester) のこの指図書だけを承認します。後から書き換えられたものは別の指図書です。"
        case .approvalDay(let day): "本機による承認の日付：\(day)"
        case .approvalUntil(let bound): "承認の期限：\(JapaneseFacts.bound(bound))"
        case .approvePrompt(let word): "この指図書を承認する場合は「\(word)」と入力してください："
        case .sheetTitle(let name): "指図書 \(order(name))"
        case .sheetUse:
            "署名者は全員、送金先と金額を画面からではなく、この用紙から入力します。用紙は手渡しするか、電話で読み上げてください。"
                + "ファイルと同じ経路では送らないでください。"
        case .sheetTyped: "入力の前に、照合語を依頼者に電話で確かめてください。一文字でも異なる場合は止めてください。"
        case .sheetWordsHeading: "この指図書の照合語"
        case .sheetLinesHeading: "支払い"
        case .sheetNumber: "番号"
        case .sheetAddress: "アドレス"
        case .sheetAmount: "金額"
        case .sheetRecipient: "受取人"
        case .sheetReference: "摘要"
        case .sheetVault: "金庫"
        case .sheetNetwork: "ネットワーク"
        case .sheetRequester: "依頼者"
        case .sheetFee: "手数料の上限"
        case .sheetValidity: "有効期間"
        case .sheetDigest: "ダイジェスト"
        case .sheetTotal: "合計"
        case .sheetKind: "種類"
        }
    }
}
