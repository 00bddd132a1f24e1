import BitcoinPrimitives
import Custody

/// Speaks of a fee of more than so many times the usual one: the median of the fees that this machine has helped to pay.
///
/// The median, because one dear case, honest or not, does not make dear fees usual.
struct UnusualFee: SigningCheck {
    static let id = "anomaly.unusual-fee"

    static func evidence(above times: UInt32, in records: PaymentRecords) -> AnomalyEvidence? {
        let fees = records.paid.compactMap(\.fee).sorted()
        guard !fees.isEmpty else { return nil }
        // Of an even number the lower one of the middle two.
        let usual = fees[(fees.count - 1) / 2]
        guard LargerThanEver.isAbove(records.facts.fee, usual, times) else { return nil }
        return .unusualFee(records.facts.fee, usual: usual, times: times)
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.unusualFee, in: context) }
}
