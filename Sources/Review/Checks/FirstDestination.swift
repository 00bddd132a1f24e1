import Custody

/// Speaks of an address that this machine has never helped to pay.
struct FirstDestination: SigningCheck {
    static let id = "anomaly.first-destination"

    static func evidence(in records: PaymentRecords) -> AnomalyEvidence? {
        guard let first = records.firstTime, !first.isEmpty else { return nil }
        return .firstDestination(outputs: first)
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.firstDestination, in: context) }
}
