package import BitcoinCrypto
import ByteCoding

/// A released cosigner: his release, and one verified signature for each input that together fit the commitment of his
/// share.
package struct VerifiedRelease: Hashable, Sendable {
    /// The release.
    package let release: Document<Release>
    /// The share that stood for the signatures until now.
    package let share: Document<Share>
    /// The signatures in the order of the inputs.
    package let signatures: [ECDSASignature]

    /// Verifies a release against the shares that count and the signatures that came with it.
    package init(
        _ release: Document<Release>, signatures: CosignerSignatures, shares: ShareTally,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(ReleaseProblem) {
        if let problem = shares.agreedCase.problem(in: release, verifier: verifier) { throw .answer(problem) }
        let person = release.body.statement.person
        guard let share = shares.accepted.first(where: { $0.body.statement.person == person }) else {
            throw .noShare(person)
        }
        guard share.body.kind == .held else { throw .open(person) }
        guard signatures.bad.isEmpty else { throw .badSignatures(person, inputs: signatures.bad.map(\.input)) }
        guard signatures.missing.isEmpty, let complete = signatures.complete else {
            throw .missingSignatures(person, inputs: signatures.missing)
        }
        guard share.body.isCommitted(to: complete, salt: release.body.salt) else { throw .commitment(person) }
        self.release = release
        self.share = share
        self.signatures = complete
    }
}

/// Why a release does not count.
package enum ReleaseProblem: CodedError, Hashable {
    /// It is not this person's word about this case.
    case answer(AnswerProblem)
    /// Its author has given no share that counts.
    case noShare(Identifier)
    /// Its author's signatures are not held.
    case open(Identifier)
    /// Signatures of its author do not hold.
    case badSignatures(Identifier, inputs: [Int])
    /// Signatures of its author are missing.
    case missingSignatures(Identifier, inputs: [Int])
    /// The signatures are valid, but not the ones that the share stands for.
    case commitment(Identifier)

    package var code: String {
        switch self {
        case .answer(let inner): inner.code
        case .noShare: "release.no-share"
        case .open: "release.open"
        case .badSignatures: "release.bad-signature"
        case .missingSignatures: "release.missing-signature"
        case .commitment: "release.commitment"
        }
    }

    package var description: String {
        switch self {
        case .answer(let inner): inner.description
        case .noShare(let person): "there is no share of \(person) that counts"
        case .open(let person): "the signatures of \(person) are not held, so there is nothing to release"
        case .badSignatures(let person, let inputs):
            "the signature of \(person) does not hold for \(Self.list(inputs))"
        case .missingSignatures(let person, let inputs):
            "there is no signature of \(person) for \(Self.list(inputs))"
        case .commitment(let person): "the signatures of \(person) are not the ones that the share stands for"
        }
    }

    package var remedy: String? {
        switch self {
        case .answer(let inner): inner.remedy
        case .noShare: "collect the share first"
        case .open: nil
        case .badSignatures, .missingSignatures: "let the author release again; the good signatures are kept"
        case .commitment: "keep the file and ask its author what happened: an honest machine makes the same signatures"
        }
    }

    /// The most inputs that a message names.
    private static let namedInputs = 20

    private static func list(_ inputs: [Int]) -> String {
        let shown = inputs.prefix(namedInputs).map(String.init).joined(separator: ", ")
        let rest = inputs.count > namedInputs ? " and \(inputs.count - namedInputs) more" : ""
        return "\(inputs.count == 1 ? "input" : "inputs") \(shown)\(rest)"
    }
}
