package import ByteCoding
package import Custody

/// Why an evidence does not prove what it says.
package enum EvidenceRefusal: CodedError, Equatable {
    /// The file is no evidence, or was changed.
    case bundle(EvidenceError)
    /// The vault that was given is none of those that the evidence rests on.
    case otherVault(given: Bytes32)
    /// A part does not read.
    case part(EvidenceKind, number: Int, ErrorCause)
    /// The vault and its acknowledgements do not make one that its people agreed on.
    case vault(VaultError)
    /// The proposal and the vault do not make the case.
    case proposal(CaseError)
    /// A line of the list of parts is not what the parts say.
    case manifest(field: String)
    /// The rendered review is not what this program computes from the transaction and the vault.
    case review(EvidenceKind, line: Int)
    /// The review refuses the case as of the day on which it was proposed.
    case reviewRefuses(checks: [String])
    /// The log is not one of this case.
    case log(LogError)
    /// The log does not say what the parts show.
    case logDiffers(entry: Int, what: String)
    /// A file counts otherwise than the log says it was taken.
    case outcome(file: Bytes32, logged: String, found: String)
    /// The two implementations of the curve disagree.
    case curvesDisagree(what: String)
    /// There is a transaction, and the case was not confirmed when it was made.
    case notConfirmed
    /// The confirmed case does not give a transaction.
    case assembly(AssemblyError)
    /// The transaction is not the one that the confirmed case gives.
    case transactionDiffers(found: String, expected: String)
    /// A further document does not count.
    case document(type: String, problem: String)

    package var code: String {
        switch self {
        case .bundle(let error): error.code
        case .otherVault: "evidence.other-vault"
        case .part(_, _, let cause): cause.code
        case .vault(let error): error.code
        case .proposal(let error): error.code
        case .manifest: "evidence.manifest"
        case .review: "evidence.review"
        case .reviewRefuses: "evidence.review-refuses"
        case .log(let error): error.code
        case .logDiffers: "evidence.log"
        case .outcome: "evidence.outcome"
        case .curvesDisagree: "evidence.curves-disagree"
        case .notConfirmed: "evidence.not-confirmed"
        case .assembly(let error): error.code
        case .transactionDiffers: "evidence.transaction"
        case .document: "evidence.document"
        }
    }

    package var description: String {
        switch self {
        case .bundle(let error): error.description
        case .otherVault(let given): "the evidence does not rest on the vault that was given, \(given.hex)"
        case .part(let kind, let number, let cause): "\(kind.rawValue) \(number): \(cause.description)"
        case .vault(let error): "\(error)"
        case .proposal(let error): "\(error)"
        case .manifest(let field): "the line \(field) is not what the parts say"
        case .review(let kind, let line):
            "line \(line) of \(kind.rawValue) is not what this program computes from the transaction and the vault"
        case .reviewRefuses(let checks):
            "the review refuses the case as of the day on which it was proposed: \(checks.joined(separator: ", "))"
        case .log(let error): error.description
        case .logDiffers(let entry, let what): "entry \(entry) of the log: \(what)"
        case .outcome(let file, let logged, let found):
            "the file \(file.hex) was \(logged) by the log, and is \(found) now"
        case .curvesDisagree(let what): "OpenSSL and the program's own curve disagree about \(what)"
        case .notConfirmed: "there is a transaction, and the case was not confirmed when it was made"
        case .assembly(let error): "\(error)"
        case .transactionDiffers(let found, let expected):
            "the transaction is \(found), and the confirmed case gives \(expected)"
        case .document(let type, let problem): "a \(type) does not count: \(problem)"
        }
    }

    package var remedy: String? {
        switch self {
        case .bundle(let error): error.remedy
        case .otherVault: "Give the version of the vault that the case is of, or an earlier one of the same vault."
        case .vault(let error): error.remedy
        case .proposal(let error): error.remedy
        case .log(let error): error.remedy
        case .review: "Try the release of Rensho that the custodians used; if it says the same, the text was changed."
        case .curvesDisagree: "Verify it on another machine; tell the project if it disagrees there, too."
        case .part, .manifest, .reviewRefuses, .logDiffers, .outcome, .notConfirmed, .assembly, .transactionDiffers,
            .document:
            "Do not rely on this evidence; ask the coordinator's operator and the auditor why."
        }
    }
}
