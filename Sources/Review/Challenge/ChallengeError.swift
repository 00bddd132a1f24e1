package import ByteCoding
package import Custody

/// Why a review cannot be approved.
package enum ChallengeError: CodedError, Hashable {
    /// The review has no facts or a finding refuses.
    case notSignable(refusals: Int)

    /// The review was made to look only.
    case inspectedOnly

    /// The caller supplied too few random bytes.
    case notEnoughRandomness(needed: Int, given: Int)

    /// Every possible question about an output was asked before in this case.
    case questionsExhausted(output: Int)

    /// An output has no address that could be asked about.
    case noAddress(output: Int)

    /// Not every question was answered.
    case unanswered(Int)

    /// Too many wrong answers were given.
    case failed(attempts: Int)

    /// Earlier cases of this machine pay the same, and nobody has said that they are to be paid beside this one.
    case repeatsPayment([CaseID])

    /// Warnings were not acknowledged, by the words that acknowledge them.
    case unacknowledged([String])

    /// An unattended approval was asked for on the main network.
    case unattendedOnMainnet

    /// The digest that the caller expects is not the case's.
    case digestDiffers(expected: Bytes32, actual: Bytes32)

    package var code: String {
        switch self {
        case .notSignable: "challenge.not-signable"
        case .inspectedOnly: "challenge.inspected-only"
        case .notEnoughRandomness: "challenge.not-enough-randomness"
        case .questionsExhausted: "challenge.questions-exhausted"
        case .noAddress: "challenge.no-address"
        case .unanswered: "challenge.unanswered"
        case .failed: "challenge.failed"
        case .repeatsPayment: PaymentNotMadeAgain.id
        case .unacknowledged: "challenge.unacknowledged"
        case .unattendedOnMainnet: "challenge.unattended-on-mainnet"
        case .digestDiffers: "challenge.digest-differs"
        }
    }

    package var description: String {
        switch self {
        case .notSignable(let refusals): "the review refuses this case (\(refusals) findings)"
        case .inspectedOnly: "a review that was made to look only approves nothing"
        case .notEnoughRandomness(let needed, let given): "\(needed) random bytes are needed, \(given) were given"
        case .questionsExhausted(let output): "every question about output \(output) was asked before in this case"
        case .noAddress(let output): "output \(output) has no address to ask about"
        case .unanswered(let count): "\(count) questions are not answered"
        case .failed(let attempts): "\(attempts) answers were wrong"
        case .repeatsPayment(let cases):
            "this machine has approved the same payment from other coins in the case "
                + cases.map(\.short).joined(separator: ", ")
        case .unacknowledged(let words):
            "\(words.count) warnings were not acknowledged: \(words.joined(separator: ", "))"
        case .unattendedOnMainnet: "a case on the main network cannot be approved without its questions"
        case .digestDiffers(let expected, let actual): "the case digest is \(actual), not \(expected)"
        }
    }

    package var remedy: String? {
        switch self {
        case .notSignable: "read the findings of the review"
        case .failed: "compare every destination with the order before trying again; the attempt is on record"
        case .repeatsPayment:
            "if the first payment failed, ask for a case that replaces it; only a person at the machine can say that both "
                + "are to be paid"
        case .unacknowledged: "only a person at the machine can say that a warning was read"
        case .questionsExhausted: "refuse this case and ask for a new proposal"
        case .inspectedOnly, .notEnoughRandomness, .noAddress, .unanswered, .unattendedOnMainnet, .digestDiffers: nil
        }
    }
}
