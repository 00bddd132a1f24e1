import BitcoinPrimitives
package import ByteCoding
package import Custody

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

    /// Only a ``Challenge`` that is complete makes one, and the unattended approval below.
    init(_ challenge: consuming Challenge.Answered) {
        self.init(review: challenge.review, facts: challenge.facts, asked: challenge.asked)
    }

    private init(review: Review, facts: CaseFacts, asked: [Int: Set<Int>]) {
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
        let warnings = review.warningsAboutCase.map(\.word)
        guard warnings.isEmpty else { throw .unacknowledged(warnings) }
        let repetitions = review.repetitions.map(\.caseID)
        guard repetitions.isEmpty else { throw .repeatsPayment(repetitions) }
        self.init(review: review, facts: facts, asked: [:])
    }

    /// The facts of a review that may be approved.
    static func signableFacts(of review: Review) throws(ChallengeError) -> CaseFacts {
        guard review.isSignable, let facts = review.facts else {
            throw .notSignable(refusals: review.findings.count { $0.severity == .refuse })
        }
        guard review.machine.purpose != .inspect else { throw .inspectedOnly }
        return facts
    }
}
