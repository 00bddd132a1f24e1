import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding

/// The rules that a vault must obey by itself.
enum VaultValidation {
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

    static func checkLimits(_ limits: [VaultLimit]) throws(VaultError) {
        guard limits.count <= VaultLimit.maximumCount else { throw .tooManyLimits(limits.count) }
        for (limit, next) in zip(limits, limits.dropFirst()) where limit.place == next.place {
            throw .repeatedLimit(next)
        }
        for limit in limits where limit.ceiling == .amount(.zero) { throw .emptyLimit(limit) }
    }

    /// A strict vault must not be weak in a way that every review warns of: it could never sign anything, and "every
    /// warning refuses" holds without exception.
    static func checkStrictness(
        _ rules: VaultRules, threshold: Int, cosigners: [Cosigner]
    ) throws(VaultError) {
        guard rules.isStrict else { return }
        let open = cosigners.count { $0.release == .open }
        guard open < threshold else { throw .strictButWeak(.openQuorum(open: open)) }
        guard rules.confirmations == .all else { throw .strictButWeak(.confirmationsByQuorum) }
        guard rules.orders == .required else { throw .strictButWeak(.ordersOptional) }
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
        try checkStyle(cosigners)
    }

    /// All keys stand at the same place below their master keys, apart from the account: a path of another style is a slip
    /// or a key that was not made for this vault. In BIP-48, the second step names the coin, which ``AccountKeyRules`` checks.
    private static func checkStyle(_ cosigners: [Cosigner]) throws(VaultError) {
        guard let first = cosigners.first else { return }
        let style = first.origin.path.steps
        for cosigner in cosigners.dropFirst() {
            let steps = cosigner.origin.path.steps
            guard steps.count == style.count, steps.first == style.first,
                zip(steps, style).allSatisfy({ $0.isHardened == $1.isHardened })
            else { throw .mixedPaths(first.person, cosigner.person) }
        }
    }

    /// Whoever signs plain PSBTs has neither orders nor a second look, so a vault that promises either cannot allow them.
    static func checkForeignProposals(_ rules: VaultRules, cosigners: [Cosigner]) throws(VaultError) {
        guard rules.foreignProposals else { return }
        guard rules.orders == .optional else { throw .foreignProposalsWithOrders }
        if let held = cosigners.first(where: { $0.release == .held }) { throw .foreignProposalsHeld(held.person) }
    }

    /// Everybody who may approve orders: approvers without a key.
    static func approvers(of people: [Person], cosigners: [Cosigner]) -> [Identifier] {
        let keyHolders = Set(cosigners.map(\.person))
        return people.filter { $0.roles.contains(.approver) && !keyHolders.contains($0.id) }.map(\.id)
    }

    /// Refuses a vault that asks for more approvals than it has people to give them: none of its orders could be paid.
    static func checkApprovals(
        _ rules: VaultRules, people: [Person], cosigners: [Cosigner]
    ) throws(VaultError) {
        let count = approvers(of: people, cosigners: cosigners).count
        guard rules.approvals <= UInt32(clamping: count) else {
            throw .tooFewApprovers(count: count, needed: rules.approvals)
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

    /// What is allowed but weak is stated, and nothing is stated that the vault does not need.
    static func checkExceptions(
        _ stated: [VaultException], threshold: Int, cosigners: [Cosigner], people: [Person]
    ) throws(VaultError) {
        let needed = VaultException.needed(threshold: threshold, cosigners: cosigners, people: people)
        if let missing = needed.first(where: { !stated.contains($0) }) { throw .unstated(missing) }
        var rest = needed
        for exception in stated {
            guard let place = rest.firstIndex(of: exception) else { throw .statedInVain(exception) }
            rest.remove(at: place)
        }
    }

    private static func checkRoles(of person: Person) throws(VaultError) {
        guard !person.roles.isEmpty else { throw .noRole(person.id) }
        if let (one, other) = Role.firstForbiddenPair(in: person.roles) {
            throw .forbiddenRoles(person.id, one, other)
        }
    }
}
