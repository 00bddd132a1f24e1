import BitcoinPrimitives
package import ByteCoding
import CommandSupport
import Custody
import Review
import SecretKeys

/// How a case is approved.
package enum ApprovalMode: Sendable, Hashable {
    /// A person sees every page and types characters and amounts of every destination.
    case person
    /// The case digest is given beforehand; for test networks only.
    case expectedDigest(Bytes32)
}

/// Shows a review and leads from it to an approved one.
struct Approval {
    let mode: ApprovalMode
    let step: JournalEvent.Step
    let time: UTCTime
    let tools: CaseTools
    /// Whether the person says if the case matches his order before he is told what the machine found.
    var decidesFirst = false

    /// Shows all pages and asks the challenge; whoever fails or breaks it off is recorded.
    func run(
        _ reviewed: CaseReview, prelude: [[String]], home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> ApprovedReview {
        try reviewed.note(step.purpose, in: &home, at: time)
        if case .expectedDigest(let expected) = mode {
            return try approveUnattended(reviewed, expected, prelude: prelude, terminal: terminal)
        }
        guard terminal.isAttended else { throw .needsPerson }
        let caseID = reviewed.file.caseID
        var challenge = try view(reviewed, prelude: prelude, home: &home, terminal: terminal)
        let event = JournalEvent.Again(
            step: step, caseID: caseID, caseDigest: reviewed.caseDigest, file: reviewed.file.hash,
            challenge: Self.positions(challenge.asked))
        let failed = home.journal.failedChallenges(of: caseID)
        // Before the first question: whoever breaks it off, in whatever way, has seen these positions.
        _ = try home.record(.asked(event), at: time)
        let questions = ChallengeQuestions(reviewed, on: terminal)
        do {
            try questions.ask(&challenge, unansweredBefore: failed)
        } catch {
            let isFailed = error == .challengeFailed
            _ = try home.record(isFailed ? .noted(.challengeFailed(event)) : .notAccepted(event), at: time)
            throw error
        }
        do throws(ChallengeError) {
            return try challenge.approved()
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// What a challenge asked for, as the journal keeps it.
    static func positions(_ asked: [Int: Set<Int>]) -> [AskedPositions] {
        asked.sorted { $0.key < $1.key }.map { AskedPositions(output: $0.key, positions: $0.value.sorted()) }
    }

    /// Shows everything and has the warnings acknowledged; the journal knows how far the person got, however it ends.
    private func view(
        _ reviewed: CaseReview, prelude: [[String]], home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> Challenge {
        var viewing = CaseViewing(reviewed, step: step, decidesFirst: decidesFirst)
        do throws(SignerError) {
            try viewing.show(prelude: prelude, on: terminal)
            _ = try reviewed.requireSignable()
            var challenge = try draw(reviewed, askedBefore: home.journal.askedPositions(of: reviewed.file.caseID))
            try viewing.acknowledgeWarnings(&challenge, on: terminal)
            _ = try home.record(.noted(.viewed(viewing.record)), at: time)
            return challenge
        } catch {
            _ = try home.record(.noted(.viewed(viewing.record)), at: time)
            throw error
        }
    }

    private func draw(_ reviewed: CaseReview, askedBefore: [Int: Set<Int>]) throws(SignerError) -> Challenge {
        let random = try tools.randomness(Challenge.randomByteCount(for: reviewed.review))
        do throws(ChallengeError) {
            return try Challenge(reviewed.review, askedBefore: askedBefore, randomness: random)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    private func approveUnattended(
        _ reviewed: CaseReview, _ expected: Bytes32, prelude: [[String]], terminal: some ReviewTerminal
    ) throws(SignerError) -> ApprovedReview {
        guard reviewed.vault.document.body.network.isTest else { throw .unattendedOnMainnet }
        try SignerError.lifting {
            let pages = prelude + reviewed.pages(in: terminal.language)
            try terminal.write(pages.flatMap { $0 + [""] })
        }
        let facts = try reviewed.requireSignable()
        guard facts.digest == expected else { throw .digestDiffers(expected: expected, found: facts.digest) }
        guard reviewed.review.repetitions.isEmpty else {
            throw .repeatsPayment(reviewed.review.repetitions.map(\.caseID))
        }
        return try SignerError.lifting { try ApprovedReview(unattended: reviewed.review, expecting: expected) }
    }
}
