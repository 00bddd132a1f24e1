import BitcoinPrimitives
import Custody

/// Speaks of a payment of a large part of what the vault has; without a countersigned list of coins, of the coins that the
/// case spends.
struct ShareOfBalance: SigningCheck {
    static let id = "anomaly.share-of-balance"

    static func evidence(above percent: UInt32, in records: PaymentRecords) -> AnomalyEvidence? {
        let share = Proportion(records.facts.leaving, of: records.balance.amount)
        guard share.exceeds(percent: UInt64(percent)) else { return nil }
        return .shareOfBalance(share, percent: percent, countersigned: records.balance.countersigned)
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.shareOfBalance, in: context) }
}
