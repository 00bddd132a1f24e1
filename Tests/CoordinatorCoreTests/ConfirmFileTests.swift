import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite struct ConfirmFileTests {
    @Test("is refused while more than one share is missing to the quorum")
    func refuses() throws {
        let maker = try CaseMaker.standard(.v0)
        #expect(throws: ConfirmFileError.noQuorum(approvals: 0, threshold: 2)) {
            try ConfirmFile.make(try maker.state())
        }
        var unshared = try maker.state()
        _ = try unshared.collect(try maker.signed(by: 0))
        _ = try unshared.collect(try maker.signed(by: 1))
        #expect(throws: ConfirmFileError.noQuorum(approvals: 0, threshold: 2)) { try ConfirmFile.make(unshared) }
    }

    @Test(
        "carries the request unchanged, all shares with their signatures, and the answers so far",
        arguments: [
            PSBTVersion.v0, .v2,
        ])
    func carries(_ version: PSBTVersion) throws {
        let maker = try CaseMaker.standard(version)
        var state = try maker.collected(signers: [0, 1], confirmers: [1])
        // Carol's signatures without a share stay with the coordinator.
        _ = try state.collect(try maker.signed(by: 2))
        let file = try ConfirmFile.make(state)
        #expect(RequestComparison.differences(proposal: maker.proposal.psbt, returned: file.psbt).isEmpty)
        let attachments = try ProposalFields.read(from: file.psbt)
        #expect(attachments.caseDocument?.digest == state.digest)
        #expect(attachments.acknowledgements.count == 3)
        #expect(attachments.shares.map(\.body.statement.person.description) == ["alice", "bob"])
        #expect(attachments.confirmations.map(\.body.statement.person.description) == ["bob"])
        #expect(file.psbt.inputs.allSatisfy { $0.partialSigs.count == 2 })
        // A confirmation that names other shares does not count, and must not take the place of one that does.
        var misled = try maker.collected(signers: [0, 1])
        let strange = try maker.confirmation(by: 1, of: [], shares: [SHA256.hash([8]), SHA256.hash([9])])
        _ = try misled.collect(try CollectedFile(strange.encoded))
        #expect(try ProposalFields.read(from: ConfirmFile.make(misled).psbt).confirmations.isEmpty)
        _ = try misled.collect(try CollectedFile(try maker.confirmation(by: 1, of: [0, 1]).encoded))
        #expect(
            try ProposalFields.read(from: ConfirmFile.make(misled).psbt).confirmations
                == [try maker.confirmation(by: 1, of: [0, 1])])
        // Collecting it again brings nothing.
        #expect(try state.collect(file.psbt).bringsNothingNew)
    }
}
