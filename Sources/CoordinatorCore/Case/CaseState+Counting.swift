package import BitcoinCrypto
import ByteCoding
package import Custody
import Descriptors

/// How a person's share stands against the signatures that came with it.
package enum ShareStanding: Sendable, Hashable {
    /// No share came.
    case absent
    /// The share came; signatures of some inputs are still missing.
    case awaitingSignatures
    /// The share came and its signatures stay on the machine until release.
    case held
    /// The share came and stands for exactly the signatures that were verified.
    case complete
    /// The share stands for other signatures than the ones that were verified.
    case commitmentDiffers
}

extension CaseState {
    /// The verified signatures of one cosigner in input order; `nil` where one is missing.
    ///
    /// Where a key gave more than one, they are those that the person's share stands for, or else the first that came.
    package func signatures(of person: Identifier) -> [VerifiedSignature?] {
        let rows = rows(of: person)
        guard let first = rows.first, rows.count > 1 else { return rows.first ?? [] }
        let own = shares.filter { $0.body.statement.person == person }
        return rows.first { row in own.contains { Self.isCommitted($0, to: row) } } ?? first
    }

    /// Every set of one cosigner's signatures that is looked at: those that came first, and then, for each time that the
    /// key signed again, the signatures that came that often or, where there is none, the last before.
    private func rows(of person: Identifier) -> [[VerifiedSignature?]] {
        guard let keyIndex = vault.cosigners.firstIndex(where: { $0.person == person }) else { return [] }
        let choices = facts.inputs.map { input -> [VerifiedSignature] in
            guard let key = input.script.keys.first(where: { $0.keyIndex == keyIndex }) else { return [] }
            let slot = SignatureSlot(input: input.index, publicKey: key.publicKey.encoded)
            return (signatures[slot].map { [$0] } ?? []) + (furtherSignatures[slot] ?? [])
        }
        let most = max(1, choices.map(\.count).max() ?? 1)
        return (0..<most).map { turn in choices.map { $0.isEmpty ? nil : $0[min(turn, $0.count - 1)] } }
    }

    private static func isCommitted(_ share: Document<Share>, to row: [VerifiedSignature?]) -> Bool {
        guard let salt = share.body.salt else { return false }
        let whole = row.compactMap { $0 }
        return whole.count == row.count && share.body.isCommitted(to: whole.map(\.signature), salt: salt)
    }

    /// Whether one cosigner's signatures of all inputs were verified.
    package func hasSignedEverything(_ person: Identifier) -> Bool {
        let row = signatures(of: person)
        return !row.isEmpty && row.allSatisfy { $0 != nil }
    }

    /// How a person's share stands.
    package func standing(of person: Identifier) -> ShareStanding {
        let own = shares.filter { $0.body.statement.person == person }
        return own.map { standing(of: $0) }.min { Self.rank($0) < Self.rank($1) } ?? .absent
    }

    /// How one share stands against the verified signatures.
    private func standing(of share: Document<Share>) -> ShareStanding {
        guard let salt = share.body.salt else { return .held }
        let row = signatures(of: share.body.statement.person).compactMap { $0 }
        guard row.count == facts.inputs.count else { return .awaitingSignatures }
        return share.body.isCommitted(to: row.map(\.signature), salt: salt) ? .complete : .commitmentDiffers
    }

    private static func rank(_ standing: ShareStanding) -> Int {
        switch standing {
        case .complete: 0
        case .held: 1
        case .awaitingSignatures: 2
        case .commitmentDiffers: 3
        case .absent: 4
        }
    }

    /// The count of the shares that stand: an open one only together with all of its signatures.
    package func shareTally(verifier: some SignatureVerifier = OpenSSLVerifier()) -> ShareTally {
        ShareTally(
            of: agreedCase,
            shares: shares.filter { share in
                switch standing(of: share) {
                case .complete, .held: true
                case .absent, .awaitingSignatures, .commitmentDiffers: false
                }
            },
            verifier: verifier)
    }

    /// The quorum; `nil` while it is not reached.
    package func quorum(verifier: some SignatureVerifier = OpenSSLVerifier()) -> VerifiedQuorum? {
        shareTally(verifier: verifier).quorum
    }

    /// The count of confirmations and refusals; `nil` before the quorum.
    package func confirmationTally(verifier: some SignatureVerifier = OpenSSLVerifier()) -> ConfirmationTally? {
        quorum(verifier: verifier).map {
            ConfirmationTally(of: $0, confirmations: confirmations, refusals: refusals, verifier: verifier)
        }
    }

    /// Who refused, sorted.
    package var refusedBy: [Identifier] { Set(refusals.map(\.body.statement.person)).sorted() }
}
