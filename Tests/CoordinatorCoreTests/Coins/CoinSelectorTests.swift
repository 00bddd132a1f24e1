import BitcoinPrimitives
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("choosing coins")
struct CoinSelectorTests {
    /// The wallets of every comparison.
    static let seeds: Range<UInt64> = 0..<500

    static func choose(_ wallet: SeededWallet, seed: UInt64 = 0) throws(CoinSelectionError) -> SelectionChoice {
        try CoinSelector(try CoinPool(wallet.coins, for: wallet.request), for: wallet.request, seed: seed).choose()
    }

    @Test("coins that would be more than all money are refused and added up nowhere", arguments: [0, 1] as [UInt32])
    func moreThanMoney(_ other: UInt32) throws {
        let vault = try FixtureVault.standard.get()
        // On one address, and on two.
        let coins = try [UInt32(0), other].enumerated().map { place, index in
            (
                coin: try SeededWallet.coin(Amount.maximum.sat, vault.script(0, index), seed: 1, number: place),
                state: CoinState.free
            )
        }
        let request = CoinSelection.Request(
            payments: [TxOut(amount: Amount.maximum, scriptPubKey: try FixtureCase.stranger(1))],
            feeRate: try TargetFeeRate(parsing: "10000"), descriptor: vault.descriptor)
        #expect { try CoinPool(coins, for: request) } throws: { error in
            guard case .amount = error as? CoinSelectionError else { return false }
            return true
        }
        // One of them is as much as there can be, and the sums hold.
        let pool = try CoinPool(Array(coins.prefix(1)), for: request)
        #expect {
            try CoinSelector(pool, for: request, seed: 0).choose()
        } throws: { ($0 as? CoinSelectionError)?.code == "selection.not-enough" }
    }

    @Test("balances, pays the rate, makes no dust, and spends only whole addresses of free coins")
    func invariants() throws {
        var (chosen, refused) = (0, 0)
        for seed in Self.seeds {
            let wallet = try SeededWallet(seed: seed)
            do {
                for candidate in try Self.choose(wallet).candidates {
                    try Self.check(candidate.selection, of: wallet, "seed \(seed), \(candidate.strategy)")
                }
                chosen += 1
            } catch let error as CoinSelectionError {
                // Refused means that no set of addresses carries the payment.
                #expect(ExhaustiveOptimum(wallet).waste == nil, "seed \(seed): \(error)")
                refused += 1
            }
        }
        #expect(chosen > 300 && refused > 20, "\(chosen) chosen, \(refused) refused")
    }

    private static func check(_ selection: CoinSelection, of wallet: SeededWallet, _ name: String) throws {
        let paid = wallet.request.payments.reduce(0) { $0 + $1.amount.sat }
        let spent = selection.coins.reduce(0) { $0 + $1.amount.sat }
        #expect(spent == paid + selection.fee.sat + (selection.change?.sat ?? 0), "\(name)")
        let type = wallet.vault.descriptor.scriptType
        let change = selection.change == nil ? [] : [type == .p2wsh ? 34 : 23]
        let size = SpendSize(wallet.vault.descriptor).virtualSize(
            inputs: selection.coins.count,
            outputScriptLengths: wallet.request.payments.map(\.scriptPubKey.bytes.count) + change)
        #expect(selection.virtualSize == size, "\(name)")
        let fee = (UInt64(size) * wallet.request.feeRate.milliSatPerVirtualByte + 999) / 1_000
        if let change = selection.change {
            #expect(selection.fee.sat == fee, "\(name)")
            #expect(change.sat >= CoinSelection.dustLimit(type), "\(name)")
        } else {
            #expect(selection.fee.sat >= fee, "\(name)")
        }
        let points = Set(selection.coins.map(\.outpoint))
        #expect(points.count == selection.coins.count, "\(name): a coin twice")
        let spendable = wallet.spendable
        #expect(points.isSubset(of: spendable.map(\.outpoint)), "\(name): not spendable")
        let scripts = Set(selection.coins.map(\.output.scriptPubKey))
        let whole = spendable.filter { scripts.contains($0.output.scriptPubKey) }
        #expect(whole.count == selection.coins.count, "\(name): an address is not whole")
    }

    /// The numbers that `Docs/performance.md` has; whoever changes the search measures them anew.
    @Test("is near the least waste that any choice has")
    func gap() throws {
        var dear = Gap()
        var cheap = Gap()
        for seed in Self.seeds {
            let wallet = try SeededWallet(seed: seed)
            guard let best = ExhaustiveOptimum(wallet).waste else { continue }
            let found = try Self.choose(wallet).best.waste
            #expect(found >= best, "seed \(seed): less waste than there can be")
            if wallet.request.feeRate.milliSatPerVirtualByte >= 10_000 {
                dear.add(found - best)
            } else {
                cheap.add(found - best)
            }
        }
        #expect(dear.description == "394 of 405 optimal, mean 58 sat, largest 4464 sat")
        #expect(cheap.description == "43 of 73 optimal, mean 677 sat, largest 5580 sat")
    }

    struct Gap: CustomStringConvertible {
        private(set) var wallets = 0
        private(set) var optimal = 0
        private(set) var sum: Int64 = 0
        private(set) var largest: Int64 = 0

        mutating func add(_ units: Int64) {
            wallets += 1
            optimal += units == 0 ? 1 : 0
            sum += units
            largest = max(largest, units)
        }

        var description: String {
            "\(optimal) of \(wallets) optimal, mean \(sum / Int64(max(1, wallets)) / 4_000) sat, largest \(largest / 4_000) sat"
        }
    }

    @Test("gives the same choice for the same seed, whatever the order of the coins")
    func deterministic() throws {
        var differs = 0
        for seed in UInt64(0)..<40 {
            let wallet = try SeededWallet(seed: seed)
            guard ExhaustiveOptimum(wallet).waste != nil else { continue }
            var random = SeededGenerator(seed: seed)
            let shuffled = wallet.coins.shuffled(using: &random)
            let request = wallet.request
            let one = try Self.choose(wallet, seed: 5)
            let two = try CoinSelector(try CoinPool(shuffled, for: request), for: request, seed: 5).choose()
            #expect(one == two)
            if try Self.choose(wallet, seed: 6).candidates != one.candidates { differs += 1 }
        }
        #expect(differs > 0)
    }

    static func wallet(
        _ amounts: [(sat: UInt64, address: UInt32)], pay: UInt64, rate: String, state: [CoinState] = []
    ) throws -> (pool: CoinPool, request: CoinSelection.Request, coins: [ProvenCoin]) {
        let vault = try FixtureVault.standard.get()
        let coins = try amounts.enumerated().map { number, coin in
            try SeededWallet.coin(coin.sat, vault.script(0, coin.address), seed: 1, number: number)
        }
        let request = CoinSelection.Request(
            payments: [TxOut(amount: try Amount(sat: pay), scriptPubKey: try FixtureCase.stranger(1))],
            feeRate: try TargetFeeRate(parsing: rate), longTermFeeRate: try TargetFeeRate(parsing: "10"),
            descriptor: vault.descriptor)
        let states = coins.enumerated().map { place, coin in
            (coin: coin, state: state.indices.contains(place) ? state[place] : .free)
        }
        return (try CoinPool(states, for: request), request, coins)
    }

    @Test("finds the coins that need no change")
    func changeless() throws {
        // 2 inputs of 2-of-3 P2WSH and one P2WPKH output have 251 vB or so: exact at 20 sat/vB.
        let vault = try FixtureVault.standard.get()
        let fee = UInt64(SpendSize(vault.descriptor).virtualSize(inputs: 2, outputScriptLengths: [22])) * 20
        let made = try Self.wallet(
            [(900_000, 1), (310_000, 2), (190_000 + fee, 3), (77_000, 4)], pay: 500_000, rate: "20")
        let choice = try CoinSelector(made.pool, for: made.request, seed: 0).choose()
        #expect(choice.best.strategy == .branchAndBound)
        #expect(choice.selection.change == nil)
        #expect(choice.selection.fee.sat == fee)
        #expect(Set(choice.selection.coins) == [made.coins[1], made.coins[2]])
    }

    @Test("spends all coins of an address together")
    func addressesStayWhole() throws {
        let made = try Self.wallet([(400_000, 1), (300_000, 1), (200_000, 1), (100_000, 2)], pay: 350_000, rate: "20")
        let choice = try CoinSelector(made.pool, for: made.request, seed: 0).choose()
        #expect(choice.selection.coins == Array(made.coins.prefix(3)))
        #expect(made.pool.leftBehind(by: [made.coins[0]]) == [made.coins[1], made.coins[2]])
    }

    @Test("leaves dust, uneconomic, frozen, held and unconfirmed coins, and says which")
    func setsAside() throws {
        let caseID = try FixtureCase.caseID(4)
        let made = try Self.wallet(
            [(500_000, 1), (400_000, 2), (1_500, 3), (329, 4), (600_000, 5)], pay: 450_000, rate: "20",
            state: [.frozen(reason: "audit"), .held(by: caseID)])
        #expect(made.pool.aside.map(\.reason) == [.frozen("audit"), .held(caseID), .uneconomic, .dust])
        #expect(made.pool.spendable == [made.coins[4]])
        let vault = try FixtureVault.standard.get()
        let young = try SeededWallet.coin(9_000_000, vault.script(0, 6), seed: 9, number: 1, confirmations: 0)
        let pool = try CoinPool([(young, .free)], for: made.request)
        #expect(pool.aside.map(\.reason) == [.unconfirmed])
        #expect(pool.setAside.unconfirmed.sat == 9_000_000)
    }

    @Test("says how much is missing, and what is frozen or held")
    func shortfall() throws {
        let made = try Self.wallet(
            [(500_000, 1), (400_000, 2), (100_000, 3)], pay: 450_000, rate: "20",
            state: [.frozen(reason: ""), .held(by: try FixtureCase.caseID(4))])
        let vault = try FixtureVault.standard.get()
        let fee = UInt64(SpendSize(vault.descriptor).virtualSize(inputs: 1, outputScriptLengths: [22])) * 20
        let error = try #require(throws: CoinSelectionError.self) {
            try CoinSelector(made.pool, for: made.request, seed: 0).choose()
        }
        #expect(
            error
                == .notEnough(
                    available: try Amount(sat: 100_000), payments: try Amount(sat: 450_000), fee: try Amount(sat: fee),
                    aside: CoinsSetAside(
                        frozen: try Amount(sat: 500_000), held: try Amount(sat: 400_000), unconfirmed: .zero,
                        uneconomic: .zero)))
        let missing = try Amount(sat: 350_000 + fee).text
        #expect(error.description.contains("\(missing) missing"))
        #expect(error.description.contains("0.00500000 BTC (500000 sat) frozen"))
        #expect(error.description.contains("0.00400000 BTC (400000 sat) held by cases"))
        let none = try Self.wallet([], pay: 1_000, rate: "1")
        #expect(throws: CoinSelectionError.noCoins) { try CoinSelector(none.pool, for: none.request, seed: 0).choose() }
    }

    @Test("makes no change that would cost more to spend than it is worth")
    func smallChange() throws {
        let vault = try FixtureVault.standard.get()
        let size = SpendSize(vault.descriptor)
        let fee = UInt64(size.virtualSize(inputs: 1, outputScriptLengths: [22, 34])) * 20
        let spending = UInt64((size.inputWeight + 3) / 4) * 10
        let kept = try Self.wallet([(100_000 + fee + spending + 1, 1)], pay: 100_000, rate: "20")
        #expect(try CoinSelection.exactly(kept.coins, for: kept.request).change?.sat == spending + 1)
        let given = try Self.wallet([(100_000 + fee + spending, 1)], pay: 100_000, rate: "20")
        #expect(try CoinSelection.exactly(given.coins, for: given.request).change == nil)
    }

    @Test("stays below the weight that nodes relay, or says so")
    func weight() throws {
        // 990 coins of 1,000 sat less than their share: more inputs than a standard transaction has.
        let made = try Self.wallet(
            (0..<990).map { (sat: 10_000, address: UInt32($0)) }, pay: 9_700_000, rate: "1")
        let error = try #require(throws: CoinSelectionError.self) {
            try CoinSelector(made.pool, for: made.request, seed: 0).choose()
        }
        #expect(error.code == "selection.too-heavy")
    }
}
