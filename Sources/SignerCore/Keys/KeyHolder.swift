package import BitcoinPrimitives
package import Custody
package import Descriptors
import SecretKeys

/// Who holds the keys of a home, and which ones they are.
package struct KeyHolder: Sendable, Hashable {
    /// The person in every document.
    package let person: Identifier
    /// The person's name as people write it.
    package let name: PersonName
    /// Whom the person works for.
    package let organisation: Identifier
    /// Where the machine stands.
    package let site: Identifier
    /// The machine.
    package let device: Identifier
    /// The network, for good.
    package let network: Network
    /// Which keys come from the seed.
    package let keys: Keys

    /// Which keys of a seed a home uses.
    package enum Keys: Sendable, Hashable {
        /// The identity key and one account of BIP-48.
        case custodian(scriptType: MultisigDescriptor.ScriptType, account: UInt32)
        /// The identity key alone, for people who hold no coins.
        case identityOnly
    }

    /// States who holds which keys.
    package init(
        person: Identifier, name: PersonName, organisation: Identifier, site: Identifier, device: Identifier,
        network: Network, keys: Keys
    ) {
        self.person = person
        self.name = name
        self.organisation = organisation
        self.site = site
        self.device = device
        self.network = network
        self.keys = keys
    }

    /// What a keystore says about the keys of this seed.
    func header(of seed: borrowing Seed) throws(SignerError) -> KeystoreHeader {
        try SignerError.lifting {
            try KeystoreHeader(
                describing: seed, person: person.description, device: device.description, network: network,
                account: try accountPath())
        }
    }

    /// What a journal says about the keys of a keystore when it begins.
    func keys(_ header: KeystoreHeader) -> JournalEvent.HomeKeys {
        JournalEvent.HomeKeys(
            network: network, person: person, device: device, fingerprint: header.fingerprint,
            identityKey: header.identityKey)
    }

    /// The key record, in which both keys sign over each other.
    func record(of seed: borrowing Seed, _ header: KeystoreHeader) throws(SignerError) -> Document<KeyRecord> {
        try SignerError.lifting {
            let identity = try IdentityKey(seed: seed, network: network, number: header.identityNumber)
            let accountKey = try accountKey(of: seed, header)
            var document = Document(
                body: try KeyRecord(
                    network: network, person: person, name: name, organisation: organisation, site: site,
                    device: device, identityKey: header.identityKey,
                    accountKey: accountKey))
            document.add(
                DocumentSignature(
                    person: person, identityKey: header.identityKey, signature: try identity.sign(document.digest)))
            return document
        }
    }

    /// The account key, which signs over the identity key; `nil` for an identity alone.
    private func accountKey(
        of seed: borrowing Seed, _ header: KeystoreHeader
    ) throws -> KeyRecord.AccountKey? {
        guard let account = header.account, let origin = header.origin else { return nil }
        let key = try ExtendedPrivateKey(master: seed, network: network).derived(account.path)
        let digest = KeyRecord.possessionDigest(
            network: network, identityKey: header.identityKey, xpub: account.xpub)
        let possession = try key.signingKey().sign(digest, expecting: account.xpub.publicKey)
        return KeyRecord.AccountKey(origin: origin, xpub: account.xpub, possession: possession)
    }

    /// The path of BIP-48: purpose, coin type, account, script type; `nil` for an identity alone.
    private func accountPath() throws -> DerivationPath? {
        switch keys {
        case .identityOnly: return nil
        case .custodian(let scriptType, let account):
            let script: UInt32 =
                switch scriptType {
                case .p2wsh: 2
                case .p2shP2wsh: 1
                }
            return try DerivationPath(
                [48, network.coinType, account, script].map { number in try ChildNumber.hardened(number) })
        }
    }
}
