package import BitcoinPrimitives
package import ByteCoding
package import Descriptors

/// Who holds a wallet together, with which keys and under which rules.
package struct Vault: DocumentBody {
    package static let typeName = "vault"

    package static let fieldNames = [
        "network", "name", "version", "previous", "threshold", "script", "cosigner", "person", "unit", "destination",
        "max-fee", "max-fee-percent", "max-fee-rate", "confirmations", "orders", "approvals", "tier", "anomaly",
        "allowlist", "limit", "snapshot-age", "foreign-proposals", "strict", "challenge", "accepts", "policy",
    ]

    package let network: Network
    /// The vault's identifier.
    package let name: Identifier
    /// The version, from 1.
    package let version: UInt32
    /// The digest of the version before; `nil` for version 1.
    package let previous: Bytes32?
    /// How many cosigners must sign (M).
    package let threshold: Int
    /// The kind of script.
    package let scriptType: MultisigDescriptor.ScriptType
    /// The keys, sorted by person.
    package let cosigners: [Cosigner]
    /// Everybody with a part in the vault, sorted by identifier.
    package let people: [Person]
    /// Whom the vault may pay, and on which conditions.
    package let addressBook: AddressBook
    /// What every case must keep to.
    package let rules: VaultRules
    /// What the vault does although it is weak, stated and sorted; exactly what its keys and people need.
    package let accepts: [VaultException]
    /// The SHA-256 of the policy file that the vault was made from, where there is one.
    package let policy: Bytes32?
    /// The descriptor that ``scriptType``, ``threshold`` and ``cosigners`` make; its keys are in their order.
    package let descriptor: MultisigDescriptor

    /// Takes a vault that obeys every rule; the lists may come in any order.
    package init(
        network: Network, name: Identifier, version: UInt32, previous: Bytes32?, threshold: Int,
        scriptType: MultisigDescriptor.ScriptType, cosigners: [Cosigner], people: [Person],
        destinations: [Destination] = [], rules: VaultRules, accepts: [VaultException], policy: Bytes32?
    ) throws(VaultError) {
        self.network = network
        self.name = name
        self.version = version
        self.previous = previous
        self.threshold = threshold
        self.scriptType = scriptType
        self.cosigners = cosigners.sorted { $0.person < $1.person }
        self.people = people.sorted { $0.id < $1.id }
        self.rules = rules
        self.accepts = accepts.sorted()
        self.policy = policy
        try VaultValidation.checkVersion(version, previous: previous)
        try VaultValidation.checkRules(rules, threshold: threshold, keyCount: cosigners.count)
        try VaultValidation.checkLimits(rules.limits)
        try VaultValidation.checkCosigners(self.cosigners, network: network)
        try VaultValidation.checkForeignProposals(rules, cosigners: self.cosigners)
        try VaultValidation.checkPeople(self.people, cosigners: self.cosigners)
        try VaultValidation.checkApprovals(rules, people: self.people, cosigners: self.cosigners)
        try VaultValidation.checkTiers(rules, people: self.people, cosigners: self.cosigners)
        try VaultValidation.checkAnomalies(rules)
        try VaultValidation.checkExceptions(
            self.accepts, threshold: threshold, cosigners: self.cosigners, people: self.people)
        try VaultValidation.checkStrictness(rules, threshold: threshold, cosigners: self.cosigners)
        do throws(DescriptorError) {
            descriptor = try MultisigDescriptor(
                scriptType: scriptType, threshold: threshold,
                keys: self.cosigners.map { DescriptorKey(origin: $0.origin, xpub: $0.xpub) })
        } catch {
            throw .descriptor(ErrorCause(error))
        }
        addressBook = try AddressBook(destinations, under: rules.allowlist, on: network, descriptor: descriptor)
    }

    /// The identifiers of everybody who holds a key, sorted.
    package var custodians: [Identifier] { cosigners.map(\.person) }

    /// The person with an identifier, `nil` when the vault does not list it.
    package func person(_ id: Identifier) -> Person? {
        people.first { $0.id == id }
    }

    /// The cosigner whom a person is, `nil` when the person holds no key.
    package func cosigner(_ person: Identifier) -> Cosigner? {
        cosigners.first { $0.person == person }
    }

    /// Everybody who may approve orders, sorted: who signs does not approve.
    package var approvers: [Identifier] {
        VaultValidation.approvers(of: people, cosigners: cosigners)
    }

    /// What an order needs where a tier of approval is in force; `nil` where none is.
    package func approvalNeed(in tier: VaultTier?) -> ApprovalNeed { rules.approvalNeed(in: tier) }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("name", name)
        writer.write("version", version)
        writer.write("previous", optional: previous)
        writer.write("threshold", threshold)
        writer.write("script", scriptType)
        writer.write("cosigner", list: cosigners)
        writer.write("person", list: people)
        writer.write(
            "unit", list: people.compactMap { person in person.unit.map { PersonUnit(person: person.id, unit: $0) } })
        writer.write("destination", list: addressBook.destinations)
        writer.write("max-fee", rules.maximumFee)
        writer.write("max-fee-percent", rules.maximumFeePercent)
        writer.write("max-fee-rate", rules.maximumFeeRate)
        writer.write("confirmations", rules.confirmations)
        writer.write("orders", rules.orders)
        // Where no approval is needed, the document has no line about it.
        writer.write("approvals", list: rules.approvals == 0 ? [] : [rules.approvals])
        writer.write("tier", list: rules.tiers)
        writer.write("anomaly", list: rules.anomalies)
        // Where payments may go anywhere, the document has no line about it.
        writer.write("allowlist", list: rules.allowlist == .off ? [] : [rules.allowlist])
        // Where nothing is limited, the document has no line about it.
        writer.write("limit", list: rules.limits)
        writer.write("snapshot-age", list: rules.snapshotAge.map { [$0] } ?? [])
        // A line that stands only where it says yes, so that a vault without it has the bytes that it always had.
        writer.write("foreign-proposals", list: rules.foreignProposals ? [true] : [])
        writer.write("strict", flag: rules.isStrict)
        // Where every destination is typed, the document has no line about it.
        writer.write("challenge", list: rules.challenge == .all ? [] : [rules.challenge])
        writer.write("accepts", list: accepts)
        writer.write("policy", optional: policy)
        return writer.fields
    }

    private static func foreignProposals(_ fields: inout DocumentFieldReader) throws(DocumentError) -> Bool {
        let lines: [Bool] = try fields.readList("foreign-proposals")
        guard lines.isEmpty || lines == [true] else { throw .vault(.foreignProposalsLine) }
        return !lines.isEmpty
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let name: Identifier = try fields.read("name")
        let version: UInt32 = try fields.read("version")
        let previous: Bytes32? = try fields.readOptional("previous")
        let threshold: Int = try fields.read("threshold")
        let scriptType: MultisigDescriptor.ScriptType = try fields.read("script")
        let cosigners: [Cosigner] = try fields.readList("cosigner")
        let listed: [Person] = try fields.readList("person")
        let people = try Self.people(listed, in: try fields.readList("unit"))
        let destinations: [Destination] = try fields.readList("destination")
        let rules = VaultRules(
            maximumFee: try fields.read("max-fee"), maximumFeePercent: try fields.read("max-fee-percent"),
            maximumFeeRate: try fields.read("max-fee-rate"), confirmations: try fields.read("confirmations"),
            orders: try fields.read("orders"), approvals: try Self.approvals(&fields),
            tiers: try fields.readList("tier"), anomalies: try Self.anomalies(&fields),
            allowlist: try Self.stated("allowlist", unless: .off, &fields),
            limits: try Self.limits(&fields), snapshotAge: try Self.snapshotAge(&fields),
            foreignProposals: try Self.foreignProposals(&fields), isStrict: try fields.readFlag("strict"),
            challenge: try Self.stated("challenge", unless: .all, &fields))
        let accepts: [VaultException] = try fields.readList("accepts")
        let policy: Bytes32? = try fields.readOptional("policy")
        try SortedList.check(cosigners, by: \.person)
        try SortedList.check(people, by: \.id)
        try SortedList.check(destinations, by: \.id)
        try SortedList.check(accepts, by: \.self)
        do throws(VaultError) {
            try self.init(
                network: network, name: name, version: version, previous: previous, threshold: threshold,
                scriptType: scriptType, cosigners: cosigners, people: people,
                destinations: destinations, rules: rules, accepts: accepts, policy: policy)
        } catch {
            throw .vault(error)
        }
    }

    private static func limits(_ fields: inout DocumentFieldReader) throws(DocumentError) -> [VaultLimit] {
        let limits: [VaultLimit] = try fields.readList("limit")
        try SortedList.check(limits, by: \.place)
        return limits
    }

    private static func snapshotAge(_ fields: inout DocumentFieldReader) throws(DocumentError) -> SnapshotAge? {
        let ages: [SnapshotAge] = try fields.readList("snapshot-age")
        guard ages.count <= 1 else { throw .surplusWords("snapshot-age: \(ages[1].documentText)") }
        return ages.first
    }

    /// The people with their units, each given once and in order.
    private static func people(_ listed: [Person], in units: [PersonUnit]) throws(DocumentError) -> [Person] {
        try SortedList.check(units, by: \.person)
        for unit in units where !listed.contains(where: { $0.id == unit.person }) {
            throw .vault(.tier(.unitOfNobody(unit.person)))
        }
        return listed.map { person in person.belonging(to: units.first { $0.person == person.id }?.unit) }
    }

    private static func anomalies(_ fields: inout DocumentFieldReader) throws(DocumentError) -> [AnomalyRule] {
        let rules: [AnomalyRule] = try fields.readList("anomaly")
        try SortedList.check(rules, by: \.kind)
        return rules
    }

    private static func approvals(_ fields: inout DocumentFieldReader) throws(DocumentError) -> UInt32 {
        let counts: [UInt32] = try fields.readList("approvals")
        guard counts.count <= 1, counts.first != 0 else { throw .vault(.approvalsLine) }
        return counts.first ?? 0
    }

    /// Reads a rule that stands at most once, and never where it says what is meant without a line.
    private static func stated<Rule: DocumentValue & Equatable>(
        _ name: String, unless usual: Rule, _ fields: inout DocumentFieldReader
    ) throws(DocumentError) -> Rule {
        let rules: [Rule] = try fields.readList(name)
        guard let rule = rules.first else { return usual }
        guard rules.count == 1 else { throw .surplusWords("\(name): \(rules[1].documentText)") }
        guard rule != usual else {
            throw .notCanonical(text: "\(name): \(rule.documentText)", canonical: "no \(name)")
        }
        return rule
    }
}
