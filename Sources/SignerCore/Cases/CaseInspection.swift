import Review

/// Looks at a case without answering it.
package enum CaseInspection {
    /// Reviews a file, and writes down that it is about to be shown.
    package static func run(
        _ path: String, in home: inout SignerHome, at time: UTCTime
    ) throws(SignerError) -> CaseReview {
        let reviewed = try CaseReview(CaseFile(reading: path, in: home), in: home, purpose: .inspect, at: time)
        try reviewed.rememberStops(at: time, in: &home)
        try reviewed.note(.inspect, in: &home, at: time)
        return reviewed
    }
}
