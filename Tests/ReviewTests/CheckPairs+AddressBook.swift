import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Review
import TestSupport

extension CheckPair {
    static let addressBook: [CheckPair] = [
        CheckPair(
            "output.not-in-address-book", "P-45: an address that the book does not name", about: .output(0),
            accepting: { try book(.required, [entry(1)]) }, refusing: { try book(.required, [entry(2)]) }),
        CheckPair(
            "output.not-in-address-book", "a script that has no address", about: .output(0),
            accepting: { try book(.required, [entry(1)]) },
            refusing: {
                try book(.required, [entry(1)]) { $0.payments[0].script = Script([0x6a, 0x01, 0x05]) }
            }),
        CheckPair(
            "output.not-in-address-book", "where the book warns", .warn, about: .output(0),
            accepting: { try book(.tiered, [entry(1)]) }, refusing: { try book(.tiered, [entry(2)]) }),
        CheckPair(
            "output.not-in-address-book", "an empty book", .warn, about: .output(0),
            accepting: { try book(.off, [entry(2)]) }, refusing: { try book(.tiered, []) }),
        CheckPair(
            "output.entry-waiting", "P-45: a day too early", about: .output(0),
            accepting: { try book(.off, [entry(1, from: "2026-06-15")]) },
            refusing: { try book(.off, [entry(1, from: "2026-06-16")]) }),
        CheckPair(
            "output.entry-waiting", "P-48: a date in a file that ends the wait", about: .output(0),
            accepting: { try book(.required, [entry(1, from: "2026-06-15")], on: days("2026-06-20", "2026-06-15")) },
            refusing: { try book(.required, [entry(1, from: "2026-06-16")], on: days("2026-06-20", "2026-06-15")) }),
        CheckPair(
            "output.entry-waiting", "a machine that does not know the day", about: .output(0),
            accepting: { try book(.required, [entry(1)]) },
            refusing: {
                try book(
                    .required, [entry(1)], on: MachineView(person: Identifier("alice"), keyIndex: 0, purpose: .sign))
            }),
        CheckPair(
            "output.entry-waiting", "a program that only looks, and does not know the day", .warn, about: .output(0),
            accepting: { try book(.required, [entry(1)]) },
            refusing: { try book(.required, [entry(1)], on: MachineView(purpose: .inspect)) }),
        CheckPair(
            "output.entry-expired", "a day too late", about: .output(0),
            accepting: { try book(.off, [entry(1, until: "2026-06-15")]) },
            refusing: { try book(.off, [entry(1, until: "2026-06-14")]) }),
        CheckPair(
            "output.entry-expired", "P-48: a clock that was set back", about: .output(0),
            accepting: { try book(.required, [entry(1, until: "2026-06-20")], on: days("2026-06-20", "2026-06-01")) },
            refusing: { try book(.required, [entry(1, until: "2026-06-19")], on: days("2026-06-20", "2026-06-01")) }),
        CheckPair(
            "output.entry-cap", "a satoshi more than the cap", about: .output(0),
            accepting: { try book(.off, [entry(1, cap: "250000000 sat (2.50000000 BTC)")]) },
            refusing: { try book(.off, [entry(1, cap: "249999999 sat (2.49999999 BTC)")]) }),
        CheckPair(
            "output.entry-cap", "one payment in two outputs", about: .output(0),
            accepting: { try book(.off, [entry(1, cap: "250000400 sat (2.50000400 BTC)")], twice) },
            refusing: { try book(.off, [entry(1, cap: "250000399 sat (2.50000399 BTC)")], twice) }),
        CheckPair(
            "output.look-alike", "P-11: an entry of the address book", .warn, about: .output(0),
            accepting: { try theft(paying: GoldenPair.usual) }, refusing: { try theft(paying: GoldenPair.thief) }),
    ]

    /// An entry for the stranger of a number.
    private static func entry(
        _ stranger: UInt8, from: String = "2026-01-01", until: String = "-", cap: String = "-"
    ) throws -> Destination {
        let address = try Address(scriptPubKey: FixtureCase.stranger(stranger), network: .regtest).orThrow()
        return try Destination(
            documentText: "entry-\(stranger) customer \(address.text) \(from) \(until) \(cap) - Stranger \(stranger)")
    }

    /// A machine that has reason to believe in a later day than its clock's.
    private static func days(_ today: String, _ clock: String) throws -> MachineView {
        MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            today: try CalendarDate(documentText: today), earliestDay: try CalendarDate(documentText: clock))
    }

    /// A second output to the destination of the first.
    private static func twice(_ fixture: inout FixtureCase) throws {
        fixture.payments.append(.init(script: fixture.payments[0].script, derived: nil, sat: 400))
    }

    private static func book(
        _ rule: AllowlistRule, _ entries: [Destination], on machine: MachineView? = nil,
        _ change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws -> ReviewContext {
        var fixture = try ReviewFixture.standardCase(
            over: FixtureVault {
                $0.allowlist = rule
                $0.destinations = entries
            })
        try change(&fixture)
        return try ReviewFixture.context(fixture, machine: machine)
    }

    private static func theft(paying text: String) throws -> ReviewContext {
        let usual = try Destination(
            documentText: "usual own-hot-wallet \(GoldenPair.usual) 2024-01-01 - - - Usual")
        var fixture = try ReviewFixture.standardCase(
            over: FixtureVault {
                $0.network = .mainnet
                $0.destinations = [usual]
            })
        fixture.payments[0].script = try Address(parsing: text, network: .mainnet).scriptPubKey
        return try ReviewFixture.context(fixture)
    }
}
