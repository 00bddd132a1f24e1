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

    /// Shows all pages and asks the challenge; whoever fails or breaks it off is recorded.
    func run(
        _ reviewed: CaseReview, prelude: [[String]], home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> ApprovedReview {
        try reviewed.note(step.purpose, in: &home, at: time)
        let facts: CaseFacts
        switch mode {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            try SignerError.lifting { try terminal.show(pages: prelude + reviewed.pages(in: terminal.language)) }
            facts = try reviewed.requireSignable()
        case .expectedDigest(let expected):
            guard reviewed.vault.document.body.network.isTest else { throw .unattendedOnMainnet }
            try SignerError.lifting {
                let pages = prelude + reviewed.pages(in: terminal.language)
                try terminal.write(pages.flatMap { $0 + [""] })
            }
            facts = try reviewed.requireSignable()
            guard facts.digest == expected else { throw .digestDiffers(expected: expected, found: facts.digest) }
            guard reviewed.review.repetitions.isEmpty else {
                throw .repeatsPayment(reviewed.review.repetitions.map(\.caseID))
            }
            return try SignerError.lifting {
                try ApprovedReview(unattended: reviewed.review, expecting: expected)
            }
        }
        let caseID = reviewed.file.caseID
        let asked = home.journal.askedPositions(of: caseID)
        var challenge = try SignerError.lifting {
            let random = try tools.randomness(Challenge.randomByteCount(for: reviewed.review))
            return try Challenge(reviewed.review, askedBefore: asked, randomness: random)
        }
        let event = JournalEvent.Again(
            step: step, caseID: caseID, caseDigest: facts.digest, file: reviewed.file.hash,
            challenge: Self.positions(challenge.asked))
        let failed = home.journal.failedChallenges(of: caseID)
        // Before the first question: whoever breaks it off, in whatever way, has seen these positions.
        _ = try home.record(.asked(event), at: time)
        if failed > 0 {
            try write(ReviewText(terminal.language).visit(.askedBefore(times: failed)), to: terminal)
        }
        do {
            try ask(&challenge, terminal)
        } catch {
            _ = try home.record(.notAccepted(event), at: time)
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

    private func ask(_ challenge: inout Challenge, _ terminal: some ReviewTerminal) throws(SignerError) {
        let text = ReviewText(terminal.language)
        while let earlier = challenge.repetitions.first {
            let words = text.repetition(earlier)
            try write([""] + words.title, to: terminal)
            let typed = try SignerError.lifting { try terminal.ask(words.prompt) }
            guard challenge.acknowledgeRepetition(typed) else { throw .repeatsPayment([earlier.caseID]) }
        }
        try write(text.visit(.answerFromPaper) + text.visit(.positionsCount), to: terminal)
        while let question = challenge.question {
            let words = text.challenge(question)
            try write([""] + words.title, to: terminal)
            let (characters, amount) = try SignerError.lifting {
                (try terminal.ask(words.characters), try terminal.ask(words.amount))
            }
            let outcome = challenge.answer(characters: characters, amount: amount)
            try write(text.challengeOutcome(outcome), to: terminal)
            guard outcome != .failed else { throw .challengeFailed }
        }
    }

    private func write(_ lines: [String], to terminal: some ReviewTerminal) throws(SignerError) {
        try SignerError.lifting { try terminal.write(lines) }
    }
}
