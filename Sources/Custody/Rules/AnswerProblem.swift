package import BitcoinCrypto
package import ByteCoding

/// Why a share, confirmation or refusal does not count for a case.
package enum AnswerProblem: CodedError, Hashable {
    /// It is for another network.
    case otherNetwork
    /// It is for another case.
    case otherCase(CaseID)
    /// It is for this case, but over another digest: its author saw another transaction or another vault.
    case otherDigest(Bytes32)
    /// It is under another vault or version of the vault.
    case otherVault(Bytes32)
    /// Its author is not listed in the vault.
    case unknownPerson(Identifier)
    /// Its author holds no key of the vault.
    case noCustodian(Identifier)
    /// It comes from another machine than the one that the vault lists for its author.
    case otherDevice(found: Identifier, expected: Identifier)
    /// Its author's part in the vault had ended on the day of the answer, or the answer of such an author has no day.
    case expired(Identifier, lastDay: CalendarDate, answered: CalendarDate?)
    /// Its author's part in the vault has ended by the day of the machine that judges, whatever day the answer names.
    case lapsed(Identifier, lastDay: CalendarDate, day: CalendarDate)
    /// Its signature is refused.
    case signature(SignatureProblem)
    /// The share's kind is not the release rule of its author's key.
    case otherReleaseRule(found: ReleaseRule, expected: ReleaseRule)
    /// Its author has another one that counts already.
    case repeated(Identifier)
    /// The confirmation names too few of the shares that make the quorum.
    case tooFewShares(seen: Int, needed: Int)

    package var code: String {
        switch self {
        case .otherNetwork: "answer.other-network"
        case .otherCase: "answer.other-case"
        case .otherDigest: "answer.other-digest"
        case .otherVault: "answer.other-vault"
        case .unknownPerson: "answer.unknown-person"
        case .noCustodian: "answer.no-custodian"
        case .otherDevice: "answer.other-device"
        case .expired: "answer.expired"
        case .lapsed: "answer.lapsed"
        case .signature(let inner): inner.code
        case .otherReleaseRule: "answer.other-release-rule"
        case .repeated: "answer.repeated"
        case .tooFewShares: "answer.too-few-shares"
        }
    }

    package var description: String {
        switch self {
        case .otherNetwork: "it is for another network"
        case .otherCase(let found): "it is for case \(found.short)"
        case .otherDigest(let found): "it is over another digest, \(found.hex)"
        case .otherVault(let found): "it is under another vault, \(found.hex)"
        case .unknownPerson(let person): "\(person) is not listed in the vault"
        case .noCustodian(let person): "\(person) holds no key of the vault"
        case .otherDevice(let found, let expected): "it comes from device \(found), expected \(expected)"
        case .expired(let person, let lastDay, let answered):
            "it is of \(answered?.description ?? "no day"), and the part of \(person) in the vault ended with \(lastDay)"
        case .lapsed(let person, let lastDay, let day):
            "the part of \(person) in the vault ended with \(lastDay), and on this machine it is \(day)"
        case .signature(let inner): inner.description
        case .otherReleaseRule(let found, let expected):
            "it is \(found.rawValue), the vault says \(expected.rawValue)"
        case .repeated(let person): "\(person) has answered already with another document"
        case .tooFewShares(let seen, let needed):
            "it names \(seen) of the verified shares, a second look needs \(needed)"
        }
    }

    package var remedy: String? {
        switch self {
        case .otherDigest: "two people saw different transactions under one case: stop and compare the files"
        case .lapsed: "make the case anew without this person, or the next version of the vault"
        case .tooFewShares: "bring the author the re-display file with all shares"
        default: nil
        }
    }
}

extension AnswerProblem {
    /// Whether the answer may have been honest on its day: then it counts no more, and is no reason to refuse the file.
    package var isLapse: Bool { if case .lapsed = self { true } else { false } }
}

/// What was found about one share, confirmation or refusal.
package struct AnswerJudgement: Hashable, Sendable {
    /// Who says that he answered; verified only when there is no problem.
    package let person: Identifier
    /// The digest of the document judged.
    package let document: Bytes32
    /// Why it does not count; `nil` when it does.
    package let problem: AnswerProblem?

    init(_ person: Identifier, _ document: Bytes32, _ problem: AnswerProblem?) {
        self.person = person
        self.document = document
        self.problem = problem
    }
}

/// A case document that belongs to an agreed vault: what answers are judged against.
package struct AgreedCase: Hashable, Sendable {
    /// The case.
    package let document: Document<CaseDocument>
    /// The vault.
    package let vault: VaultAgreement
    /// The day of the machine that judges: what approves comes from nobody whose part has ended by it, whatever day he writes.
    /// `nil` where the days of the answers alone decide, as in evidence.
    package private(set) var day: CalendarDate?

    /// Checks that the case is one of this vault, with its rule and its custodians.
    package init(
        _ document: Document<CaseDocument>, under vault: VaultAgreement, on day: CalendarDate? = nil
    ) throws(AgreedCaseError) {
        let body = document.body
        guard body.network == vault.vault.network else { throw .otherVault(field: "network") }
        guard body.vaultHash == vault.digest else { throw .otherVault(field: "vault-hash") }
        guard body.vault == vault.vault.name else { throw .otherVault(field: "vault") }
        guard body.vaultVersion == vault.vault.version else { throw .otherVault(field: "vault-version") }
        guard body.confirmations == vault.vault.rules.confirmations else { throw .otherVault(field: "confirmations") }
        guard body.custodians == vault.vault.custodians else { throw .otherVault(field: "custodian") }
        self.document = document
        self.vault = vault
        self.day = day
    }

    /// The same case with answers judged by their own days: for what can only stop a machine.
    var byStatedDays: AgreedCase {
        var other = self
        other.day = nil
        return other
    }

    /// The digest `D`.
    package var digest: Bytes32 { document.digest }

    /// Finds the first reason why an answer is not this person's word about this case, `nil` when it is.
    package func problem<Answer: CaseAnswer>(
        in answer: Document<Answer>, verifier: some SignatureVerifier
    ) -> AnswerProblem? {
        let statement = answer.body.statement
        if statement.network != document.body.network { return .otherNetwork }
        if statement.caseID != document.body.header.caseID { return .otherCase(statement.caseID) }
        if statement.vaultHash != vault.digest { return .otherVault(statement.vaultHash) }
        if statement.caseDigest != digest { return .otherDigest(statement.caseDigest) }
        guard let person = vault.vault.person(statement.person) else { return .unknownPerson(statement.person) }
        if let device = person.device, device != statement.device {
            return .otherDevice(found: statement.device, expected: device)
        }
        if let lastDay = person.expiry, answer.body.date.map({ $0 > lastDay }) ?? true {
            return .expired(person.id, lastDay: lastDay, answered: answer.body.date)
        }
        if Answer.needsKey, let lastDay = person.expiry, let day, lastDay < day {
            return .lapsed(person.id, lastDay: lastDay, day: day)
        }
        do throws(SignatureProblem) {
            try answer.checkSoleSignature(of: person.id, with: person.identityKey, verifier: verifier)
        } catch {
            return .signature(error)
        }
        // Whoever signs nothing has no look to speak of: his word would give the machines of others days and journal heads.
        guard !Answer.needsKey || vault.vault.cosigner(person.id) != nil else { return .noCustodian(person.id) }
        return nil
    }
}

/// Why a case document is not one of a vault.
package enum AgreedCaseError: CodedError, Hashable {
    /// A field differs from what the vault says.
    case otherVault(field: String)

    package var code: String { "case.other-vault" }

    package var description: String {
        switch self {
        case .otherVault(let field): "the case's \(field) is not the vault's"
        }
    }
}
