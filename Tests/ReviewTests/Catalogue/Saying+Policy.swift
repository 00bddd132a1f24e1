import BitcoinPrimitives
import Custody
import Review

extension Saying {
    /// Every sentence about tiers of approval and anomalies, with fresh values.
    static func policies(_ values: inout SampleValues) throws -> [Saying] {
        let sentences = try tiers(&values) + anomalies(&values)
        return sentences.flatMap { sentence in
            [
                Saying(FindingSentence.policy(sentence)) { $0.text(.policy(sentence)) },
                Saying(FindingSentence.policy(sentence)) { $0.remedy(.policy(sentence)) },
            ]
        } + (try phrases(&values) + needs(&values)).map { phrase in Saying(phrase) { $0.text(phrase) } }
    }

    private static func share(_ values: inout SampleValues) throws -> Proportion {
        Proportion(try values.amount(), of: try Amount(btc: "21.5"))
    }

    private static func hours(_ days: String) throws -> WorkingHours {
        try WorkingHours(documentText: "09:05-18:30 +09:00 \(days)")
    }

    private static func tiers(_ values: inout SampleValues) throws -> [PolicySentence] {
        let reasons: [TierReason] =
            [
                .amount(try values.amount(), above: try values.amount()),
                .share(try share(&values), percent: values.uint32()), .share(nil, percent: values.uint32()),
            ] + TierDestination.allCases.map { .destination($0, numbers: values.numbers()) }
        return reasons.map { .tier(values.uint32(), of: values.number(), because: [$0], raisedBy: []) } + [
            .tier(values.uint32(), of: values.number(), because: reasons, raisedBy: []),
            .tier(values.uint32(), of: values.number(), because: [], raisedBy: AnomalyKind.allCases),
            .noTier(of: values.number()),
            .noTier(of: 1), .tierMayBe(highest: values.uint32()),
        ]
    }

    private static func anomalies(_ values: inout SampleValues) throws -> [PolicySentence] {
        let evidence: [AnomalyEvidence] = [
            .firstDestination(outputs: values.numbers()),
            .largerThanEver(
                index: values.number(), amount: try values.amount(),
                before: PaymentHistory.Payment(caseID: try values.caseID(), amount: try values.amount()),
                times: values.uint32()),
            .moreThanEver(
                amount: try values.amount(),
                before: PaymentHistory.Payment(caseID: try values.caseID(), amount: try values.amount()),
                times: values.uint32()),
            .manyCases(count: values.number(), days: values.uint32(), allowed: values.uint32()),
            .manyCases(count: values.number(), days: 1, allowed: values.uint32()),
            .offHours(ClockMinute(clamping: values.number(0...1_439)), try hours("weekdays")),
            .offHours(nil, try hours("every-day")),
            .shareOfBalance(try share(&values), percent: values.uint32(), countersigned: nil),
            .shareOfBalance(try share(&values), percent: values.uint32(), countersigned: try values.date()),
            .unusualFee(try values.amount(), usual: try values.amount(), times: values.uint32()),
        ]
        return evidence.flatMap { found in
            Anomaly.Effect.allCases.map { PolicySentence.anomaly(found, $0) }
        }
    }

    /// What an approver reads of his order.
    private static func needs(_ values: inout SampleValues) throws -> [PolicyPhrase] {
        let reasons: [TierReason] =
            [
                .amount(try values.amount(), above: try values.amount()),
                .share(try share(&values), percent: values.uint32()), .share(nil, percent: values.uint32()),
            ] + TierDestination.allCases.map { .destination($0, numbers: values.numbers()) }
        return [
            .orderNeeds, .orderTier(values.uint32(), of: values.number(), because: reasons), .orderWithoutTier(of: 0),
            .orderWithoutTier(of: 1), .orderWithoutTier(of: values.number(2...9)),
            .orderTierMayBe(values.uint32(), because: reasons), .orderTierMayBe(values.uint32(), because: []),
            .approvalCountsFrom(try values.date()),
        ]
    }

    private static func phrases(_ values: inout SampleValues) throws -> [PolicyPhrase] {
        let triggers: [AnomalyRule.Trigger] = [
            .firstDestination, .largerThanEver(times: values.uint32()),
            .manyCases(count: values.uint32(), days: values.uint32()), .manyCases(count: 1, days: 1),
            .offHours(try hours("weekdays")), .offHours(try hours("every-day")),
            .shareOfBalance(percent: values.uint32()), .unusualFee(times: values.uint32()),
        ]
        return triggers.flatMap { trigger in
            AnomalyAction.allCases.map { PolicyPhrase.anomaly(AnomalyRule(trigger, $0)) }
        } + TierDestination.allCases.map { .destination($0) } + [
            .tiersTitle, .tier(VaultTier(number: values.uint32(), approvals: 1), of: values.number()),
            .above(try values.amount()), .share(percent: values.uint32()), .onlyRaised, .highestCounts,
            .need(approvals: values.uint32(), units: try values.identifiers(), coolingDays: values.uint32()),
            .need(approvals: 1, units: [], coolingDays: 0), .unit(try values.identifier()),
        ]
    }
}
