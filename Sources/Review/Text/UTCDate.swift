/// A moment in Unix time, written in UTC; without a calendar library, because the signer has none.
enum UTCDate {
    /// The text `YYYY-MM-DD HH:MM:SS` of seconds since 1970 in the proleptic Gregorian calendar.
    static func text(unixSeconds: UInt32) -> String {
        let seconds = Int(unixSeconds)
        let (year, month, day) = civil(daysSince1970: seconds / 86_400)
        let rest = seconds % 86_400
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2)) "
            + "\(pad(rest / 3_600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))"
    }

    private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        var year = 1970
        var rest = days
        while rest >= length(ofYear: year) {
            rest -= length(ofYear: year)
            year += 1
        }
        let february = length(ofYear: year) == 366 ? 29 : 28
        var month = 1
        for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] where rest >= 0 {
            if rest < length { break }
            rest -= length
            month += 1
        }
        return (year, month, rest + 1)
    }

    private static func length(ofYear year: Int) -> Int {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 366 : 365
    }

    private static func pad(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
