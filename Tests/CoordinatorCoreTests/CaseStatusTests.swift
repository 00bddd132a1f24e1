import BitcoinPSBT
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite struct CaseStatusTests {
    @Test("shows cosigner by input, and the weakest input counts")
    func grid() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        var psbt = try maker.answer(by: 0)
        try maker.fixture.sign(&psbt, by: 1)
        // Bob signs input 0 only, and his signature of input 1 is bad.
        let bobs = try maker.signed(by: 1)
        let key = try #require(bobs.inputs[1].partialSigs.first?.publicKey)
        psbt.inputs[1].partialSigs.removeAll { $0.publicKey == key }
        psbt.inputs[1].addPartialSig(
            publicKey: key, signature: try #require(bobs.inputs[0].partialSigs.first?.signature))
        _ = try state.collect(psbt)
        let status = CaseStatus(state)
        #expect(status.rows.map { $0.cells.map(\.word) } == [["ok", "ok"], ["ok", "BAD"], ["-", "-"]])
        #expect(status.rows[1].cells[1] == .refused(code: "signature.wrong"))
        #expect(status.weakestInput == 1)
        #expect(status.approvals == 1)
        #expect(!status.hasQuorum)
        #expect(status.confirmationsMissing == nil)
        #expect(
            status.nextSteps == [
                "bob's signature was refused: ask bob to sign 01010101.proposal.psbt again.",
                "1 of bob, carol has to sign 01010101.proposal.psbt; then: rensho collect FILE",
                "Or spare a visit: with the file of rensho confirm 01010101, bob, carol can sign and confirm at once.",
            ])
    }

    @Test("goes from quorum to confirmations to assembling")
    func steps() throws {
        let maker = try CaseMaker.standard(.v0)
        let quorum = CaseStatus(try maker.collected(signers: [0, 2]))
        #expect(quorum.hasQuorum)
        #expect(quorum.confirmationsMissing == 3)
        #expect(!quorum.isAssemblable)
        #expect(quorum.nextSteps.first?.contains("rensho confirm 01010101") == true)
        #expect(quorum.nextSteps.first?.contains("alice, bob, carol") == true)
        let two = CaseStatus(try maker.collected(signers: [0, 2], confirmers: [0, 1]))
        #expect(two.confirmedBy.map(\.description) == ["alice", "bob"])
        #expect(two.awaited.map(\.description) == ["carol"])
        #expect(!two.isAssemblable)
        let all = CaseStatus(try maker.collected(signers: [0, 2], confirmers: [0, 1, 2]))
        #expect(all.isAssemblable)
        #expect(all.nextSteps == ["Everything is there: rensho assemble 01010101"])
    }

    @Test("is ended by one refusal, and by a share for other signatures nothing is counted")
    func refusal() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.collected(signers: [0, 2], confirmers: [0, 1, 2])
        _ = try state.collect(try CollectedFile(try maker.refusal(by: 1).encoded))
        let status = CaseStatus(state)
        #expect(!status.isAssemblable)
        #expect(status.refusedBy.map(\.description) == ["bob"])
        #expect(status.rows.map(\.hasRefused) == [false, true, false])
        #expect(status.nextSteps.first?.hasPrefix("bob refused") == true)
    }
}
