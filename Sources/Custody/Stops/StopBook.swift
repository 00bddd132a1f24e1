package import BitcoinCrypto
package import ByteCoding

/// Everything that is known to stop a vault, its orders and cases, and what lets them go on: verified with the registered
/// vault, and counted.
///
/// Coordinator and signer make it alike, from what files carry and from what each has seen before: the order in which
/// documents come never matters.
package struct StopBook: Hashable, Sendable {
    /// A freeze with the custodians who want it lifted.
    package struct StandingFreeze: Hashable, Sendable {
        /// The freeze.
        package let document: Document<Freeze>
        /// Who would lift it, sorted; fewer than the threshold.
        package let liftedBy: [Identifier]
    }

    /// What was signed so that a case can go on without one custodian's confirmation.
    package struct StandingExcuse: Hashable, Sendable {
        /// Who is absent.
        package let absent: Identifier
        /// The custodians who excuse him, sorted.
        package let custodians: [Identifier]
        /// The approvers who excuse him, sorted.
        package let approvers: [Identifier]
        /// The digests of the documents, ascending.
        package let documents: [Bytes32]
        /// Whether it takes the place of his confirmation.
        package let isComplete: Bool
    }

    /// What was signed so that a case can pass a rule.
    package struct StandingOverride: Hashable, Sendable {
        /// The rule.
        package let rule: OverridableRule
        /// Who wants it overridden, sorted.
        package let people: [Identifier]
        /// Whether the rule is overridden.
        package let isComplete: Bool
    }

    /// The failed cases after which an order is locked: a second failure is no accident any more.
    package static let failuresThatLock = 2

    /// The registered vault's digest, under which everything was counted.
    package let vaultDigest: Bytes32
    /// The documents that count, each once, by digest.
    package let counted: [StopDocument]
    /// The freezes that stand, by digest.
    package let freezes: [StandingFreeze]

    private let threshold: Int
    private let custodians: Set<Identifier>

    /// Verifies documents and counts those that hold; the others are nobody's word.
    /// - Parameter today: the day on which parts in the vault are judged.
    package init(
        _ documents: [StopDocument], under vault: RegisteredVaultView, on today: CalendarDate?,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) {
        var seen: Set<Bytes32> = []
        let counted = documents.filter { document in
            !seen.contains(document.digest) && document.problem(under: vault, on: today, verifier: verifier) == nil
                && seen.insert(document.digest).inserted
        }.sorted { $0.digest < $1.digest }
        var lifts: [Bytes32: Set<Identifier>] = [:]
        for case .lift(let lift) in counted {
            lifts[lift.body.freeze, default: []].insert(lift.body.statement.person)
        }
        let threshold = vault.vault.threshold
        self.counted = counted
        self.threshold = threshold
        vaultDigest = vault.digest
        custodians = Set(vault.vault.custodians)
        freezes = counted.compactMap { document in
            guard case .freeze(let freeze) = document else { return nil }
            let people = lifts[freeze.digest] ?? []
            return people.count < threshold ? StandingFreeze(document: freeze, liftedBy: people.sorted()) : nil
        }
    }

    /// The vetoes of an order, by digest.
    package func vetoes(of order: Bytes32) -> [Document<OrderVeto>] {
        counted.compactMap { document in
            if case .veto(let veto) = document, veto.body.order == order { veto } else { nil }
        }
    }

    /// Whether an order is locked after these failed cases: there are two, and no auditor has countersigned all of them.
    package func isLocked(_ order: Bytes32, after failed: Set<CaseID>) -> Bool {
        guard failed.count >= Self.failuresThatLock else { return false }
        return !counted.contains { document in
            guard case .countersign(let countersign) = document else { return false }
            return countersign.body.order == order && failed.isSubset(of: countersign.body.cases)
        }
    }

    /// Who is excused in a case, sorted by person: complete with as many custodians as the threshold and an approver, none
    /// of whom is absent himself in anybody's word.
    package func excuses(of digest: Bytes32) -> [StandingExcuse] {
        let documents = counted.compactMap { document -> Document<Excuse>? in
            if case .excuse(let excuse) = document, excuse.body.caseDigest == digest { excuse } else { nil }
        }
        let absent = Set(documents.map(\.body.absent))
        return absent.sorted().map { person in
            let own = documents.filter { $0.body.absent == person && !absent.contains($0.body.statement.person) }
            let people = Set(own.map(\.body.statement.person))
            let custodians = people.filter { self.custodians.contains($0) }.sorted()
            let approvers = people.filter { !self.custodians.contains($0) }.sorted()
            return StandingExcuse(
                absent: person, custodians: custodians, approvers: approvers, documents: own.map(\.digest).sorted(),
                isComplete: custodians.count >= threshold && !approvers.isEmpty)
        }
    }

    /// Which rules a case may pass: each complete with more custodians than the threshold, or all where there are no more,
    /// and an approver.
    package func overrides(of digest: Bytes32) -> [StandingOverride] {
        let documents = counted.compactMap { document -> Document<Override>? in
            if case .override(let override) = document, override.body.caseDigest == digest { override } else { nil }
        }
        return OverridableRule.allCases.compactMap { rule in
            let people = Set(documents.filter { $0.body.rules.contains(rule) }.map(\.body.statement.person))
            guard !people.isEmpty else { return nil }
            let count = people.count { custodians.contains($0) }
            return StandingOverride(
                rule: rule, people: people.sorted(),
                isComplete: count >= overrideThreshold && count < people.count)
        }
    }

    /// The custodians whom an override needs: one more than a signature, or everybody.
    package var overrideThreshold: Int { min(threshold + 1, custodians.count) }
}
