package import ByteCoding
package import Custody

extension Vault {
    /// The page on which an approver reads what his order needs before anybody signs it: the tier that holds by what the
    /// order says, the highest that a custodian's machine may find, and from which day his own approval counts.
    package func approvalPage(
        for order: Order, approvedOn today: CalendarDate, in language: ScreenLanguage
    ) -> [String] {
        let choice = TierChoice(JudgedPayment(of: order, from: self), tiers: rules.tiers)
        let held = choice.held
        var lines = [language.text(PolicyPhrase.orderNeeds), ""]
        lines += Self.wrap(
            held.map { PolicyPhrase.orderTier($0.tier.number, of: rules.tiers.count, because: $0.holds) }
                ?? .orderWithoutTier(of: rules.tiers.count), language)
        lines += need(in: held?.tier, approvedOn: today, language)
        guard let higher = higher(choice) else { return lines }
        lines += [""] + Self.wrap(.orderTierMayBe(higher.tier.number, because: higher.open), language)
        return lines + need(in: higher.tier, approvedOn: today, language)
    }

    /// The highest tier that a custodian's machine may find above the one that holds.
    private func higher(_ choice: TierChoice) -> TierJudgement? {
        let isRaised = rules.anomalies.contains { $0.action == .raise }
        let reachable = isRaised ? choice.judgements.last : choice.possible
        guard let reachable, reachable.tier.number > choice.held?.tier.number ?? 0 else { return nil }
        return reachable
    }

    private func need(
        in tier: VaultTier?, approvedOn today: CalendarDate, _ language: ScreenLanguage
    ) -> [String] {
        let need = approvalNeed(in: tier)
        var phrases: [PolicyPhrase] = [
            .need(
                approvals: UInt32(clamping: need.approvals), units: need.units, coolingDays: need.coolingDays)
        ]
        if need.coolingDays > 0, let day = today.advanced(byDays: need.coolingDays) {
            phrases.append(.approvalCountsFrom(day))
        }
        return phrases.flatMap { Self.wrap($0, language, indent: "  ") }
    }

    private static func wrap(_ phrase: PolicyPhrase, _ language: ScreenLanguage, indent: String = "") -> [String] {
        TextLayout.wrap(language.text(phrase), indent: indent, hanging: indent + "  ")
    }
}
