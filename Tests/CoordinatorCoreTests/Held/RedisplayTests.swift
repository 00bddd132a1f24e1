import BitcoinCrypto
import BitcoinPSBT
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct RedisplayTests {
    @Test(
        "carries shares and confirmations, the signatures of open cosigners and never a held one",
        arguments: [
            PSBTVersion.v0, .v2,
        ])
    func carries(_ version: PSBTVersion) throws {
        let held = try HeldCase(version: version, { $0.release = [.held, .open, .held] })
        var state = try held.collected(signers: [0, 1], confirmers: [0, 1, 2], releasers: [0])
        #expect(state.signatures.count == 4)
        let file = try ConfirmFile.make(state)
        let attachments = try ProposalFields.read(from: file.psbt)
        #expect(attachments.shares.map(\.body.statement.person.description) == ["alice", "bob"])
        #expect(attachments.confirmations.map(\.body.statement.person.description) == ["alice", "bob", "carol"])
        #expect(attachments.releases.map(\.body.statement.person.description) == ["alice"])
        let facts = state.facts
        #expect(file.psbt.inputs.allSatisfy { $0.partialSigs.count == 1 })
        for (input, map) in zip(facts.inputs, file.psbt.inputs) {
            let bobs = input.script.keys.first { $0.keyIndex == 1 }?.publicKey.encoded
            #expect(map.partialSigs.first?.publicKey == bobs)
        }
        #expect(RequestComparison.differences(proposal: held.proposal.psbt, returned: file.psbt).isEmpty)
        #expect(try state.take(file.fileBytes()).bringsNothingNew)
    }

    @Test("grows as more arrives, and is the same bytes while nothing does")
    func grows() throws {
        let held = try HeldCase()
        var state = try held.collected(signers: [0, 1])
        let first = try ConfirmFile.make(state)
        #expect(try ConfirmFile.make(state) == first)
        _ = try state.take(held.confirmation(2, of: [0, 1]).encoded)
        let second = try ConfirmFile.make(state)
        #expect(try ProposalFields.read(from: second.psbt).confirmations.count == 1)
        // A late third share comes in too.
        _ = try state.take(held.share(2).encoded)
        #expect(try ProposalFields.read(from: ConfirmFile.make(state).psbt).shares.count == 3)
    }

    @Test("is made one share short of the quorum, and not earlier")
    func oneShort() throws {
        let held = try HeldCase({
            $0.threshold = 3
            $0.keyCount = 5
        })
        #expect(throws: ConfirmFileError.noQuorum(approvals: 1, threshold: 3)) {
            try ConfirmFile.make(try held.collected(signers: [4]))
        }
        let file = try ConfirmFile.make(try held.collected(signers: [4, 2]))
        #expect(
            try ProposalFields.read(from: file.psbt).shares.map(\.body.statement.person.description) == [
                "carol", "erin",
            ])
    }

    @Test("leaves out a confirmation that names too few of the shares")
    func tooFew() throws {
        let held = try HeldCase()
        var state = try held.collected(signers: [0, 1])
        _ = try state.take(held.confirmation(2, of: [0]).encoded)
        #expect(try ProposalFields.read(from: ConfirmFile.make(state).psbt).confirmations.isEmpty)
    }
}
