import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review
import TestSupport
import Testing

@Suite("The typed challenge")
struct ChallengeTests {
    private func review(
        _ change: (inout FixtureCase) throws -> Void = { _ in }
    ) throws -> Review {
        ReviewFixture.review(try ReviewFixture.changed(change))
    }

    private func payTwo(_ fixture: inout FixtureCase) throws {
        fixture.payments[0].sat -= 1_000_000
        fixture.payments.append(
            FixtureCase.Payment(
                script: Script.p2pkh(hash: [UInt8](repeating: 9, count: 20)), derived: nil, sat: 1_000_000))
    }

    private static func characters(_ question: ChallengeQuestion) -> String {
        let text = Array(question.address.text)
        return String(text[(question.positions.lowerBound - 1)..<question.positions.upperBound])
    }

    private static let randomness = [UInt8](0..<64)

    /// A challenge whose warnings were read.
    private func challenge(_ review: Review) throws -> Challenge {
        var challenge = try Challenge(review, randomness: Self.randomness)
        while let warning = challenge.warnings.first { _ = challenge.acknowledgeWarning(warning.word) }
        return challenge
    }

    @Test("asks about every destination and approves when all are typed")
    func complete() throws {
        let review = try review(payTwo)
        #expect(Challenge.randomByteCount(for: review) == 16)
        var challenge = try challenge(review)
        let questions = challenge.questions
        #expect(questions.map(\.outputIndex) == [0, 2])
        let first = try challenge.question.orThrow()
        let firstOutcome = challenge.answer(characters: Self.characters(first), amount: "2.49")
        #expect(firstOutcome == .right)
        let second = try challenge.question.orThrow()
        let lastOutcome = challenge.answer(characters: Self.characters(second), amount: "1000000 sat")
        #expect(lastOutcome == .complete)
        let waiting = challenge.question
        #expect(waiting == nil)
        let asked = challenge.asked
        let approved = try challenge.approved()
        let recorded = approved.asked
        #expect(recorded == asked)
        #expect(recorded.mapValues(\.count) == [0: 1, 2: 1])
        let approvedDigest = approved.facts.digest
        #expect(approvedDigest == review.facts?.digest)
        let approvedFile = approved.review.fileHash
        #expect(approvedFile == review.fileHash)
    }

    @Test("approves a repeated payment only when every earlier case was named, with or without a person")
    func repetitions() throws {
        let fixture = try ReviewFixture.standardCase()
        let pays = try fixture.transaction().outputs[0]
        let answered = try [2, 3].map {
            AnsweredCase(
                caseID: try FixtureCase.caseID($0), digest: try Bytes32([UInt8](repeating: 5, count: 32)), spends: [],
                pays: [pays], isConfirmed: true)
        }
        let context = try ReviewFixture.context(
            fixture,
            machine: MachineView(
                person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: answered,
                today: try ReviewFixture.today()))
        // No check has to speak for it.
        let review = ReviewFixture.review(context, checks: [])
        #expect(review.isSignable)
        func answering(_ words: [String]) throws -> (taken: [Bool], error: ChallengeError?) {
            var challenge = try challenge(review)
            var taken: [Bool] = []
            for word in words { taken.append(challenge.acknowledgeRepetition(word)) }
            let question = try challenge.question.orThrow()
            _ = challenge.answer(characters: Self.characters(question), amount: "\(question.amount.sat) sat")
            do throws(ChallengeError) {
                _ = try challenge.approved()
                return (taken, nil)
            } catch {
                return (taken, error)
            }
        }
        let cases = answered.map(\.caseID)
        #expect(try answering([]).error == .repeatsPayment(cases))
        #expect(try answering(["both 03030303"]).error == .repeatsPayment(cases))
        #expect(try answering(["both 02020202"]).error == .repeatsPayment([cases[1]]))
        #expect(try answering(["both 02020202", "both 02020202"]).taken == [true, false])
        let whole = try answering(["both 02020202", "both 03030303", "both 03030303"])
        #expect(whole.taken == [true, true, false] && whole.error == nil)
        let digest = try #require(review.facts).digest
        #expect(throws: ChallengeError.repeatsPayment(cases)) {
            _ = try ApprovedReview(unattended: review, expecting: digest)
        }
    }

    @Test("approves nothing before every warning was acknowledged by its own word")
    func warnings() throws {
        let review = try review {
            $0.payments[1].sat -= 200
            $0.payments.append(FixtureCase.Payment(script: try FixtureCase.stranger(8), derived: nil, sat: 200))
        }
        let words = ["second-look", "orders-optional", "dust 2"]
        #expect(review.warnings.map(\.word).sorted() == words.sorted())
        var challenge = try Challenge(review, randomness: Self.randomness)
        while let question = challenge.question {
            _ = challenge.answer(characters: Self.characters(question), amount: "\(question.amount.sat) sat")
        }
        for wrong in ["", "yes", "dust", "DUST 2", challenge.warnings[0].word + " "] {
            let isTaken = challenge.acknowledgeWarning(wrong)
            #expect(!isTaken, "\(wrong)")
        }
        let first = challenge.warnings[0].word
        let isTaken = challenge.acknowledgeWarning(first)
        let isTakenAgain = challenge.acknowledgeWarning(first)
        #expect(isTaken && !isTakenAgain)
        let left = challenge.warnings.map(\.word)
        do {
            _ = try challenge.approved()
            Issue.record("approved")
        } catch {
            #expect(error == .unacknowledged(left) && left.count == 2)
        }
        // Without a person only what is said about the vault, the same in each of its cases, may stand.
        let digest = try #require(review.facts).digest
        #expect(throws: ChallengeError.unacknowledged(["dust 2"])) {
            _ = try ApprovedReview(unattended: review, expecting: digest)
        }
    }

    /// A case with so many destinations of different amounts, under a vault that draws ten.
    private func payout(_ count: UInt8, known: Set<UInt8> = [], sampling: Int? = 10) throws -> Review {
        let rule = try sampling.map { try ChallengeRule(sampling: $0) } ?? .all
        var fixture = try FixtureCase(FixtureVault { $0.challenge = rule })
        fixture.payments = try (1...count).map {
            FixtureCase.Payment(
                script: try FixtureCase.stranger($0), derived: nil, sat: 5_000_000 + UInt64($0) * 1_000)
        }
        try fixture.addOwnOutput(1, 5, sat: 300_000_000 - fixture.payments.reduce(0) { $0 + $1.sat } - 5_000)
        let answered = AnsweredCase(
            caseID: try FixtureCase.caseID(9), digest: try Bytes32([UInt8](repeating: 5, count: 32)), spends: [],
            pays: try known.map { TxOut(amount: try Amount(sat: 1), scriptPubKey: try FixtureCase.stranger($0)) })
        return ReviewFixture.review(
            try ReviewFixture.context(
                fixture,
                machine: MachineView(
                    person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: [answered],
                    today: try ReviewFixture.today())))
    }

    @Test("asks for everything up to the number that the vault sets, and draws above it")
    func sampled() throws {
        func asked(_ review: Review, seed: UInt64) throws -> Set<Int> {
            var generator = SeededGenerator(seed: seed)
            let challenge = try Challenge(
                review, randomness: generator.bytes(Challenge.randomByteCount(for: review)))
            let isSampled = challenge.totals != nil
            #expect(isSampled == (challenge.questions.count < 40))
            // A destination has the number of its page, whether others are asked for or not.
            #expect(challenge.questions.allSatisfy { $0.number == $0.outputIndex + 1 && $0.total == 40 })
            return Set(challenge.questions.map(\.outputIndex))
        }
        // Nobody is known, so everybody is asked for, and there is nothing left to draw.
        #expect(try asked(payout(40), seed: 1).count == 40)
        #expect(try asked(payout(40, known: Set(1...40), sampling: nil), seed: 1).count == 40)
        #expect(try asked(payout(40, known: Set(1...40), sampling: 40), seed: 1).count == 40)
        // Outputs 35 to 39 are the largest; 0 and 1 go to strangers.
        let review = try payout(40, known: Set(3...40))
        let always: Set<Int> = [0, 1, 35, 36, 37, 38, 39]
        var drawn: [Int: Int] = [:]
        for seed in 0..<200 as Range<UInt64> {
            let asked = try asked(review, seed: seed)
            #expect(asked.isSuperset(of: always) && asked.count == 17)
            for output in asked.subtracting(always) { drawn[output, default: 0] += 1 }
        }
        // Each of the 33 others is drawn in about 61 of 200 rounds.
        #expect(drawn.count == 33 && drawn.values.allSatisfy { (30...95).contains($0) })
        let known = try payout(40, known: Set(1...40))
        #expect(try asked(known, seed: 1).count == 15)
        #expect(try asked(known, seed: 1) != asked(known, seed: 2))
    }

    @Test("asks for the number of destinations and their sum where it draws, and approves nothing without them")
    func totals() throws {
        let review = try payout(40, known: Set(1...40))
        let sum: UInt64 = 40 * 5_000_000 + 820 * 1_000
        func answered() throws -> Challenge {
            var generator = SeededGenerator(seed: 3)
            var challenge = try Challenge(
                review, randomness: generator.bytes(Challenge.randomByteCount(for: review)))
            while let warning = challenge.warnings.first { _ = challenge.acknowledgeWarning(warning.word) }
            while let question = challenge.question {
                let isEarly = challenge.waitingTotals != nil
                let outcome = challenge.answer(
                    characters: Self.characters(question), amount: "\(question.amount.sat) sat")
                #expect(outcome == .right && !isEarly)
            }
            return challenge
        }
        let unasked = try answered()
        do {
            _ = try unasked.approved()
            Issue.record("approved")
        } catch {
            #expect(error == .unanswered(1))
        }
        var challenge = try answered()
        let waiting = challenge.waitingTotals
        #expect(waiting == TotalsQuestion(count: 40, total: try Amount(sat: sum)))
        let wrongCount = challenge.answer(count: "39", total: "\(sum) sat")
        let wrongSum = challenge.answer(count: "40", total: "\(sum + 1) sat")
        #expect(wrongCount == .wrong(attemptsLeft: 2) && wrongSum == .wrong(attemptsLeft: 1))
        let right = challenge.answer(count: " 40 ", total: "2.0082 BTC")
        let after = challenge.waitingTotals
        #expect(right == .complete && after == nil)
        let approved = try challenge.approved()
        let count = approved.asked.count
        #expect(count == 15)
        var failing = try answered()
        let outcomes = [
            failing.answer(count: "1", total: "1"), failing.answer(count: "", total: ""),
            failing.answer(count: "40", total: "\(sum)"), failing.answer(count: "40", total: "\(sum) sat"),
        ]
        #expect(outcomes == [.wrong(attemptsLeft: 2), .wrong(attemptsLeft: 1), .failed, .failed])
    }

    @Test("asks about what comes back when nothing leaves")
    func internalCase() throws {
        let review = try review {
            $0.header = try CaseHeader(drill: false, caseID: $0.header.caseID, kind: .internal)
            $0.payments = []
            try $0.addOwnOutput(1, 5, sat: 299_999_000)
        }
        let questions = try Challenge(review, randomness: Self.randomness).questions
        #expect(questions.map(\.isExternal) == [false])
        #expect(questions.map(\.amount.sat) == [299_999_000])
    }

    @Test("asks only behind what all addresses of a kind begin with, and to the very end")
    func offsets() throws {
        let review = try review(payTwo)
        var offsets: [Int: Set<Int>] = [0: [], 2: []]
        for seed in 0..<600 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let challenge = try Challenge(review, randomness: generator.bytes(16))
            for question in challenge.questions { offsets[question.outputIndex]?.insert(question.offset) }
        }
        let segwit = try #require(review.facts?.outputs[0].address?.text)
        let legacy = try #require(review.facts?.outputs[2].address?.text)
        #expect(offsets[0] == Set("bcrt1q".count...(segwit.count - 4)))
        #expect(offsets[2] == Set(4...(legacy.count - 4)))
    }

    @Test("never asks the same characters twice, and ends when none are left")
    func askedBefore() throws {
        let review = try review()
        var asked: Set<Int> = []
        let length = try #require(review.facts?.outputs[0].address?.text).count
        let possible = Set(6...(length - 4))
        for round in 0..<possible.count {
            var generator = SeededGenerator(seed: UInt64(round))
            let challenge = try Challenge(review, askedBefore: [0: asked], randomness: generator.bytes(8))
            let offset = challenge.questions[0].offset
            #expect(!asked.contains(offset))
            if round < 3 { #expect(asked.allSatisfy { abs($0 - offset) >= 4 }) }
            asked.insert(offset)
        }
        #expect(asked == possible)
        #expect(throws: ChallengeError.questionsExhausted(output: 0)) {
            _ = try Challenge(review, askedBefore: [0: asked], randomness: Self.randomness)
        }
    }

    @Test("takes spaces, capitals of bech32, and amounts in either unit, and nothing else")
    func answers() throws {
        let review = try review(payTwo)
        let questions = try Challenge(review, randomness: Self.randomness).questions
        let segwit = questions[0]
        let right = Self.characters(segwit)
        #expect(segwit.accepts(characters: right.uppercased()))
        #expect(segwit.accepts(characters: " " + right.map(String.init).joined(separator: " ") + " "))
        #expect(!segwit.accepts(characters: right + "q"))
        #expect(!segwit.accepts(characters: String(right.dropLast())))
        #expect(!segwit.accepts(characters: ""))
        let legacy = questions[1]
        #expect(legacy.accepts(characters: Self.characters(legacy)))
        let swapped = String(
            Self.characters(legacy).map { $0.isUppercase ? Character($0.lowercased()) : Character($0.uppercased()) })
        #expect(!legacy.accepts(characters: swapped))
        for amount in ["2.49", "2.49000000", "2.49 BTC", "249000000 sat", " 249000000sat "] {
            #expect(segwit.accepts(amount: amount), "\(amount)")
        }
        for amount in [
            "", "2.48", "249000000", "249000001 sat", "249000000 BTC", "2.49 sat", "2,49", "-2.49", "+249000000",
            "2.490000000",
        ] {
            #expect(!segwit.accepts(amount: amount), "\(amount)")
        }
    }

    @Test("ends with the third wrong answer, in whatever question it falls")
    func failures() throws {
        var challenge = try challenge(try review(payTwo))
        let first = try challenge.question.orThrow()
        let wrongOnce = challenge.answer(characters: "????", amount: "2.49")
        #expect(wrongOnce == .wrong(attemptsLeft: 2))
        let again = challenge.question
        #expect(again == first)
        let rightOnce = challenge.answer(characters: Self.characters(first), amount: "2.49")
        #expect(rightOnce == .right)
        let second = try challenge.question.orThrow()
        let wrongTwice = challenge.answer(characters: Self.characters(second), amount: "0.1")
        #expect(wrongTwice == .wrong(attemptsLeft: 1))
        let wrongThrice = challenge.answer(characters: "", amount: "")
        #expect(wrongThrice == .failed)
        let afterFailure = challenge.question
        #expect(afterFailure == nil)
        let afterTheEnd = challenge.answer(characters: Self.characters(second), amount: "1000000 sat")
        #expect(afterTheEnd == .failed)
        do {
            _ = try challenge.approved()
            Issue.record("approved")
        } catch {
            #expect(error == .failed(attempts: 3))
        }
    }

    @Test("approves nothing before every question is answered")
    func unanswered() throws {
        let challenge = try challenge(try review(payTwo))
        do {
            _ = try challenge.approved()
            Issue.record("approved")
        } catch {
            #expect(error == .unanswered(2))
        }
    }

    @Test("is not made for a review that refuses, nor from too few random bytes")
    func notMade() throws {
        let refused = ReviewFixture.review(try ReviewFixture.changed(mutate: { $0.inputs[0].sighashType = 3 }))
        #expect(throws: ChallengeError.notSignable(refusals: 1)) {
            _ = try Challenge(refused, randomness: Self.randomness)
        }
        let inspected = ReviewFixture.review(try ReviewFixture.changed(machine: ReviewFixture.alice(.inspect)))
        #expect(inspected.isSignable)
        #expect(throws: ChallengeError.inspectedOnly) {
            _ = try Challenge(inspected, randomness: Self.randomness)
        }
        let good = try review()
        #expect(throws: ChallengeError.notEnoughRandomness(needed: 8, given: 7)) {
            _ = try Challenge(good, randomness: [UInt8](repeating: 1, count: 7))
        }
    }

    @Test("can be left out on test networks only, for a digest that is known, and for no review that refuses")
    func unattended() throws {
        let review = try review()
        let digest = try #require(review.facts).digest
        let approved = try ApprovedReview(unattended: review, expecting: digest)
        let asked = approved.asked
        #expect(asked == [:])
        let other = try Bytes32([UInt8](repeating: 1, count: 32))
        #expect(throws: ChallengeError.digestDiffers(expected: other, actual: digest)) {
            _ = try ApprovedReview(unattended: review, expecting: other)
        }
        let main = ReviewFixture.review(try ReviewFixture.vault { $0.network = .mainnet })
        #expect(main.isSignable)
        #expect(throws: ChallengeError.unattendedOnMainnet) {
            _ = try ApprovedReview(unattended: main, expecting: digest)
        }
        let refused = ReviewFixture.review(try ReviewFixture.changed(mutate: { $0.inputs[0].sighashType = 3 }))
        #expect(throws: ChallengeError.notSignable(refusals: 1)) {
            _ = try ApprovedReview(unattended: refused, expecting: digest)
        }
    }

    @Test("words its questions from the same catalogue")
    func wording() throws {
        let question = try Challenge(try review(payTwo), randomness: [UInt8](repeating: 0, count: 16)).questions[1]
        let text = ReviewText().challenge(question)
        #expect(
            text.title == [
                "Destination 2 of 2 (output 2): answer from the paper or order in your hand,", "not from this screen.",
            ])
        #expect(text.characters == "Type characters 5 to 8 of the address (they begin in group 2): ")
        #expect(text.amount == "Type the amount, in BTC (2.50000000) or in sat (250000000 sat): ")
        #expect(
            ReviewText().challengeOutcome(.wrong(attemptsLeft: 1)) == [
                "That is not what this file pays. 1 attempt left."
            ])
        #expect(ReviewText().challengeOutcome(.right) == [])
    }
}
