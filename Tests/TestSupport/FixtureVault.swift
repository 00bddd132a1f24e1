import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Descriptors

/// A vault of test custodians that all of them have acknowledged.
package struct FixtureVault: Sendable {
    /// What may differ between test vaults.
    package struct Options: Sendable {
        package var network: Network = .regtest
        package var name = "treasury"
        package var version: UInt32 = 1
        /// The digest that a later version names as the one before it.
        package var previous: Bytes32?
        package var threshold = 2
        package var keyCount = 3
        /// People without a key, after the custodians in the list of ``FixtureCosigner/people``.
        package var auditorCount = 0
        /// The roles of further people without a key, after the auditors in the list.
        package var otherRoles: [Role] = []
        package var approvals: UInt32 = 0
        package var tiers: [VaultTier] = []
        package var anomalies: [AnomalyRule] = []
        /// The units of the people of ``otherRoles``, in their order; nobody's where the list is shorter.
        package var units: [String] = []
        package var scriptType: MultisigDescriptor.ScriptType = .p2wsh
        package var release: [ReleaseRule] = [.open]
        package var confirmations: ConfirmationRule = .all
        package var orders: OrderRule = .optional
        package var allowlist: AllowlistRule = .off
        package var limits: [VaultLimit] = []
        package var snapshotAge: SnapshotAge?
        package var destinations: [Destination] = []
        package var foreignProposals = false
        package var isStrict = false
        package var challenge: ChallengeRule = .all
        package var maximumFeeSat: UInt64 = 100_000
        package var maximumFeePercent: UInt32 = 5
        package var maximumFeeRate: UInt64 = 50
        /// The last day of everybody's part.
        package var expiry: CalendarDate?

        package init() {}
    }

    /// The custodians, in the vault's order.
    package let cosigners: [FixtureCosigner]

    /// The people without a key whom ``Options/otherRoles`` adds.
    package let others: [FixtureCosigner]

    /// The vault.
    package let document: Document<Vault>

    /// Everybody's acknowledgement.
    package let acknowledgements: [Document<Acknowledgement>]

    /// A 2-of-3 vault on regtest with the keys of the sample `regtest-2of3`.
    package static let standard = Result { try FixtureVault() }

    /// Makes a vault; `change` edits the options.
    package init(_ change: (inout Options) -> Void = { _ in }) throws {
        var options = Options()
        change(&options)
        let scriptBranch: UInt32 = options.scriptType == .p2wsh ? 2 : 1
        cosigners = try (0..<options.keyCount).map {
            try FixtureCosigner(number: $0, network: options.network, scriptBranch: scriptBranch)
        }
        let first = options.keyCount + options.auditorCount
        others = try options.otherRoles.indices.map {
            try FixtureCosigner(number: first + $0, network: options.network)
        }
        document = Document(body: try Self.vault(options, cosigners, others))
        acknowledgements = try cosigners.map { [document] in try Self.acknowledge(document, $0) }
    }

    /// The descriptor.
    package var descriptor: MultisigDescriptor { document.body.descriptor }

    /// The vault as a review takes it.
    package var view: RegisteredVaultView { RegisteredVaultView(document) }

    /// The vault as a quorum takes it.
    package func agreement() throws -> VaultAgreement {
        try VaultAgreement(vault: document, acknowledgements: acknowledgements)
    }

    /// The script at a position.
    package func script(_ branch: UInt32, _ index: UInt32) throws -> DerivedScript {
        try descriptor.script(at: ScriptPosition(branch: branch, index: index))
    }

    private static func vault(
        _ options: Options, _ cosigners: [FixtureCosigner], _ others: [FixtureCosigner]
    ) throws -> Vault {
        let keys = try cosigners.enumerated().map { place, cosigner in
            Cosigner(
                person: try cosigner.person, release: options.release[place % options.release.count],
                origin: cosigner.origin, xpub: cosigner.xpub)
        }
        let people =
            try cosigners.map { try person($0, .custodian, options.expiry) }
            + (0..<options.auditorCount).map {
                try person(FixtureCosigner(number: options.keyCount + $0, network: options.network), .auditor, nil)
            }
            + zip(others, options.otherRoles).enumerated().map { place, other in
                try person(other.0, other.1, options.expiry)
                    .belonging(to: options.units.indices.contains(place) ? Identifier(options.units[place]) : nil)
            }
        return try Vault(
            network: options.network, name: Identifier(options.name), version: options.version,
            previous: options.version == 1 ? nil : options.previous ?? SHA256.hash([0]),
            threshold: options.threshold, scriptType: options.scriptType,
            cosigners: keys, people: people, destinations: options.destinations,
            rules: VaultRules(
                maximumFee: try Amount(sat: options.maximumFeeSat), maximumFeePercent: options.maximumFeePercent,
                maximumFeeRate: options.maximumFeeRate, confirmations: options.confirmations,
                orders: options.orders, approvals: options.approvals, tiers: options.tiers,
                anomalies: options.anomalies, allowlist: options.allowlist,
                limits: options.limits, snapshotAge: options.snapshotAge,
                foreignProposals: options.foreignProposals, isStrict: options.isStrict, challenge: options.challenge),
            accepts: VaultException.needed(threshold: options.threshold, cosigners: keys, people: people),
            policy: nil)
    }

    private static func person(_ cosigner: FixtureCosigner, _ role: Role, _ expiry: CalendarDate?) throws -> Person {
        let person = try cosigner.person
        return Person(
            id: person, roles: [role], identityKey: cosigner.identityKey, organisation: try Identifier("example"),
            site: try Identifier("site-\(cosigner.number)"), device: try device(of: person), expiry: expiry,
            name: try PersonName(person.description.capitalized(first: 1)))
    }

    /// The machine of a custodian.
    package static func device(of person: Identifier) throws -> Identifier {
        try Identifier("laptop-\(person)")
    }

    private static func acknowledge(
        _ vault: Document<Vault>, _ cosigner: FixtureCosigner
    ) throws -> Document<Acknowledgement> {
        let person = try cosigner.person
        var document = Document(
            body: Acknowledgement(
                network: vault.body.network, vault: vault.body.name, vaultVersion: vault.body.version,
                vaultHash: vault.digest, person: person, device: try device(of: person),
                firstAddress: try VaultAgreement.firstAddress(of: vault.body)))
        document.add(try cosigner.signature(over: document.digest))
        return document
    }
}

extension String {
    fileprivate func capitalized(first count: Int) -> String {
        prefix(count).uppercased() + dropFirst(count)
    }
}
