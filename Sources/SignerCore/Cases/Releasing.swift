import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
import Custody
import Review
import SecretKeys

/// The release: lets the held signatures of a confirmed case leave, once everybody whose confirmation the case needs
/// has confirmed it.
package enum Releasing {
    /// Verifies everything in the file again, shows the summary and who confirmed, and writes the signatures.
    ///
    /// No questions are asked: the person answered them in both looks, and the journal says so.
    package static func run(
        _ answering: CaseAnswering, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireAccountKey()
        let file = try CaseFile(reading: answering.input, in: home)
        guard !file.isForeign else { throw .noSecondLook(file.caseID) }
        let owner = home.owner
        let output = try answering.outputPath(named: CaseFileName.signed(file.caseID, by: owner.person))
        try WrittenFile.requireFree(output)
        guard !home.journal.hasRefused(file.caseID) else { throw .alreadyRefused(file.caseID) }
        try home.requireNoQuarantine(of: file.vault)
        let reviewed = try CaseReview(file, in: home, purpose: .confirm, at: answering.time, tools: answering.tools)
        try reviewed.rememberOthers(at: answering.time, in: &home)
        let facts = try reviewed.requireSignable()
        try reviewed.requireOwnJournal(in: &home, at: answering.time)
        let agreed = try reviewed.agreedCase(facts)
        let made = try home.ownConfirmation(of: agreed.document)
        let earlier = made == nil ? try home.earlierConfirmation(in: file, of: agreed) : nil
        guard let own = made ?? earlier else { throw .notConfirmedHere(file.caseID) }
        guard home.journal.hasSigned(file.caseID) else { throw .notSignedHere(file.caseID) }
        try reviewed.compareWithLookOne(facts, home.journal, owner, build: answering.build)
        var step = ReleaseStep(reviewed: reviewed, facts: facts, agreed: agreed, file: file)
        let isOwnThere = try step.requireOwn(own)
        try reviewed.requireOwnAnswers(at: .release, in: home)
        // Whoever has to wait is told so before he is asked for the passphrase.
        if isOwnThere { _ = try step.permit(for: owner.person) }
        let quorum = try SecondLookQuorum.verify(reviewed, facts, agreed, build: answering.build)
        let prelude = [reviewed.restorationPage(home, language: terminal.language)].filter { !$0.isEmpty }
        try reviewed.note(.release, in: &home, at: answering.time)
        try show(prelude, reviewed, facts, quorum, answering.mode, terminal)

        let answer: ReleaseStep.Answer
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
            if !isOwnThere { step.file.attachments.confirmations.append(try signer.sign(own)) }
            answer = try step.answer(answering, signer, in: &home)
        }
        return try WrittenFile(output, answer.bytes, isRepeated: answer.isRepeated)
    }

    private static func show(
        _ prelude: [[String]], _ reviewed: CaseReview, _ facts: CaseFacts, _ quorum: VerifiedQuorum,
        _ mode: ApprovalMode,
        _ terminal: some ReviewTerminal
    ) throws(SignerError) {
        let language = terminal.language
        let first = SecondLookText(.release, of: quorum, reviewed, in: language).page
        let notice = [""] + ReviewText(language).visit(.releaseNotice)
        // The first pages are the summary, the findings and what a replacement changes.
        let count = reviewed.review.replacement == nil ? 2 : 3
        let pages = prelude + [first + notice] + reviewed.pages(in: language).prefix(count)
        switch mode {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            try SignerError.lifting { try terminal.show(pages: pages) }
        case .expectedDigest(let expected):
            guard reviewed.vault.document.body.network.isTest else { throw .unattendedOnMainnet }
            try SignerError.lifting { try terminal.write(pages.flatMap { $0 + [""] }) }
            guard facts.digest == expected else { throw .digestDiffers(expected: expected, found: facts.digest) }
        }
    }
}

/// The release itself: the rule, the same signatures again, the journal, and the bytes.
struct ReleaseStep: Sendable {
    let reviewed: CaseReview
    let facts: CaseFacts
    let agreed: AgreedCase
    /// The file, with the documents that this visit adds.
    var file: CaseFile

    /// What a release gives.
    struct Answer: Sendable {
        /// The bytes of the answer's file.
        let bytes: [UInt8]
        /// Whether the answer was given before.
        let isRepeated: Bool
    }

    /// Whether the file carries this person's confirmation; another one than he gave is refused.
    func requireOwn(_ own: Confirmation) throws(SignerError) -> Bool {
        let person = own.statement.person
        guard let there = file.attachments.confirmations.first(where: { $0.body.statement.person == person }) else {
            return false
        }
        guard there.body == own else {
            throw .changedSinceLookOne(what: "the confirmation in your name is not the one that this machine gave")
        }
        return true
    }

    /// The permit that the documents in the file give.
    func permit(for person: Identifier) throws(SignerError) -> ReleasePermit {
        let attachments = file.attachments
        do throws(ReleaseRefusal) {
            return try ReleaseRule.permit(
                for: person, shares: ShareTally(of: agreed, shares: attachments.shares),
                confirmations: attachments.confirmations, refusals: attachments.refusals, stops: reviewed.stops)
        } catch {
            throw .notReleased(error)
        }
    }

    /// Makes the signatures of look 1 again and writes them into the PSBT, with the release.
    func answer(
        _ answering: CaseAnswering, _ signer: borrowing OpenSigner, in home: inout SignerHome
    ) throws(SignerError) -> Answer {
        let owner = home.owner
        let permit = try permit(for: owner.person)
        guard let cosigner = reviewed.vault.document.body.cosigner(owner.person) else {
            throw .noCosigner(owner.person)
        }
        let signed = try PSBTSigner.releasing(
            permit, facts, file.psbt, try signer.accountKey(cosigner.origin.path), answering.tools.opinion)
        let salt = try SignerError.lifting { try signer.identity.mac(facts.digest.bytes) }
        guard permit.share.body.isCommitted(to: signed.signatures, salt: salt) else {
            throw .commitmentDiffers(facts.header.caseID)
        }
        if let earlier = try earlierRelease(in: home, salt: salt) {
            try recordAgain(earlier, answering, signer, in: &home)
            return Answer(bytes: try file.adding(earlier, to: signed.psbt).encoded, isRepeated: true)
        }
        let (entry, event, isRepeated) = try record(permit, answering, signer, in: &home)
        let release = try SignerError.lifting {
            try Release(
                statement: CaseStatement(of: agreed.document, person: owner.person, device: owner.device), salt: salt,
                confirmations: event.confirmations, build: event.build,
                machine: MachineWitness(entry, heads: event.heads))
        }
        let bytes = try file.adding(try signer.sign(release), to: signed.psbt).encoded
        return Answer(bytes: bytes, isRepeated: isRepeated)
    }

    /// The release in the file that this person gave before his machine was restored; `nil` when he gave none.
    private func earlierRelease(
        in home: borrowing SignerHome, salt: Bytes32
    ) throws(SignerError) -> Document<Release>? {
        let caseID = facts.header.caseID
        let owner = home.keyRecord.body.person
        guard home.journal.released(caseID) == nil else { return nil }
        guard let release = file.attachments.releases.first(where: { $0.body.statement.person == owner }) else {
            if home.journal.given(caseID)?.has(.release) == true {
                throw .answeredBefore(kind: Release.typeName, caseID)
            }
            return nil
        }
        if let problem = agreed.problem(in: release, verifier: OpenSSLVerifier()) {
            throw .badAnswer(person: owner, reason: problem.description)
        }
        guard release.body.salt == salt else { throw .commitmentDiffers(caseID) }
        return release
    }

    private func recordAgain(
        _ release: Document<Release>, _ answering: CaseAnswering, _ signer: borrowing OpenSigner,
        in home: inout SignerHome
    ) throws(SignerError) {
        let event = JournalEvent.Regained(
            contents: .init(facts), answer: RecordedAnswer(release, .release),
            vaultHash: reviewed.vault.document.digest, file: file.hash, build: answering.build, challenge: [])
        _ = try home.record(.regained(event), at: answering.time, signer)
    }

    /// Writes the journal before any signature leaves; a release that was given before keeps its first entry.
    private func record(
        _ permit: ReleasePermit, _ answering: CaseAnswering, _ signer: borrowing OpenSigner,
        in home: inout SignerHome
    ) throws(SignerError) -> (entry: JournalEntry, event: JournalEvent.Released, isRepeated: Bool) {
        let caseID = facts.header.caseID
        if let (entry, event) = home.journal.released(caseID) {
            guard event.caseDigest == facts.digest else {
                throw .otherCaseDigest(caseID, journal: event.caseDigest, file: facts.digest)
            }
            let again = JournalEvent.Again(
                step: .release, caseID: caseID, caseDigest: facts.digest, file: file.hash, challenge: [])
            _ = try home.record(.repeated(again), at: answering.time, signer)
            return (entry, event, true)
        }
        let event = JournalEvent.Released(
            caseID: caseID, caseDigest: facts.digest, vaultHash: reviewed.vault.document.digest, file: file.hash,
            build: answering.build, heads: reviewed.peerHeads(in: agreed, home.journal, except: permit.person),
            confirmations: permit.confirmations)
        return (try home.record(.released(event), at: answering.time, signer), event, false)
    }
}

extension SignerHome {
    /// The confirmation in a file that this person gave before his machine was restored, as others have told or as he has
    /// looked at it again; `nil` without one.
    fileprivate borrowing func earlierConfirmation(
        in file: CaseFile, of agreed: AgreedCase
    ) throws(SignerError) -> Confirmation? {
        let person = keyRecord.body.person
        guard let given = journal.given(file.caseID), given.has(.confirmation) else { return nil }
        guard let own = file.attachments.confirmations.first(where: { $0.body.statement.person == person }) else {
            throw .answeredBefore(kind: Confirmation.typeName, file.caseID)
        }
        guard given.contains(own) else { throw .unknownOwnAnswer(kind: Confirmation.typeName) }
        if let problem = agreed.problem(in: own, verifier: OpenSSLVerifier()) {
            throw .badAnswer(person: person, reason: problem.description)
        }
        return own.body
    }
}

extension PSBTSigner {
    fileprivate static func releasing(
        _ permit: ReleasePermit, _ facts: CaseFacts, _ psbt: PSBT, _ account: borrowing ExtendedPrivateKey,
        _ opinion: SecondOpinion
    ) throws(SignerError) -> SignedPSBT {
        do throws(PSBTSignerError) {
            return try release(permit, of: facts, into: psbt, account: account, opinion: opinion)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }
}
