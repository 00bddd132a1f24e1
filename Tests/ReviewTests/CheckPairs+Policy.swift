import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport

/// Tiers of approval and rules about anomalies, each with a case that it lets pass and one that it speaks against.
extension CheckPair {
    static let policy: [CheckPair] = tiers + records + approvers + anomalies

    private static let tiers: [CheckPair] = [
        CheckPair(
            "order.approvals", "P-43: a satoshi more than a tier of two approvals begins at",
            accepting: { try tiered([tier(above: 250_000_000)]) }, refusing: { try tiered([tier(above: 249_999_999)]) }),
        CheckPair(
            "order.approvals", "P-46: more than a share of the coins of the case",
            accepting: { try tiered([tier(share: 84)]) }, refusing: { try tiered([tier(share: 83)]) }),
        CheckPair(
            "order.approvals", "P-46: more than a share of a countersigned balance",
            accepting: { try tiered([tier(share: 25)], on: machine(balance: "10")) },
            refusing: { try tiered([tier(share: 24)], on: machine(balance: "10")) }),
        CheckPair(
            "order.approvals", "P-45: an address that the book does not name",
            accepting: { try tiered([tier(to: .unlisted)], book: entry(1)) },
            refusing: { try tiered([tier(to: .unlisted)], book: entry(2)) }),
        CheckPair(
            "order.approvals", "a destination of a class",
            accepting: { try tiered([tier(to: .exchange)], book: entry(1)) },
            refusing: { try tiered([tier(to: .customer)], book: entry(1)) }),
        CheckPair(
            "order.approvals", "the highest of the tiers that hold",
            accepting: { try tiered([tier(above: 0, approvals: 1), tier(2, above: 250_000_000)]) },
            refusing: { try tiered([tier(above: 0, approvals: 1), tier(2, to: .unlisted)]) }),
        CheckPair(
            "order.approvals", "P-46: an anomaly raises the tier",
            accepting: {
                try tiered(
                    [tier(above: 0, approvals: 1), tier(2)], [AnomalyRule(.shareOfBalance(percent: 84), .raise)])
            },
            refusing: {
                try tiered(
                    [tier(above: 0, approvals: 1), tier(2)], [AnomalyRule(.shareOfBalance(percent: 83), .raise)])
            }),
        CheckPair(
            "order.approvals", "P-46: an anomaly raises from no tier to the first",
            accepting: {
                try tiered([tier()], [AnomalyRule(.largerThanEver(times: 2), .raise)], on: paid(1, 125_000_000))
            },
            refusing: {
                try tiered([tier()], [AnomalyRule(.largerThanEver(times: 2), .raise)], on: paid(1, 124_999_999))
            }),
        CheckPair(
            "order.tier", "which tier and why", .note, about: .caseDocument,
            accepting: { try ReviewFixture.changed() }, refusing: { try tiered([tier(above: 0, approvals: 1)]) }),
    ]

    /// What makes a destination a known one.
    private static let records: [CheckPair] = [
        CheckPair(
            "order.approvals", "P-46: an address that the machine has never helped to pay",
            accepting: { try tiered([tier(to: .firstTime)], on: paid(1, 1)) },
            refusing: { try tiered([tier(to: .firstTime)], on: paid(2, 1)) }),
        CheckPair(
            "order.approvals", "P-46: an address of a case that never left the machine",
            accepting: { try tiered([tier(to: .firstTime)], on: paid(1, 1)) },
            refusing: {
                try tiered([tier(to: .firstTime)], on: paid(1, 1) { ($0.isConfirmed, $0.signatures) = (false, .held) })
            }),
        CheckPair(
            "order.approvals", "P-32, P-46: an address of a case that somebody refused",
            accepting: { try tiered([tier(to: .firstTime)], on: paid(1, 1)) },
            refusing: { try tiered([tier(to: .firstTime)], on: paid(1, 1) { $0.isRefused = true }) }),
        CheckPair(
            "order.approvals", "P-32, P-46: an address of a case that the custodian confirmed and then refused",
            accepting: { try tiered([tier(to: .firstTime)], on: paid(1, 1)) },
            refusing: { try tiered([tier(to: .firstTime)], on: paid(1, 1) { $0.isWithdrawn = true }) }),
        CheckPair(
            "order.approvals", "P-46, P-47: an address of a case that only records of others tell of",
            accepting: { try tiered([tier(to: .firstTime)], on: paid(1, 1)) },
            refusing: { try tiered([tier(to: .firstTime)], on: paid(1, 1) { $0.isOnlyTold = true }) }),
        CheckPair(
            "order.approvals", "P-46: a first address on a machine that keeps records of what it helped to pay",
            accepting: { try tiered([tier(to: .firstTime)], on: recordless(false)) },
            refusing: { try tiered([tier(to: .firstTime)], on: recordless(true)) }),
    ]

    private static let approvers: [CheckPair] = [
        CheckPair(
            "order.approving-unit", "P-43: nobody of risk or compliance has approved",
            accepting: {
                try tiered([tier(above: 0, approvals: 1, units: ["compliance", "risk"])]) {
                    $0.approvers = [$0.vault.others[2]]
                }
            },
            refusing: { try tiered([tier(above: 0, approvals: 1, units: ["compliance", "risk"])]) }),
        CheckPair(
            "order.cooling", "P-45: an approval that has not waited long enough",
            accepting: { try tiered([tier(above: 0, approvals: 1, cooling: 1)]) },
            refusing: { try tiered([tier(above: 0, approvals: 1, cooling: 2)]) }),
        CheckPair(
            "order.cooling", "P-48: a date in a file that ends the wait",
            accepting: { try tiered([tier(above: 0, approvals: 1, cooling: 1)], on: machine(today: 20)) },
            refusing: { try tiered([tier(above: 0, approvals: 1, cooling: 2)], on: machine(today: 20)) }),
        CheckPair(
            "order.cooling", "a machine that does not know the day",
            accepting: { try tiered([tier(above: 0, approvals: 1, cooling: 1)]) },
            refusing: {
                try tiered(
                    [tier(above: 0, approvals: 1, cooling: 1)],
                    on: MachineView(person: Identifier("alice"), keyIndex: 0, purpose: .sign))
            }),
    ]

    private static let anomalies: [CheckPair] = [
        CheckPair(
            "anomaly.share-of-balance", "P-46: more than a share of the coins of the case", .warn, about: .transaction,
            accepting: { try unlike(.shareOfBalance(percent: 84)) },
            refusing: { try unlike(.shareOfBalance(percent: 83)) }),
        CheckPair(
            "anomaly.share-of-balance", "more than a share of a countersigned balance", .warn, about: .transaction,
            accepting: { try unlike(.shareOfBalance(percent: 25), on: machine(balance: "10")) },
            refusing: { try unlike(.shareOfBalance(percent: 24), on: machine(balance: "10")) }),
        CheckPair(
            "anomaly.larger-than-ever", "P-46: a satoshi more than so many times the largest before", .warn,
            about: .transaction,
            accepting: { try unlike(.largerThanEver(times: 2), on: paid(2, 125_000_000)) },
            refusing: { try unlike(.largerThanEver(times: 2), on: paid(2, 124_999_999)) }),
        CheckPair(
            "anomaly.larger-than-ever", "the largest that was ever paid, not the last", .warn, about: .transaction,
            accepting: { try unlike(.largerThanEver(times: 1), on: paid(2, 250_000_000)) },
            refusing: {
                try unlike(
                    .largerThanEver(times: 1),
                    on: paid(2, 250_000_000) {
                        $0.isRefused = true
                        $0.more = 1
                    })
            }),
        CheckPair(
            "anomaly.larger-than-ever", "P-46: the only payment before, which somebody has refused since", .warn,
            about: .transaction,
            accepting: { try unlike(.largerThanEver(times: 2), on: paid(2, 125_000_000) { $0.isRefused = true }) },
            refusing: { try unlike(.largerThanEver(times: 2), on: paid(2, 124_999_999) { $0.isRefused = true }) }),
        CheckPair(
            "anomaly.larger-than-ever", "P-46: in several outputs a satoshi more than so many times the most before",
            .warn, about: .transaction,
            accepting: { try unlike(.largerThanEver(times: 2), on: paid(2, 125_000_000), isSplit: true) },
            refusing: { try unlike(.largerThanEver(times: 2), on: paid(2, 124_999_999), isSplit: true) }),
        CheckPair(
            "anomaly.first-destination", "P-46: an address that the machine has never helped to pay", .warn,
            about: .transaction,
            accepting: { try unlike(.firstDestination, on: paid(1, 1)) },
            refusing: { try unlike(.firstDestination, on: paid(2, 1)) }),
        CheckPair(
            "anomaly.unusual-fee", "P-46: a satoshi more than so many times the usual fee", .warn, about: .transaction,
            accepting: { try unlike(.unusualFee(times: 2), on: paid(1, 1) { $0.fee = 500 }) },
            refusing: { try unlike(.unusualFee(times: 2), on: paid(1, 1) { $0.fee = 499 }) }),
        CheckPair(
            "anomaly.unusual-fee", "P-46: the only fee before, of a case that somebody has refused since", .warn,
            about: .transaction,
            accepting: {
                try unlike(.unusualFee(times: 2), on: paid(1, 1) { ($0.fee, $0.isRefused) = (500, true) })
            },
            refusing: {
                try unlike(.unusualFee(times: 2), on: paid(1, 1) { ($0.fee, $0.isRefused) = (499, true) })
            }),
        CheckPair(
            "anomaly.off-hours", "P-46: a minute after the working hours", .warn, about: .transaction,
            accepting: { try unlike(.offHours(hours()), on: machine(minute: 8 * 60 + 59)) },
            refusing: { try unlike(.offHours(hours()), on: machine(minute: 9 * 60)) }),
        CheckPair(
            "anomaly.off-hours", "a weekend at the place, and a weekday in UTC", .warn, about: .transaction,
            accepting: {
                try unlike(
                    .offHours(hours("00:00-24:00 +09:00 weekdays")), on: machine(today: 19, minute: 899, clock: 19))
            },
            refusing: {
                try unlike(
                    .offHours(hours("00:00-24:00 +09:00 weekdays")), on: machine(today: 19, minute: 900, clock: 19))
            }),
        CheckPair(
            "anomaly.off-hours", "a machine that does not know the time", .warn, about: .transaction,
            accepting: { try unlike(.offHours(hours()), on: machine(minute: 60)) },
            refusing: { try unlike(.offHours(hours())) }),
        CheckPair(
            "anomaly.many-cases", "P-46: one case more than the vault expects within its days", .warn,
            about: .transaction,
            accepting: { try unlike(.manyCases(count: 1, days: 14), on: paid(1, 1)) },
            refusing: { try unlike(.manyCases(count: 1, days: 15), on: paid(1, 1)) }),
        CheckPair(
            "anomaly.many-cases", "P-30: a case counts that was only held", .warn, about: .transaction,
            accepting: {
                try unlike(
                    .manyCases(count: 2, days: 15), on: paid(1, 1) { ($0.isConfirmed, $0.signatures) = (false, .held) })
            },
            refusing: {
                try unlike(
                    .manyCases(count: 1, days: 15), on: paid(1, 1) { ($0.isConfirmed, $0.signatures) = (false, .held) })
            }),
        CheckPair(
            "anomaly.many-cases", "P-48: a date in a file that ends the window", .warn, about: .transaction,
            accepting: { try unlike(.manyCases(count: 1, days: 14), on: paid(1, 1)) },
            refusing: { try unlike(.manyCases(count: 1, days: 15), on: paid(1, 1) { $0.today = 25 }) }),
    ]

    private static func tier(
        _ number: UInt32 = 1, above: UInt64? = nil, share: UInt32? = nil, to destination: TierDestination? = nil,
        approvals: UInt32 = 2, units: [String] = [], cooling: UInt32 = 0
    ) throws -> VaultTier {
        VaultTier(
            number: number, above: try above.map { try Amount(sat: $0) }, sharePercent: share,
            destinations: destination.map { [$0] } ?? [], approvals: approvals,
            units: try units.map { try Identifier($0) }, coolingDays: cooling)
    }

    private static func entry(_ stranger: UInt8) throws -> Destination {
        let address = try Address(scriptPubKey: FixtureCase.stranger(stranger), network: .regtest).orThrow()
        return try Destination(
            documentText: "known customer \(address.text) 2026-01-01 - - - Known")
    }

    private static func hours(_ text: String = "09:00-18:00 +09:00 every-day") throws -> WorkingHours {
        try WorkingHours(documentText: text)
    }

    private static func machine(
        balance: String? = nil, today: Int = 15, minute: Int? = nil, clock: Int = 15
    ) throws -> MachineView {
        let day = try CalendarDate(year: 2026, month: 6, day: clock)
        return MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            snapshots: try balance.map {
                [
                    RememberedSnapshot(
                        vault: try Identifier("treasury"), digest: Bytes32(bigEndianWords: (0, 0, 0, 1)),
                        height: 900_000,
                        date: day, total: try Amount(btc: $0), open: [])
                ]
            } ?? [],
            today: try CalendarDate(year: 2026, month: 6, day: today), earliestDay: day, minuteOfDay: minute)
    }

    /// An earlier case of Alice's machine.
    private struct Earlier {
        var isConfirmed = true
        var signatures = AnsweredCase.Signatures.notGiven
        var isRefused = false
        /// Whether Alice herself refused it.
        var isWithdrawn = false
        var fee: UInt64?
        var today = 15
        /// A second case that pays as much and was not refused.
        var more: UInt64?
        /// Whether only records of others tell of it.
        var isOnlyTold = false
    }

    /// Alice's machine on 15 June, which paid a stranger on the first.
    private static func paid(
        _ stranger: UInt8, _ sat: UInt64, _ change: (inout Earlier) -> Void = { _ in }
    ) throws -> MachineView {
        var earlier = Earlier()
        change(&earlier)
        func answered(_ number: UInt8, _ sat: UInt64) throws -> AnsweredCase {
            AnsweredCase(
                caseID: try FixtureCase.caseID(number), digest: try Bytes32([UInt8](repeating: number, count: 32)),
                spends: [],
                pays: [TxOut(amount: try Amount(sat: sat), scriptPubKey: try FixtureCase.stranger(stranger))],
                fee: try earlier.fee.map { try Amount(sat: $0) }, isConfirmed: earlier.isConfirmed,
                isRefused: earlier.isWithdrawn,
                signatures: earlier.signatures, day: try CalendarDate(year: 2026, month: 6, day: 1),
                isFromBefore: earlier.isOnlyTold, isOnlyTold: earlier.isOnlyTold)
        }
        let first = try answered(9, sat)
        return MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            answered: try [first] + (earlier.more.map { [try answered(8, $0)] } ?? []),
            refusals: earlier.isRefused ? [first.digest: [try Identifier("bob")]] : [:],
            today: try CalendarDate(year: 2026, month: 6, day: earlier.today),
            earliestDay: try CalendarDate(year: 2026, month: 6, day: 15))
    }

    /// A machine on 15 June that has paid nobody, with or without a memory for it.
    private static func recordless(_ hasRecords: Bool) throws -> MachineView {
        let day = try CalendarDate(year: 2026, month: 6, day: 15)
        return MachineView(
            person: try Identifier("erin"), purpose: .inspect, today: day, earliestDay: day, hasRecords: hasRecords)
    }

    /// The standard case under a vault with tiers, ordered by dave and approved by erin of operations.
    private static func tiered(
        _ tiers: [VaultTier], _ rules: [AnomalyRule] = [], book: Destination? = nil, on machine: MachineView? = nil,
        order change: (inout FixtureOrder) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        // A tier that only an anomaly leads to needs a rule that raises; one that nothing ever trips stands for it.
        let raising = AnomalyRule(.manyCases(count: 1_000, days: 1), .raise)
        let vault = try FixtureVault {
            $0.release = [.held]
            $0.orders = .required
            $0.approvals = 1
            $0.otherRoles = [.requester, .approver, .approver, .auditor]
            $0.units = ["sales", "operations", "risk"]
            $0.snapshotAge = try? SnapshotAge(days: 7)
            $0.tiers = tiers
            $0.anomalies = rules + [raising]
            $0.destinations = book.map { [$0] } ?? []
        }
        var fixture = try FixtureCase(vault)
        fixture.version = ReviewFixture.version
        var order = try FixtureOrder(of: fixture)
        try change(&order)
        fixture.orders = [try order.order()]
        fixture.approvals = try order.approvals()
        try fixture.cite()
        return try ReviewFixture.context(fixture, machine: machine)
    }

    /// The standard case under a vault with one rule about anomalies, which every custodian acknowledges.
    private static func unlike(
        _ trigger: AnomalyRule.Trigger, on machine: MachineView? = nil, isSplit: Bool = false
    ) throws -> ReviewContext {
        var fixture = try ReviewFixture.standardCase(
            over: FixtureVault {
                $0.anomalies = [AnomalyRule(trigger, .acknowledge)]
                $0.snapshotAge = try? SnapshotAge(days: 7)
            })
        if isSplit {
            fixture.payments[0].sat -= 100_000_000
            fixture.payments.append(.init(script: try FixtureCase.stranger(3), derived: nil, sat: 100_000_000))
        }
        return try ReviewFixture.context(fixture, machine: machine)
    }
}
