package import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Descriptors

/// Makes a vault document from the key records of its people.
package enum VaultBuilding {
    /// What the operator decides about a new vault; everything else is in the key records.
    package struct Plan: Sendable {
        /// The vault's identifier.
        package let name: Identifier
        /// How many cosigners must sign.
        package let threshold: Int
        /// The kind of script.
        package let scriptType: MultisigDescriptor.ScriptType
        /// What every case must keep to.
        package let rules: VaultRules
        /// When the cosigners' signatures leave their machines.
        package let release: ReleaseRule
        /// The cosigners whose signatures leave at once, whatever `release` says: those with hardware wallets.
        package let openPeople: Set<Identifier>
        /// The roles of people who hold no key, by person.
        package let roles: [Identifier: Set<Role>]
        /// The hash of the organisation's policy document.
        package let policy: Bytes32?

        /// Plans a vault.
        package init(
            name: Identifier, threshold: Int, scriptType: MultisigDescriptor.ScriptType, rules: VaultRules,
            release: ReleaseRule = .held, openPeople: Set<Identifier> = [], roles: [Identifier: Set<Role>] = [:],
            policy: Bytes32? = nil
        ) {
            self.name = name
            self.threshold = threshold
            self.scriptType = scriptType
            self.rules = rules
            self.release = release
            self.openPeople = openPeople
            self.roles = roles
            self.policy = policy
        }
    }

    /// Verifies each record (identity signature and proof of possession) and builds version 1 of the vault.
    package static func build(
        _ plan: Plan, from records: [Document<KeyRecord>], network: Network
    ) throws(VaultBuildingError) -> Document<Vault> {
        var cosigners: [Cosigner] = []
        var people: [Person] = []
        for document in records {
            let record = try verified(document, network: network)
            if let key = record.accountKey {
                cosigners.append(
                    Cosigner(
                        person: record.person, release: plan.openPeople.contains(record.person) ? .open : plan.release,
                        origin: key.origin, xpub: key.xpub))
            }
            people.append(try person(of: record, plan: plan))
        }
        for person in plan.roles.keys.sorted() where !people.contains(where: { $0.id == person }) {
            throw .roleWithoutRecord(person)
        }
        for person in plan.openPeople.sorted() where !cosigners.contains(where: { $0.person == person }) {
            throw .openWithoutKey(person)
        }
        do {
            return Document(
                body: try Vault(
                    network: network, name: plan.name, version: 1, previous: nil, threshold: plan.threshold,
                    scriptType: plan.scriptType, cosigners: cosigners, people: people, rules: plan.rules,
                    policy: plan.policy))
        } catch {
            throw .vault(error)
        }
    }

    private static func verified(
        _ document: Document<KeyRecord>, network: Network
    ) throws(VaultBuildingError) -> KeyRecord {
        guard document.body.network == network else {
            throw .otherNetwork(person: document.body.person, record: document.body.network, wanted: network)
        }
        do { return try VerifiedKeyRecord(document).record } catch {
            throw .keyRecord(person: document.body.person, error)
        }
    }

    private static func person(of record: KeyRecord, plan: Plan) throws(VaultBuildingError) -> Person {
        var roles = plan.roles[record.person] ?? []
        if record.accountKey != nil { roles.insert(.custodian) }
        guard !roles.isEmpty else { throw .noRole(record.person) }
        return Person(
            id: record.person, roles: roles, identityKey: record.identityKey, organisation: record.organisation,
            site: record.site, device: record.device, expiry: nil, name: record.name)
    }
}

/// Says why key records make no vault.
package enum VaultBuildingError: CodedError, Equatable {
    /// A record's signature or proof fails.
    case keyRecord(person: Identifier, KeyRecordError)
    /// A record is for another network.
    case otherNetwork(person: Identifier, record: Network, wanted: Network)
    /// A person without a key was given no role.
    case noRole(Identifier)
    /// A role was given to somebody whose key record is not there.
    case roleWithoutRecord(Identifier)
    /// Somebody who holds no key was named as one whose signatures leave at once.
    case openWithoutKey(Identifier)
    /// The vault breaks one of its own rules.
    case vault(VaultError)

    package var code: String {
        switch self {
        case .keyRecord(_, let error): error.code
        case .otherNetwork: "vault-create.other-network"
        case .noRole: "vault-create.no-role"
        case .roleWithoutRecord: "vault-create.role-without-record"
        case .openWithoutKey: "vault-create.open-without-key"
        case .vault(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .keyRecord(let person, let error): "the key record of \(person): \(error)"
        case .otherNetwork(let person, let record, let wanted):
            "the key record of \(person) is for \(record.rawValue) and this home is for \(wanted.rawValue)"
        case .noRole(let person): "\(person) holds no key and was given no role"
        case .roleWithoutRecord(let person): "a role was given to \(person), whose key record was not given"
        case .openWithoutKey(let person): "\(person) was named for open release but holds no key of the vault"
        case .vault(let error): "\(error)"
        }
    }

    package var remedy: String? {
        switch self {
        case .keyRecord(let person, _): "Ask \(person) to export the key record again with rensho-signer keys export."
        case .noRole(let person): "Give one, such as --role \(person)=auditor."
        case .vault(let error): error.remedy
        case .otherNetwork, .roleWithoutRecord, .openWithoutKey: nil
        }
    }
}
