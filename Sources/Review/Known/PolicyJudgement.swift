package import BitcoinPrimitives
package import Custody

/// The tier of approval that a case is in, judged by this machine from the transaction's bytes and its own records, and in
/// what the case is unlike the others.
package struct PolicyJudgement: Sendable {
    /// The tiers that hold by themselves.
    package let choice: TierChoice
    /// What is unlike the others, in the order of the rules' words.
    package let anomalies: [Anomaly]
    /// The tier that is in force, after what raises it; `nil` where none is.
    package let tier: VaultTier?
    /// The rules that have raised it.
    package let raisedBy: [AnomalyKind]

    /// Judges a case.
    init(_ facts: CaseFacts, on machine: MachineView, balance: VaultBalance) {
        let records = PaymentRecords(facts, on: machine, balance: balance)
        let vault = facts.vault.vault
        choice = TierChoice(records.payment, tiers: vault.rules.tiers)
        let found = vault.rules.anomalies.compactMap { rule in
            AnomalyRules.evidence(of: rule.trigger, in: records).map { (rule: rule, evidence: $0) }
        }
        // Each rule raises by one tier, as long as there is a higher one; what finds none is acknowledged instead.
        let raising = found.filter { $0.rule.action == .raise }
        let raised = choice.raised(by: raising.count)
        let effective = Set(raising.prefix(raised.steps).map(\.rule.kind))
        tier = raised.tier
        raisedBy = effective.sorted()
        anomalies = found.map { rule, evidence in
            let effect: Anomaly.Effect =
                switch rule.action {
                case .acknowledge: .acknowledged
                case .raise: effective.contains(rule.kind) ? .raises : .nothingHigher
                }
            return Anomaly(kind: rule.kind, evidence: evidence, effect: effect)
        }
    }

    /// What was found by one rule.
    func anomaly(_ kind: AnomalyKind) -> Anomaly? { anomalies.first { $0.kind == kind } }
}

/// One way in which a case is unlike the others, and what becomes of it.
package struct Anomaly: Hashable, Sendable {
    /// What becomes of it.
    package enum Effect: Hashable, Sendable, CaseIterable {
        /// Every custodian acknowledges it by its own word.
        case acknowledged
        /// It raises the tier of approval.
        case raises
        /// It would raise the tier, and there is none above: every custodian acknowledges it.
        case nothingHigher
    }

    /// The rule.
    package let kind: AnomalyKind
    /// What was found.
    package let evidence: AnomalyEvidence
    /// What becomes of it.
    package let effect: Effect
}

/// What a rule about anomalies has found.
package enum AnomalyEvidence: Hashable, Sendable {
    /// These outputs pay addresses that the machine has never helped to pay.
    case firstDestination(outputs: [Int])
    /// The output that pays most, and the largest payment before.
    case largerThanEver(index: Int, amount: Amount, before: PaymentHistory.Payment, times: UInt32)
    /// What is paid together, and the most that one case paid before.
    case moreThanEver(amount: Amount, before: PaymentHistory.Payment, times: UInt32)
    /// How many cases, this one among them.
    case manyCases(count: Int, days: UInt32, allowed: UInt32)
    /// The time at the place that the hours are of; `nil` where the machine does not know it.
    case offHours(ClockMinute?, WorkingHours)
    /// The part that leaves.
    case shareOfBalance(Proportion, percent: UInt32, countersigned: CalendarDate?)
    /// The fee, and the usual one.
    case unusualFee(Amount, usual: Amount, times: UInt32)
}
