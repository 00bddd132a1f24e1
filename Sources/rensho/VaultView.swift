import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors

/// A vault as commands show it.
struct VaultView {
    private let document: Document<Vault>
    private let standing: Standing
    private let words: [String]

    /// Whether a vault is agreed on.
    enum Standing {
        /// Everybody acknowledged a first version, or the thresholds of both signed a later one.
        case agreed
        /// What is missing, in words.
        case incomplete(String)
    }

    init(_ document: Document<Vault>, standing: Standing, words: [String]) {
        self.document = document
        self.standing = standing
        self.words = words
    }

    /// The view of a vault in the store.
    init(_ stored: StoredVault) throws {
        let missing = try stored.missing()
        self.init(
            stored.document, standing: missing.isEmpty ? .agreed : .incomplete(missing),
            words: try stored.document.words())
        unregistered = stored.book.missing
    }

    /// The custodians whose acknowledgements have not come.
    private(set) var unregistered: [Identifier] = []

    private var vault: Vault { document.body }

    private var isAgreed: Bool {
        if case .agreed = standing { true } else { false }
    }

    private var firstAddress: String? { (try? VaultAgreement.firstAddress(of: vault))?.text }

    var lines: [String] {
        var lines = [
            "Vault        \(vault.name) version \(vault.version) (\(vault.network.rawValue))",
            "Quorum       \(vault.threshold) of \(vault.cosigners.count), \(vault.scriptType.rawValue) sortedmulti",
            "Hash         \(document.digest.hex)", "Words        \(words.joined(separator: " "))",
            "Descriptor   \(vault.descriptor.text)",
        ]
        if let firstAddress { lines.append("First        \(firstAddress)") }
        for cosigner in vault.cosigners {
            lines.append(
                "Cosigner     \(cosigner.person) [\(cosigner.origin)] release \(cosigner.release.rawValue)")
        }
        for person in vault.people {
            let roles = person.roles.map(\.rawValue).joined(separator: ",")
            lines.append(
                "Person       \(person.id) (\(person.name)) \(roles), \(person.organisation), \(person.site)"
                    + (person.unit.map { ", unit \($0)" } ?? ""))
        }
        lines += [
            "Fee caps     \(vault.rules.maximumFee.text), \(vault.rules.maximumFeePercent) %, "
                + "\(vault.rules.maximumFeeRate) sat/vB",
            "Confirm      \(vault.rules.confirmations.rawValue)", "Orders       \(vault.rules.orders.rawValue)",
        ]
        if vault.rules.approvals > 0 { lines.append("Approvals    \(vault.rules.approvals) for every order") }
        lines += vault.rules.tiers.map { "Tier         \($0.documentText)" }
        lines += vault.rules.anomalies.map { "Anomaly      \($0.documentText)" }
        if vault.rules.allowlist != .off { lines.append("Allowlist    \(vault.rules.allowlist.rawValue)") }
        lines += vault.rules.limits.map { "Limit        \($0.documentText)" }
        if let age = vault.rules.snapshotAge { lines.append("Snapshot     countersigned, \(age.documentText) at most") }
        lines += vault.addressBook.destinations.map { "Destination  \($0.documentText)" }
        if vault.rules.foreignProposals { lines.append("Foreign      plain PSBTs of other coordinators are signed") }
        if vault.rules.isStrict { lines.append("Strict       yes: every warning of a review refuses") }
        lines += vault.accepts.map { "Accepts      \($0.documentText)" }
        if let policy = vault.policy { lines.append("Policy       \(policy.hex)") }
        lines += vault.weaknesses.map { "Weakness     \($0)" }
        if let previous = vault.previous { lines.append("Previous     \(previous.hex)") }
        for line in document.signatures { lines.append("Signed       \(line.person)") }
        switch standing {
        case .agreed:
            lines.append(
                vault.version == 1 ? "Acknowledged by everybody." : "Agreed on by the thresholds of both versions.")
        case .incomplete(let missing): lines.append("Incomplete: \(missing).")
        }
        if vault.version > 1, !unregistered.isEmpty {
            lines.append(
                "No acknowledgement has come from \(unregistered.map(\.description).joined(separator: ", ")).")
        }
        return lines
    }

    var json: [(key: String, value: JSONValue)] {
        [
            (key: "name", value: .string(vault.name.description)),
            (key: "version", value: .unsigned(UInt64(vault.version))),
            (key: "network", value: .string(vault.network.rawValue)),
            (key: "hash", value: .string(document.digest.hex)),
            (key: "words", value: Output.strings(words)), (key: "threshold", value: .integer(vault.threshold)),
            (key: "script", value: .string(vault.scriptType.rawValue)),
            (key: "descriptor", value: .string(vault.descriptor.text)),
            (key: "first_address", value: .optional(firstAddress)), (key: "cosigners", value: cosigners),
            (key: "people", value: people), (key: "max_fee_sat", value: .unsigned(vault.rules.maximumFee.sat)),
            (key: "max_fee_percent", value: .unsigned(UInt64(vault.rules.maximumFeePercent))),
            (key: "max_fee_rate_sat_per_vb", value: .unsigned(vault.rules.maximumFeeRate)),
            (key: "confirmations", value: .string(vault.rules.confirmations.rawValue)),
            (key: "orders", value: .string(vault.rules.orders.rawValue)),
            (key: "approvals", value: .unsigned(UInt64(vault.rules.approvals))),
            (key: "tiers", value: .array(vault.rules.tiers.map(JSONValue.tier))),
            (key: "anomalies", value: Output.strings(vault.rules.anomalies.map(\.documentText))),
            (key: "allowlist", value: .string(vault.rules.allowlist.rawValue)),
            (key: "limits", value: Output.strings(vault.rules.limits.map(\.documentText))),
            (key: "snapshot_age", value: .optional(vault.rules.snapshotAge?.documentText)),
            (key: "address_book", value: addressBook),
            (key: "foreign_proposals", value: .bool(vault.rules.foreignProposals)),
            (key: "strict", value: .bool(vault.rules.isStrict)),
            (key: "accepts", value: Output.strings(vault.accepts.map(\.documentText))),
            (key: "policy", value: .optional(vault.policy?.hex)),
            (key: "weaknesses", value: Output.strings(vault.weaknesses.map(\.description))),
            (key: "previous", value: .optional(vault.previous?.hex)),
            (key: "signed_by", value: Output.strings(document.signatures.map(\.person))),
            (key: "is_agreed", value: .bool(isAgreed)),
            (key: "acknowledgements_missing", value: Output.strings(unregistered)),
        ]
    }

    private var cosigners: JSONValue {
        .array(
            vault.cosigners.map { cosigner in
                .object([
                    (key: "person", value: .string(cosigner.person.description)),
                    (key: "fingerprint", value: .string(cosigner.origin.fingerprint.description)),
                    (key: "origin", value: .string(cosigner.origin.description)),
                    (key: "xpub", value: .string(cosigner.xpub.description)),
                    (key: "release", value: .string(cosigner.release.rawValue)),
                ])
            })
    }

    private var addressBook: JSONValue {
        .array(vault.addressBook.destinations.map(JSONValue.destination))
    }

    private var people: JSONValue {
        .array(
            vault.people.map { person in
                .object([
                    (key: "id", value: .string(person.id.description)),
                    (key: "name", value: .string(person.name.description)),
                    (key: "roles", value: Output.strings(person.roles.map(\.rawValue))),
                    (key: "identity_key", value: .string(person.identityKey.hex)),
                    (key: "organisation", value: .string(person.organisation.description)),
                    (key: "site", value: .string(person.site.description)),
                    (key: "device", value: .optional(person.device?.description)),
                    (key: "unit", value: .optional(person.unit?.description)),
                ])
            })
    }
}

extension JSONValue {
    /// A tier of approval.
    static func tier(_ tier: VaultTier) -> JSONValue {
        .object([
            (key: "number", value: .unsigned(UInt64(tier.number))),
            (key: "above_sat", value: tier.above.map { JSONValue.unsigned($0.sat) } ?? .null),
            (key: "above_percent", value: tier.sharePercent.map { JSONValue.unsigned(UInt64($0)) } ?? .null),
            (key: "destinations", value: Output.strings(tier.destinations.map(\.rawValue))),
            (key: "approvals", value: .unsigned(UInt64(tier.approvals))),
            (key: "units", value: Output.strings(tier.units)),
            (key: "cooling_days", value: .unsigned(UInt64(tier.coolingDays))),
        ])
    }

    /// An entry of an address book.
    static func destination(_ entry: Destination) -> JSONValue {
        .object([
            (key: "id", value: .string(entry.id.description)),
            (key: "class", value: .string(entry.destinationClass.rawValue)),
            (key: "address", value: .string(entry.address.description)),
            (key: "first_use", value: .string(entry.firstUse.description)),
            (key: "expiry", value: .optional(entry.expiry?.description)),
            (key: "cap_sat", value: entry.cap.map { JSONValue.unsigned($0.sat) } ?? .null),
            (key: "proof", value: .optional(entry.proof?.kind.rawValue)),
            (key: "proof_document", value: .optional(entry.proof?.document.hex)),
            (key: "name", value: .string(entry.name.description)),
        ])
    }
}
