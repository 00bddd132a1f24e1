import BitcoinCrypto
package import ByteCoding
package import Custody

/// A share, confirmation, refusal or release.
package enum CaseAnswerDocument: Sendable, Hashable {
    /// The kinds, by the name that the store keeps.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case share, confirmation, refusal, release
    }

    case share(Document<Share>)
    case confirmation(Document<Confirmation>)
    case refusal(Document<Refusal>)
    case release(Document<Release>)

    /// Reads a document of a known kind.
    package init(kind: Kind, bytes: [UInt8]) throws(DocumentError) {
        switch kind {
        case .share: self = .share(try Document(parsing: bytes))
        case .confirmation: self = .confirmation(try Document(parsing: bytes))
        case .refusal: self = .refusal(try Document(parsing: bytes))
        case .release: self = .release(try Document(parsing: bytes))
        }
    }

    /// The kind.
    package var kind: Kind {
        switch self {
        case .share: .share
        case .confirmation: .confirmation
        case .refusal: .refusal
        case .release: .release
        }
    }

    /// Who says so.
    package var person: Identifier { statement.person }

    /// Which case, by whom, on which machine.
    package var statement: CaseStatement {
        switch self {
        case .share(let document): document.body.statement
        case .confirmation(let document): document.body.statement
        case .refusal(let document): document.body.statement
        case .release(let document): document.body.statement
        }
    }

    /// The facts hash, where the document states one.
    package var facts: Bytes32? {
        switch self {
        case .share(let document): document.body.facts
        case .confirmation(let document): document.body.facts
        case .refusal, .release: nil
        }
    }

    /// The digest: what the document's signature is of, and its name in other documents.
    package var digest: Bytes32 {
        switch self {
        case .share(let document): document.digest
        case .confirmation(let document): document.digest
        case .refusal(let document): document.digest
        case .release(let document): document.digest
        }
    }

    /// What the answering machine said of its journal and of the moment.
    package var machine: MachineWitness {
        switch self {
        case .share(let document): document.body.machine
        case .confirmation(let document): document.body.machine
        case .refusal(let document):
            MachineWitness(
                journalSequence: document.body.journalSequence, journalHead: document.body.journalHead,
                date: document.body.date)
        case .release(let document): document.body.machine
        }
    }

    /// The whole document with its signature.
    package var encoded: [UInt8] {
        switch self {
        case .share(let document): document.encoded
        case .confirmation(let document): document.encoded
        case .refusal(let document): document.encoded
        case .release(let document): document.encoded
        }
    }

    /// The SHA-256 of the whole document: its name in the store.
    package var fileHash: Bytes32 { SHA256.hash(encoded) }

    /// Why it is not this person's word about the case; `nil` when it is.
    func problem(in agreedCase: AgreedCase, verifier: some SignatureVerifier) -> AnswerProblem? {
        switch self {
        case .share(let document):
            ShareTally(of: agreedCase, shares: [document], verifier: verifier).judgements.first?.problem
        case .confirmation(let document):
            agreedCase.problem(in: document, verifier: verifier)
        case .refusal(let document): agreedCase.problem(in: document, verifier: verifier)
        case .release(let document):
            agreedCase.problem(in: document, verifier: verifier) ?? releaseRuleProblem(in: agreedCase)
        }
    }

    /// Only what is held can be released.
    private func releaseRuleProblem(in agreedCase: AgreedCase) -> AnswerProblem? {
        agreedCase.vault.vault.cosigner(person)?.release == .open
            ? .otherReleaseRule(found: .held, expected: .open) : nil
    }
}

/// Says why an answer is not taken although its signature holds.
package enum AnswerRefusal: CodedError, Hashable {
    /// The answering machine showed other facts than this program computes.
    case factsDiffer(found: Bytes32, expected: Bytes32)

    package var code: String { "answer.facts-differ" }

    package var remedy: String? { "Use one release of Rensho on all machines, and let the person answer again." }

    package var description: String {
        switch self {
        case .factsDiffer(let found, let expected):
            "the machine showed other facts (hash \(found.hex)) than this program computes (hash \(expected.hex))"
        }
    }
}
