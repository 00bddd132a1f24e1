import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import SecretKeys
import SignerCore

/// A machine with a rule that is too weak, made of the signer's own pieces: what the checker must find.
enum Weakness: CaseIterable, Sendable {
    /// Releases when those who signed have confirmed, whoever else must.
    case forgetsOutsiders
    /// Releases when as many as the threshold have confirmed, whatever the vault's rule.
    case countsThresholdOnly
    /// Lets the signatures leave with the confirmation.
    case signsInConfirmation
    /// Has lost its journal before every visit.
    case forgetsEverything
    /// Keeps the last output of a case to itself.
    case showsLess

    /// The file that such a machine writes beside those of the visit; `nil` when its rule gives none.
    func leak(_ emission: Emission, of enrolment: Enrolment, in treasury: Treasury) throws -> [UInt8]? {
        guard isOccasion(emission), let file = try? PSBTFile(fileBytes: emission.delivered),
            let documents = try? ProposalFields.read(from: file.psbt), let caseDocument = documents.caseDocument
        else { return nil }
        let examination = CaseExamination(psbt: file.psbt, vault: treasury.view, header: caseDocument.body.header)
        guard let facts = examination.facts, facts.digest == caseDocument.digest, examination.isSound,
            let agreed = try? AgreedCase(caseDocument, under: treasury.agreement()),
            let quorum = ShareTally(of: agreed, shares: documents.shares).quorum,
            quorum.people.contains(enrolment.person)
        else { return nil }
        let confirmed = ConfirmationTally(
            of: quorum, confirmations: documents.confirmations, refusals: documents.refusals
        ).confirmedBy
        switch self {
        case .forgetsOutsiders: guard Set(quorum.people).isSubset(of: confirmed) else { return nil }
        case .countsThresholdOnly:
            guard confirmed.contains(enrolment.person), confirmed.count >= treasury.terms.threshold else { return nil }
        case .signsInConfirmation, .forgetsEverything, .showsLess: break
        }
        return try Self.signed(file, facts, by: enrolment)
    }

    /// Whether the visit is one in which the machine lets signatures go.
    private func isOccasion(_ emission: Emission) -> Bool {
        switch (self, emission.verb) {
        case (.signsInConfirmation, .confirm): !emission.files.isEmpty
        case (.forgetsOutsiders, .release), (.countsThresholdOnly, .release): emission.files.isEmpty
        default: false
        }
    }

    private static func signed(_ file: PSBTFile, _ facts: CaseFacts, by enrolment: Enrolment) throws -> [UInt8] {
        let own = try enrolment.account.extendedPublicKey().publicKey
        let place = facts.vault.descriptor.keys.firstIndex { $0.xpub.publicKey == own }
        let requests = facts.inputs.compactMap { input in
            input.script.keys.first { $0.keyIndex == place }.map {
                PSBTSigner.Request(
                    input: input.index, digest: input.signatureDigest, position: input.script.position,
                    publicKey: $0.publicKey)
            }
        }
        var psbt = file.psbt
        // The machine says nothing about what it lets go; releases of before stay out.
        var documents = try ProposalFields.read(from: psbt)
        documents.releases = []
        try ProposalFields.attach(documents, to: &psbt)
        try PSBTSigner.add(
            PSBTSigner.signatures(for: requests, account: enrolment.account), for: requests, to: &psbt)
        return PSBTFile(psbt: psbt, encoding: file.encoding).fileBytes()
    }
}
