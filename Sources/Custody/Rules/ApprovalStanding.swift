/// What an order needs of its approvers before a case for it is signed.
package struct ApprovalNeed: Hashable, Sendable {
    /// The number of the tier that is in force; `nil` where none is.
    package let tier: UInt32?
    /// How many approvals.
    package let approvals: Int
    /// The units of which one of the approvers has to be; empty where any may approve.
    package let units: [Identifier]
    /// How many days after its own an approval counts.
    package let coolingDays: UInt32

    /// Takes what is needed.
    package init(tier: UInt32? = nil, approvals: Int, units: [Identifier] = [], coolingDays: UInt32 = 0) {
        self.tier = tier
        self.approvals = approvals
        self.units = units
        self.coolingDays = coolingDays
    }
}

/// An approval as it is counted: by whom, of which unit, and of which day.
package struct CountedApproval: Hashable, Sendable {
    /// Who approves.
    package let approver: Identifier
    /// The unit that he belongs to.
    package let unit: Identifier?
    /// The day of his approval.
    package let date: CalendarDate

    /// Takes an approval.
    package init(approver: Identifier, unit: Identifier?, date: CalendarDate) {
        self.approver = approver
        self.unit = unit
        self.date = date
    }

    /// Takes a verified one.
    package init(_ approval: VerifiedApproval) {
        self.init(approver: approval.approver.id, unit: approval.approver.unit, date: approval.approval.date)
    }
}

/// How the approvals of an order stand to what it needs.
package struct ApprovalStanding: Hashable, Sendable {
    /// What is needed.
    package let need: ApprovalNeed
    /// Who has approved, sorted.
    package let approvers: [Identifier]
    /// Whether one of them belongs to a unit that is needed.
    package let hasUnit: Bool
    /// The first day on which approvals that are enough have waited long enough; `nil` where they are not enough on any day.
    package let ripeOn: CalendarDate?
    /// Whether they have, by a clock; where nothing has to wait, always.
    package let isCooled: Bool

    /// Counts approvals that are each verified and by different hands.
    /// - Parameter clock: the day of the clock that a wait is judged by; `nil` where nobody knows it.
    package init(_ approvals: [VerifiedApproval], need: ApprovalNeed, clock: CalendarDate?) {
        self.init(counting: approvals.map { CountedApproval($0) }, need: need, clock: clock)
    }

    /// Counts approvals by different hands, whoever has verified them.
    package init(counting approvals: [CountedApproval], need: ApprovalNeed, clock: CalendarDate?) {
        self.need = need
        approvers = approvals.map(\.approver).sorted()
        hasUnit = Self.hasUnit(approvals, need)
        // An approval with a day that no calendar reaches counts never.
        let days = approvals.compactMap { $0.date.advanced(byDays: need.coolingDays) }
        ripeOn = Set(days).sorted().first { day in
            Self.isEnough(approvals.filter { Self.hasCooled($0, need, on: day) }, need)
        }
        if need.coolingDays == 0 {
            isCooled = true
        } else if let ripeOn, let clock {
            isCooled = ripeOn <= clock
        } else {
            isCooled = false
        }
    }

    /// Whether there are as many as are needed.
    package var isNumberEnough: Bool { approvers.count >= need.approvals }

    /// Whether nothing is missing.
    package var isComplete: Bool { isNumberEnough && hasUnit && isCooled }

    private static func hasUnit(_ approvals: [CountedApproval], _ need: ApprovalNeed) -> Bool {
        need.units.isEmpty || approvals.contains { $0.unit.map(need.units.contains) ?? false }
    }

    private static func hasCooled(_ approval: CountedApproval, _ need: ApprovalNeed, on day: CalendarDate) -> Bool {
        approval.date.advanced(byDays: need.coolingDays).map { $0 <= day } ?? false
    }

    private static func isEnough(_ approvals: [CountedApproval], _ need: ApprovalNeed) -> Bool {
        approvals.count >= need.approvals && hasUnit(approvals, need)
    }

    /// What is missing of an order; nothing is said of the wait where approvals are missing anyway.
    package func problems(of order: OrderName, clock: CalendarDate?) -> [OrderProblem] {
        var found: [OrderProblem] = []
        if !isNumberEnough {
            found.append(.approvalsMissing(order, found: approvers.count, needed: need.approvals))
        }
        if !hasUnit { found.append(.unitMissing(order, units: need.units)) }
        if found.isEmpty, !isCooled {
            found.append(.notCooled(order, days: need.coolingDays, until: ripeOn, clock: clock))
        }
        return found
    }
}
