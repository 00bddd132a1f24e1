/// A moment in UTC, to the second, for logs and records; the command reads the clock, libraries are told.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01 00:00:00 UTC.
    package let seconds: Int64

    /// Takes seconds since 1970.
    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Reads the text that ``text`` gives; `nil` for any other.
    package init?(text: String) {
        let numbers = text.split { "-T:Z".contains($0) }.compactMap { Int64($0) }
        guard numbers.count == 6, (0...9_999).contains(numbers[0]), (1...12).contains(numbers[1]),
            numbers[2...].allSatisfy({ (0...60).contains($0) })
        else { return nil }
        let (year, month) = (numbers[1] <= 2 ? numbers[0] - 1 : numbers[0], numbers[1])
        // The inverse of ``date``: years begin on a first of March.
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + numbers[2] - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        self.init(seconds: days * 86_400 + numbers[3] * 3_600 + numbers[4] * 60 + numbers[5])
        guard self.text == text else { return nil }
    }

    /// The year, month and day.
    package var date: (year: Int, month: Int, day: Int) {
        // The days are counted from 0000-03-01, so that the leap day is the last of a year of 365.2425 days.
        let days = (seconds - secondsOfDay) / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shifted + 2) / 5 + 1))
    }

    /// The moment as `2026-11-21T00:15:49Z`.
    package var text: String {
        let (year, month, day) = date
        let second = secondsOfDay
        return "\(year)-\(Self.two(month))-\(Self.two(day))T\(Self.two(Int(second / 3_600))):"
            + "\(Self.two(Int(second / 60 % 60))):\(Self.two(Int(second % 60)))Z"
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    private var secondsOfDay: Int64 {
        let rest = seconds % 86_400
        return rest < 0 ? rest + 86_400 : rest
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
