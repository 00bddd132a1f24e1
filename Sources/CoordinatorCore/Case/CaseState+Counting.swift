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
    package func signatures(of person: Identifier) -> [VerifiedSignature?] {
        guard let keyIndex = vault.cosigners.firstIndex(where: { $0.person == person }) else { return [] }
        return facts.inputs.map { input in
            guard let key = input.script.keys.first(where: { $0.keyIndex == keyIndex }) else { return nil }
            return signatures[SignatureSlot(input: input.index, publicKey: key.publicKey.encoded)]
        }
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
