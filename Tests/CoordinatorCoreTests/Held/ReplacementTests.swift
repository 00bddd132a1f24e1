import BitcoinPrimitives
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct ReplacementTests {
    /// The facts of a case with this number; `change` edits it.
    static func facts(
        _ number: UInt8, _ change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws -> CaseFacts {
        var fixture = try FixtureCase(FixtureVault { $0.release = [.held] })
        fixture.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(number))
        try change(&fixture)
        return try #require(try fixture.examination().facts)
    }

    @Test("a replacement spends a coin of the case that it replaces")
    func shares() throws {
        let old = try Self.facts(1)
        let bump = try Self.facts(2) { $0.payments[1].sat -= 1_000 }
        #expect(Replacement.sharesCoin(bump, old))
        try Replacement.check(bump, replaces: old)
        let beside = try Self.facts(3) { fixture in for place in 0...1 { fixture.coins[place].sat += 7 } }
        #expect(!Replacement.sharesCoin(beside, old))
        #expect(
            throws: ReplacementError.sharesNoCoin(new: try FixtureCase.caseID(3), old: try FixtureCase.caseID(1))
        ) {
            try Replacement.check(beside, replaces: old)
        }
        var twin = try FixtureCase(FixtureVault { $0.name = "twin" })
        twin.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(4))
        let other = try #require(try twin.examination().facts)
        let refused = ReplacementError.otherVault(new: try FixtureCase.caseID(4), old: try FixtureCase.caseID(1))
        #expect(throws: refused) { try Replacement.check(other, replaces: old) }
        // Another version with the same keys may replace it, and one with other keys may not.
        func later(_ keys: Int) throws -> CaseFacts {
            var later = try FixtureCase(
                FixtureVault {
                    $0.release = [.held]
                    $0.version = 2
                    $0.keyCount = keys
                    $0.maximumFeeSat = 200_000
                })
            later.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(4))
            return try #require(try later.examination().facts)
        }
        try Replacement.check(later(3), replaces: old)
        #expect(throws: refused) { try Replacement.check(later(4), replaces: old) }
        #expect(refused.code == "replace.other-vault" && refused.remedy != nil)
    }

    @Test("names every earlier case that pays the same and could be paid beside it")
    func repetitions() throws {
        let old = try Self.facts(1)
        let beside = try Self.facts(3) { fixture in for place in 0...1 { fixture.coins[place].sat += 7 } }
        let bump = try Self.facts(2) { $0.payments[1].sat -= 1_000 }
        func document(_ facts: CaseFacts) -> CaseDocument { facts.caseDocument }
        let earlier = [old, bump, beside].map(document)
        #expect(Replacement.repetitions(of: beside, among: earlier) == [old, bump].map(\.header.caseID))
        #expect(Replacement.repetitions(of: bump, among: [earlier[0]]).isEmpty)
        let elsewhere = try Self.facts(4) { fixture in
            for place in 0...1 { fixture.coins[place].sat += 7 }
            fixture.payments[0].sat -= 1
        }
        #expect(Replacement.repetitions(of: elsewhere, among: [earlier[0]]).isEmpty)
    }

    @Test("spends all coins of the replaced case again, and where they do not carry it others, each address whole")
    func selection() throws {
        let vault = try FixtureVault()
        // Two coins on the first address, one on the second, two on the third.
        let coins = try [(10_000, 0), (50_000, 0), (30_000, 1), (40_000, 2), (25_000, 2)].enumerated().map {
            place, coin in
            try SeededWallet.coin(UInt64(coin.0), vault.script(0, UInt32(coin.1)), seed: 5, number: place)
        }
        func select(_ again: [Int], _ sat: UInt64, among free: [Int]? = nil) throws -> [UInt64] {
            let request = CoinSelection.Request(
                payments: [TxOut(amount: try Amount(sat: sat), scriptPubKey: try FixtureCase.stranger(1))],
                feeRate: try TargetFeeRate(parsing: "2"), descriptor: vault.descriptor)
            let pool = try CoinPool(
                (free ?? Array(coins.indices)).map { (coin: coins[$0], state: CoinState.free) }, for: request)
            return try CoinSelection.replacing(again.map { coins[$0] }, from: pool, for: request).coins.map(
                \.amount.sat)
        }
        #expect(try select([0, 2], 5_000) == [10_000, 30_000])
        // First what is on the replaced case's own addresses, although another one carries more.
        #expect(try select([0, 2], 60_000) == [10_000, 30_000, 50_000])
        // Another address comes whole, even where one of its coins would do.
        #expect(try select([0, 2], 45_000, among: [3, 4]) == [10_000, 30_000, 40_000, 25_000])
        #expect(try select([2], 60_000) == [30_000, 40_000, 25_000])
        #expect(throws: CoinSelectionError.noCoins) { try select([], 5_000) }
        #expect(throws: CoinSelectionError.self) { try select([0], 500_000) }
    }

    @Test("a header that names the replaced case gives another digest")
    func digest() throws {
        let plain = try Self.facts(2)
        let replacing = try Self.facts(2) {
            $0.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(2), replaces: FixtureCase.caseID(1))
        }
        #expect(plain.digest != replacing.digest)
    }
}
