import BitcoinPrimitives
import Custody

/// Speaks of a payment of more than so many times the largest that this machine has ever helped to make, and of payments
/// that are so much together.
///
/// A machine without an earlier payment has nothing to compare with: there every destination is a first one.
struct LargerThanEver: SigningCheck {
    static let id = "anomaly.larger-than-ever"

    static func evidence(above times: UInt32, in records: PaymentRecords) -> AnomalyEvidence? {
        let before = records.comparable.flatMap { earlier in
            earlier.pays.map { PaymentHistory.Payment(caseID: earlier.caseID, amount: $0.amount) }
        }.max { $0.amount < $1.amount }
        if let before, before.amount > .zero,
            let most = records.facts.externalOutputs.max(by: { $0.amount < $1.amount }),
            Self.isAbove(most.amount, before.amount, times)
        {
            return .largerThanEver(index: most.index, amount: most.amount, before: before, times: times)
        }
        // What one output is too small for, several bring together.
        let together = records.comparable.map { earlier in
            PaymentHistory.Payment(caseID: earlier.caseID, amount: Self.sum(earlier.pays.map(\.amount)))
        }.max { $0.amount < $1.amount }
        let amount = Self.sum(records.facts.externalOutputs.map(\.amount))
        guard let together, together.amount > .zero, Self.isAbove(amount, together.amount, times) else { return nil }
        return .moreThanEver(amount: amount, before: together, times: times)
    }

    /// All amounts of one transaction; more than all bitcoin is all bitcoin.
    private static func sum(_ amounts: [Amount]) -> Amount { (try? Amount.sum(amounts)) ?? .maximum }

    /// Whether an amount is above so many times another; a product that no amount reaches is never exceeded.
    static func isAbove(_ amount: Amount, _ other: Amount, _ times: UInt32) -> Bool {
        let (product, overflow) = other.sat.multipliedReportingOverflow(by: UInt64(times))
        return !overflow && amount.sat > product
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.largerThanEver, in: context) }
}
