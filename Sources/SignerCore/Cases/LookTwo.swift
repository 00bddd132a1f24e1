import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
import Custody
import Review
import SecretKeys

/// The second look: after the quorum stands, everything is computed and shown again, to every custodian, whether he
/// signed or not, and only then confirmed.
package enum LookTwo {
    /// Reviews and confirms.
    package static func run(
        _ answering: CaseAnswering, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let file = try CaseFile(reading: answering.input)
        let owner = home.owner
        let output = try answering.outputPath(named: CaseFileName.confirmation(file.caseID, by: owner.person))
        try WrittenFile.requireFree(output)
        guard home.journal.refused(file.caseID) == nil else { throw .alreadyRefused(file.caseID) }
        let reviewed = try CaseReview(file, in: home, purpose: .confirm, at: answering.time)
        guard reviewed.vault.document.body.cosigner(owner.person) != nil else { throw .noCosigner(owner.person) }
        var prelude = [SecondLookText.withoutQuorum]
        var agreed: AgreedCase?
        var quorum: VerifiedQuorum?
        if reviewed.review.isSignable {
            let facts = try reviewed.requireSignable()
            try compareWithLookOne(facts, reviewed, home.journal, owner, build: answering.build)
            let agreedCase = try reviewed.agreedCase(facts)
            let verified = try SecondLookQuorum.verify(
                reviewed, facts, agreedCase, build: answering.build)
            prelude = [
                SecondLookText(
                    quorum: verified, facts: reviewed.review.factsHash, attachments: file.attachments
                ).page
            ]
            agreed = agreedCase
            quorum = verified
        }
        let approved = try Approval(mode: answering.mode, step: .confirm, time: answering.time)
            .run(reviewed, prelude: prelude, home: &home, terminal: terminal)
        guard let quorum, let agreed else { throw .quorumMissing(reason: "it was not verified") }

        let recorded: Recorded
        let document: Document<Confirmation>
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
            recorded = try record(approved, reviewed, agreed, quorum, answering, in: &home)
            document = try signer.sign(confirmation(recorded, of: agreed, by: owner))
        }
        return try WrittenFile(output, document.encoded, isRepeated: recorded.isRepeated)
    }

    private static func confirmation(
        _ recorded: Recorded, of agreed: AgreedCase, by owner: KeyRecord
    ) throws(SignerError) -> Confirmation {
        try SignerError.lifting {
            try Confirmation(
                statement: CaseStatement(of: agreed.document, person: owner.person, device: owner.device),
                facts: recorded.look.factsHash, build: recorded.look.build, shares: recorded.shares,
                machine: MachineWitness(recorded.entry, heads: recorded.look.heads))
        }
    }

    /// The journal entry that a confirmation is made from.
    private struct Recorded {
        let entry: JournalEntry
        let look: JournalEvent.Look
        let shares: [Bytes32]
        let isRepeated: Bool
    }

    private static func record(
        _ approved: borrowing ApprovedReview, _ reviewed: CaseReview, _ agreed: AgreedCase, _ quorum: VerifiedQuorum,
        _ answering: CaseAnswering, in home: inout SignerHome
    ) throws(SignerError) -> Recorded {
        let facts = approved.facts
        let positions = Approval.positions(approved.asked)
        if let (entry, look, shares) = home.journal.confirmed(facts.header.caseID) {
            guard look.caseDigest == facts.digest else {
                throw .otherCaseDigest(facts.header.caseID, journal: look.caseDigest, file: facts.digest)
            }
            let again = JournalEvent.Again(
                step: .confirm, caseID: look.caseID, caseDigest: facts.digest, file: reviewed.file.hash,
                challenge: positions)
            _ = try home.record(.repeated(again), at: answering.time)
            return Recorded(entry: entry, look: look, shares: shares, isRepeated: true)
        }
        let look = JournalEvent.Look(
            caseID: facts.header.caseID, caseDigest: facts.digest, vaultHash: reviewed.vault.document.digest,
            file: reviewed.file.hash, factsHash: approved.review.factsHash, build: answering.build,
            heads: reviewed.peerHeads(in: agreed, except: home.owner.person), spends: facts.inputs.map(\.outpoint),
            challenge: positions, isAttended: answering.mode == .person)
        let shares = quorum.shares.map(\.digest).sorted()
        let entry = try home.record(.confirmed(look, shares: shares), at: answering.time)
        return Recorded(entry: entry, look: look, shares: shares, isRepeated: false)
    }

    /// Names the first thing that is not as it was in look 1 on this machine.
    private static func compareWithLookOne(
        _ facts: CaseFacts, _ reviewed: CaseReview, _ journal: SignerJournal, _ owner: KeyRecord, build: Bytes32
    ) throws(SignerError) {
        let own = reviewed.file.attachments.shares.first { $0.body.statement.person == owner.person }
        guard let (entry, look) = journal.signed(facts.header.caseID) else {
            guard own == nil else {
                throw .changedSinceLookOne(what: "a share in your name that this machine has not given")
            }
            return
        }
        guard look.vaultHash == reviewed.vault.document.digest else { throw .changedSinceLookOne(what: "the vault") }
        guard look.spends == facts.inputs.map(\.outpoint) else { throw .changedSinceLookOne(what: "the coins spent") }
        guard look.caseDigest == facts.digest else {
            throw .otherCaseDigest(facts.header.caseID, journal: look.caseDigest, file: facts.digest)
        }
        // Another release may word the facts differently; the same one may not.
        guard look.factsHash == reviewed.review.factsHash || look.build != build else {
            throw .changedSinceLookOne(what: "the facts of the review")
        }
        if let own {
            guard own.body.machine == MachineWitness(entry, heads: look.heads), own.body.facts == look.factsHash,
                own.body.build == look.build
            else { throw .changedSinceLookOne(what: "the share in your name is not the one that this machine gave") }
        }
    }
}
