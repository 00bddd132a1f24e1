extension CalendarDate {
    /// The number of days since 1970-01-01.
    package var dayNumber: Int {
        // Years begin on a first of March, so that the leap day is the last of its year.
        let year = month <= 2 ? self.year - 1 : self.year
        let yearOfEra = year % 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return year / 400 * 146_097 + dayOfEra - 719_468
    }

    /// How many days this day lies after another one; negative where it lies before.
    package func days(after other: CalendarDate) -> Int { dayNumber - other.dayNumber }

    /// Whether it is a Saturday or a Sunday.
    package var isWeekend: Bool {
        // 1970-01-01 was a Thursday; the number is positive for every year that a document may name.
        (dayNumber + 3) % 7 >= 5
    }

    /// The day so many days later; `nil` after the last year that a document may name.
    package func advanced(byDays days: UInt32) -> CalendarDate? {
        var date = self
        var left = Int(days)
        while left > 0 {
            // A month at a time: its length is known, and no bound of a document spans many.
            let toNextMonth = Self.days(in: date.month, of: date.year) - date.day + 1
            guard left >= toNextMonth else {
                return try? CalendarDate(year: date.year, month: date.month, day: date.day + left)
            }
            left -= toNextMonth
            let isLastMonth = date.month == 12
            guard
                let next = try? CalendarDate(
                    year: isLastMonth ? date.year + 1 : date.year, month: isLastMonth ? 1 : date.month + 1, day: 1)
            else { return nil }
            date = next
        }
        return date
    }
}
