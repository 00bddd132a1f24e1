import BitcoinPrimitives
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite("the vault's fee caps before a payment is built")
struct FeeCapsTests {
    static func rules(_ change: (inout FixtureVault.Options) -> Void) throws -> VaultRules {
        try FixtureVault(change).document.body.rules
    }

    @Test("refuses a fee above each of the caps, and none at it")
    func caps() throws {
        let made = try CoinSelectorTests.wallet([(500_000, 1)], pay: 100_000, rate: "20")
        let selection = try CoinSelection.exactly(made.coins, for: made.request)
        let (fee, leaving) = (selection.fee.sat, try Amount(sat: 100_000))
        let percent = UInt32(fee * 100 / 100_000)
        func check(_ change: (inout FixtureVault.Options) -> Void) throws {
            try FeeCaps.check(selection, leaving: leaving, rules: try Self.rules(change))
        }
        try check {
            ($0.maximumFeeSat, $0.maximumFeeRate, $0.maximumFeePercent) = (fee, 20, percent + 1)
        }
        #expect(throws: FeeCapError.aboveAmount(fee: selection.fee, cap: try Amount(sat: fee - 1))) {
            try check { ($0.maximumFeeSat, $0.maximumFeePercent) = (fee - 1, 90) }
        }
        #expect(throws: FeeCapError.aboveRate(milliSatPerVirtualByte: 20_000, cap: 19)) {
            try check { ($0.maximumFeeRate, $0.maximumFeePercent) = (19, 90) }
        }
        #expect(throws: FeeCapError.abovePercent(fee: selection.fee, cap: percent, ofSat: 100_000)) {
            try check { $0.maximumFeePercent = percent }
        }
        // What pays nobody outside is measured by what it spends.
        try FeeCaps.check(selection, leaving: .zero, rules: try Self.rules { $0.maximumFeePercent = percent })
    }

    @Test("takes another choice of coins where the one with the least waste has a fee above the caps")
    func nextBest() throws {
        // The changeless pair gives 700 sat more to the fee than the rate asks for.
        let vault = try FixtureVault.standard.get()
        let fee = UInt64(SpendSize(vault.descriptor).virtualSize(inputs: 2, outputScriptLengths: [22])) * 20
        let made = try CoinSelectorTests.wallet(
            [(900_000, 1), (310_000, 2), (190_700 + fee, 3)], pay: 500_000, rate: "20")
        let choice = try CoinSelector(made.pool, for: made.request, seed: 0).choose()
        try #require(choice.selection.change == nil && choice.selection.fee.sat == fee + 700)
        let rules = try Self.rules { $0.maximumFeeRate = 20 }
        let within = try choice.within(caps: try Amount(sat: 500_000), rules: rules)
        #expect(within.selection.change != nil)
        #expect(throws: FeeCapError.self) {
            try choice.within(caps: try Amount(sat: 500_000), rules: try Self.rules { $0.maximumFeeRate = 19 })
        }
    }
}
