import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Descriptors

/// One difference between two versions of a vault: what was said, and what is said now.
package struct VaultChange: Hashable, Sendable {
    /// What a difference is about.
    package enum Subject: Hashable, Sendable, CaseIterable {
        case network, name, threshold, keyCount, script
        case maximumFee, maximumFeePercent, maximumFeeRate, confirmations, orders, approvals, tier, anomaly,
            allowlist, limit, snapshotAge
        case foreignProposals, strict, challenge, accepts
        case policy
        case cosigner, accountKey, origin, release
        case person, personName, roles, identityKey, organisation, site, device, expiry, unit
        /// An entry of the address book, in full.
        case destination
    }

    /// What differs.
    package let subject: Subject
    /// Whose entry it is, or which entry of the address book; `nil` for what is said of the vault as a whole.
    package let person: Identifier?
    /// What the earlier version says; `nil` when it says nothing.
    package let from: String?
    /// What the later version says; `nil` when it says nothing.
    package let to: String?

    /// States a difference.
    package init(_ subject: Subject, _ person: Identifier? = nil, from: String?, to: String?) {
        self.subject = subject
        self.person = person
        self.from = from
        self.to = to
    }

    /// The difference in one line of ASCII words, for errors; the screens have sentences of their own.
    package var line: String {
        let label = person.map { "\(subject) of \($0)" } ?? "\(subject)"
        return "\(label): \(from ?? DocumentField.absent) -> \(to ?? DocumentField.absent)"
    }

    /// Every difference, the vault's own first, then person by person, then the address book.
    static func all(from old: Vault, to new: Vault) -> [VaultChange] {
        var changes: [VaultChange] = []
        func compare(_ subject: Subject, of person: Identifier? = nil, _ from: String?, _ to: String?) {
            if from != to { changes.append(VaultChange(subject, person, from: from, to: to)) }
        }
        compare(.network, old.network.rawValue, new.network.rawValue)
        compare(.name, old.name.description, new.name.description)
        compare(.threshold, "\(old.threshold)", "\(new.threshold)")
        compare(.keyCount, "\(old.cosigners.count)", "\(new.cosigners.count)")
        compare(.script, old.scriptType.rawValue, new.scriptType.rawValue)
        compare(.maximumFee, old.rules.maximumFee.text, new.rules.maximumFee.text)
        compare(.maximumFeePercent, "\(old.rules.maximumFeePercent)", "\(new.rules.maximumFeePercent)")
        compare(.maximumFeeRate, "\(old.rules.maximumFeeRate)", "\(new.rules.maximumFeeRate)")
        compare(.confirmations, old.rules.confirmations.rawValue, new.rules.confirmations.rawValue)
        compare(.orders, old.rules.orders.rawValue, new.rules.orders.rawValue)
        compare(.approvals, "\(old.rules.approvals)", "\(new.rules.approvals)")
        compareLists(old.rules.tiers, new.rules.tiers) { compare(.tier, $0, $1) }
        compareLists(old.rules.anomalies, new.rules.anomalies) { compare(.anomaly, $0, $1) }
        compare(
            .foreignProposals, old.rules.foreignProposals ? true.documentText : nil,
            new.rules.foreignProposals ? true.documentText : nil)
        compare(.strict, old.rules.isStrict.documentText, new.rules.isStrict.documentText)
        compare(.allowlist, old.rules.allowlist.rawValue, new.rules.allowlist.rawValue)
        for limit in old.rules.limits where !new.rules.limits.contains(limit) {
            compare(.limit, limit.documentText, nil)
        }
        for limit in new.rules.limits where !old.rules.limits.contains(limit) {
            compare(.limit, nil, limit.documentText)
        }
        compare(.snapshotAge, old.rules.snapshotAge?.documentText, new.rules.snapshotAge?.documentText)
        compare(.challenge, old.rules.challenge.documentText, new.rules.challenge.documentText)
        for exception in old.accepts where !new.accepts.contains(exception) {
            compare(.accepts, exception.documentText, nil)
        }
        for exception in new.accepts where !old.accepts.contains(exception) {
            compare(.accepts, nil, exception.documentText)
        }
        compare(.policy, old.policy?.hex, new.policy?.hex)
        for id in Set(old.people.map(\.id)).union(new.people.map(\.id)).sorted() {
            let (earlier, later) = (old.person(id), new.person(id))
            compare(
                .person, of: id, earlier?.name.description,
                later.map { earlier?.name.description ?? $0.name.description })
            compare(
                .cosigner, of: id, old.cosigner(id).map(Self.text),
                new.cosigner(id).map { key in
                    old.cosigner(id).map(Self.text) ?? Self.text(key)
                })
            if let earlier, let later { comparePeople(earlier, later) { compare($0, of: $1, $2, $3) } }
            if let earlier = old.cosigner(id), let later = new.cosigner(id) {
                compare(.accountKey, of: id, earlier.xpub.description, later.xpub.description)
                compare(.origin, of: id, earlier.origin.description, later.origin.description)
                compare(.release, of: id, earlier.release.rawValue, later.release.rawValue)
            }
        }
        let entries = old.addressBook.destinations + new.addressBook.destinations
        for id in Set(entries.map(\.id)).sorted() {
            compare(
                .destination, of: id, old.addressBook.entry(id)?.destination.documentText,
                new.addressBook.entry(id)?.destination.documentText)
        }
        return changes
    }

    /// What is taken out of a list of rules and what is put in, each as its text.
    private static func compareLists<Rule: DocumentValue & Equatable>(
        _ old: [Rule], _ new: [Rule], _ compare: (String?, String?) -> Void
    ) {
        for rule in old where !new.contains(rule) { compare(rule.documentText, nil) }
        for rule in new where !old.contains(rule) { compare(nil, rule.documentText) }
    }

    private static func comparePeople(
        _ earlier: Person, _ later: Person, _ compare: (Subject, Identifier?, String?, String?) -> Void
    ) {
        let id = later.id
        compare(.personName, id, earlier.name.description, later.name.description)
        compare(
            .roles, id, earlier.roles.map(\.rawValue).joined(separator: ","),
            later.roles.map(\.rawValue).joined(separator: ","))
        compare(.identityKey, id, earlier.identityKey.hex, later.identityKey.hex)
        compare(.organisation, id, earlier.organisation.description, later.organisation.description)
        compare(.site, id, earlier.site.description, later.site.description)
        compare(.device, id, earlier.device?.description, later.device?.description)
        compare(.unit, id, earlier.unit?.description, later.unit?.description)
        compare(.expiry, id, earlier.expiry?.description, later.expiry?.description)
    }

    /// A key in one word: whose master key it is.
    private static func text(_ cosigner: Cosigner) -> String { cosigner.origin.fingerprint.description }
}

extension Vault {
    /// What this version says otherwise than an earlier one, every difference once.
    package func changes(from earlier: Vault) -> [VaultChange] { VaultChange.all(from: earlier, to: self) }

    /// Whether this version says anything otherwise than an earlier one.
    package func differs(from earlier: Vault) -> Bool { !changes(from: earlier).isEmpty }

    /// Whether fewer people than before are enough to spend.
    package func lowersThreshold(of earlier: Vault) -> Bool { threshold < earlier.threshold }

    /// Whether the addresses are others than before, so that the coins have to be moved.
    package func movesAddresses(of earlier: Vault) -> Bool { descriptor != earlier.descriptor }
}
