import BitcoinPSBT
import ByteCoding
package import CommandSupport
import Custody
import Review
import SecretKeys

/// One visit of a custodian to his machine, which may lead through several steps: sign and confirm, confirm and release.
///
/// The passphrase is asked for once in a visit, so the keys stay open from the first answer to the last.
package enum CaseVisit {
    /// Whether a first look goes on with the second when the quorum stands with this share.
    package enum SecondLookChoice: Sendable, Hashable {
        /// The person is asked; without a person it does not.
        case ask
        /// It does.
        case now
        /// It does not.
        case later
    }

    /// What a visit gave.
    package struct Outcome: Sendable {
        /// The files that were written, in order.
        package internal(set) var files: [WrittenFile]
        /// Why a later step of the visit was not done, when an earlier one was; that one stands.
        package internal(set) var stopped: SignerError?

        /// A visit of one step, or one that has not begun.
        package init(_ files: WrittenFile...) {
            self.files = files
        }
    }

    /// The word that leads on to the second look.
    static let word = "yes"

    /// The first look and, where the quorum stands with this share, the second one in the same visit, with everything
    /// shown a second time and questions of its own.
    package static func sign(
        _ answering: CaseAnswering, secondLook: SecondLookChoice = .ask, releasing: Bool = true,
        in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> Outcome {
        let look = try FirstLook(CaseFile(reading: answering.input, in: home), answering, in: &home)
        let approved = try look.approve(answering, in: &home, terminal: terminal)
        let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
        let answer = try look.answer(consume approved, answering, signer, in: &home)
        var outcome = Outcome()
        outcome.files.append(try WrittenFile(look.output, answer.bytes, isRepeated: answer.isRepeated))
        if look.reviewed.file.isForeign { return outcome }
        do throws(SignerError) {
            let facts = try look.reviewed.requireSignable()
            let agreed = try look.reviewed.agreedCase(facts)
            let tally = ShareTally(of: agreed, shares: answer.file.attachments.shares)
            guard tally.quorum != nil, try goesOn(secondLook, answering.mode, terminal) else { return outcome }
            // Further files go beside the first, under their usual names.
            let further = try answering.beside(look.output)
            try confirm(
                answer.file, further, releasing: releasing, signer, &outcome, in: &home, terminal: terminal)
        } catch {
            outcome.stopped = error
        }
        return outcome
    }

    /// The second look and, for whoever confirms last, the release in the same visit.
    package static func confirm(
        _ answering: CaseAnswering, releasing: Bool = true, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> Outcome {
        let look = try SecondLook(CaseFile(reading: answering.input, in: home), answering, in: &home)
        let approved = try look.approve(
            answering, notice: look.notice(releasing: releasing, in: home, terminal.language), in: &home,
            terminal: terminal)
        let signer = try OpenSigner.open(home, with: answering.passphrase, from: terminal)
        var outcome = Outcome()
        try finish(look, consume approved, answering, releasing, signer, &outcome, in: &home)
        return outcome
    }

    private static func confirm(
        _ file: CaseFile, _ answering: CaseAnswering, releasing: Bool, _ signer: borrowing OpenSigner,
        _ outcome: inout Outcome, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) {
        let look = try SecondLook(file, answering, in: &home)
        let approved = try look.approve(
            answering, notice: look.notice(releasing: releasing, in: home, terminal.language), in: &home,
            terminal: terminal)
        try finish(look, consume approved, answering, releasing, signer, &outcome, in: &home)
    }

    /// Writes the confirmation and, where the rule allows it now, the release.
    private static func finish(
        _ look: SecondLook, _ approved: consuming ApprovedReview, _ answering: CaseAnswering, _ releasing: Bool,
        _ signer: borrowing OpenSigner, _ outcome: inout Outcome, in home: inout SignerHome
    ) throws(SignerError) {
        let facts = approved.facts
        let answer = try look.answer(consume approved, answering, signer, in: &home)
        outcome.files.append(
            try WrittenFile(look.output, answer.confirmation.encoded, isRepeated: answer.isRepeated))
        guard releasing, let quorum = look.quorum, home.journal.hasSigned(facts.header.caseID) else { return }
        var step = ReleaseStep(
            reviewed: look.reviewed, facts: facts, agreed: quorum.agreedCase, file: look.reviewed.file)
        do throws(SignerError) {
            if try !step.requireOwn(answer.confirmation.body) {
                step.file.attachments.confirmations.append(answer.confirmation)
            }
            guard (try? step.permit(for: home.owner.person)) != nil else { return }
            let path = try answering.beside(look.output)
                .outputPath(named: CaseFileName.signed(facts.header.caseID, by: home.owner.person))
            try WrittenFile.requireFree(path)
            let released = try step.answer(answering, signer, in: &home)
            outcome.files.append(try WrittenFile(path, released.bytes, isRepeated: released.isRepeated))
        } catch {
            outcome.stopped = error
        }
    }

    private static func goesOn(
        _ choice: SecondLookChoice, _ mode: ApprovalMode, _ terminal: some ReviewTerminal
    ) throws(SignerError) -> Bool {
        switch (choice, mode) {
        case (.now, _): return true
        case (.later, _), (.ask, .expectedDigest): return false
        case (.ask, .person):
            let answer = try SignerError.lifting {
                let text = ReviewText(terminal.language)
                try terminal.write([""] + text.visit(.shareWritten) + text.visit(.secondLookOffered))
                return try terminal.ask(text.prompt(.secondLookPrompt(word: word)))
            }
            return answer == word
        }
    }
}

extension SecondLook {
    /// What the person must know before he answers: that his confirmation is the last one, and what follows.
    func notice(
        releasing: Bool, in home: borrowing SignerHome, _ language: ScreenLanguage
    ) -> [String] {
        guard let quorum else { return [] }
        let person = home.keyRecord.body.person
        let attachments = reviewed.file.attachments
        guard quorum.shares.contains(where: { $0.body.statement.person == person && $0.body.kind == .held }) else {
            return []
        }
        let tally = ConfirmationTally(
            of: quorum, confirmations: attachments.confirmations, refusals: attachments.refusals, stops: reviewed.stops)
        let isLast =
            switch quorum.agreedCase.document.body.confirmations {
            case .all: tally.awaited == [person] || tally.awaited.isEmpty
            case .quorum: tally.missing == 0 || (tally.missing == 1 && tally.awaited.contains(person))
            }
        guard isLast else { return [] }
        return [""] + ReviewText(language).visit(.lastConfirmation(isReleasing: releasing))
    }
}
