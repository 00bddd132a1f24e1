package import BitcoinCrypto
import ByteCoding
package import Custody
import Descriptors

/// How a person's share stands against the signatures that came with it.
package enum ShareStanding: Sendable, Hashable, CaseIterable {
    /// Its held signatures were released, all of them verified, and are those that the share stands for.
    case released
    /// The share came and stands for exactly the signatures that were verified.
    case complete
    /// The cosigner released; signatures of some inputs are still missing.
    case partlyReleased
    /// The share came and its signatures stay on the machine until release.
    case held
    /// The share came; signatures of some inputs are still missing.
    case awaitingSignatures
    /// The share stands for other signatures than the ones that were verified.
    case commitmentDiffers
    /// No share came.
    case absent

    /// Whether the share counts for the quorum.
    package var isApproval: Bool {
        switch self {
        case .released, .complete, .partlyReleased, .held: true
        case .awaitingSignatures, .commitmentDiffers, .absent: false
        }
    }

    /// Whether the person's signatures can be assembled.
    package var isAssemblable: Bool {
        switch self {
        case .released, .complete: true
        case .partlyReleased, .held, .awaitingSignatures, .commitmentDiffers, .absent: false
        }
    }
}

extension CaseState {
    /// The verified signatures of one cosigner in input order; `nil` where one is missing.
    ///
    /// Where a key gave more than one, they are those that the person's share stands for, or else the first that came.
    package func signatures(of person: Identifier) -> [VerifiedSignature?] {
        let rows = rows(of: person)
        guard let first = rows.first, rows.count > 1 else { return rows.first ?? [] }
        let own = shares.filter { $0.body.statement.person == person }
        return rows.first { row in own.contains { isCommitted($0, to: row) } } ?? first
    }

    /// The most sets of one cosigner's signatures that are compared with his shares.
    private static let comparedRows = 4_096

    /// Every set of one cosigner's signatures that is looked at, the one of those that came first before the others: every
    /// combination, so that the order of arrival decides nothing. Where keys signed so many inputs twice that there are too
    /// many, one set for each time: the signatures that came that often or, where there is none, the last before.
    private func rows(of person: Identifier) -> [[VerifiedSignature?]] {
        guard let keyIndex = vault.cosigners.firstIndex(where: { $0.person == person }) else { return [] }
        let choices = facts.inputs.map { input -> [VerifiedSignature] in
            guard let key = input.script.keys.first(where: { $0.keyIndex == keyIndex }) else { return [] }
            let slot = SignatureSlot(input: input.index, publicKey: key.publicKey.encoded)
            return (signatures[slot].map { [$0] } ?? []) + (furtherSignatures[slot] ?? [])
        }
        let combinations = choices.reduce(1) { product, choice in
            let (next, overflow) = product.multipliedReportingOverflow(by: max(1, choice.count))
            return overflow ? .max : next
        }
        if combinations == 1 { return [choices.map(\.first)] }
        if combinations <= Self.comparedRows {
            return choices.reduce([[]]) { rows, choice in
                let options: [VerifiedSignature?] = choice.isEmpty ? [nil] : choice
                return rows.flatMap { row in options.map { row + [$0] } }
            }
        }
        let most = max(1, choices.map(\.count).max() ?? 1)
        return (0..<most).map { turn in choices.map { $0.isEmpty ? nil : $0[min(turn, $0.count - 1)] } }
    }

    private func isCommitted(_ share: Document<Share>, to row: [VerifiedSignature?]) -> Bool {
        let salts = share.body.salt.map { [$0] } ?? salts(of: share.body.statement.person)
        let whole = row.compactMap { $0?.signature }
        return whole.count == row.count && salts.contains { share.body.isCommitted(to: whole, salt: $0) }
    }

    /// Whether one cosigner's signatures of all inputs were verified.
    package func hasSignedEverything(_ person: Identifier) -> Bool {
        let row = signatures(of: person)
        return !row.isEmpty && row.allSatisfy { $0 != nil }
    }

    /// How a person's share stands; of several shares, the one that stands best.
    package func standing(of person: Identifier) -> ShareStanding {
        let own = Set(shares.filter { $0.body.statement.person == person }.map { standing(of: $0) })
        return ShareStanding.allCases.first { own.contains($0) } ?? .absent
    }

    /// How one share stands against the verified signatures.
    private func standing(of share: Document<Share>) -> ShareStanding {
        let row = signatures(of: share.body.statement.person).compactMap { $0 }
        let isWhole = row.count == facts.inputs.count
        if let salt = share.body.salt {
            guard isWhole else { return .awaitingSignatures }
            return share.body.isCommitted(to: row.map(\.signature), salt: salt) ? .complete : .commitmentDiffers
        }
        let salts = salts(of: share.body.statement.person)
        if salts.isEmpty { return .held }
        guard isWhole else { return .partlyReleased }
        return salts.contains { share.body.isCommitted(to: row.map(\.signature), salt: $0) }
            ? .released : .commitmentDiffers
    }

    /// The salts that a person released.
    private func salts(of person: Identifier) -> [Bytes32] {
        releases.filter { $0.body.statement.person == person }.map(\.body.salt)
    }

    /// Whose held signatures are all there and are the ones committed to, sorted.
    package var releasedBy: [Identifier] { vault.custodians.filter { standing(of: $0) == .released } }

    /// Why verified signatures of a held cosigner are not taken; `nil` when they are.
    ///
    /// As long as some are missing nothing can be compared with the commitment: what has come by a release is taken, and
    /// counts when the row is whole.
    func refusal(of row: [VerifiedSignature], by person: Identifier) -> HeldSignatureRefusal? {
        let own = shares.filter { $0.body.statement.person == person && $0.body.kind == .held }
        guard !own.isEmpty else { return .noShare }
        let salts = salts(of: person)
        guard !salts.isEmpty else { return .noRelease }
        let fresh = Dictionary(row.map { ($0.slot.input, $0) }, uniquingKeysWith: { first, _ in first })
        let whole = signatures(of: person).enumerated().compactMap { input, known in (known ?? fresh[input])?.signature
        }
        guard whole.count == facts.inputs.count else { return nil }
        let isCommitted = own.contains { share in salts.contains { share.body.isCommitted(to: whole, salt: $0) } }
        return isCommitted ? nil : .commitmentDiffers
    }

    /// Whether the release rule, on everything that was collected, lets a person release.
    func mayRelease(
        _ person: Identifier, shares tally: ShareTally, verifier: some SignatureVerifier = OpenSSLVerifier()
    ) -> Bool {
        let permit = try? ReleaseRule.permit(
            for: person, shares: tally, confirmations: confirmations, refusals: refusals, stops: stops,
            verifier: verifier)
        return permit != nil
    }

    /// The places where documents of the case contradict each other about somebody's journal.
    package var journalForks: [HeadFork] {
        let documents = ProposalAttachments(
            shares: shares, confirmations: confirmations, refusals: refusals, releases: releases)
        return HeadsBook(of: agreedCase, attachments: documents).forks
    }

    /// For each custodian, the inputs for which a signature is outside his machine that anybody may use, also those that
    /// were put aside.
    package var armed: [Identifier: Set<Int>] {
        var armed: [Identifier: Set<Int>] = [:]
        for signature in signatures.values { armed[signature.person, default: []].insert(signature.slot.input) }
        for item in quarantine.values where item.isUsableSignature {
            guard let person = item.person, case .signature(let slot) = item.subject else { continue }
            armed[person, default: []].insert(slot.input)
        }
        return armed
    }

    /// Whether enough signatures are outside to broadcast the transaction, whatever is said about it here.
    package var isArmed: Bool {
        let armed = armed
        return facts.inputs.allSatisfy { input in
            armed.values.count { $0.contains(input.index) } >= vault.threshold
        }
    }

    /// The count of the shares that stand: an open one only together with all of its signatures.
    package func shareTally(verifier: some SignatureVerifier = OpenSSLVerifier()) -> ShareTally {
        ShareTally(
            of: agreedCase,
            shares: countedShares.filter { standing(of: $0).isApproval }, verifier: verifier)
    }

    /// The shares, of several by one person the one first that counts: the one that stands best, then the one that more
    /// confirmations name, then the one with the lower digest. So it never matters which came first.
    private var countedShares: [Document<Share>] {
        var named: [Bytes32: Int] = [:]
        for digest in confirmations.flatMap(\.body.shares) { named[digest, default: 0] += 1 }
        let order = ShareStanding.allCases
        return shares.map { share in
            (share: share, rank: order.firstIndex(of: standing(of: share)) ?? order.count)
        }.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            let counts = (named[left.share.digest] ?? 0, named[right.share.digest] ?? 0)
            return counts.0 == counts.1 ? left.share.digest < right.share.digest : counts.0 > counts.1
        }.map(\.share)
    }

    /// The quorum; `nil` while it is not reached.
    package func quorum(verifier: some SignatureVerifier = OpenSSLVerifier()) -> VerifiedQuorum? {
        shareTally(verifier: verifier).quorum
    }

    /// The count of confirmations and refusals; `nil` before the quorum.
    package func confirmationTally(verifier: some SignatureVerifier = OpenSSLVerifier()) -> ConfirmationTally? {
        quorum(verifier: verifier).map {
            ConfirmationTally(
                of: $0, confirmations: confirmations, refusals: refusals, stops: stops, verifier: verifier)
        }
    }

    /// Who refused, sorted.
    package var refusedBy: [Identifier] { Set(refusals.map(\.body.statement.person)).sorted() }
}
