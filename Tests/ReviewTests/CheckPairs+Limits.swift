import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport

extension CheckPair {
    static let limits: [CheckPair] = [
        CheckPair(
            "limit.exceeded", "a satoshi more than one case may take, its fee with it", about: .transaction,
            accepting: { try limited("vault case 250001000 sat (2.50001000 BTC)") },
            refusing: { try limited("vault case 250000999 sat (2.50000999 BTC)") }),
        CheckPair(
            "limit.exceeded", "S2-2: a payment split among the cases of a week", about: .transaction,
            accepting: { try limited("vault 7-days 300001000 sat (3.00001000 BTC)", on: after([confirmed(1)])) },
            refusing: { try limited("vault 7-days 300001000 sat (3.00001000 BTC)", on: after([confirmed(1), small])) }),
        CheckPair(
            "limit.exceeded", "the day on which an earlier case leaves the window", about: .transaction,
            accepting: { try limited("vault 7-days 260000000 sat (2.60000000 BTC)", on: after([confirmed(7)])) },
            refusing: { try limited("vault 7-days 260000000 sat (2.60000000 BTC)", on: after([confirmed(6)])) }),
        CheckPair(
            "limit.exceeded", "P-48: a clock that was set back", about: .transaction,
            accepting: { try limited("vault 7-days 260000000 sat (2.60000000 BTC)", on: after([confirmed(7)])) },
            refusing: {
                try limited(
                    "vault 7-days 260000000 sat (2.60000000 BTC)", on: after([confirmed(7)], clock: "2026-06-14"))
            }),
        CheckPair(
            "limit.exceeded", "a window of blocks, on a machine that knows no later height", about: .transaction,
            accepting: {
                try limited("vault 144-blocks 260000000 sat (2.60000000 BTC)", on: after([confirmed(5)], heights: true))
            },
            refusing: { try limited("vault 144-blocks 260000000 sat (2.60000000 BTC)", on: after([confirmed(5)])) }),
        CheckPair(
            "limit.exceeded", "more than one address may get in a month", about: .output(0),
            accepting: {
                try limited("destination 30-days 300000000 sat (3.00000000 BTC)", on: after([confirmed(1, to: 2)]))
            },
            refusing: {
                try limited("destination 30-days 299999999 sat (2.99999999 BTC)", on: after([confirmed(1, to: 1)]))
            }),
        CheckPair(
            "limit.exceeded", "more than one requester may have paid", about: .transaction,
            accepting: {
                try ordered("requester 1-days 260000000 sat (2.60000000 BTC)", on: after([confirmed(0, by: "erin")]))
            },
            refusing: {
                try ordered("requester 1-days 260000000 sat (2.60000000 BTC)", on: after([confirmed(0, by: "dave")]))
            }),
        CheckPair(
            "limit.exceeded", "more than a share of the balance", about: .transaction,
            accepting: { try limited("vault case 84 percent") }, refusing: { try limited("vault case 83 percent") }),
        CheckPair(
            "limit.exceeded", "a share of what a snapshot says, which is too old", about: .transaction,
            accepting: { try snapshot("vault case 30 percent") },
            refusing: { try snapshot("vault case 30 percent") { $0.date = try day("2026-06-12") } }),
        CheckPair(
            "limit.exceeded", "P-48: a snapshot that is too old by the latest day that is known", about: .transaction,
            accepting: {
                try snapshot("vault case 30 percent", on: after([], clock: "2026-06-10", today: "2026-06-12"))
            },
            refusing: {
                try snapshot("vault case 30 percent", on: after([], clock: "2026-06-12", today: "2026-06-18")) {
                    $0.date = try day("2026-06-13")
                }
            }),
        CheckPair(
            "limit.exceeded", "P-47: a case from before a restoration of which nobody tells more", about: .transaction,
            accepting: { try limited("vault 7-days 900000000 sat (9.00000000 BTC)", on: after([confirmed(1)])) },
            refusing: { try limited("vault 7-days 900000000 sat (9.00000000 BTC)", on: after([forgotten])) }),
        CheckPair(
            "limit.used", "how much of a limit is used", .note, about: .transaction,
            refusing: { try limited("vault 7-days 900000000 sat (9.00000000 BTC)", on: after([confirmed(1)])) }),
        CheckPair(
            "snapshot.countersigned", "what the vault is taken to have", .note, about: .vault,
            refusing: { try snapshot("vault case 30 percent") }),
        CheckPair(
            "snapshot.countersigned", "nobody's countersignature", about: .file,
            accepting: { try snapshot("vault case 90 percent") },
            refusing: { try snapshot("vault case 90 percent") { $0.signers = [] } }),
        CheckPair(
            "snapshot.countersigned", "a custodian's countersignature", about: .file,
            accepting: { try snapshot("vault case 90 percent") },
            refusing: { try snapshot("vault case 90 percent") { $0.signers = [$0.vault.cosigners[0]] } }),
        CheckPair(
            "snapshot.countersigned", "a snapshot of another vault of the same name", about: .file,
            accepting: { try snapshot("vault case 90 percent") },
            refusing: {
                try snapshot("vault case 90 percent") { $0.founding = try Bytes32([UInt8](repeating: 1, count: 32)) }
            }),
        CheckPair(
            "snapshot.countersigned", "a snapshot from two days after this machine's clock", about: .file,
            accepting: { try snapshot("vault case 90 percent") { $0.date = try day("2026-06-16") } },
            refusing: { try snapshot("vault case 90 percent") { $0.date = try day("2026-06-17") } }),
    ]

    private static func day(_ text: String) throws -> CalendarDate { try CalendarDate(documentText: text) }

    /// A case of 0.5 BTC that was confirmed so many days before the day of the tests.
    private static func confirmed(_ days: Int, to stranger: UInt8 = 3, by requester: String? = nil) throws
        -> AnsweredCase
    {
        let digest = try Bytes32([UInt8](repeating: UInt8(40 + days), count: 32))
        let orders = try requester.map {
            [
                OrderUse(
                    vault: try Identifier("treasury"), name: OrderName(requester: try Identifier($0), number: 9),
                    order: digest)
            ]
        }
        return AnsweredCase(
            caseID: try FixtureCase.caseID(UInt8(40 + days)), digest: digest,
            spends: [OutPoint(txid: Txid(digest), vout: 0)],
            pays: [TxOut(amount: try Amount(sat: 50_000_000), scriptPubKey: try FixtureCase.stranger(stranger))],
            fee: .zero, orders: orders ?? [], isConfirmed: true,
            day: try CalendarDate(year: 2026, month: 6, day: 15 - days))
    }

    /// One satoshi more, two days ago.
    private static var small: AnsweredCase {
        get throws {
            let other = try confirmed(2)
            return AnsweredCase(
                caseID: other.caseID, digest: other.digest, spends: other.spends,
                pays: [TxOut(amount: try Amount(sat: 1), scriptPubKey: other.pays[0].scriptPubKey)], fee: .zero,
                isConfirmed: true, day: other.day)
        }
    }

    /// A case that others have seen answered, and nothing else of it.
    private static var forgotten: AnsweredCase {
        get throws {
            AnsweredCase(
                caseID: try FixtureCase.caseID(77), digest: try Bytes32([UInt8](repeating: 77, count: 32)), spends: [],
                day: try day("2026-06-14"), isFromBefore: true)
        }
    }

    private static func after(
        _ answered: [AnsweredCase], clock: String = "2026-06-15", today: String = "2026-06-15", heights: Bool = false
    ) throws -> MachineView {
        let marks = try [("2026-06-11", 900_000), ("2026-06-15", 900_144)].map { date, height in
            RememberedSnapshot(
                vault: try Identifier("other"), digest: try Bytes32([UInt8](repeating: 3, count: 32)),
                height: UInt32(height), date: try day(date), total: .zero, open: [])
        }
        return MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: answered,
            snapshots: heights ? marks : [], today: try day(max(today, clock)), earliestDay: try day(clock))
    }

    private static func limited(_ limit: String, on machine: MachineView? = nil) throws -> ReviewContext {
        let limit = try VaultLimit(documentText: limit)
        return try ReviewFixture.context(
            ReviewFixture.standardCase(over: FixtureVault { $0.limits = [limit] }), machine: machine)
    }

    private static func ordered(_ limit: String, on machine: MachineView) throws -> ReviewContext {
        let limit = try VaultLimit(documentText: limit)
        let vault = try FixtureVault {
            $0.orders = .required
            $0.otherRoles = [.requester, .approver]
            $0.limits = [limit]
        }
        var fixture = try ReviewFixture.standardCase(over: vault)
        var order = try FixtureOrder(of: fixture)
        order.approvers = []
        fixture.orders = [try order.order()]
        try fixture.cite()
        return try ReviewFixture.context(fixture, machine: machine)
    }

    private static func snapshot(
        _ limit: String, on machine: MachineView? = nil, _ change: (inout FixtureSnapshot) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        let limit = try VaultLimit(documentText: limit)
        let age = try SnapshotAge(days: 3)
        let vault = try FixtureVault {
            $0.auditorCount = 1
            $0.limits = [limit]
            $0.snapshotAge = age
        }
        var snapshot = try FixtureSnapshot(of: vault, on: machine?.earliestDay)
        try change(&snapshot)
        return try ReviewFixture.context(
            ReviewFixture.standardCase(over: vault), machine: machine, attach: { $0.snapshot = try snapshot.document() }
        )
    }
}
