package import BitcoinPrimitives
import ByteCoding
package import Custody
import Review

/// What becomes of an order under a vault as it stands: for each tier of approval whether it holds, and what is missing.
///
/// The custodians' machines judge by their own records and coins; what only they can tell is said to be open.
package struct PolicyTrial: Sendable {
    /// Whether a tier holds.
    package enum Verdict: String, Sendable, Hashable {
        /// It does, by what the order says.
        case holds
        /// Only the custodians' machines can tell.
        case open
        /// It does not.
        case fails
    }

    /// One tier.
    package struct Tier: Sendable, Hashable {
        /// The tier, and which of its conditions hold.
        package let judgement: TierJudgement
        /// How the approvals stand to what it needs.
        package let standing: ApprovalStanding

        /// Whether it holds.
        package var verdict: Verdict {
            if !judgement.holds.isEmpty { return .holds }
            return judgement.open.isEmpty ? .fails : .open
        }
    }

    /// The order.
    package let order: Order
    /// The day on which the case is to be signed.
    package let day: CalendarDate
    /// Whether the order is in force on that day.
    package let force: OrderForce
    /// How the approvals stand to what every order needs.
    package let base: ApprovalStanding
    /// The tiers, from the lowest to the highest.
    package let tiers: [Tier]
    /// What may raise the tier on a custodian's machine.
    package let raising: [AnomalyRule]
    /// What the address book has against a line, by the sentences of ``PolicyExplanation``.
    package let book: [PolicyExplanation.Statement]

    /// Tries an order with the approvals that count.
    /// - Parameters:
    ///   - balance: what the vault has; `nil` where nobody says it.
    ///   - day: the day on which the case is to be signed.
    package init(
        _ order: VerifiedOrder, _ approvals: [VerifiedApproval], under vault: Vault, balance: Amount?,
        on day: CalendarDate
    ) {
        self.init(
            order.order, approvals.map { CountedApproval($0) }, under: PolicyExplanation.Rules(of: vault),
            balance: balance, on: day)
    }

    init(
        _ order: Order, _ approvals: [CountedApproval], under policy: PolicyExplanation.Rules, balance: Amount?,
        on day: CalendarDate
    ) {
        self.order = order
        self.day = day
        let rules = policy.plan.rules
        force = OrderForce(from: order.notBefore, until: order.notAfter, today: day, height: nil)
        func standing(_ tier: VaultTier?) -> ApprovalStanding {
            ApprovalStanding(counting: approvals, need: rules.approvalNeed(in: tier), clock: day)
        }
        base = standing(nil)
        let payment = JudgedPayment(
            amount: order.total, balance: balance.map { VaultBalance(inputs: $0) },
            destinations: order.lines.enumerated().map { place, line in
                JudgedPayment.Destination(
                    number: place, entry: policy.recipient(AddressText(line.address)).destinationClass,
                    isFirstTime: nil)
            })
        tiers = TierChoice(payment, tiers: rules.tiers).judgements.map {
            Tier(judgement: $0, standing: standing($0.tier))
        }
        raising = rules.anomalies.filter { $0.action == .raise }
        book = Self.book(of: order, under: policy, on: day)
    }

    /// What counts for certain: the highest tier that holds, or else what every order needs.
    package var certain: ApprovalStanding { tiers.last { $0.verdict == .holds }?.standing ?? base }

    /// The highest tier that a custodian's machine may find; `nil` where there is none above the certain one.
    package var highest: Tier? {
        let reachable = raising.isEmpty ? tiers.last { $0.verdict != .fails } : tiers.last
        guard let reachable, reachable.judgement.tier.number > certain.need.tier ?? 0 else { return nil }
        return reachable
    }

    /// Whether the custodians' machines refuse the payment for certain, whatever is approved.
    package var isRefused: Bool {
        if book.contains(where: { $0.verdict == .refused }) { return true }
        return switch force {
        case .inForce, .unknown: false
        case .notYet, .ended: true
        }
    }

    /// The lines, address by address: what an entry gets in all is measured against its cap.
    private static func book(
        of order: Order, under rules: PolicyExplanation.Rules, on day: CalendarDate
    ) -> [PolicyExplanation.Statement] {
        var paid: [(address: Address, amount: Amount)] = []
        for line in order.lines {
            if let place = paid.firstIndex(where: { $0.address == line.address }) {
                // The order has added all its lines up, so that no part of them exceeds all bitcoin.
                paid[place].amount = (try? paid[place].amount.adding(line.amount)) ?? .maximum
            } else {
                paid.append((line.address, line.amount))
            }
        }
        return paid.flatMap { address, amount in
            PolicyExplanation(rules, paying: amount, to: rules.recipient(AddressText(address)), on: day)
                .statements.filter { $0.topic == .destination && $0.verdict != .needed }
        }
    }
}

extension PolicyTrial.Tier {
    /// The conditions that hold, or that are open where none does, in English.
    package var reasons: [String] {
        (judgement.holds.isEmpty ? judgement.open : judgement.holds).map {
            ScreenLanguage.english.text($0.condition)
        }
    }

    /// Everything that leads to the tier, in English.
    package var conditions: [String] { judgement.tier.conditions.map { ScreenLanguage.english.text($0) } }
}

extension ApprovalStanding {
    /// What is missing, in English; empty where nothing is.
    package var missing: [String] {
        var missing: [String] = []
        if !isNumberEnough {
            missing.append("\(need.approvals - approvers.count) more of \(need.approvals) approvals")
        }
        if !hasUnit { missing.append("an approval by \(need.units.map(\.description).joined(separator: " or "))") }
        if missing.isEmpty, !isCooled {
            missing.append("the cooling time" + (ripeOn.map { ", which ends on \($0)" } ?? ""))
        }
        return missing
    }
}
