import ByteCoding

/// Why a vault's tiers of approval, its units or its rules about anomalies are refused.
package enum VaultTierError: CodedError, Hashable {
    /// There are more tiers than anybody keeps apart.
    case tooMany(count: Int, limit: Int)
    /// A tier has another number than its place, from 1.
    case number(found: UInt32, expected: UInt32)
    /// Tiers are needed for orders only, and orders are optional.
    case withoutOrders
    /// A tier asks for no approval.
    case noApproval(tier: UInt32)
    /// A tier asks for less than the one before it, or holds where it does not.
    case easier(tier: UInt32, field: String)
    /// No payment belongs to the tier, and no rule raises one to it.
    case withoutCondition(tier: UInt32)
    /// The share is no per cent from 1 to 99.
    case share(tier: UInt32, percent: UInt32)
    /// The cooling time is longer than orders live.
    case cooling(tier: UInt32, days: UInt32, limit: UInt32)
    /// There are fewer approvers than the tier asks for.
    case tooFewApprovers(tier: UInt32, count: Int, needed: UInt32)
    /// No approver belongs to a unit that the tier asks for.
    case nobodyInUnits(tier: UInt32, units: [Identifier])
    /// The vault is `allowlist: tiered`, and no tier is about addresses that are not in the book.
    case unlistedWithoutTier
    /// A unit is given for somebody whom the vault does not list.
    case unitOfNobody(Identifier)
    /// A rule about anomalies stands twice.
    case repeatedAnomaly(AnomalyKind)
    /// A bound of a rule about anomalies cannot be kept or means nothing.
    case anomalyBound(AnomalyKind)
    /// A rule raises to the next tier, and there is none.
    case nothingToRaise(AnomalyKind)

    package var code: String {
        switch self {
        case .tooMany: "vault.too-many-tiers"
        case .number: "vault.tier-number"
        case .withoutOrders: "vault.tiers-without-orders"
        case .noApproval: "vault.tier-without-approval"
        case .easier: "vault.tier-easier"
        case .withoutCondition: "vault.tier-without-condition"
        case .share: "vault.tier-share"
        case .cooling: "vault.tier-cooling"
        case .tooFewApprovers: "vault.tier-approvers"
        case .nobodyInUnits: "vault.tier-units"
        case .unlistedWithoutTier: "vault.unlisted-without-tier"
        case .unitOfNobody: "vault.unit-of-nobody"
        case .repeatedAnomaly: "vault.repeated-anomaly"
        case .anomalyBound: "vault.anomaly-bound"
        case .nothingToRaise: "vault.anomaly-without-tier"
        }
    }

    package var description: String {
        switch self {
        case .tooMany(let count, let limit): "\(count) tiers exceed the \(limit) that a vault has"
        case .number(let found, let expected): "tier \(found) stands at place \(expected)"
        case .withoutOrders: "tiers of approval need orders: required"
        case .noApproval(let tier): "tier \(tier) asks for no approval"
        case .easier(let tier, let field): "tier \(tier) is easier than what stands before it: \(field)"
        case .withoutCondition(let tier): "no payment belongs to tier \(tier), and no rule raises one to it"
        case .share(let tier, let percent): "tier \(tier): \(percent) % is no share from 1 to 99"
        case .cooling(let tier, let days, let limit): "tier \(tier): \(days) days of cooling exceed \(limit)"
        case .tooFewApprovers(let tier, let count, let needed):
            "tier \(tier) asks for \(needed) approvals, and \(count) people may approve"
        case .nobodyInUnits(let tier, let units):
            "tier \(tier): no approver belongs to \(units.map(\.description).joined(separator: " or "))"
        case .unlistedWithoutTier:
            "allowlist: tiered, and no tier is about addresses that the book does not name"
        case .unitOfNobody(let person): "the vault does not list \(person), for whom a unit is given"
        case .repeatedAnomaly(let kind): "the rule \(kind.rawValue) stands twice"
        case .anomalyBound(let kind): "a bound of the rule \(kind.rawValue) is none"
        case .nothingToRaise(let kind): "the rule \(kind.rawValue) raises to the next tier, and there is no tier"
        }
    }

    package var remedy: String? {
        switch self {
        case .withoutOrders: "require orders, or take the tiers out"
        case .easier: "order the tiers so that each asks for at least what the one before it asks for"
        case .tooFewApprovers: "give more people the role approver, or ask for fewer approvals"
        case .nobodyInUnits: "name the unit of an approver: unit: PERSON UNIT"
        case .unlistedWithoutTier: "let a tier be about unlisted destinations, or require the address book"
        default: nil
        }
    }
}
