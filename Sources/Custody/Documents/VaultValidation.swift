import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// The rules that a vault must obey by itself.
enum VaultValidation {
    /// Roles that must not meet in one person: who asks does not grant, who carries does not sign, and the auditor does
    /// nothing else.
    private static let forbiddenPairs: [(Role, Role)] = [
        (.requester, .approver), (.requester, .custodian), (.operator, .custodian), (.auditor, .approver),
        (.auditor, .custodian), (.auditor, .operator), (.auditor, .requester),
    ]

    static func checkVersion(_ version: UInt32, previous: Bytes32?) throws(VaultError) {
        guard version > 0 else { throw .versionZero }
        guard (version == 1) == (previous == nil) else { throw .previous(version: version) }
    }

    static func checkRules(_ rules: VaultRules, threshold: Int, keyCount: Int) throws(VaultError) {
        guard threshold >= 2 else { throw .thresholdTooLow(threshold) }
        guard keyCount >= threshold else { throw .tooFewCosigners(count: keyCount, threshold: threshold) }
        guard keyCount <= MultisigScript.maximumKeys else {
            throw .tooManyCosigners(count: keyCount, limit: MultisigScript.maximumKeys)
        }
        // Two quorums of a majority share a person, so one honest share-giver sees every case.
        if rules.confirmations == .quorum, 2 * threshold <= keyCount {
            throw .quorumWithoutMajority(threshold: threshold, count: keyCount)
        }
        guard rules.maximumFee > .zero else { throw .feeCap(field: "max-fee") }
        guard (1...100).contains(rules.maximumFeePercent) else { throw .feeCap(field: "max-fee-percent") }
        guard rules.maximumFeeRate > 0, rules.maximumFeeRate <= Amount.maximum.sat else {
            throw .feeCap(field: "max-fee-rate")
        }
    }

    static func checkCosigners(_ cosigners: [Cosigner], network: Network) throws(VaultError) {
        var people: Set<Identifier> = []
        var keys: [PublicKey: Identifier] = [:]
        var fingerprints: [Fingerprint: Identifier] = [:]
        for cosigner in cosigners {
            let person = cosigner.person
            guard people.insert(person).inserted else { throw .repeatedCosigner(person) }
            if let other = keys.updateValue(person, forKey: cosigner.xpub.publicKey) {
                throw .repeatedAccountKey(other, person)
            }
            if let other = fingerprints.updateValue(person, forKey: cosigner.origin.fingerprint) {
                throw .repeatedFingerprint(other, person)
            }
            do throws(AccountKeyError) {
                try AccountKeyRules.check(origin: cosigner.origin, xpub: cosigner.xpub, network: network)
            } catch {
                throw .accountKey(person, error)
            }
        }
    }

    static func checkPeople(_ people: [Person], cosigners: [Cosigner]) throws(VaultError) {
        let accountKeys = Set(cosigners.map(\.xpub.publicKey))
        let keyHolders = Set(cosigners.map(\.person))
        var custodians: Set<Identifier> = []
        var ids: Set<Identifier> = []
        var identityKeys: [PublicKey: Identifier] = [:]
        var devices: [Identifier: Identifier] = [:]
        for person in people {
            guard ids.insert(person.id).inserted else { throw .repeatedPerson(person.id) }
            if let other = identityKeys.updateValue(person.id, forKey: person.identityKey) {
                throw .repeatedIdentityKey(other, person.id)
            }
            if let device = person.device, let other = devices.updateValue(person.id, forKey: device) {
                throw .repeatedDevice(other, person.id)
            }
            guard !accountKeys.contains(person.identityKey) else { throw .identityKeyIsAccountKey(person.id) }
            try checkRoles(of: person)
            if person.roles.contains(.custodian) {
                guard keyHolders.contains(person.id) else { throw .custodianWithoutKey(person.id) }
                guard person.device != nil else { throw .custodianWithoutDevice(person.id) }
                custodians.insert(person.id)
            }
        }
        for cosigner in cosigners where !custodians.contains(cosigner.person) {
            throw .cosignerIsNoCustodian(cosigner.person)
        }
    }

    private static func checkRoles(of person: Person) throws(VaultError) {
        guard !person.roles.isEmpty else { throw .noRole(person.id) }
        for (one, other) in forbiddenPairs where person.roles.contains(one) && person.roles.contains(other) {
            throw .forbiddenRoles(person.id, one, other)
        }
    }
}

/// What is allowed in a vault but weaker than it could be; every review says so.
package enum VaultWeakness: Hashable, Sendable {
    /// Every key is needed: one lost key loses the coins.
    case noSpareKey
    /// So many cosigners release at once that the second look is not enforced.
    case openQuorum(open: Int)
    /// Not every custodian has to confirm.
    case confirmationsByQuorum
    /// Payments need no order.
    case ordersOptional
    /// One organisation, or one site, holds so many keys that it can spend alone.
    case oneOrganisation(Identifier, keys: Int)
    case oneSite(Identifier, keys: Int)
}

extension VaultWeakness: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSpareKey: "every key is needed: one lost key loses the coins"
        case .openQuorum(let open):
            "\(open) cosigners release their signatures at once: the second look is not enforced"
        case .confirmationsByQuorum: "not every custodian has to confirm"
        case .ordersOptional: "payments need no signed order"
        case .oneOrganisation(let organisation, let keys):
            "the organisation \(organisation) holds \(keys) keys: it can spend without anybody else"
        case .oneSite(let site, let keys): "the site \(site) holds \(keys) keys: whoever takes it can spend"
        }
    }
}

extension Vault {
    /// What is allowed but weaker than it could be.
    package var weaknesses: [VaultWeakness] {
        var found: [VaultWeakness] = []
        let open = cosigners.count { $0.release == .open }
        if open >= threshold { found.append(.openQuorum(open: open)) }
        if cosigners.count == threshold { found.append(.noSpareKey) }
        if rules.confirmations == .quorum { found.append(.confirmationsByQuorum) }
        if rules.orders == .optional { found.append(.ordersOptional) }
        found += concentrations { $0.organisation }.map { .oneOrganisation($0.place, keys: $0.keys) }
        found += concentrations { $0.site }.map { .oneSite($0.place, keys: $0.keys) }
        return found
    }

    /// The organisations or sites that hold as many keys as sign, sorted.
    private func concentrations(by place: (Person) -> Identifier) -> [(place: Identifier, keys: Int)] {
        var keys: [Identifier: Int] = [:]
        for custodian in cosigners.compactMap({ person($0.person) }) { keys[place(custodian), default: 0] += 1 }
        return keys.filter { $0.value >= threshold }.sorted { $0.key < $1.key }.map { (place: $0.key, keys: $0.value) }
    }
}
