import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
import Custody
import Review
import SecretKeys

/// The first look: review everything, have every destination typed, sign, and answer with a share.
///
/// The same file answered again gives the same bytes: signatures are deterministic, and the share is made from the
/// journal entry of the first answer.
package enum LookOne {
    /// Reviews and signs.
    package static func run(
        _ answering: CaseAnswering, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let file = try CaseFile(reading: answering.input)
        let output = try answering.outputPath(named: CaseFileName.signed(file.caseID, by: home.owner.person))
        try WrittenFile.requireFree(output)
        guard home.journal.refused(file.caseID) == nil else { throw .alreadyRefused(file.caseID) }
        let reviewed = try CaseReview(file, in: home, purpose: .sign, at: answering.time)
        let owner = home.owner
        guard let cosigner = reviewed.vault.document.body.cosigner(owner.person) else {
            throw .noCosigner(owner.person)
        }
        guard cosigner.release == .open else { throw .heldRelease(owner.person) }

        let approved = try Approval(mode: answering.mode, step: .sign, time: answering.time)
            .run(reviewed, prelude: [], home: &home, terminal: terminal)
        let recorded: Recorded
        let psbt: PSBT
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
            recorded = try record(approved, reviewed, answering, in: &home)
            psbt = try sign(approved, reviewed, cosigner, recorded, signer, owner)
        }
        let bytes = PSBTFile(psbt: psbt, encoding: file.encoding).fileBytes()
        return try WrittenFile(output, bytes, isRepeated: recorded.isRepeated)
    }

    /// The journal entry that a share is made from.
    private struct Recorded {
        let entry: JournalEntry
        let look: JournalEvent.Look
        let isRepeated: Bool
    }

    /// Writes the journal before anything is signed; an answer that was given before keeps its first entry.
    private static func record(
        _ approved: borrowing ApprovedReview, _ reviewed: CaseReview, _ answering: CaseAnswering,
        in home: inout SignerHome
    ) throws(SignerError) -> Recorded {
        let facts = approved.facts
        let positions = Approval.positions(approved.asked)
        if let (entry, look) = home.journal.signed(facts.header.caseID) {
            guard look.caseDigest == facts.digest else {
                throw .otherCaseDigest(facts.header.caseID, journal: look.caseDigest, file: facts.digest)
            }
            let again = JournalEvent.Again(
                step: .sign, caseID: look.caseID, caseDigest: facts.digest, file: reviewed.file.hash,
                challenge: positions)
            _ = try home.record(.repeated(again), at: answering.time)
            return Recorded(entry: entry, look: look, isRepeated: true)
        }
        let look = JournalEvent.Look(
            caseID: facts.header.caseID, caseDigest: facts.digest, vaultHash: reviewed.vault.document.digest,
            file: reviewed.file.hash, factsHash: approved.review.factsHash, build: answering.build,
            heads: reviewed.peerHeads(in: try reviewed.agreedCase(facts), except: home.owner.person),
            spends: facts.inputs.map(\.outpoint), challenge: positions, isAttended: answering.mode == .person)
        let entry = try home.record(.signed(look), at: answering.time)
        return Recorded(entry: entry, look: look, isRepeated: false)
    }

    private static func sign(
        _ approved: consuming ApprovedReview, _ reviewed: CaseReview, _ cosigner: Cosigner, _ recorded: Recorded,
        _ signer: borrowing OpenSigner, _ owner: KeyRecord
    ) throws(SignerError) -> PSBT {
        let facts = approved.facts
        let account = try signer.accountKey(cosigner.origin.path)
        let signed = try PSBTSigner.signing(approved, account)
        let salt = try SignerError.lifting { try signer.identity.mac(facts.digest.bytes) }
        let network = facts.caseDocument.network
        let commitment = CaseCommitment.digest(network: network, salt: salt, signatures: signed.signatures)
        let share = try SignerError.lifting {
            try Share(
                statement: CaseStatement(
                    of: Document(body: facts.caseDocument), person: owner.person, device: owner.device),
                kind: cosigner.release, commitment: commitment, salt: cosigner.release == .open ? salt : nil,
                facts: recorded.look.factsHash, build: recorded.look.build,
                machine: MachineWitness(recorded.entry, heads: recorded.look.heads))
        }
        let document = try signer.sign(share)
        var attachments = reviewed.file.attachments
        attachments.shares.removeAll { $0.body.statement.person == owner.person }
        attachments.shares.append(document)
        var psbt = signed.psbt
        try SignerError.lifting { try ProposalFields.attach(attachments, to: &psbt) }
        return psbt
    }
}

extension MachineWitness {
    /// What this machine says of itself at the moment of a journal entry.
    init(_ entry: JournalEntry, heads: [PeerHead]) {
        self.init(journalSequence: entry.sequence, journalHead: entry.hash, heads: heads, date: entry.time.date)
    }
}

extension PSBTSigner {
    fileprivate static func signing(
        _ approved: consuming ApprovedReview, _ account: borrowing ExtendedPrivateKey
    ) throws(SignerError) -> SignedPSBT {
        do throws(PSBTSignerError) {
            return try sign(approved, account: account)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }
}
