import BitcoinPrimitives
import Custody

/// Speaks of a fee of more than so many times the usual one: the median of the fees that this machine has helped to pay.
///
/// The median, because one dear case, honest or not, does not make dear fees usual.
struct UnusualFee: SigningCheck {
    static let id = "anomaly.unusual-fee"

    static func evidence(above times: UInt32, in records: PaymentRecords) -> AnomalyEvidence? {
        // With and without what somebody has refused since: refusing the cheap ones makes dear fees no more usual.
        let refused = records.answered.filter(\.mayBePaid)
        guard let usual = [records.paid, refused].compactMap(Self.median).min() else { return nil }
        guard LargerThanEver.isAbove(records.facts.fee, usual, times) else { return nil }
        return .unusualFee(records.facts.fee, usual: usual, times: times)
    }

    /// The median of the fees; of an even number the lower one of the middle two.
    private static func median(_ cases: [AnsweredCase]) -> Amount? {
        let fees = cases.compactMap(\.fee).sorted()
        return fees.isEmpty ? nil : fees[(fees.count - 1) / 2]
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.unusualFee, in: context) }
}
