import Custody

/// Every rule about anomalies; each is a check with a file of its own.
enum AnomalyRules {
    /// What a rule finds; `nil` where the case is like the others, or where there are no records to compare it with.
    static func evidence(of trigger: AnomalyRule.Trigger, in records: PaymentRecords) -> AnomalyEvidence? {
        switch trigger {
        case .firstDestination: FirstDestination.evidence(in: records)
        case .largerThanEver(let times): LargerThanEver.evidence(above: times, in: records)
        case .manyCases(let count, let days): ManyCases.evidence(above: count, within: days, in: records)
        case .offHours(let hours): OffHours.evidence(outside: hours, in: records)
        case .shareOfBalance(let percent): ShareOfBalance.evidence(above: percent, in: records)
        case .unusualFee(let times): UnusualFee.evidence(above: times, in: records)
        }
    }
}

extension SigningCheck {
    /// What one rule about anomalies has found: a note where it raises the tier, a warning with its own word otherwise.
    func anomalyFindings(_ kind: AnomalyKind, in context: ReviewContext) -> [Finding] {
        guard let policy = context.policy, let anomaly = policy.anomaly(kind) else { return [] }
        let severity: Severity = anomaly.effect == .raises ? .note : .warn
        return [finding(severity, .transaction, .policy(.anomaly(anomaly.evidence, anomaly.effect)))]
    }
}
