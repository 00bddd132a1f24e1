import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport
import Testing

/// Each property of the threat model that orders serve, with a case that it lets pass and one that it refuses.
extension CheckPair {
    static let orders: [CheckPair] = documents + people + numbers + amounts

    private static let documents: [CheckPair] = [
        pair("case.order-missing", "P-43: a payment without an order from a vault that requires one") {
            $0.orders = []
            $0.approvals = []
            try $0.cite()
        },
        pair("order.documents", "an order that the case cites and the file does not carry") { $0.orders = [] },
        pair("order.documents", "an approval that the case cites and the file does not carry") { $0.approvals = [] },
        pair("order.documents", "P-17: an order that the case does not cite") {
            var other = try FixtureOrder(of: $0)
            other.number = 18
            $0.orders.append(try other.order())
        },
        pair("order.documents", "P-17: an approval that the case does not cite") {
            $0.approvals.append(try FixtureOrder.approval(of: $0.orders[0], by: $0.vault.others[2]))
        },
        pair("order.kind", "an internal order for a payment") {
            var order = try FixtureOrder(of: $0)
            (order.kind, order.lines) = (.internal, [])
            try sign(order, in: &$0)
        },
        pair("order.in-force", "P-44: an order that has expired", order: { $0.notAfter = .date(try date(14)) }),
        pair("order.in-force", "an order that is not valid yet", order: { $0.notBefore = .date(try date(16)) }),
        CheckPair(
            "order.in-force", "P-48: a date in a file that ends the wait",
            accepting: { try waiting(clock: 16) }, refusing: { try waiting(clock: 15) }),
        pair(
            "order.in-force", "P-17: an approval that has expired", order: { $0.approvalsUntil = .date(try date(14)) }),
        CheckPair(
            "order.in-force", "an order bounded by a height on a machine that knows none", .warn, about: .caseDocument,
            accepting: { try context() }, refusing: { try context(order: { $0.notAfter = .height(900) }) }),
        CheckPair(
            "order.in-force", "P-48: an order bounded by a height, and a height of long ago", .warn,
            about: .caseDocument, accepting: { try waiting(until: 900, height: 900, isCurrent: true) },
            refusing: { try waiting(until: 900, height: 900, isCurrent: false) }),
    ]

    private static let people: [CheckPair] = [
        pair(
            "order.signed", "P-43: a forged order, signed with a key that is not the requester's",
            order: {
                $0.requester = $0.vault.others[3]
            }),
        pair(
            "order.signed", "P-27: an order by somebody who is no requester",
            order: {
                $0.requester = $0.vault.others[2]
                $0.requesterName = try $0.vault.others[2].person
            }),
        pair(
            "order.signed", "an order by somebody whom the vault does not list",
            order: {
                $0.requester = try FixtureCosigner(number: 12, network: .regtest)
                $0.requesterName = try $0.requester.person
            }),
        pair("order.signed", "P-44: an order that was edited after it was signed") {
            var edited = try FixtureOrder(of: $0)
            edited.maximumFeeSat += 1
            var document = Document(body: try edited.body())
            for line in $0.orders[0].signatures { document.add(line) }
            $0.orders = [document]
            try $0.cite()
        },
        pair(
            "order.signed", "P-17: an order to another vault of the same name",
            order: {
                $0.founding = try Bytes32([UInt8](repeating: 7, count: 32))
            }),
        pair(
            "order.signed", "an order to a vault of another name", order: { $0.vaultName = try Identifier("elsewhere") }
        ),
        CheckPair(
            "order.signed", "P-19: an order by somebody whose part in the vault has ended",
            accepting: { try lapsing(on: 15) }, refusing: { try lapsing(on: 14) }),
        pair("order.approval", "P-17: an approval of another version of the order") {
            var other = try FixtureOrder(of: $0)
            other.maximumFeeSat -= 1
            $0.approvals = try other.approvals()
            try $0.cite()
        },
        pair("order.approval", "P-41: the requester approves", order: { $0.approvers = [$0.requester] }),
        pair("order.approval", "P-41: somebody approves on the requester's machine") {
            $0.approvals = [
                try FixtureOrder.approval(
                    of: $0.orders[0], by: $0.vault.others[1],
                    device: FixtureVault.device(of: $0.vault.others[0].person))
            ]
            try $0.cite()
        },
        pair("order.approval", "P-27: a custodian approves", order: { $0.approvers = [$0.vault.cosigners[1]] }),
        pair("order.approval", "an auditor approves", order: { $0.approvers = [$0.vault.others[3]] }),
        pair("order.approvals", "P-43: no approval", order: { $0.approvers = [] }),
        CheckPair(
            "order.people", "who ordered and who approved", .note, about: .caseDocument,
            accepting: { try ReviewFixture.changed() }, refusing: { try context() }),
    ]

    private static let numbers: [CheckPair] = [
        CheckPair(
            "order.number", "P-44: the number of another order that this machine has answered for",
            accepting: { try context(after: FixtureCase.ordered(), spending: 0) },
            refusing: { try context(after: FixtureCase.ordered(order: { $0.maximumFeeSat += 1 }), spending: 0) }),
        CheckPair(
            "order.used", "P-17, P-30: an order that this machine has answered for, from other coins",
            accepting: { try context(after: FixtureCase.ordered(), spending: 0) },
            refusing: { try context(after: FixtureCase.ordered(), spending: nil) }),
        CheckPair(
            "order.used", "P-30: a coin in common that not everybody names who tells of the earlier case",
            accepting: { try context(after: FixtureCase.ordered(), spending: 0) },
            refusing: { try context(after: FixtureCase.ordered(), spending: 0, isSure: false) }),
    ]

    private static let amounts: [CheckPair] = [
        pair("order.payments", "P-05: an output more than ordered", about: .output(2)) {
            $0.payments[1].sat -= 20_000
            $0.payments.append(.init(script: try FixtureCase.stranger(66), derived: nil, sat: 20_000))
        },
        pair(
            "order.payments", "P-05: a line that is not paid",
            order: {
                $0.lines.append(Order.Line(amount: try Amount(sat: 9), address: try address(40)))
            }),
        pair("order.payments", "P-05: another amount than ordered", about: .output(0)) {
            $0.payments[0].sat += 1
            $0.payments[1].sat -= 1
        },
        pair("order.payments", "P-05, P-11: another address than ordered", about: .output(0)) {
            $0.payments[0].script = try FixtureCase.stranger(66)
        },
        pair(
            "order.payments", "P-05: two lines merged into one output", about: .output(0),
            order: {
                $0.lines = [
                    Order.Line(amount: try Amount(sat: 100_000_000), address: try address(1)),
                    Order.Line(amount: try Amount(sat: 150_000_000), address: try address(1)),
                ]
            }),
        pair("order.payments", "P-05: one line split into two outputs", about: .output(0)) {
            $0.payments[0].sat = 100_000_000
            $0.payments.append(.init(script: try FixtureCase.stranger(1), derived: nil, sat: 150_000_000))
        },
        pair("order.payments", "P-06: change to somebody else", about: .output(1)) {
            $0.payments[1] = .init(script: try FixtureCase.stranger(66), derived: nil, sat: 49_999_000)
        },
        pair("order.fee", "P-07: a fee above what the order allows", about: .fee) {
            $0.payments[1].sat -= 4_001
        },
    ]

    /// A pair over the ordered case: as it is, and with one thing changed.
    private static func pair(
        _ check: String, _ name: String, about subject: FindingSubject? = nil,
        _ change: @escaping @Sendable (inout FixtureCase) throws -> Void = { _ in },
        order: @escaping @Sendable (inout FixtureOrder) throws -> Void = { _ in }
    ) -> CheckPair {
        CheckPair(
            check, name, about: subject, accepting: { try context() },
            refusing: { try context(change, order: order) })
    }

    private static func context(
        _ change: (inout FixtureCase) throws -> Void = { _ in },
        order: (inout FixtureOrder) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        try ReviewFixture.context(versioned(FixtureCase.ordered(change, order: order)))
    }

    /// The ordered case on a machine that has answered another one for the same or a similar order.
    /// - Parameters:
    ///   - input: the input whose coin the other case spent; `nil` for a coin of its own.
    ///   - isSure: whether everybody who tells of that case names this coin.
    private static func context(
        after other: FixtureCase, spending input: Int?, isSure: Bool = true
    ) throws -> ReviewContext {
        let fixture = versioned(try FixtureCase.ordered())
        let facts = try fixture.examination().facts.orThrow()
        let coin = OutPoint(txid: Txid(try Bytes32([UInt8](repeating: 3, count: 32))), vout: 1)
        let earlier = AnsweredCase(
            caseID: try FixtureCase.caseID(9), digest: try Bytes32([UInt8](repeating: 5, count: 32)),
            spends: [input.map { facts.inputs[$0].outpoint } ?? coin], orders: other.orders.map { OrderUse($0) },
            isConfirmed: true, surelySpends: isSure ? nil : [])
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: [earlier],
            today: try ReviewFixture.today())
        return try ReviewFixture.context(fixture, machine: machine)
    }

    /// A case whose order ends at a height, on a machine that has been told of one.
    private static func waiting(until last: UInt32, height: UInt32, isCurrent: Bool) throws -> ReviewContext {
        let fixture = versioned(try FixtureCase.ordered(order: { $0.notAfter = .height(last) }))
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, today: try ReviewFixture.today(),
            height: height, isHeightCurrent: isCurrent)
        return try ReviewFixture.context(fixture, machine: machine)
    }

    /// A case whose order begins on 16 June, on a machine that has been told of the twentieth.
    private static func waiting(clock day: Int) throws -> ReviewContext {
        let fixture = versioned(try FixtureCase.ordered(order: { $0.notBefore = .date(try date(16)) }))
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, today: try date(20),
            earliestDay: try date(day))
        return try ReviewFixture.context(fixture, machine: machine)
    }

    /// The ordered case of a vault in which everybody's part ends on a day of June.
    private static func lapsing(on day: Int) throws -> ReviewContext {
        let vault = try FixtureVault {
            $0.release = [.held]
            $0.orders = .required
            $0.otherRoles = [.requester, .approver]
            $0.expiry = try? date(day)
        }
        var fixture = try FixtureCase(vault)
        var order = try FixtureOrder(of: fixture)
        order.approvers = []
        try sign(order, in: &fixture)
        return try ReviewFixture.context(versioned(fixture))
    }

    /// A case as a PSBT of the version that is asked for.
    private static func versioned(_ fixture: FixtureCase) -> FixtureCase {
        var fixture = fixture
        fixture.version = ReviewFixture.version
        return fixture
    }

    private static func sign(_ order: FixtureOrder, in fixture: inout FixtureCase) throws {
        fixture.orders = [try order.order()]
        fixture.approvals = try order.approvals()
        try fixture.cite()
    }

    private static func address(_ number: UInt8) throws -> Address {
        try Address(scriptPubKey: FixtureCase.stranger(number), network: .regtest).orThrow()
    }

    private static func date(_ day: Int) throws -> CalendarDate { try CalendarDate(year: 2026, month: 6, day: day) }
}
