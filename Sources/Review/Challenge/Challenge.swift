import BitcoinPrimitives
package import ByteCoding
package import Custody

/// The typed challenge of one review: a question for every destination, or for everything that comes back when nothing
/// leaves. It is the door to ``ApprovedReview``.
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

    /// The earlier cases of this machine of which the person still has to say that they are to be paid beside this one.
    package private(set) var repetitions: [AnsweredCase]

    private let review: Review
    private var answered = 0
    private var failures = 0

    /// Draws a question for every destination.
    /// - Parameters:
    ///   - askedBefore: the offsets that were asked before in this case, by output; they are never asked again.
    ///   - randomness: at least ``randomByteCount(for:)`` random bytes.
    package init(
        _ review: Review, askedBefore: [Int: Set<Int>] = [:], randomness: [UInt8]
    ) throws(ChallengeError) {
        let facts = try ApprovedReview.signableFacts(of: review)
        let outputs = Self.outputs(of: facts)
        let needed = outputs.count * Self.randomBytesPerQuestion
        guard randomness.count >= needed else {
            throw .notEnoughRandomness(needed: needed, given: randomness.count)
        }
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
                    outputIndex: output.index, number: place + 1, total: outputs.count,
                    isExternal: output.role == .external, address: address, amount: output.amount,
                    offset: offsets[Int(number % UInt64(offsets.count))]))
        }
        self.questions = questions
        self.review = review
        repetitions = review.repetitions
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
        review.facts.map { outputs(of: $0).count * randomBytesPerQuestion } ?? 0
    }

    /// The question that waits for an answer; `nil` when all are answered or the challenge is over.
    package var question: ChallengeQuestion? {
        failures < Self.maximumFailures && answered < questions.count ? questions[answered] : nil
    }

    /// The offsets that this challenge asks, by output, for the record.
    package var asked: [Int: Set<Int>] {
        Dictionary(questions.map { ($0.outputIndex, [$0.offset]) }, uniquingKeysWith: { $0.union($1) })
    }

    /// Takes the characters and the amount that were typed for the question that waits.
    package mutating func answer(characters: String, amount: String) -> Outcome {
        guard let question else { return failures < Self.maximumFailures ? .complete : .failed }
        // Both are looked at before either is judged: which of them is wrong is not told.
        let areCharactersRight = question.accepts(characters: characters)
        let isAmountRight = question.accepts(amount: amount)
        if areCharactersRight, isAmountRight {
            answered += 1
            return answered == questions.count ? .complete : .right
        }
        failures += 1
        return failures < Self.maximumFailures ? .wrong(attemptsLeft: Self.maximumFailures - failures) : .failed
    }

    /// Gives the approved review when every question was answered.
    package consuming func approved() throws(ChallengeError) -> ApprovedReview {
        guard failures < Self.maximumFailures else { throw .failed(attempts: failures) }
        guard repetitions.isEmpty else { throw .repeatsPayment(repetitions.map(\.caseID)) }
        guard answered == questions.count, !questions.isEmpty else { throw .unanswered(questions.count - answered) }
        let facts = try ApprovedReview.signableFacts(of: review)
        return ApprovedReview(review: review, facts: facts, asked: asked)
    }

    private static func outputs(of facts: CaseFacts) -> [OutputFact] {
        facts.externalOutputs.isEmpty ? facts.ownOutputs : facts.externalOutputs
    }

    /// Offsets whose characters were not asked before; when all were touched, those that were not asked as a whole.
    private static func freshOffsets(_ possible: Range<Int>, used: Set<Int>) -> [Int] {
        let untouched = possible.filter { offset in
            used.allSatisfy { abs($0 - offset) >= ChallengeQuestion.characterCount }
        }
        return untouched.isEmpty ? possible.filter { !used.contains($0) } : untouched
    }
}

/// A review that nothing refuses and whose destinations the custodian has typed: the only thing that is ever signed.
///
/// It is consumed by the signature, so that one approval makes one signature.
package struct ApprovedReview: ~Copyable, Sendable {
    /// The review.
    package let review: Review

    /// The facts that were approved.
    package let facts: CaseFacts

    /// The offsets that were asked, by output; empty when the approval was unattended.
    package let asked: [Int: Set<Int>]

    fileprivate init(review: Review, facts: CaseFacts, asked: [Int: Set<Int>]) {
        self.review = review
        self.facts = facts
        self.asked = asked
    }

    /// Approves without questions, on test networks only, a case whose digest the caller already knows. What only a
    /// person may decide is refused.
    package init(unattended review: Review, expecting digest: Bytes32) throws(ChallengeError) {
        let facts = try Self.signableFacts(of: review)
        guard facts.vault.vault.network.isTest else { throw .unattendedOnMainnet }
        guard facts.digest == digest else { throw .digestDiffers(expected: digest, actual: facts.digest) }
        let repetitions = review.repetitions.map(\.caseID)
        guard repetitions.isEmpty else { throw .repeatsPayment(repetitions) }
        self.init(review: review, facts: facts, asked: [:])
    }

    fileprivate static func signableFacts(of review: Review) throws(ChallengeError) -> CaseFacts {
        guard review.isSignable, let facts = review.facts else {
            throw .notSignable(refusals: review.findings.count { $0.severity == .refuse })
        }
        guard review.machine.purpose != .inspect else { throw .inspectedOnly }
        return facts
    }
}
