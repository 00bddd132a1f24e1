/// The hours in which cases are answered, in the time of one place: `09:00-18:00 +09:00 weekdays`.
package struct WorkingHours: Hashable, Sendable {
    /// On which days.
    package enum Days: String, CaseIterable, Hashable, Sendable, DocumentKeyword {
        case everyDay = "every-day"
        case weekdays

        package static var documentKind: String { "\"weekdays\" or \"every-day\"" }
    }

    /// The minutes of a day.
    static let minutesPerDay = 1_440

    /// The first minute of the day, from 0.
    package let from: ClockMinute
    /// The first minute that does not belong to them any more; later than the first one.
    package let until: ClockMinute
    /// How far the clocks of the place are ahead of UTC, in minutes; negative behind it.
    package let offset: ZoneOffset
    /// On which days.
    package let days: Days

    /// Takes hours of which the end is after the beginning.
    package init(from: ClockMinute, until: ClockMinute, offset: ZoneOffset, days: Days) throws(DocumentError) {
        guard from.minute < until.minute else {
            throw .malformedValue(kind: Self.documentKind, text: "\(from.documentText)-\(until.documentText)", nil)
        }
        self.from = from
        self.until = until
        self.offset = offset
        self.days = days
    }

    /// The minute of the day at the place, and whether the day there is one of a weekend.
    /// - Parameters:
    ///   - minute: the minute of the day in UTC.
    ///   - day: the day in UTC.
    package func local(_ minute: Int, on day: CalendarDate) -> (minute: ClockMinute, isWeekend: Bool) {
        let shifted = minute + offset.minutes
        let dayShift = shifted < 0 ? -1 : (shifted >= Self.minutesPerDay ? 1 : 0)
        let local = shifted - dayShift * Self.minutesPerDay
        // The number of every day that a document may name is far above 7.
        let isWeekend = (day.dayNumber + dayShift + 3) % 7 >= 5
        return (ClockMinute(clamping: local), isWeekend)
    }

    /// Whether a moment lies in them.
    package func contains(_ minute: Int, on day: CalendarDate) -> Bool {
        let local = local(minute, on: day)
        if days == .weekdays, local.isWeekend { return false }
        return (from.minute..<until.minute).contains(local.minute.minute)
    }
}

extension WorkingHours: DocumentValue {
    package static var documentKind: String { "hours such as 09:00-18:00 +09:00 weekdays" }

    /// The hours, the offset and the days are three words.
    package static var documentWordCount: Int { 3 }

    package var documentText: String {
        "\(from.documentText)-\(until.documentText) \(offset.documentText) \(days.documentText)"
    }

    package init(documentText: String) throws(DocumentError) {
        let words = documentText.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let hours = words.first?.split(separator: "-", omittingEmptySubsequences: false).map(String.init) ?? []
        guard words.count == Self.documentWordCount, hours.count == 2 else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        try self.init(
            from: try ClockMinute(documentText: hours[0]), until: try ClockMinute(documentText: hours[1]),
            offset: try ZoneOffset(documentText: words[1]), days: try Days(documentText: words[2]))
    }
}

/// A minute of a day, `00:00` to `24:00`.
package struct ClockMinute: Hashable, Sendable {
    /// The minute, from 0 to the number of minutes of a day.
    package let minute: Int

    /// Takes the minute that is nearest within a day.
    package init(clamping minute: Int) {
        self.minute = min(max(minute, 0), WorkingHours.minutesPerDay)
    }
}

extension ClockMinute: DocumentValue {
    package static var documentKind: String { "a time HH:MM" }

    package var documentText: String { Self.text(minute) }

    package init(documentText: String) throws(DocumentError) {
        let parts = documentText.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
            (0..<60).contains(minute), hour * 60 + minute <= WorkingHours.minutesPerDay
        else { throw .malformedValue(kind: Self.documentKind, text: documentText, nil) }
        self.init(clamping: hour * 60 + minute)
    }

    static func text(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

/// How far the clocks of a place are ahead of UTC, `+09:00` or `-03:30`.
package struct ZoneOffset: Hashable, Sendable {
    /// No clock of the world is farther from UTC than this, in minutes.
    private static let most = 14 * 60

    /// The minutes; negative behind UTC.
    package let minutes: Int
}

extension ZoneOffset: DocumentValue {
    package static var documentKind: String { "an offset from UTC such as +09:00" }

    package var documentText: String { (minutes < 0 ? "-" : "+") + ClockMinute.text(abs(minutes)) }

    package init(documentText: String) throws(DocumentError) {
        let size = try ClockMinute(documentText: String(documentText.dropFirst())).minute
        guard size <= Self.most, let sign = documentText.first, sign == "+" || sign == "-" else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        minutes = sign == "-" ? -size : size
    }
}
