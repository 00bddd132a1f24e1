import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
import Custody
import Descriptors
import Review
import SecretKeys

/// The first look: review everything, have every destination typed, sign, and answer with a share.
///
/// The same file answered again gives the same bytes: signatures are deterministic, and the share is made from the
/// journal entry of the first answer. Under `release: held` the share is all that leaves; the signatures are made again
/// for the release.
package enum LookOne {
    /// Reviews, signs and writes the answer.
    package static func run(
        _ answering: CaseAnswering, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let look = try FirstLook(CaseFile(reading: answering.input, in: home), answering, in: &home)
        let approved = try look.approve(answering, in: &home, terminal: terminal)
        let answer: FirstLook.Answer
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
            answer = try look.answer(approved, answering, signer, in: &home)
        }
        return try WrittenFile(look.output, answer.bytes, isRepeated: answer.isRepeated)
    }
}

/// One first look, from the file that was read to the answer's bytes.
struct FirstLook: Sendable {
    /// The file with its review.
    let reviewed: CaseReview
    /// The path of the answer.
    let output: String
    private let cosigner: Cosigner
    /// The share in the file that this person gave before his machine was restored.
    private let earlier: Document<Share>?

    /// What a first look gives.
    struct Answer: Sendable {
        /// The bytes of the answer's file.
        let bytes: [UInt8]
        /// The file as it was, with the share and, where they leave with it, the signatures.
        let file: CaseFile
        /// Whether the answer was given before.
        let isRepeated: Bool
    }

    /// Reviews a file and checks that this machine may answer it.
    init(_ file: CaseFile, _ answering: CaseAnswering, in home: inout SignerHome) throws(SignerError) {
        try home.requireAccountKey()
        guard !home.journal.hasRefused(file.caseID) else { throw .alreadyRefused(file.caseID) }
        try home.requireNoQuarantine(of: file.vault)
        let reviewed = try CaseReview(file, in: home, purpose: .sign, at: answering.time, tools: answering.tools)
        let person = home.owner.person
        guard let cosigner = reviewed.vault.document.body.cosigner(person) else { throw .noCosigner(person) }
        let name =
            switch cosigner.release {
            case .open: CaseFileName.signed(file.caseID, by: person)
            case .held: CaseFileName.share(file.caseID, by: person)
            }
        // A vault with foreign proposals has no held cosigner, and a plain answer would release what is held.
        guard !file.isForeign || cosigner.release == .open else { throw .noSecondLook(file.caseID) }
        output = try answering.outputPath(named: name)
        try WrittenFile.requireFree(output)
        try reviewed.requireOwnJournal(in: &home, at: answering.time)
        try reviewed.requireOwnAnswers(at: .sign, in: home)
        let own = file.attachments.shares.first { $0.body.statement.person == person }
        earlier = home.journal.signed(file.caseID) == nil ? own : nil
        // What the review refuses is said there.
        if reviewed.review.isSignable, earlier == nil, home.journal.signed(file.caseID) == nil,
            home.journal.given(file.caseID)?.hasShare == true
        {
            throw .answeredBefore(kind: Share.typeName, file.caseID)
        }
        self.reviewed = reviewed
        self.cosigner = cosigner
    }

    /// Shows everything and asks the challenge.
    func approve(
        _ answering: CaseAnswering, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> ApprovedReview {
        try reviewed.rememberOthers(at: answering.time, in: &home)
        let language = terminal.language
        var prelude = [reviewed.restorationPage(home, language: language)].filter { !$0.isEmpty }
        if earlier != nil { prelude.append(language.lines(.ownAnswerBefore)) }
        return try Approval(
            mode: answering.mode, step: .sign, time: answering.time, tools: answering.tools,
            decidesFirst: answering.decidesFirst
        ).run(reviewed, prelude: prelude, home: &home, terminal: terminal)
    }

    /// Signs what was approved.
    func answer(
        _ approved: consuming ApprovedReview, _ answering: CaseAnswering, _ signer: borrowing OpenSigner,
        in home: inout SignerHome
    ) throws(SignerError) -> Answer {
        if let earlier { return try answerAgain(earlier, approved, answering, signer, in: &home) }
        let recorded = try record(approved, answering, signer, in: &home)
        let facts = approved.facts
        let signed = try PSBTSigner.signing(
            approved, try signer.accountKey(cosigner.origin.path), answering.tools.opinion)
        if reviewed.file.isForeign {
            // Nothing of Rensho's goes into a plain PSBT: the program that made it adds up signatures alone.
            return Answer(
                bytes: reviewed.file.plain(signed.psbt), file: reviewed.file, isRepeated: recorded.isRepeated)
        }
        let share = try signer.sign(share(of: facts, signed.signatures, recorded, signer, home.owner))
        return try answer(share, signed, isRepeated: recorded.isRepeated)
    }

    private func answer(
        _ share: Document<Share>, _ signed: PSBTSigner.SignedPSBT, isRepeated: Bool
    ) throws(SignerError) -> Answer {
        switch cosigner.release {
        case .open:
            let file = try reviewed.file.adding(share, to: signed.psbt)
            return Answer(bytes: file.encoded, file: file, isRepeated: isRepeated)
        case .held:
            // The signatures end here: nothing but the commitment to them leaves.
            let file = try reviewed.file.adding(share, to: reviewed.file.psbt)
            return Answer(bytes: share.encoded, file: file, isRepeated: isRepeated)
        }
    }

    /// Gives the share of before the restoration again, byte for byte, once this machine has made the same signatures:
    /// nobody without these keys can have committed to them.
    private func answerAgain(
        _ share: Document<Share>, _ approved: consuming ApprovedReview, _ answering: CaseAnswering,
        _ signer: borrowing OpenSigner, in home: inout SignerHome
    ) throws(SignerError) -> Answer {
        let facts = approved.facts
        let event = JournalEvent.Regained(
            contents: .init(facts),
            answer: RecordedAnswer(share, cosigner.release == .open ? .openShare : .heldShare),
            vaultHash: reviewed.vault.document.digest, file: reviewed.file.hash, build: answering.build,
            challenge: Approval.positions(approved.asked))
        let agreed = try reviewed.agreedCase(facts)
        if let problem = ShareTally(of: agreed, shares: [share]).judgements.first?.problem {
            throw .badAnswer(person: home.owner.person, reason: problem.description)
        }
        let signed = try PSBTSigner.signing(
            approved, try signer.accountKey(cosigner.origin.path), answering.tools.opinion)
        let salt = try SignerError.lifting { try signer.identity.mac(facts.digest.bytes) }
        guard share.body.isCommitted(to: signed.signatures, salt: salt) else {
            throw .commitmentDiffers(facts.header.caseID)
        }
        _ = try home.record(.regained(event), at: answering.time, signer)
        return try answer(share, signed, isRepeated: true)
    }

    /// The journal entry that a share is made from.
    private struct Recorded {
        let entry: JournalEntry
        let look: JournalEvent.Look
        let isRepeated: Bool
    }

    /// Writes the journal before anything is signed; an answer that was given before keeps its first entry.
    private func record(
        _ approved: borrowing ApprovedReview, _ answering: CaseAnswering, _ signer: borrowing OpenSigner,
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
            _ = try home.record(.repeated(again), at: answering.time, signer)
            return Recorded(entry: entry, look: look, isRepeated: true)
        }
        try reviewed.rememberSnapshot(at: answering.time, in: &home, signer)
        let look = JournalEvent.Look(
            approved, reviewed, answering, release: cosigner.release,
            heads: try reviewed.peerHeads(in: reviewed.agreedCase(facts), home.journal, except: home.owner.person))
        let entry = try home.record(.signed(look), at: answering.time, signer)
        return Recorded(entry: entry, look: look, isRepeated: false)
    }

    private func share(
        of facts: CaseFacts, _ signatures: [ECDSASignature], _ recorded: Recorded, _ signer: borrowing OpenSigner,
        _ owner: KeyRecord
    ) throws(SignerError) -> Share {
        let salt = try SignerError.lifting { try signer.identity.mac(facts.digest.bytes) }
        let commitment = CaseCommitment.digest(
            network: facts.caseDocument.network, salt: salt, signatures: signatures)
        return try SignerError.lifting {
            try Share(
                statement: CaseStatement(
                    of: Document(body: facts.caseDocument), person: owner.person, device: owner.device),
                kind: cosigner.release, commitment: commitment, salt: cosigner.release == .open ? salt : nil,
                facts: recorded.look.factsHash, build: recorded.look.build,
                machine: MachineWitness(recorded.entry, heads: recorded.look.heads))
        }
    }
}

extension JournalEvent.Look {
    /// What the journal keeps of an approved review.
    init(
        _ approved: borrowing ApprovedReview, _ reviewed: CaseReview, _ answering: CaseAnswering,
        release: ReleaseRule, heads: [PeerHead]
    ) {
        let facts = approved.facts
        self.init(
            caseID: facts.header.caseID, caseDigest: facts.digest, vaultHash: reviewed.vault.document.digest,
            file: reviewed.file.hash, factsHash: approved.review.factsHash, build: answering.build, heads: heads,
            spends: facts.inputs.map(\.outpoint), challenge: Approval.positions(approved.asked),
            isAttended: answering.mode == .person, pays: facts.payments,
            keeps: facts.ownOutputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script) }, fee: facts.fee,
            replaces: facts.header.replaces, release: release,
            coins: facts.inputs.map { TxOut(amount: $0.amount, scriptPubKey: $0.script.scriptPubKey) },
            orders: facts.orderUses)
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
        _ approved: consuming ApprovedReview, _ account: borrowing ExtendedPrivateKey, _ opinion: SecondOpinion
    ) throws(SignerError) -> SignedPSBT {
        do throws(PSBTSignerError) {
            return try sign(approved, account: account, opinion: opinion)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }
}
