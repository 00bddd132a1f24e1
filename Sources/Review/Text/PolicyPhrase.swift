package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// What a vault says of its tiers of approval, as everybody reads it who registers or signs the vault.
package enum PolicyPhrase: Hashable, Sendable {
    /// The title of the page.
    case tiersTitle
    /// A tier.
    case tier(VaultTier, of: Int)
    /// One condition of a tier.
    case above(Amount)
    case share(percent: UInt32)
    case destination(TierDestination)
    case onlyRaised
    /// What a tier needs.
    case need(approvals: UInt32, units: [Identifier], coolingDays: UInt32)
    /// That the highest tier counts.
    case highestCounts
    /// A rule about anomalies.
    case anomaly(AnomalyRule)
    /// The unit of a person.
    case unit(Identifier)

    // What an approver reads of his order.
    /// The title of the page.
    case orderNeeds
    /// The tier that holds by what the order says.
    case orderTier(UInt32, of: Int, because: [TierReason])
    /// That none does; of no tiers at all where the vault has none.
    case orderWithoutTier(of: Int)
    /// The highest tier that a custodian's machine may find, and what would lead to it; without a reason, an anomaly.
    case orderTierMayBe(UInt32, because: [TierReason])
    /// The first day of a signature with an approval of today.
    case approvalCountsFrom(CalendarDate)
}

extension ScreenLanguage {
    /// What a vault says of its tiers.
    package func text(_ phrase: PolicyPhrase) -> String {
        switch self {
        case .english: EnglishPolicy.text(phrase)
        case .japanese: JapanesePolicy.text(phrase)
        }
    }
}

extension Vault {
    /// The page on which a vault's tiers and rules about anomalies are read; empty where it has none.
    package func policyPage(in language: ScreenLanguage) -> [String] {
        guard !rules.tiers.isEmpty || !rules.anomalies.isEmpty else { return [] }
        var lines = [language.text(PolicyPhrase.tiersTitle)]
        for tier in rules.tiers {
            lines += ["", language.text(PolicyPhrase.tier(tier, of: rules.tiers.count))]
            lines += tier.conditions.map { "  " + language.text($0) }
            lines.append(
                "  "
                    + language.text(
                        PolicyPhrase.need(
                            approvals: tier.approvals, units: tier.units, coolingDays: tier.coolingDays)))
        }
        if !rules.tiers.isEmpty { lines += ["", language.text(PolicyPhrase.highestCounts)] }
        if !rules.anomalies.isEmpty {
            lines.append("")
            lines += rules.anomalies.map { language.text(PolicyPhrase.anomaly($0)) }
        }
        return lines
    }
}

extension VaultTier {
    /// What leads to the tier, each condition by itself.
    package var conditions: [PolicyPhrase] {
        if isOnlyRaised { return [.onlyRaised] }
        return (above.map { [.above($0)] } ?? []) + (sharePercent.map { [.share(percent: $0)] } ?? [])
            + destinations.map { .destination($0) }
    }
}
