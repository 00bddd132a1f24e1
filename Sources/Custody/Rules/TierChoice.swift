package import BitcoinPrimitives

/// A payment as its tier of approval is judged: by the transaction's bytes on a signer, by the order alone before that.
package struct JudgedPayment: Hashable, Sendable {
    /// One destination.
    package struct Destination: Hashable, Sendable {
        /// The number of the output, or of the order's line.
        package let number: Int
        /// The class of the address book's entry that it leads to; `nil` for an address that the book does not name.
        package let entry: DestinationClass?
        /// Whether whoever judges has never helped to pay it; `nil` where he has no records.
        package let isFirstTime: Bool?

        /// Names a destination.
        package init(number: Int, entry: DestinationClass?, isFirstTime: Bool?) {
            self.number = number
            self.entry = entry
            self.isFirstTime = isFirstTime
        }
    }

    /// What is paid to others, all together.
    package let amount: Amount
    /// What the vault has; `nil` where nobody can say yet.
    package let balance: VaultBalance?
    /// Everybody who is paid.
    package let destinations: [Destination]

    /// Takes what is judged.
    package init(amount: Amount, balance: VaultBalance?, destinations: [Destination]) {
        self.amount = amount
        self.balance = balance
        self.destinations = destinations
    }

    /// What an order would have a vault pay, for somebody who has no records of his own.
    package init(of order: Order, from vault: Vault, balance: VaultBalance? = nil) {
        self.init(
            amount: order.total, balance: balance,
            destinations: order.lines.enumerated().map { place, line in
                let entry = vault.addressBook.entry(paying: line.address.scriptPubKey)
                return Destination(
                    number: place, entry: entry?.destination.destinationClass, isFirstTime: nil)
            })
    }
}

/// Why a tier of approval holds, or would hold.
package enum TierReason: Hashable, Sendable {
    /// More is paid than the tier's bound.
    case amount(Amount, above: Amount)
    /// A larger part of the balance is paid; the proportion is `nil` where the balance is not known.
    case share(Proportion?, percent: UInt32)
    /// These destinations are of a kind that the tier is about.
    case destination(TierDestination, numbers: [Int])
}

/// How a payment stands to one tier of approval.
package struct TierJudgement: Hashable, Sendable {
    /// The tier.
    package let tier: VaultTier
    /// The conditions that hold; one is enough.
    package let holds: [TierReason]
    /// The conditions of which nobody here can tell.
    package let open: [TierReason]

    /// Measures a payment against a tier.
    package init(_ payment: JudgedPayment, against tier: VaultTier) {
        var holds: [TierReason] = []
        var open: [TierReason] = []
        if let above = tier.above, payment.amount > above { holds.append(.amount(payment.amount, above: above)) }
        if let percent = tier.sharePercent, payment.amount > .zero {
            if let balance = payment.balance {
                let share = Proportion(payment.amount, of: balance.amount)
                if share.exceeds(percent: UInt64(percent)) { holds.append(.share(share, percent: percent)) }
            } else {
                open.append(.share(nil, percent: percent))
            }
        }
        for kind in tier.destinations {
            let found = payment.destinations.filter { Self.isOf(kind, $0) == true }.map(\.number)
            let unknown = payment.destinations.filter { Self.isOf(kind, $0) == nil }.map(\.number)
            if !found.isEmpty { holds.append(.destination(kind, numbers: found)) }
            if found.isEmpty, !unknown.isEmpty { open.append(.destination(kind, numbers: unknown)) }
        }
        self.tier = tier
        self.holds = holds
        self.open = open
    }

    /// Whether a destination is of a kind; `nil` where nobody here can tell.
    private static func isOf(
        _ kind: TierDestination, _ destination: JudgedPayment.Destination
    ) -> Bool? {
        switch kind {
        case .firstTime: destination.isFirstTime
        case .unlisted: destination.entry == nil
        case .ownHotWallet, .ownVault, .customer, .exchange: destination.entry == kind.destinationClass
        }
    }
}

/// Which tier of approval a payment belongs to: the highest of a vault's that holds.
package struct TierChoice: Hashable, Sendable {
    /// How the payment stands to each tier, from the lowest to the highest.
    package let judgements: [TierJudgement]

    /// Measures a payment against the tiers of a vault.
    package init(_ payment: JudgedPayment, tiers: [VaultTier]) {
        judgements = tiers.map { TierJudgement(payment, against: $0) }
    }

    /// The highest tier that holds; `nil` where none does.
    package var held: TierJudgement? { judgements.last { !$0.holds.isEmpty } }

    /// The highest tier that holds or may hold where more is known; `nil` where none does.
    package var possible: TierJudgement? { judgements.last { !$0.holds.isEmpty || !$0.open.isEmpty } }

    /// The tier so many steps above the one that holds, and how many of the steps there were.
    package func raised(by steps: Int) -> (tier: VaultTier?, steps: Int) {
        let place = judgements.lastIndex { !$0.holds.isEmpty } ?? -1
        let reached = min(place + max(steps, 0), judgements.count - 1)
        return (judgements.indices.contains(reached) ? judgements[reached].tier : nil, max(reached - place, 0))
    }
}
