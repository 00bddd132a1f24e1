import BitcoinPrimitives
import Custody

/// Speaks of a payment of more than so many times the largest that this machine has ever helped to make.
///
/// A machine without an earlier payment has nothing to compare with: there every destination is a first one.
struct LargerThanEver: SigningCheck {
    static let id = "anomaly.larger-than-ever"

    static func evidence(above times: UInt32, in records: PaymentRecords) -> AnomalyEvidence? {
        let before = records.paid.flatMap { earlier in
            earlier.pays.map { PaymentHistory.Payment(caseID: earlier.caseID, amount: $0.amount) }
        }.max { $0.amount < $1.amount }
        guard let before, before.amount > .zero,
            let most = records.facts.externalOutputs.max(by: { $0.amount < $1.amount }),
            Self.isAbove(most.amount, before.amount, times)
        else { return nil }
        return .largerThanEver(index: most.index, amount: most.amount, before: before, times: times)
    }

    /// Whether an amount is above so many times another; a product that no amount reaches is never exceeded.
    static func isAbove(_ amount: Amount, _ other: Amount, _ times: UInt32) -> Bool {
        let (product, overflow) = other.sat.multipliedReportingOverflow(by: UInt64(times))
        return !overflow && amount.sat > product
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.largerThanEver, in: context) }
}
