import ByteCoding
package import Descriptors

/// Why a vault, or its agreement, is refused.
package enum VaultError: CodedError, Hashable {
    /// Versions count from 1.
    case versionZero
    /// Version 1 names a version before it, or a later version names none.
    case previous(version: UInt32)
    /// One signature would be enough.
    case thresholdTooLow(Int)
    /// There are fewer keys than signatures needed.
    case tooFewCosigners(count: Int, threshold: Int)
    /// There are more keys than a multisig script holds.
    case tooManyCosigners(count: Int, limit: Int)
    /// `confirmations: quorum` with a threshold that two separate groups can reach.
    case quorumWithoutMajority(threshold: Int, count: Int)
    /// A fee cap is zero or above what it can mean.
    case feeCap(field: String)
    /// One person holds two keys.
    case repeatedCosigner(Identifier)
    /// Two cosigners have one account key.
    case repeatedAccountKey(Identifier, Identifier)
    /// Two cosigners' keys come from one master key.
    case repeatedFingerprint(Identifier, Identifier)
    /// Two cosigners' keys stand at places of another style below their master keys.
    case mixedPaths(Identifier, Identifier)
    /// A cosigner's key contradicts its origin or network.
    case accountKey(Identifier, AccountKeyError)
    /// A person is listed twice.
    case repeatedPerson(Identifier)
    /// Two people have one identity key.
    case repeatedIdentityKey(Identifier, Identifier)
    /// Two people have one machine.
    case repeatedDevice(Identifier, Identifier)
    /// A person's identity key is an account key of the vault.
    case identityKeyIsAccountKey(Identifier)
    /// A cosigner is not listed as a person with the role of a custodian.
    case cosignerIsNoCustodian(Identifier)
    /// A custodian holds no key.
    case custodianWithoutKey(Identifier)
    /// A custodian has no machine.
    case custodianWithoutDevice(Identifier)
    /// A person has no role.
    case noRole(Identifier)
    /// One person has two roles that must be apart.
    case forbiddenRoles(Identifier, Role, Role)
    /// The vault is weak in a way that its document must state and does not.
    case unstated(VaultException)
    /// The document states an exception that the vault does not need.
    case statedInVain(VaultException)
    /// The line about foreign proposals says something else than yes, or stands twice.
    case foreignProposalsLine
    /// The line about approvals stands twice, or says zero.
    case approvalsLine
    /// Two limits are of one kind over one time.
    case repeatedLimit(VaultLimit)
    /// There are more limits than people read.
    case tooManyLimits(Int)
    /// A limit lets nothing leave.
    case emptyLimit(VaultLimit)
    /// There are fewer people who may approve an order than approvals are needed.
    case tooFewApprovers(count: Int, needed: UInt32)
    /// The tiers of approval, the units or the rules about anomalies are refused.
    case tier(VaultTierError)
    /// Plain PSBTs are allowed, and orders are required.
    case foreignProposalsWithOrders
    /// Plain PSBTs are allowed, and a cosigner's signatures are held.
    case foreignProposalsHeld(Identifier)
    /// The vault is strict and weak in a way that every review warns of.
    case strictButWeak(VaultWeakness)

    // The address book.
    /// The book has more entries than anybody reads.
    case tooManyDestinations(count: Int, limit: Int)
    /// Payments go only to the book, and the book is empty.
    case emptyAllowlist
    /// Two entries have one identifier.
    case repeatedDestination(Identifier)
    /// Two entries have one address.
    case repeatedDestinationAddress(Identifier, Identifier)
    /// An entry's address is of another network than the vault.
    case destinationNetwork(Identifier, ErrorCause)
    /// An entry's address is the vault's own.
    case ownDestination(Identifier, ScriptPosition)
    /// Two entries' addresses agree in so many characters at both ends that one is taken for the other.
    case destinationsAlike(Identifier, Identifier, prefix: Int, suffix: Int)
    /// An entry ends before it begins.
    case destinationExpiry(Identifier, firstUse: CalendarDate, expiry: CalendarDate)
    /// An entry may be paid nothing.
    case destinationCap(Identifier)

    /// The descriptor that the keys make is refused.
    case descriptor(ErrorCause)
    /// The keys cannot be derived from.
    case derivation(ErrorCause)

    // The agreement.
    /// A version before the one in question was not given.
    case missingVersion(UInt32)
    /// There are two documents of one version, or a version does not name the one given before it.
    case fork(version: UInt32)
    /// A document of the history belongs to another vault.
    case otherVaultInHistory(Identifier)
    /// Too few custodians of the version before have signed.
    case tooFewOldSignatures(version: UInt32, found: Int, needed: Int)
    /// Too few custodians of the version itself have signed.
    case tooFewNewSignatures(version: UInt32, found: Int, needed: Int)
    /// A signature on the vault document itself is refused.
    case signature(SignatureProblem)
    /// A signature on the vault document is by somebody whom the vault does not list.
    case unknownSigner(Identifier)
    /// An acknowledgement is by somebody who holds no key.
    case unknownAcknowledger(Identifier)
    /// A cosigner acknowledged twice.
    case repeatedAcknowledgement(Identifier)
    /// An acknowledgement is of something else.
    case otherAcknowledgement(Identifier, field: String)
    /// An acknowledgement's signature is refused.
    case acknowledgementSignature(Identifier, SignatureProblem)
    /// A cosigner has not acknowledged.
    case missingAcknowledgement(Identifier)
}

extension VaultError {
    /// Whether nothing that was given is wrong, but something is missing.
    package var isIncomplete: Bool {
        switch self {
        case .missingAcknowledgement, .missingVersion, .tooFewOldSignatures, .tooFewNewSignatures: true
        default: false
        }
    }

    package var code: String {
        switch self {
        case .versionZero: "vault.version-zero"
        case .previous: "vault.previous"
        case .thresholdTooLow: "vault.threshold-too-low"
        case .tooFewCosigners: "vault.too-few-cosigners"
        case .tooManyCosigners: "vault.too-many-cosigners"
        case .quorumWithoutMajority: "vault.quorum-without-majority"
        case .feeCap: "vault.fee-cap"
        case .strictButWeak: "vault.strict-but-weak"
        case .repeatedCosigner: "vault.repeated-cosigner"
        case .repeatedAccountKey: "vault.repeated-account-key"
        case .repeatedFingerprint: "vault.repeated-fingerprint"
        case .mixedPaths: "vault.mixed-paths"
        case .accountKey(_, let inner): inner.code
        case .repeatedPerson: "vault.repeated-person"
        case .repeatedIdentityKey: "vault.repeated-identity-key"
        case .repeatedDevice: "vault.repeated-device"
        case .identityKeyIsAccountKey: "vault.identity-key-is-account-key"
        case .cosignerIsNoCustodian: "vault.cosigner-is-no-custodian"
        case .custodianWithoutKey: "vault.custodian-without-key"
        case .custodianWithoutDevice: "vault.custodian-without-device"
        case .noRole: "vault.no-role"
        case .forbiddenRoles: "vault.forbidden-roles"
        case .unstated(.noSpareKey): "vault.no-spare-key"
        case .unstated(.organisation): "vault.organisation-quorum"
        case .unstated(.site): "vault.site-quorum"
        case .statedInVain: "vault.unneeded-exception"
        case .approvalsLine: "vault.approvals-line"
        case .repeatedLimit: "vault.repeated-limit"
        case .tooManyLimits: "vault.too-many-limits"
        case .emptyLimit: "vault.empty-limit"
        case .tooFewApprovers: "vault.too-few-approvers"
        case .tier(let inner): inner.code
        case .foreignProposalsLine: "vault.foreign-proposals-line"
        case .foreignProposalsWithOrders: "vault.foreign-proposals-with-orders"
        case .foreignProposalsHeld: "vault.foreign-proposals-held"
        case .tooManyDestinations: "vault.too-many-destinations"
        case .emptyAllowlist: "vault.empty-allowlist"
        case .repeatedDestination: "vault.repeated-destination"
        case .repeatedDestinationAddress: "vault.repeated-destination-address"
        case .destinationNetwork: "vault.destination-network"
        case .ownDestination: "vault.own-destination"
        case .destinationsAlike: "vault.destinations-alike"
        case .destinationExpiry: "vault.destination-expiry"
        case .destinationCap: "vault.destination-cap"
        case .descriptor: "vault.descriptor"
        case .derivation: "vault.derivation"
        case .missingVersion: "vault.missing-version"
        case .fork: "vault.fork"
        case .otherVaultInHistory: "vault.other-vault-in-history"
        case .tooFewOldSignatures: "vault.too-few-old-signatures"
        case .tooFewNewSignatures: "vault.too-few-new-signatures"
        case .signature(let inner): inner.code
        case .unknownSigner: "vault.unknown-signer"
        case .unknownAcknowledger: "vault.unknown-acknowledger"
        case .repeatedAcknowledgement: "vault.repeated-acknowledgement"
        case .otherAcknowledgement: "vault.other-acknowledgement"
        case .acknowledgementSignature(_, let inner): inner.code
        case .missingAcknowledgement: "vault.missing-acknowledgement"
        }
    }

    package var description: String {
        switch self {
        case .versionZero: "version 0 does not exist, the first is 1"
        case .previous(let version):
            version == 1 ? "version 1 has no version before it" : "version \(version) must name the one before it"
        case .thresholdTooLow(let threshold): "threshold \(threshold) lets one person sign alone"
        case .tooFewCosigners(let count, let threshold): "\(count) keys cannot give \(threshold) signatures"
        case .tooManyCosigners(let count, let limit): "\(count) keys exceed the \(limit) of a multisig script"
        case .quorumWithoutMajority(let threshold, let count):
            "confirmations: quorum needs a majority, \(threshold) of \(count) is none"
        case .feeCap(let field): "\(field) is not a cap that can be kept"
        case .strictButWeak(let weakness):
            "a strict vault refuses what every review would warn of: \(weakness)"
        case .repeatedCosigner(let person): "\(person) holds two keys"
        case .repeatedAccountKey(let one, let other): "\(one) and \(other) have the same account key"
        case .repeatedFingerprint(let one, let other): "the keys of \(one) and \(other) have the same master key"
        case .mixedPaths(let one, let other):
            "the paths of \(one) and \(other) are of two styles: another length, purpose, or other hardened steps"
        case .accountKey(let person, let inner): "key of \(person): \(inner.description)"
        case .repeatedPerson(let person): "\(person) is listed twice"
        case .repeatedIdentityKey(let one, let other): "\(one) and \(other) have the same identity key"
        case .repeatedDevice(let one, let other): "\(one) and \(other) have the same device"
        case .identityKeyIsAccountKey(let person): "the identity key of \(person) is an account key of the vault"
        case .cosignerIsNoCustodian(let person): "\(person) holds a key but is not listed as custodian"
        case .custodianWithoutKey(let person): "\(person) is listed as custodian but holds no key"
        case .custodianWithoutDevice(let person): "custodian \(person) has no device"
        case .noRole(let person): "\(person) has no role"
        case .forbiddenRoles(let person, let one, let other):
            "\(person) is both \(one.rawValue) and \(other.rawValue)"
        case .unstated(.noSpareKey):
            "every key is needed, so one lost key loses the coins, and the vault does not state it"
        case .unstated(.organisation(let place)):
            "the organisation \(place) holds enough keys to spend alone, and the vault does not state it"
        case .unstated(.site(let place)):
            "the site \(place) holds enough keys to spend alone, and the vault does not state it"
        case .statedInVain(let exception): "the vault states \"\(exception.documentText)\" and does not need it"
        case .approvalsLine: "\"approvals\" stands once with a number above 0, or does not stand at all"
        case .repeatedLimit(let limit): "two limits are of the kind and time of \"\(limit.documentText)\""
        case .tooManyLimits(let count): "\(count) limits exceed the \(VaultLimit.maximumCount) that people read"
        case .emptyLimit(let limit): "the limit \"\(limit.documentText)\" lets nothing leave"
        case .tooFewApprovers(let count, let needed):
            "every order needs \(needed) approvals, and \(count) of the people without a key are approvers"
        case .tier(let inner): inner.description
        case .foreignProposalsLine: "\"foreign-proposals\" stands once and says yes, or does not stand at all"
        case .foreignProposalsWithOrders: "foreign proposals carry no orders, and the vault requires them"
        case .foreignProposalsHeld(let person):
            "foreign proposals have no second look, and the signatures of \(person) are held for one"
        case .tooManyDestinations(let count, let limit):
            "\(count) entries of the address book exceed the \(limit) that people read"
        case .emptyAllowlist: "allowlist: required with an empty address book lets the vault pay nobody"
        case .repeatedDestination(let entry): "the address book has two entries \(entry)"
        case .repeatedDestinationAddress(let one, let other):
            "the entries \(one) and \(other) of the address book have the same address"
        case .destinationNetwork(let entry, let cause): "entry \(entry) of the address book: \(cause.description)"
        case .ownDestination(let entry, let position):
            "the address of the entry \(entry) is the vault's own at \(position)"
        case .destinationsAlike(let one, let other, let prefix, let suffix):
            "the addresses of the entries \(one) and \(other) look alike: \(prefix) characters at the beginning and "
                + "\(suffix) at the end are the same, the rest is not"
        case .destinationExpiry(let entry, let firstUse, let expiry):
            "the entry \(entry) of the address book ends on \(expiry), before it begins on \(firstUse)"
        case .destinationCap(let entry): "the entry \(entry) of the address book may be paid nothing"
        case .descriptor(let cause): "the keys make no descriptor: \(cause.description)"
        case .derivation(let cause): "the first address cannot be derived: \(cause.description)"
        case .missingVersion(let version): "version \(version), which a later one follows, is not there"
        case .fork(let version): "there are two different documents of version \(version)"
        case .otherVaultInHistory(let name): "a version of the vault \(name) is among them"
        case .tooFewOldSignatures(let version, let found, let needed):
            "version \(version) has the signatures of \(found) custodians of the version before it and needs \(needed)"
        case .tooFewNewSignatures(let version, let found, let needed):
            "version \(version) has the signatures of \(found) of its own custodians and needs \(needed)"
        case .signature(let inner): inner.description
        case .unknownSigner(let person): "signed by \(person), whom the vault does not list"
        case .unknownAcknowledger(let person): "acknowledged by \(person), who holds no key of this vault"
        case .repeatedAcknowledgement(let person): "\(person) acknowledged twice"
        case .otherAcknowledgement(let person, let field):
            "the acknowledgement of \(person) is for another \(field)"
        case .acknowledgementSignature(let person, let inner):
            "acknowledgement of \(person): \(inner.description)"
        case .missingAcknowledgement(let person): "the acknowledgement of \(person) is missing"
        }
    }

    package var remedy: String? {
        switch self {
        case .missingAcknowledgement(let person): "let \(person) register the vault and bring the acknowledgement"
        case .missingVersion: "give every version from 1 on, and the acknowledgements of version 1"
        case .fork: "use neither; tell everybody, and find out who made the second one"
        case .tooFewOldSignatures, .tooFewNewSignatures: "let more custodians sign it: rensho-signer vault sign"
        case .mixedPaths: "take the keys of all custodians from the same kind of path, such as 48h/0h/ACCOUNTh/2h"
        case .tooFewApprovers: "give more people the role approver, or ask for fewer approvals"
        case .tier(let inner): inner.remedy
        case .forbiddenRoles: "give one of the roles to somebody else"
        case .unstated(let exception):
            "take other keys or people, or state the exception: accepts: \(exception.documentText)"
        case .statedInVain: "take the exception out"
        case .foreignProposalsWithOrders, .foreignProposalsHeld:
            "allow foreign proposals only where every cosigner is open and orders are optional"
        case .destinationsAlike:
            "hear both addresses from their recipients by telephone; one of them may have been made to be taken for the other"
        case .repeatedDestination, .repeatedDestinationAddress, .ownDestination: "take one entry out"
        case .destinationCap: "take the entry out, or write - for no cap"
        case .otherAcknowledgement(let person, _): "let \(person) register this vault and acknowledge it"
        default: nil
        }
    }
}
