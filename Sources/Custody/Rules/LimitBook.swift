package import BitcoinPrimitives

/// How much of one limit is used before a case, and how much with it.
package struct LimitUse: Hashable, Sendable {
    /// Whose use it is.
    package enum Subject: Hashable, Sendable {
        /// The vault's.
        case vault
        /// An address's.
        case destination(Script)
        /// A requester's; `nil` stands for all cases without an order.
        case requester(Identifier?)
    }

    /// The limit.
    package let limit: VaultLimit
    /// Whose use it is.
    package let subject: Subject
    /// The bound in satoshi, of a share as well.
    package let ceiling: Amount
    /// What counts already.
    package let before: Amount
    /// What counts with the case.
    package let after: Amount
    /// The cases in the window of which only that is known that they were answered: it counts as full.
    package let unknown: [CaseID]

    /// Takes one use.
    package init(
        limit: VaultLimit, subject: Subject, ceiling: Amount, before: Amount, after: Amount, unknown: [CaseID]
    ) {
        self.limit = limit
        self.subject = subject
        self.ceiling = ceiling
        self.before = before
        self.after = after
        self.unknown = unknown
    }

    /// Whether the case takes more than is left.
    package var isExceeded: Bool { after > ceiling || !unknown.isEmpty }
}

/// Counts what leaves a vault against its limits.
///
/// Everything that a machine has confirmed, or let its signatures out for, counts with all that it pays and costs, until its
/// window is over; what is held counts nothing. Of cases that spend a coin in common only one can ever be on the chain: each
/// group of such cases counts as much as its largest, so a replacement is not counted twice and an aborted case counts on.
/// Coordinator and signer count alike, each over the cases that it knows.
package struct LimitBook: Sendable {
    private let limits: [VaultLimit]
    private let earlier: [CountedCase]
    private let unknownFee: Amount
    private let clock: CalendarDate?
    private let marks: [ChainMark]

    /// Prepares a count.
    /// - Parameters:
    ///   - earlier: the other cases that count, in the order of their answers.
    ///   - clock: the day of the machine's own clock; without it, no window of days ends.
    ///   - marks: the heights that countersigned snapshots give; without them, no window of blocks ends.
    package init(
        under rules: VaultRules, earlier: [CountedCase], clock: CalendarDate?, marks: [ChainMark]
    ) {
        limits = rules.limits
        self.earlier = earlier
        unknownFee = rules.maximumFee
        self.clock = clock
        self.marks = marks
    }

    /// Every use that a case makes of the limits, in the order of the vault's lines.
    package func uses(by new: CountedCase, balance: VaultBalance) -> [LimitUse] {
        limits.flatMap { limit -> [LimitUse] in
            let window = earlier.filter { counts($0, in: limit.span) }
            let ceiling =
                switch limit.ceiling {
                case .amount(let amount): amount
                case .percent(let percent): balance.share(percent: percent)
                }
            return subjects(of: limit.scope, in: new).map { subject in
                LimitUse(
                    limit: limit, subject: subject, ceiling: ceiling, before: total(window, of: subject),
                    after: total(window + [new], of: subject), unknown: window.filter(\.isUnknown).map(\.caseID))
            }
        }
    }

    /// What may have left the vault with the cases that count and are not in a snapshot of a day yet.
    package static func left(
        since date: CalendarDate, of cases: [CountedCase], showing coins: Set<OutPoint>, open: Set<CaseID>,
        unknownFee: Amount
    ) -> Amount {
        let since = cases.filter { one in
            open.contains(one.caseID) || !coins.isDisjoint(with: one.spends) || one.day.map { $0 >= date } ?? true
        }
        return total(since) { $0.leaving(unknownFee: unknownFee) }
    }

    private func counts(_ one: CountedCase, in span: VaultLimit.Span) -> Bool {
        switch span {
        case .oneCase: return false
        case .days(let count):
            guard !one.isOpen, let clock, let day = one.day else { return true }
            return clock.days(after: day) < Int(count)
        case .blocks(let count):
            guard !one.isOpen, let floor = ChainMark.floor(of: marks),
                let height = ChainMark.ceiling(of: one.day, in: marks), floor >= height
            else { return true }
            return floor - height < count
        }
    }

    private func subjects(of scope: VaultLimit.Scope, in new: CountedCase) -> [LimitUse.Subject] {
        switch scope {
        case .vault: return [.vault]
        case .destination:
            var seen: Set<Script> = []
            return new.pays.map(\.scriptPubKey).filter { seen.insert($0).inserted }.map { .destination($0) }
        case .requester:
            return new.requesters.isEmpty ? [.requester(nil)] : new.requesters.sorted().map { .requester($0) }
        }
    }

    private func total(_ cases: [CountedCase], of subject: LimitUse.Subject) -> Amount {
        Self.total(cases) { one in
            switch subject {
            case .vault: one.leaving(unknownFee: unknownFee)
            case .destination(let script): one.paying(script)
            // What of a case goes to whose order is not remembered, so all of it counts for each.
            case .requester(nil): one.requesters.isEmpty ? one.leaving(unknownFee: unknownFee) : .zero
            case .requester(.some(let id)):
                one.requesters.contains(id) ? one.leaving(unknownFee: unknownFee) : .zero
            }
        }
    }

    /// The sum over groups of cases that all spend one coin, of the largest of each: at least as much as can ever be on the
    /// chain together.
    private static func total(_ cases: [CountedCase], _ amount: (CountedCase) -> Amount) -> Amount {
        var groups: [(common: Set<OutPoint>, largest: Amount)] = []
        for one in cases {
            let value = amount(one)
            guard value > .zero else { continue }
            if let place = groups.firstIndex(where: { !$0.common.isDisjoint(with: one.surelySpends) }) {
                groups[place].common.formIntersection(one.surelySpends)
                groups[place].largest = max(groups[place].largest, value)
            } else {
                groups.append((one.surelySpends, value))
            }
        }
        return SaturatedSum.of(groups.map(\.largest))
    }
}
