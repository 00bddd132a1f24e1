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

    /// The first receive scripts of the standard vault.
    private static let scripts = Result {
        try FixtureVault.standard.get().descriptor.scripts(at: (0..<120).map { ScriptPosition(branch: 0, index: $0) })
    }

    /// A batch drawn from a seed, and coins of three times its sum.
    private static func drawn(_ seed: UInt64) throws -> (request: CoinSelection.Request, pool: CoinPool) {
        var random = SeededGenerator(seed: seed)
        let vault = try FixtureVault.standard.get()
        let lengths = [22, 23, 25, 34]
        let payments = try (0..<Int.random(in: 200...7_000, using: &random)).map { _ in
            let length = lengths[Int.random(in: 0..<4, using: &random)]
            return TxOut(
                amount: try Amount(sat: UInt64.random(in: 5_000...50_000, using: &random)),
                scriptPubKey: Script([UInt8](repeating: 0x51, count: length)))
        }
        let request = CoinSelection.Request(
            payments: payments, feeRate: try TargetFeeRate(parsing: "12"),
            longTermFeeRate: try TargetFeeRate(parsing: "10"), descriptor: vault.descriptor)
        let total = payments.reduce(0) { $0 + $1.amount.sat }
        let count = Int.random(in: 12...120, using: &random)
        let coins = try Self.scripts.get().prefix(count).enumerated().map { number, script in
            let share = total * 3 / UInt64(count)
            let sat = UInt64.random(in: share / 2...share * 3 / 2, using: &random)
            return (coin: try SeededWallet.coin(sat, script, seed: seed, number: number), state: CoinState.free)
        }
        return (request, try CoinPool(coins, for: request))
    }

    @Test("no seeded batch takes more than one case beyond the bound that no plan can go below, and most take none")
    func fewest() throws {
        var (least, several) = (0, 0)
        for seed in UInt64(0)..<20 {
            let (request, pool) = try Self.drawn(seed)
            let parts = try BatchPlan.split(pool, for: request, under: try Self.rules(), seed: seed)
            let bound = try BatchPlan.fewest(pool, for: request)
            #expect((bound...bound + 1).contains(parts.count), "seed \(seed): \(parts.count), bound \(bound)")
            #expect(parts.allSatisfy { $0.choice.selection.weight <= CoinSelection.maximumStandardWeight })
            least += parts.count == bound ? 1 : 0
            several += bound > 1 ? 1 : 0
        }
        #expect(least >= 17 && several >= 5, "\(least) at the bound, \(several) of several cases")
    }

    @Test("the bound counts outputs, the fewest coins that carry them, and what every case has of its own")
    func bound() throws {
        // 42 weight units of a transaction without anything, 418 of an input, 124 of an output.
        let size = SpendSize(try FixtureVault.standard.get().descriptor)
        let room = CoinSelection.maximumStandardWeight - size.weight(inputs: 0, outputCount: 0, outputBytes: 0)
        let most = (room - size.inputWeight) / 124
        for (count, cases) in [(1, 1), (most, 1), (most + 1, 2), (2 * most, 2), (2 * most + 1, 3)] {
            let request = try Self.request(count)
            #expect(try BatchPlan.fewest(try Self.pool(1, sat: 900_000_000, request), for: request) == cases)
        }
        // As many outputs, and coins of which it takes many.
        let request = try Self.request(most)
        let small = try Self.pool(40, sat: 1_000_000, request)
        #expect(try BatchPlan.fewest(small, for: request) == 2)
    }

    @Test("needs one more case where the inputs do not fit beside the outputs")
    func heavyInputs() throws {
        let request = try Self.request(3_200)
        let parts = try BatchPlan.split(
            try Self.pool(60, sat: 1_000_000, request), for: request, under: try Self.rules(), seed: 0)
        #expect(parts.count == 2)
    }

    @Test("finds the fewest cases in few plans, and stops where one payout alone is too heavy")
    func fewPlans() throws {
        let vault = try FixtureVault.standard.get()
        // A hundred coins of 600 sat on each address, which carry about 390 sat each beyond their fee; a transaction holds
        // some 950 of them.
        func dust(_ addresses: Int, _ request: CoinSelection.Request) throws -> CoinPool {
            let coins = try (0..<addresses).flatMap { address in
                let script = try vault.script(0, UInt32(address))
                return try (0..<100).map { number in
                    (
                        coin: try SeededWallet.coin(600, script, seed: UInt64(address), number: number),
                        state: CoinState.free
                    )
                }
            }
            return try CoinPool(coins, for: request)
        }
        func plans(_ payouts: Int, sat: UInt64, addresses: Int) throws -> (cases: Int?, plans: Int) {
            let request = try Self.request(payouts, sat: sat)
            let pool = try dust(addresses, request)
            let rules = try FixtureVault {
                $0.maximumFeeSat = 10_000_000
                $0.maximumFeePercent = 100
            }.document.body.rules
            var plans = 0
            do throws(CoinSelectionError) {
                let parts = try BatchPlan.split(pool, for: request, under: rules, seed: 0) { part, _ in
                    if part == 1 { plans += 1 }
                }
                return (parts.count, plans)
            } catch {
                #expect(error.code == "selection.too-heavy")
                return (nil, plans)
            }
        }
        let alone = try plans(3, sat: 400_000, addresses: 35)
        #expect(alone.cases == nil && alone.plans == 1)
        // Tried: 4, below which no plan can go, then 5 and 6.
        let each = try plans(6, sat: 300_000, addresses: 52)
        #expect(each.cases == 6 && each.plans == 3, "\(each)")
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
