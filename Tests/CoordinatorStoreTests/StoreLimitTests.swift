import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import TestSupport
import Testing

@Suite("Limits in the coordinator's store")
struct StoreLimitTests {
    private static let day: Int64 = 86_400

    /// A store of a vault with one limit, and an auditor.
    private func maker(_ limit: String, age: SnapshotAge? = nil) throws -> StoreMaker {
        let limit = try VaultLimit(documentText: limit)
        return try StoreMaker.make(
            over: FixtureVault {
                $0.auditorCount = 1
                $0.limits = [limit]
                $0.snapshotAge = age
            })
    }

    /// A case of 2.5 BTC from a coin of its own.
    private func fixture(_ number: UInt8, _ maker: borrowing StoreMaker) throws -> FixtureCase {
        try maker.fixture(number) { fixture in
            fixture.coins = []
            try fixture.addCoin(0, 20 + UInt32(number), sat: 300_000_000)
        }
    }

    private func later(_ days: Int64) -> Timestamp { Timestamp(seconds: StoreMaker.now.seconds + days * Self.day) }

    /// The code by which a case is refused; `nil` for one that is opened.
    private func code(
        _ fixture: FixtureCase, _ maker: borrowing StoreMaker, at now: Timestamp = StoreMaker.now
    ) throws -> String? {
        let state = try maker.state(fixture)
        do throws(StoreError) {
            _ = try maker.store.open(state, now: now)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("P-47: an open case counts on any day, and one that was given up without an answer counts nothing")
    func open() throws {
        let maker = try maker("vault 7-days 400000000 sat (4.00000000 BTC)")
        let (first, second) = (try fixture(1, maker), try fixture(2, maker))
        #expect(try code(first, maker) == nil)
        #expect(try code(second, maker) == "limit.exceeded")
        #expect(try code(second, maker, at: later(30)) == "limit.exceeded")
        #expect(try maker.store.cases().count == 1)
        try maker.store.abort(FixtureCase.caseID(1), reason: "", now: StoreMaker.now)
        #expect(try code(second, maker) == nil)
    }

    @Test("P-47: a case that was given up after a signature came counts until its window is over")
    func givenUp() throws {
        let maker = try maker("vault 7-days 400000000 sat (4.00000000 BTC)")
        let (first, second) = (try fixture(1, maker), try fixture(2, maker))
        #expect(try code(first, maker) == nil)
        _ = try maker.collect(try maker.answer(first, by: 0).encoded())
        try maker.store.abort(FixtureCase.caseID(1), reason: "", now: StoreMaker.now)
        #expect(try code(second, maker, at: later(6)) == "limit.exceeded")
        #expect(try code(second, maker, at: later(7)) == nil)
    }

    @Test("S2-2: all cases of a batch count, and none of them is opened where one is too much")
    func batch() throws {
        let maker = try maker("vault 1-days 700000000 sat (7.00000000 BTC)")
        let states = try (1...3).map { try maker.state(fixture(UInt8($0), maker)) }
        #expect(throws: StoreError.self) {
            try maker.store.open(states, usesFreshChange: false, now: StoreMaker.now)
        }
        #expect(try maker.store.cases().isEmpty)
        _ = try maker.store.open(Array(states.prefix(2)), usesFreshChange: false, now: StoreMaker.now)
        #expect(throws: StoreError.self) { try maker.store.requireLimits(of: states[2], now: StoreMaker.now) }
    }

    @Test("P-48: keeps countersigned snapshots, gives out the newest, and ends windows of blocks by them")
    func snapshots() throws {
        let maker = try maker("vault 144-blocks 400000000 sat (4.00000000 BTC)", age: SnapshotAge(days: 3))
        let (first, second) = (try fixture(1, maker), try fixture(2, maker))
        #expect(try code(first, maker) == nil)
        _ = try maker.collect(try maker.answer(first, by: 0).encoded())
        try maker.store.abort(FixtureCase.caseID(1), reason: "", now: StoreMaker.now)
        func keep(_ height: UInt32, _ day: Int) throws -> Document<CoinSnapshot> {
            var snapshot = try FixtureSnapshot(of: maker.vault, on: CalendarDate(year: 2026, month: 11, day: day))
            snapshot.height = height
            let document = try snapshot.document()
            try maker.store.keep(
                VerifiedSnapshot(document, under: maker.vault.view, clock: nil, today: nil), now: StoreMaker.now)
            return document
        }
        #expect(try maker.store.snapshot(of: Identifier("treasury")) == nil)
        _ = try keep(900_000, 22)
        #expect(try code(second, maker, at: later(30)) == "limit.exceeded")
        let newest = try keep(900_144, 23)
        #expect(try maker.store.snapshot(of: Identifier("treasury")) == newest)
        #expect(try code(second, maker, at: later(30)) == nil)
        #expect(try maker.another().snapshot(of: Identifier("treasury")) == newest)
    }
}
