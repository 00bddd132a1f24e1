import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct CoinSelectionTests {
    /// Coins of a vault with the given amounts.
    static func coins(_ amounts: [UInt64], _ vault: FixtureVault) throws -> [ProvenCoin] {
        var fixture = try FixtureCase(vault)
        let script = try vault.script(0, 1)
        fixture.coins = []
        for amount in amounts { try fixture.addCoin(0, 1, sat: amount) }
        return try amounts.indices.map { place in
            let previous = try fixture.previousTransaction(place)
            return try CoinBook.prove(
                OutPoint(txid: previous.txid, vout: 1), previousTransaction: previous, script: script,
                confirmations: 1, label: "")
        }
    }

    static func request(
        _ amounts: [UInt64], rate: String = "5", _ vault: FixtureVault
    ) throws -> CoinSelection.Request {
        CoinSelection.Request(
            payments: try amounts.map { TxOut(amount: try Amount(sat: $0), scriptPubKey: try FixtureCase.stranger(1)) },
            feeRate: try TargetFeeRate(parsing: rate), descriptor: vault.descriptor)
    }

    static func standard() throws -> FixtureVault { try FixtureVault() }

    @Test("takes the largest coins first, and no more than needed")
    func largestFirst() throws {
        let vault = try Self.standard()
        let coins = try Self.coins([10_000, 50_000, 30_000, 40_000], vault)
        let selection = try CoinSelection.largestFirst(from: coins, for: try Self.request([60_000], vault))
        #expect(selection.coins.map(\.amount.sat) == [50_000, 40_000])
        // 2 inputs of 2-of-3 P2WSH, one P2WPKH output and change: 283 vB at 5 sat/vB.
        #expect(selection.fee.sat == UInt64(selection.virtualSize) * 5)
        #expect(selection.change?.sat == 30_000 - selection.fee.sat)
    }

    @Test("drops change that would be dust and gives it to the fee")
    func dropsDust() throws {
        let vault = try Self.standard()
        let size = SpendSize(vault.descriptor)
        let without = UInt64(size.virtualSize(inputs: 1, outputScriptLengths: [22])) * 5
        let with = UInt64(size.virtualSize(inputs: 1, outputScriptLengths: [22, 34])) * 5
        let limit = CoinSelection.dustLimit(.p2wsh)
        let coins = try Self.coins([100_000], vault)
        let smallest = try CoinSelection.largestFirst(
            from: coins, for: try Self.request([100_000 - with - limit], vault))
        #expect(smallest.change?.sat == limit)
        let dropped = try CoinSelection.largestFirst(
            from: coins, for: try Self.request([100_000 - with - limit + 1], vault))
        #expect(dropped.change == nil)
        #expect(dropped.fee.sat == with + limit - 1)
        let exact = try CoinSelection.largestFirst(from: coins, for: try Self.request([100_000 - without], vault))
        #expect(exact.fee.sat == without)
        #expect(throws: CoinSelectionError.self) {
            try CoinSelection.largestFirst(from: coins, for: try Self.request([100_000 - without + 1], vault))
        }
    }

    @Test("says how much is there and how much is needed")
    func shortfall() throws {
        let vault = try Self.standard()
        let request = try Self.request([60_000], vault)
        #expect(throws: CoinSelectionError.noCoins) { try CoinSelection.largestFirst(from: [], for: request) }
        #expect(throws: CoinSelectionError.noCoins) { try CoinSelection.exactly([], for: request) }
        let coins = try Self.coins([30_000, 20_000], vault)
        let fee = try Amount(
            sat: UInt64(SpendSize(vault.descriptor).virtualSize(inputs: 2, outputScriptLengths: [22])) * 5)
        let error = CoinSelectionError.notEnough(
            available: try Amount(sat: 50_000), payments: try Amount(sat: 60_000), fee: fee)
        #expect(throws: error) { try CoinSelection.largestFirst(from: coins, for: request) }
        #expect(throws: error) { try CoinSelection.exactly(coins, for: request) }
    }

    @Test("spends exactly the coins named by hand, in their order")
    func byHand() throws {
        let vault = try Self.standard()
        let coins = try Self.coins([10_000, 50_000, 30_000], vault)
        let selection = try CoinSelection.exactly([coins[2], coins[1]], for: try Self.request([20_000], vault))
        #expect(selection.coins == [coins[2], coins[1]])
    }

    @Test("refuses a transaction that nodes would not relay for its weight")
    func weight() throws {
        let vault = try Self.standard()
        let payments = [UInt64](repeating: 1_000, count: 3_500)
        let coins = try Self.coins([100_000_000], vault)
        let error = try #require(throws: CoinSelectionError.self) {
            try CoinSelection.largestFirst(from: coins, for: try Self.request(payments, vault))
        }
        #expect(error.code == "selection.too-heavy")
    }

    @Test("balances, pays the rate and makes no dust, over seeded wallets", arguments: 0..<60)
    func property(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let vault = try Self.standard()
        let amounts = (0..<Int.random(in: 1...12, using: &random)).map { _ in
            UInt64.random(in: 1_000...2_000_000, using: &random)
        }
        let payments = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            UInt64.random(in: 1_000...800_000, using: &random)
        }
        let rate = UInt64.random(in: 1...40, using: &random)
        let coins = try Self.coins(amounts, vault)
        let request = try Self.request(payments, rate: "\(rate)", vault)
        let selection: CoinSelection
        do {
            selection = try CoinSelection.largestFirst(from: coins.shuffled(using: &random), for: request)
        } catch {
            // Refused means that even all coins without change are too little.
            let size = SpendSize(vault.descriptor).virtualSize(
                inputs: coins.count, outputScriptLengths: payments.map { _ in 22 })
            #expect(amounts.reduce(0, +) < payments.reduce(0, +) + UInt64(size) * rate)
            return
        }
        let spent = selection.coins.reduce(0) { $0 + $1.amount.sat }
        #expect(spent == payments.reduce(0, +) + selection.fee.sat + (selection.change?.sat ?? 0))
        #expect(selection.fee.sat >= UInt64(selection.virtualSize) * rate)
        #expect(selection.change.map { $0.sat >= CoinSelection.dustLimit(.p2wsh) } ?? true)
        #expect(Set(selection.coins.map(\.outpoint)).count == selection.coins.count)
        let again = try CoinSelection.largestFirst(from: coins, for: request)
        #expect(again == selection)
    }
}
