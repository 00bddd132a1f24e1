package import BitcoinCrypto
package import ByteCoding

/// At least as many verified shares of one case as the threshold, by distinct people with distinct keys on distinct
/// devices.
///
/// Only ``ShareTally`` makes one. People, keys and devices are distinct because every share counts for the one person
/// who signed it, and a ``Vault`` gives no two people one key or one device.
package struct VerifiedQuorum: Hashable, Sendable {
    /// The case that the shares approve.
    package let agreedCase: AgreedCase
    /// The shares by person, sorted; those above the threshold are kept too.
    package let shares: [Document<Share>]

    fileprivate init(agreedCase: AgreedCase, shares: [Document<Share>]) {
        self.agreedCase = agreedCase
        self.shares = shares
    }

    /// The digest `D`.
    package var digest: Bytes32 { agreedCase.digest }

    /// Who approved, sorted.
    package var people: [Identifier] { shares.map(\.body.statement.person) }
}

/// The count of a case's shares.
package struct ShareTally: Hashable, Sendable {
    /// The case that the shares are counted for.
    package let agreedCase: AgreedCase
    /// What was found about each share, in the order given.
    package let judgements: [AnswerJudgement]
    /// The shares that count, sorted by person.
    package let accepted: [Document<Share>]
    /// How many are needed.
    package let threshold: Int
    /// The quorum; `nil` while shares are missing.
    package let quorum: VerifiedQuorum?

    /// Judges every share. The same share given again is not counted again and is no problem.
    package init(
        of agreedCase: AgreedCase, shares: [Document<Share>], verifier: some SignatureVerifier = OpenSSLVerifier()
    ) {
        var accepted: [Identifier: Document<Share>] = [:]
        var judgements: [AnswerJudgement] = []
        for share in shares {
            let person = share.body.statement.person
            let problem = Self.problem(in: share, accepted[person], agreedCase, verifier)
            if problem == nil { accepted[person] = share }
            judgements.append(AnswerJudgement(person, share.digest, problem))
        }
        let counted = accepted.values.sorted { $0.body.statement.person < $1.body.statement.person }
        let threshold = agreedCase.vault.vault.threshold
        self.agreedCase = agreedCase
        self.judgements = judgements
        self.accepted = counted
        self.threshold = threshold
        quorum = counted.count >= threshold ? VerifiedQuorum(agreedCase: agreedCase, shares: counted) : nil
    }

    private static func problem(
        in share: Document<Share>, _ earlier: Document<Share>?, _ agreedCase: AgreedCase,
        _ verifier: some SignatureVerifier
    ) -> AnswerProblem? {
        if let problem = agreedCase.problem(in: share, verifier: verifier) { return problem }
        let person = share.body.statement.person
        guard let cosigner = agreedCase.vault.vault.cosigner(person) else { return .noCustodian(person) }
        guard share.body.kind == cosigner.release else {
            return .otherReleaseRule(found: share.body.kind, expected: cosigner.release)
        }
        if let earlier, earlier.digest != share.digest { return .repeated(person) }
        return nil
    }
}
