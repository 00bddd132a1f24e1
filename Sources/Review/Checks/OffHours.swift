import Custody

/// Speaks of a case that is answered outside of the working hours, by the machine's own clock.
struct OffHours: SigningCheck {
    static let id = "anomaly.off-hours"

    static func evidence(outside hours: WorkingHours, in records: PaymentRecords) -> AnomalyEvidence? {
        // A coordinator may work at night: what counts is when custodians are asked.
        guard records.hasRecords else { return nil }
        guard let minute = records.machine.minuteOfDay, let day = records.machine.earliestDay else {
            return .offHours(nil, hours)
        }
        return hours.contains(minute, on: day) ? nil : .offHours(hours.local(minute, on: day).minute, hours)
    }

    func findings(in context: ReviewContext) -> [Finding] { anomalyFindings(.offHours, in: context) }
}
