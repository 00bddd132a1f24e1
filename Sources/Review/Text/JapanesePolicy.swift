import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about tiers of approval and anomalies, in Japanese (`Docs/glossary.md`).
enum JapanesePolicy {
    static func text(_ sentence: PolicySentence) -> String {
        switch sentence {
        case .tier(let number, let count, let reasons, let raisedBy):
            "金庫の承認段階\(count)段階のうち、第\(number)段階が適用されます。"
                + (reasons.isEmpty ? "" : "理由：\(reasons.map(text).joined(separator: "、"))。")
                + (raisedBy.isEmpty ? "" : "引き上げた規則：\(raisedBy.map(name).joined(separator: "、"))。")
        case .noTier(let count):
            "金庫の承認段階\(count)段階のどれにも当たりません。すべての指図書に共通の承認が必要です。"
        case .tierMayBe(let highest):
            "署名者の端末はそれぞれ自身の記録で判断するため、より高い段階（最高で第\(highest)段階）になることがあります。"
        case .anomaly(let evidence, let effect): text(evidence) + text(effect)
        }
    }

    static func remedy(_ sentence: PolicySentence) -> String {
        switch sentence {
        case .tier, .noTier: "対応は不要です。承認はこの段階に従って数えられます。"
        case .tierMayBe: "署名者の作業が無駄にならないよう、その段階の承認を今のうちに求めてください。"
        case .anomaly(_, .raises):
            "一つ上の段階の承認が必要です。それでも、この案件がいつもと異なる理由を確かめてください。"
        case .anomaly(.offHours, _):
            "業務時間まで待てない理由を、既知の番号に電話して依頼者に確かめてください。"
        case .anomaly(.manyCases, _):
            "すべての案件が依頼者のものかどうか、電話で確かめてください。「もう一度署名してください」は、盗難の典型的な手口です。"
        case .anomaly:
            "まさにこの支払いを意図したものかどうか、既知の番号に電話して依頼者に確かめ、確かめられた場合だけ先に進んでください。"
        }
    }

    /// The reason without the numbers of its outputs, which an order does not have.
    private static func why(_ reason: TierReason) -> String {
        switch reason {
        case .amount, .share: text(reason)
        case .destination(let kind, _): text(PolicyPhrase.destination(kind))
        }
    }

    static func text(_ reason: TierReason) -> String {
        switch reason {
        case .amount(let amount, let above): "\(amount.text) は \(above.text) を超えます"
        case .share(let share?, let percent):
            "\(JapaneseFacts.percent(share)) は金庫の残高の \(percent) % を超えます"
        case .share(nil, let percent): "金庫の残高の \(percent) % を超える支払い"
        case .destination(let kind, let numbers):
            "\(JapaneseFindings.list(numbers))：\(text(PolicyPhrase.destination(kind)))"
        }
    }

    private static func text(_ evidence: AnomalyEvidence) -> String {
        switch evidence {
        case .firstDestination(let outputs):
            "いつもと異なります。出力\(JapaneseFindings.list(outputs))のアドレスへの支払いを、本機はこれまで承認したことがありません。"
        case .largerThanEver(let index, let amount, let before, let times):
            "いつもと異なります。出力\(index)の支払い \(amount.text) は、これまでの最高額である案件 \(before.caseID) の "
                + "\(before.amount.text) の\(times)倍を超えています。"
        case .moreThanEver(let amount, let before, let times):
            "いつもと異なります。この案件の支払いの合計 \(amount.text) は、これまでの最高額である案件 \(before.caseID) の "
                + "\(before.amount.text) の\(times)倍を超えています。"
        case .manyCases(let count, let days, let allowed):
            "いつもと異なります。これは\(days)日以内の\(count)件目の案件です。金庫が想定するのは\(allowed)件までです。"
        case .offHours(let time?, let hours):
            "いつもと異なります。今は \(hours.offset.documentText) の時刻で \(time.documentText) であり、\(text(hours))の範囲外です。"
        case .offHours(nil, let hours): "今が\(text(hours))の範囲内かどうか、本機には分かりません。"
        case .shareOfBalance(let share, let percent, let countersigned):
            "いつもと異なります。"
                + (countersigned.map { "\($0) 付けの連署済みコイン一覧による金庫の残高の " }
                    ?? "この案件のコイン（本機が知る残高のすべて）の ")
                + "\(JapaneseFacts.percent(share)) が出ていきます。\(percent) % を超えています。"
        case .unusualFee(let fee, let usual, let times):
            "いつもと異なります。手数料 \(fee.text) は、通常の手数料 \(usual.text) の\(times)倍を超えています。"
        }
    }

    private static func text(_ effect: Anomaly.Effect) -> String {
        switch effect {
        case .acknowledged: ""
        case .raises: "一つ上の段階の承認が必要です。"
        case .nothingHigher: "これより高い承認段階はありません。"
        }
    }

    static func text(_ phrase: PolicyPhrase) -> String {
        switch phrase {
        case .tiersTitle: "承認段階"
        case .tier(let tier, let count): "第\(tier.number)段階（全\(count)段階）に当たる支払い："
        case .above(let amount): "\(amount.text) を超える支払い"
        case .share(let percent): "金庫の残高の \(percent) % を超える支払い"
        case .destination(.ownHotWallet): "自社のホットウォレットへの支払い"
        case .destination(.ownVault): "自社の別の金庫への支払い"
        case .destination(.customer): "顧客への支払い"
        case .destination(.exchange): "取引所への支払い"
        case .destination(.unlisted): "宛先帳に載っていないアドレスへの支払い"
        case .destination(.firstTime): "端末が承認したことのないアドレスへの支払い"
        case .onlyRaised: "異常検知の規則で引き上げられた支払い"
        case .need(let approvals, let units, let days):
            "必要：\(approvals)人の承認"
                + (units.isEmpty ? "" : "（うち一人は部署 \(units.map(\.description).joined(separator: "、"))）")
                + (days == 0 ? "" : "、承認から署名まで\(days)日")
        case .highestCounts: "当てはまる段階のうち、最も高いものが適用されます。条件は一つでも当たれば十分です。"
        case .anomaly(let rule): text(rule.trigger) + "：" + text(rule.action)
        case .unit(let unit): "部署：\(unit)"
        case .orderNeeds: "この指図書の署名に必要な承認"
        case .orderTier(let number, let count, let reasons):
            "指図書の内容では、第\(number)段階（全\(count)段階）に当たります。理由：\(reasons.map(why).joined(separator: "、"))。"
        case .orderWithoutTier(0): "この金庫には承認段階がありません。すべての指図書に同じ承認が必要です。"
        case .orderWithoutTier(let count):
            "指図書の内容では、承認段階\(count)段階のどれにも当たりません。すべての指図書に共通の承認が必要です。"
        case .orderTierMayBe(let number, let reasons):
            "署名者の端末は自身の記録により、第\(number)段階と判断することがあります。理由："
                + (reasons.isEmpty
                    ? "異常検知の規則による引き上げ" : reasons.map(why).joined(separator: "、")) + "。"
        case .approvalCountsFrom(let day): "今日承認した場合、署名できるのは \(day) からです。"
        }
    }

    private static func text(_ trigger: AnomalyRule.Trigger) -> String {
        switch trigger {
        case .firstDestination: "端末が承認したことのないアドレス"
        case .largerThanEver(let times): "これまでの最高額の\(times)倍を超える支払い"
        case .manyCases(let count, let days): "\(days)日以内に\(count)件を超える案件"
        case .offHours(let hours): "\(text(hours))の範囲外の時刻"
        case .shareOfBalance(let percent): "金庫の残高の \(percent) % を超える支払い"
        case .unusualFee(let times): "通常の\(times)倍を超える手数料"
        }
    }

    private static func text(_ action: AnomalyAction) -> String {
        switch action {
        case .acknowledge: "署名者全員が個別に確認します"
        case .raise: "一つ上の段階の承認が必要です"
        }
    }

    private static func text(_ hours: WorkingHours) -> String {
        let days =
            switch hours.days {
            case .everyDay: "毎日"
            case .weekdays: "平日"
            }
        return "業務時間 \(hours.from.documentText)-\(hours.until.documentText)（\(hours.offset.documentText)、\(days)）"
    }

    private static func name(_ kind: AnomalyKind) -> String {
        switch kind {
        case .firstDestination: "初めての宛先"
        case .largerThanEver: "過去最高額との比較"
        case .manyCases: "短期間の案件数"
        case .offHours: "業務時間外"
        case .shareOfBalance: "残高に対する割合"
        case .unusualFee: "通常と異なる手数料"
        }
    }
}
