import BitcoinPrimitives
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("sweeping and putting coins together")
struct CoinSweepTests {
    @Test("a sweep pays everything less the fee, and leaves what is frozen")
    func sweep() throws {
        let made = try CoinSelectorTests.wallet(
            [(500_000, 1), (400_000, 2), (100_000, 3)], pay: 1_000, rate: "3", state: [.frozen(reason: "")])
        let script = try FixtureCase.stranger(9)
        let swept = try CoinSweep.everything(
            in: made.pool, to: script, for: made.request)
        let fee =
            UInt64(
                SpendSize(made.request.descriptor).virtualSize(inputs: 2, outputScriptLengths: [22])) * 3
        #expect(swept.selection.coins == [made.coins[1], made.coins[2]])
        #expect(swept.selection.fee.sat == fee && swept.selection.change == nil)
        #expect(swept.payment == TxOut(amount: try Amount(sat: 500_000 - fee), scriptPubKey: script))
        let none = try CoinSelectorTests.wallet([], pay: 1_000, rate: "3")
        #expect(throws: CoinSelectionError.noCoins) {
            try CoinSweep.everything(in: none.pool, to: script, for: none.request)
        }
    }

    @Test("coins are put together as change, whole addresses, and only at low fees")
    func consolidation() throws {
        let made = try CoinSelectorTests.wallet([(500_000, 1), (4_000, 2), (3_000, 2)], pay: 1_000, rate: "3")
        let selection = try CoinSweep.consolidation(of: made.pool, for: made.request)
        let fee =
            UInt64(
                SpendSize(made.request.descriptor).virtualSize(inputs: 3, outputScriptLengths: [34])) * 3
        #expect(selection.coins == made.coins)
        #expect(selection.fee.sat == fee && selection.change?.sat == 507_000 - fee)
        let dear = try CoinSelectorTests.wallet([(500_000, 1), (4_000, 2)], pay: 1_000, rate: "10.001")
        #expect(
            throws: CoinSelectionError.consolidationAtHighFees(
                rate: dear.request.feeRate, longTerm: try TargetFeeRate(parsing: "10"))
        ) { try CoinSweep.consolidation(of: dear.pool, for: dear.request) }
        let one = try CoinSelectorTests.wallet([(500_000, 1)], pay: 1_000, rate: "10")
        #expect(throws: CoinSelectionError.nothingToConsolidate) {
            try CoinSweep.consolidation(of: one.pool, for: one.request)
        }
    }

    @Test("takes the smallest coins, as many as a standard transaction holds")
    func fullTransaction() throws {
        let made = try CoinSelectorTests.wallet(
            (0..<1_000).map { (sat: 10_000 + UInt64($0), address: UInt32($0)) }, pay: 1_000, rate: "1")
        let selection = try CoinSweep.consolidation(of: made.pool, for: made.request)
        let input = SpendSize(made.request.descriptor).inputWeight
        #expect(selection.weight <= CoinSelection.maximumStandardWeight)
        #expect(selection.weight + input > CoinSelection.maximumStandardWeight)
        #expect(selection.coins.last?.amount.sat == 10_000)
        #expect(selection.coins.first?.amount.sat == 10_000 + UInt64(selection.coins.count) - 1)
    }
}
