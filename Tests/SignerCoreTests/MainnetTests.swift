import BitcoinPSBT
import BitcoinPrimitives
import CommandSupport
import Custody
import SignerCore
import Testing

@Suite("On the main network")
struct MainnetTests {
    private func read<Body: DocumentBody>(_ path: String) throws -> Document<Body> {
        try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
    }

    @Test("nobody confirms or releases without looking")
    func attendedOnly() throws {
        let world = try SigningWorld(network: .mainnet)
        let vault = try world.vault(release: .held)
        let acknowledgements = try world.register(vault)
        var psbt = try world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements)
        var documents = try ProposalFields.read(from: psbt)
        let digest = try #require(documents.caseDocument).digest
        let proposal = try world.write(psbt, as: "in.psbt")
        documents.shares = try [Custodian.alice, .bob].map { try read(world.sign(proposal, by: $0).path) }
        try ProposalFields.attach(documents, to: &psbt)
        let quorum = try world.write(psbt, as: "quorum.psbt")
        var home = try world.open(.alice)
        #expect(throws: SignerError.unattendedOnMainnet) {
            try CaseVisit.confirm(
                world.answering(quorum, mode: .expectedDigest(digest)), in: &home,
                terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
        }
        _ = consume home
        documents.confirmations = try Custodian.all.map { try read(world.confirm(quorum, by: $0).path) }
        try ProposalFields.attach(documents, to: &psbt)
        let all = try world.write(psbt, as: "all.psbt")
        home = try world.open(.alice)
        #expect(throws: SignerError.unattendedOnMainnet) {
            try Releasing.run(
                world.answering(all, mode: .expectedDigest(digest)), in: &home,
                terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
        }
        let released = try Releasing.run(
            world.answering(all), in: &home, terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
        #expect(FileAccess.exists(released.path))
    }
}
