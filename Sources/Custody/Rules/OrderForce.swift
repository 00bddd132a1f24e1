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

    /// Judges the bounds of an order or of an approval.
    package init(
        from start: ValidityBound?, until end: ValidityBound?, today: CalendarDate?, height: UInt32?
    ) {
        var unknown: ValidityBound?
        // The end first: what has ended is not "not yet".
        if let end {
            switch Self.isBefore(end, today, height) {
            case true?:
                self = .ended(end)
                return
            case nil: unknown = end
            case false?: break
            }
        }
        if let start {
            switch Self.isAfter(start, today, height) {
            case true?:
                self = .notYet(start)
                return
            case nil: unknown = start
            case false?: break
            }
        }
        self = unknown.map { .unknown($0) } ?? .inForce
    }

    private static func isBefore(_ bound: ValidityBound, _ today: CalendarDate?, _ height: UInt32?) -> Bool? {
        switch bound {
        case .date(let date): today.map { date < $0 }
        case .height(let last): height.map { last < $0 }
        }
    }

    private static func isAfter(_ bound: ValidityBound, _ today: CalendarDate?, _ height: UInt32?) -> Bool? {
        switch bound {
        case .date(let date): today.map { date > $0 }
        case .height(let first): height.map { first > $0 }
        }
    }
}
