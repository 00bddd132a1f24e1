import BitcoinPrimitives

extension VaultValidation {
    /// Checks a vault's tiers of approval: they stand in their order, each asks for at least what the one before it asks
    /// for, and there are people who can give it.
    static func checkTiers(
        _ rules: VaultRules, people: [Person], cosigners: [Cosigner]
    ) throws(VaultError) {
        do throws(VaultTierError) {
            try checkOrder(rules)
            let approvers = Set(VaultValidation.approvers(of: people, cosigners: cosigners))
            let units = Set(people.filter { approvers.contains($0.id) }.compactMap(\.unit))
            for tier in rules.tiers {
                guard tier.approvals <= UInt32(clamping: approvers.count) else {
                    throw .tooFewApprovers(tier: tier.number, count: approvers.count, needed: tier.approvals)
                }
                guard tier.units.isEmpty || !units.isDisjoint(with: tier.units) else {
                    throw .nobodyInUnits(tier: tier.number, units: tier.units)
                }
            }
        } catch {
            throw .tier(error)
        }
    }

    /// Checks a vault's rules about anomalies: each stands once, and what raises has somewhere to raise to.
    static func checkAnomalies(_ rules: VaultRules) throws(VaultError) {
        do throws(VaultTierError) {
            var kinds: Set<AnomalyKind> = []
            for rule in rules.anomalies {
                guard kinds.insert(rule.kind).inserted else { throw .repeatedAnomaly(rule.kind) }
                guard isPossible(rule.trigger) else { throw .anomalyBound(rule.kind) }
                guard rule.action == .acknowledge || !rules.tiers.isEmpty else { throw .nothingToRaise(rule.kind) }
            }
        } catch {
            throw .tier(error)
        }
    }

    private static func checkOrder(_ rules: VaultRules) throws(VaultTierError) {
        let tiers = rules.tiers
        guard !tiers.isEmpty else { return }
        guard tiers.count <= DocumentLimits.tiers else {
            throw .tooMany(count: tiers.count, limit: DocumentLimits.tiers)
        }
        guard rules.orders == .required else { throw .withoutOrders }
        let raises = rules.anomalies.contains { $0.action == .raise }
        for (place, tier) in zip(UInt32(1)..., tiers) {
            guard tier.number == place else { throw .number(found: tier.number, expected: place) }
            guard tier.approvals > 0 else { throw .noApproval(tier: place) }
            if let percent = tier.sharePercent, !(1...99).contains(percent) {
                throw .share(tier: place, percent: percent)
            }
            guard tier.coolingDays <= DocumentLimits.coolingDays else {
                throw .cooling(tier: place, days: tier.coolingDays, limit: DocumentLimits.coolingDays)
            }
            guard raises || !tier.isOnlyRaised else { throw .withoutCondition(tier: place) }
        }
        guard let first = tiers.first, first.approvals >= rules.approvals else {
            throw .easier(tier: 1, field: "approvals")
        }
        for (lower, higher) in zip(tiers, tiers.dropFirst()) {
            if let field = Self.easier(higher, than: lower) { throw .easier(tier: higher.number, field: field) }
        }
        let covers = tiers.contains { $0.holdsAlways || $0.destinations.contains(.unlisted) }
        guard rules.allowlist != .tiered || covers else { throw .unlistedWithoutTier }
    }

    /// In what a tier asks for less than the one before it, or is reached before it; `nil` where in nothing.
    private static func easier(_ higher: VaultTier, than lower: VaultTier) -> String? {
        if higher.approvals < lower.approvals { return "approvals" }
        if higher.coolingDays < lower.coolingDays { return "cooling time" }
        // Any unit of a smaller list is one of the larger: what is enough above is enough below.
        if !lower.units.isEmpty, higher.units.isEmpty || !Set(higher.units).isSubset(of: lower.units) {
            return "units"
        }
        if let low = lower.above, let high = higher.above, high < low { return "amount" }
        if let low = lower.sharePercent, let high = higher.sharePercent, high < low { return "share" }
        return nil
    }

    private static func isPossible(_ trigger: AnomalyRule.Trigger) -> Bool {
        switch trigger {
        case .firstDestination, .offHours: true
        case .largerThanEver(let times), .unusualFee(let times): times > 0
        case .manyCases(let count, let days):
            count > 0 && days > 0 && days <= DocumentLimits.coolingDays
        case .shareOfBalance(let percent): (1...99).contains(percent)
        }
    }
}
