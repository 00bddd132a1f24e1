/// A day of the Gregorian calendar, without a time zone.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The years that a document may name: no signature of this program is older, no text is longer.
    package static let years = 2000...9999

    /// The year.
    package let year: Int
    /// The month, 1 to 12.
    package let month: Int
    /// The day of the month, from 1.
    package let day: Int

    /// Takes a day that exists.
    package init(year: Int, month: Int, day: Int) throws(DocumentError) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
        else {
            throw .malformedValue(kind: Self.documentKind, text: "\(year)-\(month)-\(day)", nil)
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// `YYYY-MM-DD`.
    package var description: String { "\(year)-\(Self.padded(month))-\(Self.padded(day))" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension CalendarDate: DocumentValue {
    package static var documentKind: String { "a date YYYY-MM-DD" }

    package var documentText: String { description }

    package init(documentText: String) throws(DocumentError) {
        let parts = documentText.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else {
            throw .malformedValue(kind: Self.documentKind, text: documentText, nil)
        }
        try self.init(year: year, month: month, day: day)
    }
}
