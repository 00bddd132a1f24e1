/// Whether something that is bounded in time is in force, as far as somebody knows the day and the block.
package enum OrderForce: Hashable, Sendable {
    /// It is.
    case inForce
    /// It begins later.
    case notYet(ValidityBound)
    /// It has ended.
    case ended(ValidityBound)
    /// Nobody here can tell.
    case unknown(ValidityBound)

    /// Judges the bounds of an order or of an approval by one day, where nobody's files say another.
    package init(
        from start: ValidityBound?, until end: ValidityBound?, today: CalendarDate?, height: UInt32?
    ) {
        self.init(from: start, until: end, today: today, clock: today, height: height)
    }

    /// Judges the bounds of an order or of an approval.
    /// - Parameters:
    ///   - today: the latest day that there is reason to believe in, by which it ends.
    ///   - clock: the day of the machine's own clock, by which it begins: no date in a file ends a wait.
    ///   - height: the height that the chain has at least.
    ///   - isHeightCurrent: whether it is not much higher: a height of long ago proves an end, and never that there is none.
    package init(
        from start: ValidityBound?, until end: ValidityBound?, today: CalendarDate?, clock: CalendarDate?,
        height: UInt32?, isHeightCurrent: Bool = true
    ) {
        var unknown: ValidityBound?
        // The end first: what has ended is not "not yet".
        if let end {
            switch Self.isBefore(end, today, height, isHeightCurrent) {
            case true?:
                self = .ended(end)
                return
            case nil: unknown = end
            case false?: break
            }
        }
        if let start {
            switch Self.isAfter(start, clock, height) {
            case true?:
                self = .notYet(start)
                return
            case nil: unknown = start
            case false?: break
            }
        }
        self = unknown.map { .unknown($0) } ?? .inForce
    }

    private static func isBefore(
        _ bound: ValidityBound, _ today: CalendarDate?, _ height: UInt32?, _ isHeightCurrent: Bool
    ) -> Bool? {
        switch bound {
        case .date(let date): return today.map { date < $0 }
        case .height(let last):
            guard let height else { return nil }
            return last < height ? true : isHeightCurrent ? false : nil
        }
    }

    private static func isAfter(_ bound: ValidityBound, _ clock: CalendarDate?, _ height: UInt32?) -> Bool? {
        switch bound {
        case .date(let date): clock.map { date > $0 }
        case .height(let first): height.map { first > $0 }
        }
    }
}
