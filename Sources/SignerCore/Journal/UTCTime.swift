package import Custody

/// A moment in UTC, to the second, as the machine's clock gives it.
package struct UTCTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The day.
    package let date: CalendarDate
    /// The second of the day, from 0.
    package let secondOfDay: Int

    private static let secondsPerDay = 86_400

    /// Takes a day and a second of it.
    package init(date: CalendarDate, secondOfDay: Int) throws(JournalError) {
        guard (0..<Self.secondsPerDay).contains(secondOfDay) else { throw .time("second \(secondOfDay)") }
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// Takes seconds since 1970-01-01T00:00:00Z; a clock outside the years of documents is refused.
    package init(secondsSince1970 seconds: Int64) throws(JournalError) {
        // The years of documents lie between these, so that the arithmetic below cannot overflow.
        guard (0...253_402_300_799).contains(seconds) else { throw .time("\(seconds) seconds after 1970") }
        let days = Int(seconds) / Self.secondsPerDay
        // The civil calendar from a day number, in eras of 400 years that begin on a first of March.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        do throws(DocumentError) {
            date = try CalendarDate(year: year, month: month, day: day)
        } catch {
            throw .time("the year \(year)")
        }
        secondOfDay = Int(seconds) % Self.secondsPerDay
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`.
    package init(parsing text: String) throws(JournalError) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = try? CalendarDate(documentText: String(parts[0])) else { throw .time(text) }
        let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { throw .time(text) }
        try self.init(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
        guard description == text else { throw .time(text) }
    }

    /// The seconds since 1970-01-01T00:00:00Z.
    package var secondsSince1970: Int64 {
        // The inverse of the civil calendar above: years begin on a first of March.
        let year = date.month <= 2 ? date.year - 1 : date.year
        let yearOfEra = year % 400
        let monthFromMarch = date.month > 2 ? date.month - 3 : date.month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + date.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = year / 400 * 146_097 + dayOfEra - 719_468
        return Int64(days * Self.secondsPerDay + secondOfDay)
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`.
    package var description: String {
        let parts = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
        return "\(date)T" + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":") + "Z"
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }
}
