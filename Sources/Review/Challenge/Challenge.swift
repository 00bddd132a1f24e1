import BitcoinPrimitives
package import Custody

/// The typed challenge of one review: a question for every destination, or for everything that comes back when nothing
/// leaves; above the number that the vault sets, for those that ``ChallengeSelection`` draws, and one for the totals. Every
/// warning and every repeated payment is acknowledged by itself. It is the door to ``ApprovedReview``.
package struct Challenge: ~Copyable, Sendable {
    /// What an answer leads to.
    package enum Outcome: Hashable, Sendable {
        /// The answer is right, and a further question waits.
        case right

        /// The last answer is right.
        case complete

        /// The answer is wrong; so many more may be tried.
        case wrong(attemptsLeft: Int)

        /// Too many answers were wrong: the challenge is over.
        case failed
    }

    /// The wrong answers that end a challenge.
    package static let maximumFailures = 3

    /// The random bytes that one question takes.
    package static let randomBytesPerQuestion = 8

    /// The questions in order.
    package let questions: [ChallengeQuestion]

    /// The question about all destinations together, after the others; `nil` where every destination is asked for.
    package let totals: TotalsQuestion?

    /// The warnings that the person has not acknowledged yet.
    package private(set) var warnings: [Finding]

    /// The earlier cases of this machine of which the person still has to say that they are to be paid beside this one.
    package private(set) var repetitions: [AnsweredCase]

    private let review: Review
    private var answered = 0
    private var failures = 0
    private var areTotalsRight = false

    /// Draws a question for every destination.
    /// - Parameters:
    ///   - askedBefore: the offsets that were asked before in this case, by output; they are never asked again.
    ///   - randomness: at least ``randomByteCount(for:)`` random bytes.
    package init(
        _ review: Review, askedBefore: [Int: Set<Int>] = [:], randomness: [UInt8]
    ) throws(ChallengeError) {
        let facts = try ApprovedReview.signableFacts(of: review)
        let selection = ChallengeSelection(facts, on: review.machine)
        let needed = Self.randomByteCount(for: selection)
        guard randomness.count >= needed else {
            throw .notEnoughRandomness(needed: needed, given: randomness.count)
        }
        let outputs = selection.drawn(with: randomness.prefix(selection.randomByteCount))
        let randomness = Array(randomness.dropFirst(selection.randomByteCount))
        // A destination is found on paper by its number on its page, whether all are asked for or not.
        let numbers = Dictionary(
            selection.outputs.enumerated().map { ($0.element.index, $0.offset + 1) },
            uniquingKeysWith: { first, _ in first })
        var questions: [ChallengeQuestion] = []
        for (place, output) in outputs.enumerated() {
            guard let address = output.address else { throw .noAddress(output: output.index) }
            let start = place * Self.randomBytesPerQuestion
            let offsets = Self.freshOffsets(
                ChallengeQuestion.possibleOffsets(in: address), used: askedBefore[output.index] ?? [])
            guard !offsets.isEmpty else { throw .questionsExhausted(output: output.index) }
            // 64 random bits over at most 90 offsets: the bias is below 2^-57.
            let number = randomness[start..<start + Self.randomBytesPerQuestion].reduce(UInt64(0)) {
                $0 << 8 | UInt64($1)
            }
            questions.append(
                ChallengeQuestion(
                    outputIndex: output.index, number: numbers[output.index] ?? place + 1,
                    total: selection.outputs.count,
                    isExternal: output.role == .external, address: address, amount: output.amount,
                    offset: offsets[Int(number % UInt64(offsets.count))]))
        }
        self.questions = questions
        totals =
            selection.isSampled
            ? TotalsQuestion(
                count: selection.outputs.count, total: facts.externalOutputs.isEmpty ? facts.staying : facts.leaving)
            : nil
        self.review = review
        warnings = review.warnings
        repetitions = review.repetitions
    }

    /// Takes what was typed for the first of the ``warnings``; anything but its exact word changes nothing.
    package mutating func acknowledgeWarning(_ typed: String) -> Bool {
        guard let first = warnings.first, typed == first.word else { return false }
        warnings.removeFirst()
        return true
    }

    /// What is typed to say that a case and this one are both to be paid.
    package static func bothWords(of earlier: CaseID) -> String { "both \(earlier.short)" }

    /// Takes what was typed for the first of the ``repetitions``; anything but its exact words changes nothing.
    package mutating func acknowledgeRepetition(_ typed: String) -> Bool {
        guard let first = repetitions.first, typed == Self.bothWords(of: first.caseID) else { return false }
        repetitions.removeFirst()
        return true
    }

    /// The random bytes that a challenge over a review takes.
    package static func randomByteCount(for review: Review) -> Int {
        review.facts.map { randomByteCount(for: ChallengeSelection($0, on: review.machine)) } ?? 0
    }

    private static func randomByteCount(for selection: ChallengeSelection) -> Int {
        selection.randomByteCount + selection.outputs.count * randomBytesPerQuestion
    }

    /// The question about a destination that waits for an answer; `nil` when all are answered or the challenge is over.
    package var question: ChallengeQuestion? {
        failures < Self.maximumFailures && answered < questions.count ? questions[answered] : nil
    }

    /// The question about the totals, once every other is answered; `nil` without one, or when the challenge is over.
    package var waitingTotals: TotalsQuestion? {
        failures < Self.maximumFailures && answered == questions.count && !areTotalsRight ? totals : nil
    }

    /// The offsets that this challenge asks, by output, for the record.
    package var asked: [Int: Set<Int>] {
        Dictionary(questions.map { ($0.outputIndex, [$0.offset]) }, uniquingKeysWith: { $0.union($1) })
    }

    /// Takes the characters and the amount that were typed for the question that waits.
    package mutating func answer(characters: String, amount: String) -> Outcome {
        guard let question else { return afterDestinations }
        // Both are looked at before either is judged: which of them is wrong is not told.
        let areCharactersRight = question.accepts(characters: characters)
        let isAmountRight = question.accepts(amount: amount)
        if areCharactersRight, isAmountRight {
            answered += 1
            return answered == questions.count ? afterDestinations : .right
        }
        return failed()
    }

    /// Takes the number of destinations and the sum that were typed for ``waitingTotals``.
    package mutating func answer(count: String, total: String) -> Outcome {
        guard let waiting = waitingTotals else { return answered == questions.count ? afterDestinations : .right }
        let isCountRight = waiting.accepts(count: count)
        let isTotalRight = waiting.accepts(total: total)
        guard isCountRight, isTotalRight else { return failed() }
        areTotalsRight = true
        return .complete
    }

    private var afterDestinations: Outcome {
        if failures >= Self.maximumFailures { return .failed }
        return totals == nil || areTotalsRight ? .complete : .right
    }

    private mutating func failed() -> Outcome {
        failures += 1
        return failures < Self.maximumFailures ? .wrong(attemptsLeft: Self.maximumFailures - failures) : .failed
    }

    /// A challenge that is complete.
    struct Answered: ~Copyable {
        let review: Review
        let facts: CaseFacts
        let asked: [Int: Set<Int>]

        fileprivate init(review: Review, facts: CaseFacts, asked: [Int: Set<Int>]) {
            self.review = review
            self.facts = facts
            self.asked = asked
        }
    }

    /// Gives the approved review when every question was answered.
    package consuming func approved() throws(ChallengeError) -> ApprovedReview {
        guard failures < Self.maximumFailures else { throw .failed(attempts: failures) }
        guard warnings.isEmpty else { throw .unacknowledged(warnings.map(\.word)) }
        guard repetitions.isEmpty else { throw .repeatsPayment(repetitions.map(\.caseID)) }
        let isTotalMissing = totals != nil && !areTotalsRight
        guard answered == questions.count, !questions.isEmpty, !isTotalMissing else {
            throw .unanswered(questions.count - answered + (isTotalMissing ? 1 : 0))
        }
        let facts = try ApprovedReview.signableFacts(of: review)
        return ApprovedReview(Answered(review: review, facts: facts, asked: asked))
    }

    /// Offsets whose characters were not asked before; when all were touched, those that were not asked as a whole.
    private static func freshOffsets(_ possible: Range<Int>, used: Set<Int>) -> [Int] {
        let untouched = possible.filter { offset in
            used.allSatisfy { abs($0 - offset) >= ChallengeQuestion.characterCount }
        }
        return untouched.isEmpty ? possible.filter { !used.contains($0) } : untouched
    }
}
