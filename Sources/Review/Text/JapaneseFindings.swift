import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors

/// What findings say, in Japanese (`Docs/glossary.md`).
enum JapaneseFindings {
    static func text(_ severity: Severity) -> String {
        switch severity {
        case .refuse: "署名不可"
        case .warn: "警告"
        case .note: "注記"
        }
    }

    static func text(_ sentence: FindingSentence) -> String {
        switch sentence {
        case .input(let problem, let index, let cosigner):
            "入力\(index)：\(JapaneseInputFindings.text(problem, cosigner: cosigner))"
        case .output(let problem, let index): "出力\(index)：\(text(problem))"
        case .transaction(let problem): text(problem)
        case .caseDocument(let sentence): text(sentence)
        case .vault(let sentence): text(sentence)
        case .fee(let sentence): text(sentence)
        case .machine(let sentence): text(sentence)
        case .file(let sentence): text(sentence)
        case .time(let sentence): text(sentence)
        case .payment(let sentence): text(sentence)
        case .book(let sentence): text(sentence)
        case .limit(let sentence): text(sentence)
        case .order(let sentence): JapaneseOrders.text(sentence)
        case .stop(let sentence): JapaneseStops.text(sentence)
        case .policy(let sentence): JapanesePolicy.text(sentence)
        case .sighashSingleWithoutOutput(let index, let type):
            "入力\(index)：ファイルは SIGHASH_SINGLE（\(EnglishFindings.hex(type))）を求めていますが、出力\(index)がありません。"
                + "そのような署名は、どの支払いも拘束しません。"
        case .outputScriptUnknown(let index, let kind): "出力\(index)：\(text(kind))"
        case .outputDust(let index, let amount, let limit):
            "出力\(index)：\(amount.text) は、このスクリプトでノードが中継する最低額 \(limit.sat) sat を下回っています。"
        case .transactionVersion(let version):
            "取引のバージョンは\(version)です。ノードが中継するのは、バージョン1と2だけです。"
        case .transactionTooHeavy(let size, let limit):
            "署名後の取引は \(size) vB になります。ノードが中継するのは \(limit) vB までです。"
        case .otherNetwork(let stated, let vault):
            "ファイルのネットワークは \(SafeText.ascii(stated)) ですが、登録済みの金庫のネットワークは \(vault.rawValue) です。"
        }
    }

    private static func text(_ problem: OutputProblem) -> String {
        switch problem {
        case .scriptNotAtClaimedPosition(let position):
            "ファイルはこれを金庫自身の \(position) のアドレスとしていますが、登録済みの金庫がそこで導出するアドレスは別のものです。"
                + "お釣りに見せかけた他人のアドレスです。"
        case .positionBeyondWindow(let position, let last):
            "これは金庫の \(position) のアドレスですが、番号の上限\(last)を超えており、ほかのプログラムでは見つからないことがあります。"
        case .claimsToBeOurs(let fingerprint):
            "金庫のものではないアドレスについて、ファイルは金庫の鍵のフィンガープリント \(fingerprint) を示しています。"
        case .claimsOurScriptShape(let threshold, let keyCount):
            "金庫のものではないアドレスについて、ファイルは金庫と同じ形の \(threshold) of \(keyCount) のスクリプトを示しています。"
        case .otherQuorum(let threshold, let keyCount, let keyIndexes):
            "支払い先は別の定足数です。\(threshold) of \(keyCount) のスクリプトで、"
                + "金庫の鍵\(keyIndexes.count)本を含みますが、金庫ではありません。"
        case .scriptHintDiffers: "アドレスは金庫のものですが、ファイルが示すスクリプトは別のものです。"
        case .derivationKeyUnknown(let key):
            "アドレスは金庫のものですが、ファイルはそのスクリプトにない鍵を示しています（\(key.hex)）。"
        case .derivationOriginDiffers(let key, let stated, let registered):
            "ファイルは鍵 \(key.hex) の起点を \(stated) としていますが、登録済みの金庫では \(registered) です。"
        }
    }

    private static func text(_ problem: CaseProblem) -> String {
        switch problem {
        case .transactionUnreadable(let cause): "ファイルから署名前の取引を読み取れません。" + reason(cause)
        case .ownershipUndecided(let cause):
            "どのコインとアドレスが金庫のものかを判定できませんでした。" + reason(cause)
        case .caseRefused(let cause): "この取引は有効な案件になりません。" + reason(cause)
        case .caseUnnamed: "ファイルに案件書がないため、どの案件でどの金庫のものかが分かりません。"
        case .duplicateOutpoint(let outpoint, let inputs):
            "コイン \(outpoint) が入力\(list(inputs))で重ねて使われています。"
        case .inputSumOverLimit: "入力の合計が、存在し得る上限の 21000000 BTC を超えています。"
        case .outputSumOverLimit: "出力の合計が、存在し得る上限の 21000000 BTC を超えています。"
        case .outputsExceedInputs(let inputs, let outputs):
            "出力の合計 \(outputs.text) が、入力の合計 \(inputs.text) を超えています。"
        case .feeUnknown(let inputs):
            "次の入力の金額が証明されていないため、手数料が分かりません：入力\(list(inputs))"
        }
    }

    private static func text(_ sentence: VaultSentence) -> String {
        switch sentence {
        case .other(let named, let registered):
            "案件は金庫「\(SafeText.ascii(named))」のものですが、この審査は金庫「\(registered)」で行っています。"
        case .otherVersion(let stated, let registered):
            "案件は金庫の第\(stated)版のものですが、本機に登録されているのは第\(registered)版です。"
        case .otherDocument(let stated, let registered):
            "案件の金庫の文書のダイジェストは \(stated) ですが、本機に登録されている文書は \(registered) です。"
        case .acknowledgementsIncomplete(let reason):
            "共同署名者全員の受諾書がそろっていません。\(quoted(reason))"
        case .secondLookNotEnforced(let open, let threshold):
            "再審査は強制されません。共同署名者\(open)人は署名を直ちに引き渡し、\(threshold)人分の署名があれば送金できます。"
        case .confirmationsByQuorum:
            "この金庫が確認を求める人数は、署名する人数と同じです。ほかの署名者がこの案件を一度も見ないことがあり、守りは弱くなります。"
        case .foreignProposal:
            "ほかのコーディネーターが作成した通常のPSBTです。指図されたことを示すものはなく、再審査も行われません。"
        case .foreignProposalNotAllowed:
            "ほかのコーディネーターが作成した通常のPSBTですが、この金庫はそのような提案を認めていません。"
        case .ordersOptional:
            "この金庫は指図書を必須としていません。この支払いが指図されたことを示すものは、このファイルのほかにありません。"
        case .globalKeyForeign(let origin):
            "ファイルにある鍵（起点 \(origin)）は、登録済みの金庫の鍵ではありません。"
        case .strict: "この金庫は厳格です。ほかの金庫では警告となるものも、ここでは署名不可となります。"
        }
    }

    private static func text(_ sentence: FeeSentence) -> String {
        switch sentence {
        case .aboveAmount(let fee, let cap): "手数料 \(fee.text) が、金庫の上限 \(cap.text) を超えています。"
        case .abovePercent(let fee, let cap, let ofInputs):
            "手数料 \(fee.part.text) は\(ofInputs ? "動かす額" : "金庫から出る額")の \(JapaneseFacts.percent(fee)) であり、"
                + "金庫の上限 \(cap) % を超えています。"
        case .aboveRate(let rate, let cap):
            "手数料率 \(EnglishFacts.rate(rate)) が、金庫の上限 \(cap) sat/vB を超えています。"
        case .belowRelay(let rate, isHopeless: true):
            "手数料率 \(EnglishFacts.rate(rate)) は 0.1 sat/vB を下回っており、標準の設定で中継するノードはありません。"
        case .belowRelay(let rate, isHopeless: false):
            "手数料率 \(EnglishFacts.rate(rate)) は 1 sat/vB を下回っています。多くのノードは中継せず、"
                + "承認まで長くかかることがあります。"
        }
    }

    private static func text(_ kind: UnknownOutput) -> String {
        switch kind {
        case .witnessVersion(let version):
            "スクリプトはウィットネスのバージョン\(version)です。この版にはまだ規則がなく、誰でもコインを取ることができます。"
        case .bareKeys: "スクリプトは公開鍵だけ、またはマルチシグだけのもので、アドレスがありません。"
        case .other(let script):
            "スクリプトの種類が分からないため、受取人を表示できません（\(Hex.encode(script.bytes.prefix(80)))"
                + "\(script.bytes.count > 80 ? "…" : "")）。"
        }
    }

    /// An error of another room, as it stands: errors are in English.
    static func reason(_ cause: ErrorCause) -> String { "理由：\(EnglishFindings.text(cause))" }

    /// Text of a file or an error, quoted.
    static func quoted(_ text: String) -> String { "「\(SafeText.free(text))」" }

    /// Numbers of inputs, the first twenty of them.
    static func list(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(20).map(String.init).joined(separator: "、")
        return numbers.count > 20 ? "\(shown)ほか\(numbers.count - 20)件" : shown
    }
}
