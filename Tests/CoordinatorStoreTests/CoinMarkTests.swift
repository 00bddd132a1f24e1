import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import GRDB
import TestSupport
import Testing

@Suite("what the operator says about coins")
struct CoinMarkTests {
    static let now = StoreMaker.now

    /// Brings in the two coins of the standard case.
    static func coins(_ maker: borrowing StoreMaker) throws -> [OutPoint] {
        let coins = try maker.coins(try maker.fixture())
        _ = try maker.store.importCoins(coins, of: maker.vault.document, now: now)
        return coins.map(\.outpoint)
    }

    @Test("a frozen coin is no longer free, stays frozen over imports, and is thawed")
    func freezes() throws {
        let maker = try StoreMaker.make()
        let points = try Self.coins(maker)
        let document = maker.vault.document
        func states() throws -> [CoinState] {
            try maker.store.coins(of: document).sorted { $0.coin.outpoint < $1.coin.outpoint }.map(\.state)
        }
        let place = try #require(points.sorted().firstIndex(of: points[0]))
        try maker.store.freeze([points[0]], reason: "court order", of: document, now: Self.now)
        #expect(try states()[place] == .frozen(reason: "court order"))
        #expect(try states()[1 - place] == .free)
        _ = try maker.store.importCoins(try maker.coins(try maker.fixture()), of: document, now: Self.now)
        #expect(try states()[place] == .frozen(reason: "court order"))
        #expect(try maker.store.log().map(\.kind).suffix(2) == ["coin-frozen", "coins-imported"])
        try maker.store.thaw([points[0]], of: document, now: Self.now)
        #expect(try states() == [.free, .free])
        #expect(try maker.store.log().last?.kind == "coin-thawed")
    }

    @Test("freezing and thawing is all or nothing, with its log entry")
    func allOrNothing() throws {
        let maker = try StoreMaker.make()
        let points = try Self.coins(maker)
        let document = maker.vault.document
        let stranger = OutPoint(txid: points[0].txid, vout: 9)
        let before = try maker.store.log()
        #expect(throws: StoreError.unknownCoin(stranger)) {
            try maker.store.freeze([points[0], stranger], reason: "", of: document, now: Self.now)
        }
        #expect(throws: StoreError.coinNotFrozen(outpoint: points[0])) {
            try maker.store.thaw([points[0]], of: document, now: Self.now)
        }
        #expect(throws: StoreError.unknownCoin(stranger)) {
            try maker.store.mark(
                [CoinMark(outpoint: points[0], label: "x"), CoinMark(outpoint: stranger, label: "y")], of: document,
                now: Self.now)
        }
        #expect(try maker.store.log() == before)
        #expect(try maker.store.coins(of: document).allSatisfy { $0.state == .free && $0.coin.label.isEmpty })
        try maker.store.freeze([points[0]], reason: "", of: document, now: Self.now)
        #expect(throws: StoreError.coinFrozen(outpoint: points[0])) {
            try maker.store.freeze([points[0]], reason: "", of: document, now: Self.now)
        }
        // Another vault's operator does not reach it.
        let twin = try FixtureVault { $0.name = "twin" }
        _ = try maker.store.add(twin.document, now: Self.now)
        #expect(throws: StoreError.unknownCoin(points[1])) {
            try maker.store.freeze([points[1]], reason: "", of: twin.document, now: Self.now)
        }
    }

    @Test("opens no case with a frozen coin, whoever built it, and then nothing of it remains")
    func frozenCoinsOpenNoCase() throws {
        let maker = try StoreMaker.make()
        let points = try Self.coins(maker)
        try maker.store.freeze([points[1]], reason: "", of: maker.vault.document, now: Self.now)
        let before = try maker.store.log()
        #expect(throws: StoreError.coinFrozen(outpoint: points[1])) { try maker.opened(1) }
        #expect(try maker.store.cases().isEmpty)
        #expect(try maker.store.log() == before)
        try maker.store.thaw([points[1]], of: maker.vault.document, now: Self.now)
        _ = try maker.opened(1)
        // What a case holds can be frozen; the case goes on.
        try maker.store.freeze([points[1]], reason: "late", of: maker.vault.document, now: Self.now)
        let stored = try maker.store.coins(of: maker.vault.document)
        let id = try FixtureCase.caseID(1)
        #expect(stored.map(\.state) == [.held(by: id), .held(by: id)])
        #expect(stored.compactMap(\.frozen) == ["late"])
    }

    @Test("labels stay over imports, and only what changes is counted and logged")
    func labels() throws {
        let maker = try StoreMaker.make()
        let points = try Self.coins(maker)
        let document = maker.vault.document
        func mark(_ marks: [CoinMark]) throws -> Int { try maker.store.mark(marks, of: document, now: Self.now) }
        let marks = [
            CoinMark(outpoint: points[0], label: "deposit"),
            CoinMark(outpoint: points[1], label: "mixed", freeze: .frozen(reason: "dust attack")),
        ]
        #expect(try mark(marks) == 2)
        let log = try maker.store.log()
        #expect(try mark(marks) == 0)
        #expect(try maker.store.log() == log)
        _ = try maker.store.importCoins(try maker.coins(try maker.fixture()), of: document, now: Self.now)
        let stored = try maker.store.coins(of: document)
        #expect(Set(stored.map(\.coin.label)) == ["deposit", "mixed"])
        #expect(try mark([CoinMark(outpoint: points[1], label: "", freeze: .thawed)]) == 1)
        #expect(try maker.store.coins(of: document).allSatisfy { $0.frozen == nil })
    }

    @Test("knows when the coins were listed, from what, and at which height")
    func freshness() throws {
        let maker = try StoreMaker.make()
        let points = try Self.coins(maker)
        let document = maker.vault.document
        #expect(
            try maker.store.freshness(of: document)
                == CoinFreshness(listedAt: Self.now, source: "unnamed list", tipHeight: nil, isWhole: false))
        let later = Timestamp(seconds: Self.now.seconds + 60)
        _ = try maker.store.importCoins(
            [], of: document,
            list: CoinList(
                isWhole: true, listed: Set(points), unconfirmed: [], source: "core-scantxoutset", tipHeight: 812_345),
            now: later)
        #expect(
            try maker.store.freshness(of: document)
                == CoinFreshness(listedAt: later, source: "core-scantxoutset", tipHeight: 812_345, isWhole: true))
    }

    @Test("opens the cases of a batch all together or not at all")
    func batch() throws {
        let maker = try StoreMaker.make()
        let first = try maker.state(try maker.fixture(1))
        let clashing = try maker.state(try maker.fixture(2))
        let other = try maker.state(
            try maker.fixture(3) { fixture in
                fixture.coins = []
                try fixture.addCoin(0, 20, sat: 300_000_000)
            })
        let before = try maker.store.log()
        #expect(throws: StoreError.self) {
            try maker.store.open([first, other, clashing], usesFreshChange: false, now: Self.now)
        }
        #expect(try maker.store.cases().isEmpty && maker.store.log() == before)
        #expect(try maker.store.open([first, other], usesFreshChange: false, now: Self.now).count == 2)
        #expect(try maker.store.cases().count == 2)
    }
}
