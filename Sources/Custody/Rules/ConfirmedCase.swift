package import BitcoinCrypto
package import ByteCoding

/// What stands for one required person in a confirmed case.
package enum RequiredAnswer: Hashable, Sendable {
    /// The person's own confirmation.
    case confirmation(Document<Confirmation>)
    /// The word of enough others that the person is absent.
    case excuse(StopBook.StandingExcuse)
}

/// A case with its quorum and everything that its confirmation rule asks for: what may be assembled.
///
/// Only ``ConfirmationTally`` makes one.
package struct ConfirmedCase: Hashable, Sendable {
    /// The quorum.
    package let quorum: VerifiedQuorum
    /// What stands for each person who answered.
    package let answers: [Identifier: RequiredAnswer]

    fileprivate init(quorum: VerifiedQuorum, answers: [Identifier: RequiredAnswer]) {
        self.quorum = quorum
        self.answers = answers
    }

    /// The digest `D`.
    package var digest: Bytes32 { quorum.digest }
}

/// The count of a case's confirmations and refusals.
package struct ConfirmationTally: Hashable, Sendable {
    /// The quorum that the confirmations are about.
    package let quorum: VerifiedQuorum
    /// The confirmations that count, sorted by person.
    package let accepted: [Document<Confirmation>]
    /// What was found about each confirmation, in the order given.
    package let confirmations: [AnswerJudgement]
    /// What was found about each refusal, in the order given.
    package let refusals: [AnswerJudgement]
    /// Who confirmed, sorted.
    package let confirmedBy: [Identifier]
    /// Who refused, sorted; one is enough to end the case.
    package let refusedBy: [Identifier]
    /// In whose place an excuse stands, sorted.
    package let excused: [Identifier]
    /// Whose confirmation could still be given and would count, sorted.
    package let awaited: [Identifier]
    /// How many of the ``awaited`` are needed.
    package let missing: Int
    /// The case to assemble; `nil` while a confirmation is missing, and for ever after a refusal.
    package let confirmed: ConfirmedCase?

    private let answers: [Identifier: RequiredAnswer]

    /// Judges every confirmation and refusal of a case that has its quorum.
    /// - Parameter stops: what is known to excuse somebody; without it everybody has to confirm himself.
    package init(
        of quorum: VerifiedQuorum, confirmations: [Document<Confirmation>], refusals: [Document<Refusal>],
        stops: StopBook? = nil, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) {
        var accepted: [Identifier: Document<Confirmation>] = [:]
        var judgements: [AnswerJudgement] = []
        for confirmation in confirmations {
            let person = confirmation.body.statement.person
            let problem = Self.problem(in: confirmation, accepted[person], quorum, verifier)
            if problem == nil { accepted[person] = confirmation }
            judgements.append(AnswerJudgement(person, confirmation.digest, problem))
        }
        let refusalJudgements = Self.judge(refusals, of: quorum.agreedCase, verifier: verifier)
        let refusedBy = Set(refusalJudgements.filter { $0.problem == nil }.map(\.person)).sorted()
        let (eligible, needed) = Self.rule(of: quorum)
        var answers = accepted.mapValues { RequiredAnswer.confirmation($0) }
        for excuse in Self.excuses(of: quorum, stops) where answers[excuse.absent] == nil {
            answers[excuse.absent] = .excuse(excuse)
        }
        let awaited = eligible.filter { answers[$0] == nil }
        let missing = max(0, needed - (eligible.count - awaited.count))

        self.quorum = quorum
        self.accepted = accepted.values.sorted { $0.body.statement.person < $1.body.statement.person }
        self.answers = answers
        self.confirmations = judgements
        self.refusals = refusalJudgements
        self.refusedBy = refusedBy
        confirmedBy = accepted.keys.sorted()
        excused = answers.keys.filter { accepted[$0] == nil }.sorted()
        self.awaited = awaited
        self.missing = missing
        confirmed =
            missing == 0 && refusedBy.isEmpty
            ? ConfirmedCase(quorum: quorum, answers: answers) : nil
    }

    /// What stands for a person whose confirmation is asked for; `nil` while nothing does.
    ///
    /// The release rule, the coordinator and the count of what is missing all ask here and nowhere else.
    package func answer(of person: Identifier) -> RequiredAnswer? { answers[person] }

    /// Judges refusals, which count with or without a quorum.
    package static func judge(
        _ refusals: [Document<Refusal>], of agreedCase: AgreedCase,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) -> [AnswerJudgement] {
        refusals.map { refusal in
            AnswerJudgement(
                refusal.body.statement.person, refusal.digest, agreedCase.problem(in: refusal, verifier: verifier))
        }
    }

    /// Whose confirmations count under the case's rule, and how many of them it needs.
    private static func rule(of quorum: VerifiedQuorum) -> (eligible: [Identifier], needed: Int) {
        let document = quorum.agreedCase.document.body
        return switch document.confirmations {
        case .all: (document.custodians, document.custodians.count)
        case .quorum: (quorum.people, quorum.agreedCase.vault.vault.threshold)
        }
    }

    /// The complete excuses. Where M of those who signed confirm, somebody else can take an absent one's place, and none
    /// counts.
    private static func excuses(of quorum: VerifiedQuorum, _ stops: StopBook?) -> [StopBook.StandingExcuse] {
        guard let stops, stops.vaultDigest == quorum.agreedCase.vault.digest,
            quorum.agreedCase.document.body.confirmations == .all
        else { return [] }
        return stops.excuses(of: quorum.digest).filter(\.isComplete)
    }

    private static func problem(
        in confirmation: Document<Confirmation>, _ earlier: Document<Confirmation>?, _ quorum: VerifiedQuorum,
        _ verifier: some SignatureVerifier
    ) -> AnswerProblem? {
        let agreedCase = quorum.agreedCase
        if let problem = agreedCase.problem(in: confirmation, verifier: verifier) { return problem }
        let person = confirmation.body.statement.person
        let vault = agreedCase.vault.vault
        // A confirmation is the look after the quorum: it names the shares that its author saw verified.
        let seen = Set(confirmation.body.shares).intersection(quorum.shares.map(\.digest)).count
        guard seen >= vault.threshold else { return .tooFewShares(seen: seen, needed: vault.threshold) }
        if let earlier, earlier.digest != confirmation.digest { return .repeated(person) }
        return nil
    }
}
