package import BitcoinPrimitives

/// What every case of a vault must keep to.
package struct VaultRules: Hashable, Sendable {
    /// The highest fee.
    package let maximumFee: Amount
    /// The highest fee in per cent of what leaves the vault.
    package let maximumFeePercent: UInt32
    /// The highest fee rate in satoshi per virtual byte.
    package let maximumFeeRate: UInt64
    /// Whose confirmation a case needs.
    package let confirmations: ConfirmationRule
    /// Whether a payment needs signed orders.
    package let orders: OrderRule
    /// How many approvals every order needs, whatever its tier.
    package let approvals: UInt32
    /// The tiers of approval, from the lowest to the highest.
    package let tiers: [VaultTier]
    /// What makes a case unlike the others, in the order of the rules' words.
    package let anomalies: [AnomalyRule]
    /// Whether a payment may go to an address that is not in the address book.
    package let allowlist: AllowlistRule
    /// What may leave, over which time; sorted.
    package let limits: [VaultLimit]
    /// How old a countersigned coin snapshot may be; `nil` where none is asked for and none counts.
    package let snapshotAge: SnapshotAge?
    /// Whether plain PSBTs of other coordinators are signed, without an order and without a second look.
    package let foreignProposals: Bool
    /// Whether every warning of a review refuses.
    package let isStrict: Bool
    /// How many destinations are typed from paper.
    package let challenge: ChallengeRule

    /// Takes the rules; ``Vault`` checks them.
    package init(
        maximumFee: Amount, maximumFeePercent: UInt32, maximumFeeRate: UInt64, confirmations: ConfirmationRule,
        orders: OrderRule, approvals: UInt32 = 0, tiers: [VaultTier] = [],
        anomalies: [AnomalyRule] = [], allowlist: AllowlistRule = .off,
        limits: [VaultLimit] = [], snapshotAge: SnapshotAge? = nil, foreignProposals: Bool = false,
        isStrict: Bool = false,
        challenge: ChallengeRule = .all
    ) {
        self.maximumFee = maximumFee
        self.maximumFeePercent = maximumFeePercent
        self.maximumFeeRate = maximumFeeRate
        self.confirmations = confirmations
        self.orders = orders
        self.approvals = approvals
        self.tiers = tiers
        self.anomalies = anomalies.sorted { $0.kind < $1.kind }
        self.allowlist = allowlist
        self.limits = limits.sorted { $0.place < $1.place }
        self.snapshotAge = snapshotAge
        self.foreignProposals = foreignProposals
        self.isStrict = isStrict
        self.challenge = challenge
    }

    /// What an order needs where a tier of approval is in force; `nil` where none is.
    package func approvalNeed(in tier: VaultTier?) -> ApprovalNeed {
        ApprovalNeed(
            tier: tier?.number, approvals: Int(max(tier?.approvals ?? 0, approvals)), units: tier?.units ?? [],
            coolingDays: tier?.coolingDays ?? 0)
    }
}
