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
        #expect(throws: ReplacementError.otherVault(new: try FixtureCase.caseID(4), old: try FixtureCase.caseID(1))) {
            try Replacement.check(other, replaces: old)
        }
    }

    @Test("names every earlier case that pays the same and could be paid beside it")
    func repetitions() throws {
        let old = try Self.facts(1)
        let beside = try Self.facts(3) { fixture in for place in 0...1 { fixture.coins[place].sat += 7 } }
        let bump = try Self.facts(2) { $0.payments[1].sat -= 1_000 }
        #expect(Replacement.repetitions(of: beside, among: [old, bump, beside]) == [old, bump].map(\.header.caseID))
        #expect(Replacement.repetitions(of: bump, among: [old]).isEmpty)
        let elsewhere = try Self.facts(4) { fixture in
            for place in 0...1 { fixture.coins[place].sat += 7 }
            fixture.payments[0].sat -= 1
        }
        #expect(Replacement.repetitions(of: elsewhere, among: [old]).isEmpty)
    }

    @Test("spends all coins of the replaced case again, and the largest others when they do not carry it")
    func selection() throws {
        let vault = try FixtureVault()
        var fixture = try FixtureCase(vault)
        let script = try #require(fixture.coins[0].derived)
        let amounts: [UInt64] = [10_000, 50_000, 30_000, 40_000]
        fixture.coins = amounts.map { sat in
            var coin = fixture.coins[0]
            coin.sat = sat
            return coin
        }
        let coins = try amounts.indices.map { place in
            let previous = try fixture.previousTransaction(place)
            return try CoinBook.prove(
                OutPoint(txid: previous.txid, vout: 1), previousTransaction: previous, script: script,
                confirmations: 1, label: "")
        }
        func select(_ again: [Int], _ sat: UInt64) throws -> [UInt64] {
            let request = CoinSelection.Request(
                payments: [TxOut(amount: try Amount(sat: sat), scriptPubKey: try FixtureCase.stranger(1))],
                feeRate: try TargetFeeRate(parsing: "2"), descriptor: vault.descriptor)
            return try CoinSelection.replacing(again.map { coins[$0] }, from: coins, for: request).coins.map(
                \.amount.sat)
        }
        #expect(try select([0, 2], 5_000) == [10_000, 30_000])
        #expect(try select([0, 2], 60_000) == [10_000, 30_000, 50_000])
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
