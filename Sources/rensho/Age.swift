import CoordinatorCore

/// How long ago something was, in the two largest units.
struct Age: CustomStringConvertible {
    private let seconds: Int64

    /// The age of a moment as the store writes it, by this computer's clock; `nil` for another text.
    init?(since text: String, now: Timestamp = SystemClock.now) {
        guard let moment = Timestamp(text: text) else { return nil }
        seconds = max(0, now.seconds - moment.seconds)
    }

    var description: String {
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
        if days > 0 { return hours > 0 ? "\(days) d \(hours) h" : "\(days) d" }
        if hours > 0 { return minutes > 0 ? "\(hours) h \(minutes) min" : "\(hours) h" }
        return "\(minutes) min"
    }
}
