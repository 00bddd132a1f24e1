import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Descriptors
import TestSupport
import Testing

@Suite("Where an output leads")
struct OutputRoleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let position: ScriptPosition
        let hasHints: Bool
        let isOurs: Bool

        var testDescription: String { "\(position)\(hasHints ? " with hints" : "")" }

        /// The highest input index of the standard case is 2, so the smallest window of 1,000 indexes counts.
        static let all = [true, false].flatMap { hasHints in
            [(0, 0, true), (1, 999, true), (0, 999, true), (1, 1_000, false), (0, 1_000, false), (1, 4_000, false)].map
            {
                Case(
                    position: ScriptPosition(branch: $0.0, index: $0.1), hasHints: hasHints, isOurs: $0.2)
            }
        }
    }

    @Test("is found by derivation within the window, with and without hints", arguments: Case.all)
    func window(_ row: Case) throws {
        var fixture = try FixtureCase(FixtureVault.standard.get())
        try fixture.addOwnOutput(row.position.branch, row.position.index, sat: 0)
        var psbt = try fixture.psbt()
        if !row.hasHints {
            psbt.outputs[2].bip32Derivations = []
            psbt.outputs[2].witnessScript = nil
        }
        let output = CaseExamination(psbt: psbt, vault: fixture.vault.view, header: fixture.header).outputs[2]
        let own: OutputRole = row.position.branch == 1 ? .change(row.position) : .receive(row.position)
        #expect(output.role == (row.isOurs ? own : .external))
        #expect(
            output.problems
                == (row.isOurs || !row.hasHints ? [] : [.positionBeyondWindow(row.position, lastIndex: 999)]))
    }

    @Test("follows the highest index of the inputs")
    func highestInput() throws {
        var fixture = try FixtureCase(FixtureVault.standard.get())
        try fixture.addCoin(1, 3_800, sat: 1_000)
        try fixture.addOwnOutput(1, 4_000, sat: 0)
        let output = try fixture.examination().outputs[2]
        #expect(output.role == .change(ScriptPosition(branch: 1, index: 4_000)))
        fixture.payments.removeLast()
        try fixture.addOwnOutput(1, 4_001, sat: 0)
        #expect(try fixture.examination().outputs[2].role == .external)
    }

    @Test(
        "the last index is that of the inputs and 200 more, and never below 999",
        arguments: [(0, 999), (2, 999), (799, 999), (800, 1_000), (3_800, 4_000)] as [(UInt32, UInt32)])
    func lastIndex(_ highestInput: UInt32, _ last: UInt32) {
        #expect(OwnershipLimits.lastOutputIndex(highestInput: highestInput) == last)
        #expect(OwnershipLimits.lastOutputIndex(highestInput: .max) == OwnershipLimits.maximumIndex + 200)
    }

    @Test("is not decided by hints: a stranger's script with perfect hints is external")
    func hintsDoNotDecide() throws {
        let fixture = try FixtureCase(FixtureVault.standard.get())
        var psbt = try fixture.psbt()
        let ours = try fixture.vault.script(1, 9)
        psbt.outputs[0].bip32Derivations = FixtureCase.derivations(ours)
        psbt.outputs[0].witnessScript = ours.witnessScript
        let output = CaseExamination(psbt: psbt, vault: fixture.vault.view, header: fixture.header).outputs[0]
        #expect(output.role == .external)
        #expect(output.problems.contains(.scriptNotAtClaimedPosition(ScriptPosition(branch: 1, index: 9))))
    }
}
