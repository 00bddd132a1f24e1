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
}
