/// One thing that the programs do with a case, measured by itself.
enum Step: String, CaseIterable, Sendable {
    /// Reads the proposal of version 0.
    case parseV0 = "parse-v0"
    /// Reads the proposal of version 2.
    case parseV2 = "parse-v2"
    /// Reads what one cosigner gave back.
    case parseSigned = "parse-signed"
    /// Establishes the facts: every input proven and derived from the vault, every output looked for, the case digest.
    case facts
    /// The whole review: the facts, every check, the words and all pages.
    case review
    /// Makes one cosigner's signatures and adds them.
    case sign
    /// Compares one cosigner's file with the request and verifies its signatures.
    case collect
    /// Verifies the signatures of two cosigners with OpenSSL.
    case verify
    /// Verifies them with `PublicCurve`.
    case verifyOwn = "verify-own"
    /// Derives as many scripts from the vault as there are inputs.
    case derive
    /// Combines, finalises, extracts and writes the transaction; its signatures have been verified before.
    case assemble
    /// Writes the PSBT that one cosigner gives back.
    case write

    /// The work that a step cannot do without, done one call after the other.
    enum Floor: String, Sendable {
        /// One signature for each input: low-R grinding and one verification included.
        case signing = "one-signature"
        /// One verification for each input.
        case oneVerification = "one-verification"
        /// One verification for each of the two signatures of an input.
        case verification = "two-verifications"
        /// Three public child keys for each input.
        case derivation = "three-child-keys"
    }

    /// The floor that the step is measured against; `nil` when it has none but reading and writing memory.
    var floor: Floor? {
        switch self {
        case .facts, .review: .derivation
        case .sign: .signing
        case .collect: .oneVerification
        case .verify: .verification
        case .parseV0, .parseV2, .parseSigned, .verifyOwn, .derive, .assemble, .write: nil
        }
    }

    /// The name under which libwally's time for the same was written; `nil` when it has no such step.
    var otherName: String? {
        switch self {
        case .parseV0, .parseV2, .parseSigned, .sign, .verify, .derive, .assemble, .write: rawValue
        case .verifyOwn: Self.verify.rawValue
        case .facts, .review, .collect: nil
        }
    }

    /// The most inputs whose transaction the review takes for a standard one, of at most 400,000 weight units.
    private static let mostReviewedInputs = 900

    /// Whether the step has a result with that many inputs.
    func isPossible(inputs: Int) -> Bool { self != .review || inputs <= Self.mostReviewedInputs }
}
