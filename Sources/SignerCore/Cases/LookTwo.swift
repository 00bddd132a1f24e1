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
    /// Reviews, confirms and writes the confirmation.
    package static func run(
        _ answering: CaseAnswering, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let look = try SecondLook(CaseFile(reading: answering.input, in: home), answering, in: &home)
        let approved = try look.approve(answering, notice: [], in: &home, terminal: terminal)
        let answer: SecondLook.Answer
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
            answer = try look.answer(approved, answering, signer, in: &home)
        }
        return try WrittenFile(look.output, answer.confirmation.encoded, isRepeated: answer.isRepeated)
    }
}

/// One second look, from the file that was read to the confirmation.
struct SecondLook: Sendable {
    /// The file with its review.
    let reviewed: CaseReview
    /// The path of the confirmation.
    let output: String
    /// The quorum; `nil` when the review itself refuses.
    let quorum: VerifiedQuorum?
    private let release: ReleaseRule
    /// The confirmation in the file that this person gave before his machine was restored.
    private let earlier: Document<Confirmation>?

    /// What a second look gives.
    struct Answer: Sendable {
        let confirmation: Document<Confirmation>
        /// Whether the answer was given before.
        let isRepeated: Bool
    }

    /// Reviews a file, compares it with the first look on this machine, and verifies the quorum in it.
    init(_ file: CaseFile, _ answering: CaseAnswering, in home: inout SignerHome) throws(SignerError) {
        try home.requireAccountKey()
        guard !file.isForeign else { throw .noSecondLook(file.caseID) }
        let owner = home.owner
        let name = CaseFileName.confirmation(file.caseID, by: owner.person)
        output = try answering.outputPath(named: name)
        try WrittenFile.requireFree(output)
        guard !home.journal.hasRefused(file.caseID) else { throw .alreadyRefused(file.caseID) }
        try home.requireNoQuarantine(of: file.vault)
        let reviewed = try CaseReview(file, in: home, purpose: .confirm, at: answering.time, tools: answering.tools)
        guard let cosigner = reviewed.vault.document.body.cosigner(owner.person) else {
            throw .noCosigner(owner.person)
        }
        release = cosigner.release
        self.reviewed = reviewed
        let isConfirmed = home.journal.confirmed(file.caseID) != nil
        let own = file.attachments.confirmations.first { $0.body.statement.person == owner.person }
        earlier = isConfirmed ? nil : own
        guard reviewed.review.isSignable else {
            quorum = nil
            return
        }
        let facts = try reviewed.requireSignable()
        try reviewed.requireOwnJournal(in: &home, at: answering.time)
        try reviewed.compareWithLookOne(facts, home.journal, owner, build: answering.build)
        try reviewed.requireOwnAnswers(at: .confirm, in: home)
        if own == nil, !isConfirmed, home.journal.given(file.caseID)?.has(.confirmation) == true {
            throw .answeredBefore(kind: Confirmation.typeName, file.caseID)
        }
        quorum = try SecondLookQuorum.verify(reviewed, facts, reviewed.agreedCase(facts), build: answering.build)
    }

    /// Shows who has approved and confirmed, then everything again, and asks the challenge.
    func approve(
        _ answering: CaseAnswering, notice: [String], in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> ApprovedReview {
        try reviewed.rememberOthers(at: answering.time, in: &home)
        let first =
            quorum.map { SecondLookText(.secondLook, of: $0, reviewed, in: terminal.language).page + notice }
            ?? SecondLookText.withoutQuorum(in: terminal.language)
        var prelude = [reviewed.restorationPage(home, language: terminal.language)].filter { !$0.isEmpty } + [first]
        if earlier != nil { prelude.append(terminal.language.lines(.ownAnswerBefore)) }
        return try Approval(
            mode: answering.mode, step: .confirm, time: answering.time, tools: answering.tools,
            decidesFirst: answering.decidesFirst
        ).run(reviewed, prelude: prelude, home: &home, terminal: terminal)
    }

    /// Confirms what was approved.
    func answer(
        _ approved: consuming ApprovedReview, _ answering: CaseAnswering, _ signer: borrowing OpenSigner,
        in home: inout SignerHome
    ) throws(SignerError) -> Answer {
        guard let quorum else { throw .quorumMissing(reason: "it was not verified") }
        if let earlier { return try answerAgain(earlier, approved, answering, signer, in: &home) }
        let isRepeated = try record(approved, quorum, answering, signer, in: &home)
        guard let body = try home.ownConfirmation(of: quorum.agreedCase.document) else {
            throw .notConfirmedHere(approved.facts.header.caseID)
        }
        return Answer(confirmation: try signer.sign(body), isRepeated: isRepeated)
    }

    /// Gives the confirmation of before the restoration again, byte for byte: the quorum was verified with it, and the
    /// person has confirmed the same case anew.
    private func answerAgain(
        _ confirmation: Document<Confirmation>, _ approved: consuming ApprovedReview, _ answering: CaseAnswering,
        _ signer: borrowing OpenSigner, in home: inout SignerHome
    ) throws(SignerError) -> Answer {
        guard confirmation.body.build != answering.build || confirmation.body.facts == approved.review.factsHash else {
            throw .badAnswer(
                person: home.owner.person, reason: "the same program shows other facts here than the confirmation names"
            )
        }
        let event = JournalEvent.Regained(
            contents: .init(approved.facts), answer: RecordedAnswer(confirmation, .confirmation),
            vaultHash: reviewed.vault.document.digest, file: reviewed.file.hash, build: answering.build,
            challenge: Approval.positions(approved.asked))
        _ = try home.record(.regained(event), at: answering.time, signer)
        return Answer(confirmation: confirmation, isRepeated: true)
    }

    /// Writes the journal before the confirmation is signed; returns whether it was given before.
    private func record(
        _ approved: borrowing ApprovedReview, _ quorum: VerifiedQuorum, _ answering: CaseAnswering,
        _ signer: borrowing OpenSigner, in home: inout SignerHome
    ) throws(SignerError) -> Bool {
        let facts = approved.facts
        if let (_, look, _) = home.journal.confirmed(facts.header.caseID) {
            guard look.caseDigest == facts.digest else {
                throw .otherCaseDigest(facts.header.caseID, journal: look.caseDigest, file: facts.digest)
            }
            let again = JournalEvent.Again(
                step: .confirm, caseID: look.caseID, caseDigest: facts.digest, file: reviewed.file.hash,
                challenge: Approval.positions(approved.asked))
            _ = try home.record(.repeated(again), at: answering.time, signer)
            return true
        }
        try reviewed.rememberSnapshot(at: answering.time, in: &home, signer)
        let look = JournalEvent.Look(
            approved, reviewed, answering, release: release,
            heads: reviewed.peerHeads(in: quorum.agreedCase, home.journal, except: home.owner.person))
        _ = try home.record(.confirmed(look, shares: quorum.shares.map(\.digest).sorted()), at: answering.time, signer)
        return false
    }
}

extension SignerHome {
    /// This person's confirmation of a case, made from the journal entry of his second look; `nil` without one.
    func ownConfirmation(of document: Document<CaseDocument>) throws(SignerError) -> Confirmation? {
        guard let (entry, look, shares) = journal.confirmed(document.body.header.caseID) else { return nil }
        guard look.caseDigest == document.digest else {
            throw .otherCaseDigest(look.caseID, journal: look.caseDigest, file: document.digest)
        }
        return try SignerError.lifting {
            try Confirmation(
                statement: CaseStatement(of: document, person: owner.person, device: owner.device),
                facts: look.factsHash, build: look.build, shares: shares,
                machine: MachineWitness(entry, heads: look.heads))
        }
    }
}

extension CaseReview {
    /// Names the first thing that is not as it was in look 1 on this machine.
    func compareWithLookOne(
        _ facts: CaseFacts, _ journal: SignerJournal, _ owner: KeyRecord, build: Bytes32
    ) throws(SignerError) {
        let own = file.attachments.shares.first { $0.body.statement.person == owner.person }
        guard let (entry, look) = journal.signed(facts.header.caseID) else {
            // A restored machine finds its earlier share in the file; whether it knows it is looked at apart.
            guard own == nil || journal.isRestored else {
                throw .changedSinceLookOne(what: "a share in your name that this machine has not given")
            }
            return
        }
        guard look.vaultHash == vault.document.digest else { throw .changedSinceLookOne(what: "the vault") }
        guard look.spends == facts.inputs.map(\.outpoint) else { throw .changedSinceLookOne(what: "the coins spent") }
        guard look.pays == facts.payments else {
            throw .changedSinceLookOne(what: "the destinations and amounts")
        }
        guard look.caseDigest == facts.digest else {
            throw .otherCaseDigest(facts.header.caseID, journal: look.caseDigest, file: facts.digest)
        }
        // Another release may word the facts differently; the same one may not.
        guard look.factsHash == review.factsHash || look.build != build else {
            throw .changedSinceLookOne(what: "the facts of the review")
        }
        if let own {
            guard own.body.machine == MachineWitness(entry, heads: look.heads), own.body.facts == look.factsHash,
                own.body.build == look.build
            else { throw .changedSinceLookOne(what: "the share in your name is not the one that this machine gave") }
        }
    }
}
