import BitcoinPrimitives
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("batches that need several cases")
struct BatchPlanTests {
    static func request(_ count: Int, sat: UInt64 = 10_000) throws -> CoinSelection.Request {
        let vault = try FixtureVault.standard.get()
        let payment = TxOut(amount: try Amount(sat: sat), scriptPubKey: try FixtureCase.stranger(1))
        return CoinSelection.Request(
            payments: Array(repeating: payment, count: count), feeRate: try TargetFeeRate(parsing: "2"),
            longTermFeeRate: try TargetFeeRate(parsing: "10"), descriptor: vault.descriptor)
    }

    static func pool(_ count: Int, sat: UInt64, _ request: CoinSelection.Request) throws -> CoinPool {
        let vault = try FixtureVault.standard.get()
        let coins = try (0..<count).map { number in
            (
                coin: try SeededWallet.coin(sat, vault.script(0, UInt32(number)), seed: 3, number: number),
                state: CoinState.free
            )
        }
        return try CoinPool(coins, for: request)
    }

    static func rules() throws -> VaultRules {
        try FixtureVault { $0.maximumFeeSat = 10_000_000 }.document.body.rules
    }

    @Test("makes as few cases as the weight allows, each with payouts and coins of its own")
    func splits() throws {
        // An output of 31 bytes weighs 124: 400,000 weight units hold 3,219 of them beside one input.
        for (count, cases) in [(1, 1), (3_000, 1), (3_219, 1), (3_300, 2), (7_000, 3)] {
            let request = try Self.request(count)
            var steps: [Int] = []
            let parts = try BatchPlan.split(
                try Self.pool(6, sat: 100_000_000, request), for: request, under: try Self.rules(), seed: 0
            ) { part, _ in steps.append(part) }
            #expect(parts.count == cases, "\(count) payouts")
            #expect(steps == Array(1...cases))
            #expect(parts.flatMap { Array($0.range) } == Array(0..<count))
            #expect(parts.allSatisfy { $0.choice.selection.weight <= CoinSelection.maximumStandardWeight })
            let coins = parts.flatMap(\.choice.selection.coins).map(\.outpoint)
            #expect(Set(coins).count == coins.count)
        }
    }

    @Test("needs one more case where the inputs do not fit beside the outputs")
    func heavyInputs() throws {
        let request = try Self.request(3_200)
        let parts = try BatchPlan.split(
            try Self.pool(60, sat: 1_000_000, request), for: request, under: try Self.rules(), seed: 0)
        #expect(parts.count == 2)
    }

    @Test("says which case has no coins of its own, since change is not spent before it is confirmed")
    func oneCoin() throws {
        let request = try Self.request(3_300)
        let error = try #require(throws: CoinSelectionError.self) {
            try BatchPlan.split(
                try Self.pool(1, sat: 1_000_000_000, request), for: request, under: try Self.rules(), seed: 0)
        }
        guard case .notEnoughForPart(let part, let parts, let missing) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(part == 2 && parts == 2 && missing.sat > 1_650 * 10_000)
        let alone = try #require(throws: CoinSelectionError.self) {
            try BatchPlan.split(
                try Self.pool(1, sat: 9_000, request), for: try Self.request(1), under: try Self.rules(), seed: 0)
        }
        #expect(alone.code == "selection.not-enough")
    }

    @Test("keeps to the vault's caps in every case")
    func caps() throws {
        let request = try Self.request(3_000)
        let error = try #require(throws: CoinSelectionError.self) {
            try BatchPlan.split(
                try Self.pool(2, sat: 100_000_000, request), for: request,
                under: try FixtureVault { $0.maximumFeeSat = 1_000 }.document.body.rules, seed: 0)
        }
        #expect(error.code == "fee-cap.amount")
    }
}
