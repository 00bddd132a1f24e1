import Custody

/// Speaks of more cases within a few days than usual, whatever became of them: this one and all that the machine answered
/// last on one of those days.
///
/// A case whose day is not known counts: it may have been yesterday.
struct ManyCases: SigningCheck {
    static let id = "anomaly.many-cases"

    static func evidence(above count: UInt32, within days: UInt32, in records: PaymentRecords) -> AnomalyEvidence? {
        guard records.hasRecords else { return nil }
        let recent = records.answered.filter { earlier in
            // The window is measured by the machine's own clock: a later day in a file would end it early.
            guard let day = earlier.day, let today = records.machine.earliestDay else { return true }
            // A day past the end of all calendars lies after today.
            return day.advanced(byDays: days).map { $0 > today } ?? true
        }
        let total = Set(recent.map(\.caseID)).count + 1
        guard total > Int(count) else { return nil }
        return .manyCases(count: total, days: days, allowed: count)
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.manyCases, in: context) }
}
