import CommandSupport
import Review

/// Asks a challenge's questions at a terminal.
struct ChallengeQuestions<Terminal: ReviewTerminal> {
    private let reviewed: CaseReview
    private let terminal: Terminal
    private let text: ReviewText

    init(_ reviewed: CaseReview, on terminal: Terminal) {
        self.reviewed = reviewed
        self.terminal = terminal
        text = ReviewText(terminal.language)
    }

    /// Asks about payments that were made before, then for every destination that was drawn, then for the totals.
    /// - Parameter times: how often questions about the case were left unanswered before.
    func ask(_ challenge: inout Challenge, unansweredBefore times: Int) throws(SignerError) {
        if times > 0 { try write(text.visit(.askedBefore(times: times))) }
        while let earlier = challenge.repetitions.first {
            let words = text.repetition(earlier)
            try write([""] + words.title)
            guard challenge.acknowledgeRepetition(try ask(words.prompt)) else {
                throw .repeatsPayment([earlier.caseID])
            }
        }
        try write([""] + text.visit(.answerFromPaper) + text.visit(.positionsCount))
        if let facts = reviewed.review.facts {
            try write(text.sample(challenge, ChallengeSelection(facts, on: reviewed.review.machine)))
        }
        while let question = challenge.question {
            let words = text.challenge(question)
            try write([""] + words.title)
            let (characters, amount) = (try ask(words.characters), try ask(words.amount))
            try judge(challenge.answer(characters: characters, amount: amount), isSampled: challenge.totals != nil)
        }
        while challenge.waitingTotals != nil {
            let words = text.totals()
            try write([""] + words.title)
            let (count, total) = (try ask(words.count), try ask(words.amount))
            try judge(challenge.answer(count: count, total: total), isSampled: true)
        }
    }

    private func judge(_ outcome: Challenge.Outcome, isSampled: Bool) throws(SignerError) {
        try write(text.challengeOutcome(outcome, isSampled: isSampled))
        guard outcome != .failed else { throw .challengeFailed }
    }

    private func ask(_ prompt: String) throws(SignerError) -> String {
        try SignerError.lifting { try terminal.ask(prompt) }
    }

    private func write(_ lines: [String]) throws(SignerError) {
        guard !lines.isEmpty else { return }
        try SignerError.lifting { try terminal.write(lines) }
    }
}
