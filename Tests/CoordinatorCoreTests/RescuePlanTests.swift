import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("rescuing a payment")
struct RescuePlanTests {
    private static func floor(_ fee: UInt64, _ size: Int) throws -> ReplacementFloor {
        ReplacementFloor(fee: try Amount(sat: fee), virtualSize: size)
    }

    @Test(
        "a replacement pays more in all, its own bytes on top, and a higher rate",
        arguments: [
            // As large: one satoshi a byte more.
            (1_000, 200, 200, 1_200),
            // Smaller: still more in all.
            (1_000, 200, 100, 1_100),
            // Much larger: the rate decides, by one satoshi.
            (10_000, 200, 1_000, 50_001), (0, 0, 100, 100),
        ] as [(UInt64, Int, Int, UInt64)])
    func least(_ fee: UInt64, _ size: Int, _ new: Int, _ least: UInt64) throws {
        let floor = try Self.floor(fee, size)
        #expect(try floor.least(virtualSize: new).sat == least)
        let old = try FixtureCase.caseID(1)
        try floor.check(fee: Amount(sat: least), virtualSize: new, replaces: old)
        let short = try Amount(sat: least - 1)
        #expect(
            throws: ReplacementError.feeTooLow(old: old, fee: short, needed: try Amount(sat: least), virtualSize: new)
        ) { try floor.check(fee: short, virtualSize: new, replaces: old) }
    }

    @Test("no fee is enough where it would be beyond all money")
    func overflow() throws {
        let floor = ReplacementFloor(fee: .maximum, virtualSize: 1)
        let old = try FixtureCase.caseID(1)
        #expect(
            throws: ReplacementError.feeTooLow(old: old, fee: .maximum, needed: .maximum, virtualSize: 1_000)
        ) { try floor.check(fee: .maximum, virtualSize: 1_000, replaces: old) }
    }

    @Test("says the rate that would do, rounded up")
    func remedy() throws {
        let error = ReplacementError.feeTooLow(
            old: try FixtureCase.caseID(1), fee: .zero, needed: try Amount(sat: 1_001), virtualSize: 300)
        #expect(error.remedy == "Choose a fee rate of at least 3.337 sat/vB.")
        #expect(error.code == "replace.fee-too-low")
    }

    @Test("a case's own proposal proves its coins, and burning them gives everything but the fee back")
    func burn() throws {
        let (state, selection) = try ProposalBuilderTests.build(.v0, .p2wsh)
        let coins = try RescuePlan.coins(of: state)
        #expect(coins.map(\.outpoint) == selection.coins.map(\.outpoint))
        #expect(coins.map(\.output) == selection.coins.map(\.output))
        let descriptor = state.facts.vault.descriptor
        let burn = try RescuePlan.burn(coins, for: try Self.request("10", descriptor))
        #expect(burn.coins.map(\.outpoint) == coins.map(\.outpoint))
        #expect(burn.fee.sat == UInt64(burn.virtualSize) * 10)
        #expect(burn.change?.sat == 8_000_000 - burn.fee.sat)
        let vault = try CoinSelectionTests.standard()
        let dust = try CoinSelectionTests.coins([1_000], vault)
        #expect {
            try RescuePlan.burn(dust, for: try Self.request("5", vault.descriptor))
        } throws: { ($0 as? CoinSelectionError)?.code == "selection.nothing-comes-back" }
    }

    @Test("a child brings parent and itself to the rate, and no lower")
    func child() throws {
        let maker = try CaseMaker.standard(.v0)
        let state = try maker.collected(signers: [0, 1], confirmers: [0, 1, 2])
        let final = try FinalTransaction(try FinalTransactionTests.confirmed(state), of: state)
        let parent = try RescuePlan.Parent(state, transaction: final.transaction)
        #expect(parent.change.map(\.amount.sat) == [49_999_000])
        #expect(parent.change.map(\.outpoint.txid) == [final.transaction.txid])
        let descriptor = state.facts.vault.descriptor
        for rate in [5, 20, 50] as [UInt64] {
            let child = try RescuePlan.child(of: parent, for: try Self.request("\(rate)", descriptor))
            let size = UInt64(final.transaction.virtualSize + child.virtualSize)
            #expect(parent.fee.sat + child.fee.sat == size * rate)
            #expect(child.fee.sat > UInt64(child.virtualSize) * rate)
            #expect((child.change?.sat ?? 0) + child.fee.sat == 49_999_000)
        }
        let own = try TargetFeeRate(parsing: "1")
        #expect(throws: CoinSelectionError.parentPaysEnough(rate: own)) {
            try RescuePlan.child(of: parent, for: try Self.request("1", descriptor))
        }
    }

    @Test("a transaction that gives nothing back has no child, and one whose change is too small neither")
    func noChild() throws {
        func parent(_ change: UInt64?) throws -> (RescuePlan.Parent, MultisigDescriptor) {
            let maker = try CaseMaker { fixture in
                fixture.payments[0].sat = 300_000_000 - 1_000 - (change ?? 0)
                if let change { fixture.payments[1].sat = change } else { fixture.payments.removeLast() }
            }
            let state = try maker.collected(signers: [0, 1], confirmers: [0, 1, 2])
            let final = try FinalTransaction(try FinalTransactionTests.confirmed(state), of: state)
            return (try RescuePlan.Parent(state, transaction: final.transaction), state.facts.vault.descriptor)
        }
        let (childless, descriptor) = try parent(nil)
        #expect(throws: CoinSelectionError.noChangeToSpend(childless.transaction.txid)) {
            try RescuePlan.child(of: childless, for: try Self.request("30", descriptor))
        }
        let (poor, _) = try parent(5_000)
        let request = try Self.request("30", descriptor)
        #expect { try RescuePlan.child(of: poor, for: request) } throws: {
            ($0 as? CoinSelectionError)?.code == "selection.nothing-comes-back"
        }
        // Further coins carry what the change alone does not, the largest first, and no more of them than it takes.
        let vault = try CoinSelectionTests.standard()
        let more = try CoinSelectionTests.coins([400, 90_000, 60_000], vault)
        let child = try RescuePlan.child(of: poor, adding: more + poor.change, for: request)
        #expect(child.coins.map(\.amount.sat) == [5_000, 90_000])
        #expect(
            child.fee.sat + poor.fee.sat
                == UInt64(poor.transaction.virtualSize + child.usualVirtualSize) * 30)
        #expect((child.change?.sat ?? 0) + child.fee.sat == 95_000)
        #expect { try RescuePlan.child(of: poor, adding: [more[0]], for: request) } throws: {
            ($0 as? CoinSelectionError)?.code == "selection.nothing-comes-back"
        }
    }

    private static func request(
        _ rate: String, _ descriptor: MultisigDescriptor
    ) throws -> CoinSelection.Request {
        CoinSelection.Request(payments: [], feeRate: try TargetFeeRate(parsing: rate), descriptor: descriptor)
    }
}
