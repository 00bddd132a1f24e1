package import BitcoinPrimitives
import ByteCoding
package import Custody
import Descriptors

/// Makes a vault document from the key records of its people.
package enum VaultBuilding {
    /// Verifies each record (identity signature and proof of possession) and builds version 1 of the vault.
    package static func build(
        _ plan: Plan, from records: [Document<KeyRecord>], network: Network
    ) throws(VaultBuildingError) -> Document<Vault> {
        try build(plan, try Members(records, plan, network), network: network, after: nil)
    }

    /// Builds the version after one that is there: the people of the earlier version stay, apart from those who leave
    /// and those whose new key records take the place of the old.
    package static func revise(
        _ previous: Document<Vault>, to plan: Plan, from records: [Document<KeyRecord>],
        without leaving: Set<Identifier> = []
    ) throws(VaultBuildingError) -> Document<Vault> {
        let earlier = previous.body
        guard plan.name == earlier.name else { throw .otherName(plan: plan.name, vault: earlier.name) }
        for person in leaving.sorted() where earlier.person(person) == nil { throw .leavesUnknown(person) }
        var members = try Members(records, plan, earlier.network)
        for person in earlier.people where !leaving.contains(person.id) && !members.has(person.id) {
            try members.keep(person, earlier.cosigner(person.id), plan)
        }
        let next = try build(plan, members, network: earlier.network, after: previous)
        guard next.body.differs(from: earlier) else { throw .nothingChanged }
        return next
    }

    private static func build(
        _ plan: Plan, _ members: Members, network: Network, after previous: Document<Vault>?
    ) throws(VaultBuildingError) -> Document<Vault> {
        let named = Set(plan.roles.keys).union(plan.expiries.keys).union(plan.units.keys)
        for person in named.sorted() where !members.has(person) { throw .roleWithoutRecord(person) }
        for person in plan.openPeople.sorted() where !members.cosigners.contains(where: { $0.person == person }) {
            throw .openWithoutKey(person)
        }
        let document: Document<Vault>
        do {
            document = Document(
                body: try Vault(
                    network: network, name: plan.name, version: (previous?.body.version ?? 0) + 1,
                    previous: previous?.digest, threshold: plan.threshold, scriptType: plan.scriptType,
                    cosigners: members.cosigners, people: members.people, destinations: plan.destinations,
                    rules: plan.rules, accepts: plan.accepts, policy: plan.policy))
        } catch {
            throw .vault(error)
        }
        if plan.rules.orders == .required, !members.people.contains(where: { $0.roles.contains(.requester) }) {
            throw .nobodyOrders
        }
        return document
    }

    /// The people of a vault and the keys of its cosigners.
    private struct Members {
        private(set) var cosigners: [Cosigner] = []
        private(set) var people: [Person] = []

        init(
            _ records: [Document<KeyRecord>], _ plan: Plan, _ network: Network
        ) throws(VaultBuildingError) {
            for document in records {
                let record = try VaultBuilding.verified(document, network: network)
                if let key = record.accountKey {
                    cosigners.append(
                        Cosigner(
                            person: record.person, release: plan.release(of: record.person), origin: key.origin,
                            xpub: key.xpub))
                }
                people.append(
                    Person(
                        id: record.person,
                        roles: try Self.roles(record.person, hasKey: record.accountKey != nil, plan),
                        identityKey: record.identityKey, organisation: record.organisation, site: record.site,
                        device: record.device, expiry: plan.expiries[record.person], name: record.name,
                        unit: plan.units[record.person]))
            }
        }

        func has(_ person: Identifier) -> Bool { people.contains { $0.id == person } }

        /// Takes somebody over from the version before, with what the plan now says about him.
        mutating func keep(_ person: Person, _ cosigner: Cosigner?, _ plan: Plan) throws(VaultBuildingError) {
            if let cosigner {
                cosigners.append(
                    Cosigner(
                        person: person.id, release: plan.release(of: person.id), origin: cosigner.origin,
                        xpub: cosigner.xpub))
            }
            people.append(
                Person(
                    id: person.id, roles: try Self.roles(person.id, hasKey: cosigner != nil, plan),
                    identityKey: person.identityKey, organisation: person.organisation, site: person.site,
                    device: person.device, expiry: plan.expiries[person.id], name: person.name,
                    unit: plan.units[person.id]))
        }

        private static func roles(
            _ person: Identifier, hasKey: Bool, _ plan: Plan
        ) throws(VaultBuildingError) -> Set<Role> {
            var roles = plan.roles[person] ?? []
            if hasKey { roles.insert(.custodian) }
            guard !roles.isEmpty else { throw .noRole(person) }
            return roles
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
    /// Orders are required, and nobody may sign one: no payment could ever be made.
    case nobodyOrders
    /// The policy is for a vault of another name.
    case otherName(plan: Identifier, vault: Identifier)
    /// Somebody leaves who is not in the version before.
    case leavesUnknown(Identifier)
    /// A new version would say what the version before says.
    case nothingChanged
    /// The vault breaks one of its own rules.
    case vault(VaultError)

    package var code: String {
        switch self {
        case .keyRecord(_, let error): error.code
        case .otherNetwork: "vault-create.other-network"
        case .noRole: "vault-create.no-role"
        case .roleWithoutRecord: "vault-create.role-without-record"
        case .openWithoutKey: "vault-create.open-without-key"
        case .nobodyOrders: "vault-create.nobody-orders"
        case .otherName: "vault-revise.other-name"
        case .leavesUnknown: "vault-revise.leaves-unknown"
        case .nothingChanged: "vault-revise.nothing-changed"
        case .vault(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .keyRecord(let person, let error): "the key record of \(person): \(error)"
        case .otherNetwork(let person, let record, let wanted):
            "the key record of \(person) is for \(record.rawValue) and this home is for \(wanted.rawValue)"
        case .noRole(let person): "\(person) holds no key and was given no role"
        case .roleWithoutRecord(let person):
            "a role, a unit or an expiry was given to \(person), whose key record was not given"
        case .openWithoutKey(let person): "\(person) was named for open release but holds no key of the vault"
        case .nobodyOrders: "orders are required and nobody has the role requester: no payment could be made"
        case .otherName(let plan, let vault): "the policy is for vault \(plan), and the version before is of \(vault)"
        case .leavesUnknown(let person): "\(person) is to leave and is not in the version before"
        case .nothingChanged: "the new version would say what the version before says"
        case .vault(let error): "\(error)"
        }
    }

    package var remedy: String? {
        switch self {
        case .keyRecord(let person, _): "Ask \(person) to export the key record again with rensho-signer keys export."
        case .noRole(let person): "Give one, such as --role \(person)=auditor."
        case .nobodyOrders:
            "Give somebody without a key the role, such as --role rita=requester with her key record; or state that "
                + "orders are optional."
        case .vault(let error): error.remedy
        case .otherNetwork, .roleWithoutRecord, .openWithoutKey, .otherName, .leavesUnknown, .nothingChanged: nil
        }
    }
}
