package import BitcoinCrypto
package import ByteCoding

/// The right of one custodian to let his held signatures leave his machine.
///
/// Only ``ReleaseRule/permit(for:shares:confirmations:refusals:verifier:)`` makes one.
package struct ReleasePermit: Hashable, Sendable {
    /// Who may release.
    package let person: Identifier
    /// The case, with its quorum.
    package let quorum: VerifiedQuorum
    /// The person's own share, whose commitment the released signatures must fit.
    package let share: Document<Share>
    /// The digests of the confirmations and excuses that the permit rests on and of all others that count, ascending.
    package let confirmations: [Bytes32]

    fileprivate init(
        person: Identifier, quorum: VerifiedQuorum, share: Document<Share>, confirmations: [Bytes32]
    ) {
        self.person = person
        self.quorum = quorum
        self.share = share
        self.confirmations = confirmations
    }

    /// The digest `D`.
    package var digest: Bytes32 { quorum.digest }
}

extension ReleaseRule {
    /// Decides whether a custodian may release: the quorum stands, nobody refused, and everybody whose confirmation
    /// the case's rule asks for has confirmed or is excused, and the custodian himself has confirmed.
    ///
    /// Every machine decides for itself from documents that it verified; nobody's word that others agreed counts.
    package static func permit(
        for person: Identifier, shares: ShareTally, confirmations: [Document<Confirmation>],
        refusals: [Document<Refusal>], stops: StopBook? = nil,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(ReleaseRefusal) -> ReleasePermit {
        let refusedBy = ConfirmationTally.judge(refusals, of: shares.agreedCase, verifier: verifier)
            .filter { $0.problem == nil }.map(\.person)
        guard refusedBy.isEmpty else { throw .refused(by: Set(refusedBy).sorted()) }
        guard let share = shares.accepted.first(where: { $0.body.statement.person == person }) else {
            throw .noShare(person)
        }
        guard share.body.kind == .held else { throw .open(person) }
        guard let quorum = shares.quorum else {
            throw .noQuorum(shares: shares.accepted.count, needed: shares.threshold)
        }
        let tally = ConfirmationTally(
            of: quorum, confirmations: confirmations, refusals: refusals, stops: stops, verifier: verifier)
        // Whoever releases is not absent: his own confirmation it is, and no excuse.
        guard tally.confirmedBy.contains(person) else { throw .notConfirmed(person) }
        let document = quorum.agreedCase.document.body
        switch document.confirmations {
        case .all:
            let missing = document.custodians.filter { tally.answer(of: $0) == nil }
            guard missing.isEmpty else { throw .unconfirmed(missing, needed: missing.count) }
        case .quorum:
            // M confirmations by M of those who gave a share; the others are not asked.
            let missing = quorum.people.filter { tally.answer(of: $0) == nil }
            let given = quorum.people.count - missing.count
            guard given >= shares.threshold else {
                throw .unconfirmed(missing, needed: shares.threshold - given)
            }
        }
        let excuses = document.custodians.flatMap { custodian -> [Bytes32] in
            if case .excuse(let excuse) = tally.answer(of: custodian) { excuse.documents } else { [] }
        }
        return ReleasePermit(
            person: person, quorum: quorum, share: share,
            confirmations: (tally.accepted.map(\.digest) + excuses).sorted())
    }
}

/// Why a custodian may not release.
package enum ReleaseRefusal: CodedError, Hashable {
    /// Somebody refused the case.
    case refused(by: [Identifier])
    /// There is no share of the person that counts.
    case noShare(Identifier)
    /// The person's signatures travelled with the share: there is nothing to release.
    case open(Identifier)
    /// There are too few shares.
    case noQuorum(shares: Int, needed: Int)
    /// The person himself has not confirmed.
    case notConfirmed(Identifier)
    /// Others have not confirmed; `needed` of them must.
    case unconfirmed([Identifier], needed: Int)

    package var code: String {
        switch self {
        case .refused: "release.refused"
        case .noShare: "release.no-share"
        case .open: "release.open"
        case .noQuorum: "release.no-quorum"
        case .notConfirmed: "release.not-confirmed"
        case .unconfirmed: "release.unconfirmed"
        }
    }

    package var description: String {
        switch self {
        case .refused(let people): "the case was refused by \(Self.list(people))"
        case .noShare(let person): "there is no share of \(person) that counts"
        case .open(let person): "the signatures of \(person) left with the share, nothing is held back"
        case .noQuorum(let shares, let needed): "\(shares) of \(needed) shares are there"
        case .notConfirmed(let person): "\(person) has not confirmed the case"
        case .unconfirmed(let people, let needed):
            needed == people.count
                ? "not confirmed by \(Self.list(people))"
                : "\(needed) more must confirm of \(Self.list(people))"
        }
    }

    package var remedy: String? {
        switch self {
        case .refused: "a refusal ends the case; the operator must propose a new one"
        case .noShare: "sign the case first, and ask for a file that carries the share"
        case .open: nil
        case .noQuorum: "wait for a file with enough shares"
        case .notConfirmed: "confirm the case first"
        case .unconfirmed: "wait for a file with their confirmations"
        }
    }

    private static func list(_ people: [Identifier]) -> String {
        people.map(\.description).joined(separator: ", ")
    }
}
