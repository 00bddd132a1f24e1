package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// What one person's machine says about its keys, signed with its identity key.
package struct KeyRecord: DocumentBody {
    /// A custodian's account key with the proof that the machine holds it.
    package struct AccountKey: Hashable, Sendable {
        /// Where the key stands below its master key.
        package let origin: KeyOrigin
        /// The key that the vault's scripts are derived from.
        package let xpub: ExtendedPublicKey
        /// The account key's own signature over ``KeyRecord/possessionDigest(network:identityKey:xpub:)``.
        package let possession: ECDSASignature

        /// Puts a key beside its origin and proof; ``VerifiedKeyRecord`` checks them.
        package init(origin: KeyOrigin, xpub: ExtendedPublicKey, possession: ECDSASignature) {
            self.origin = origin
            self.xpub = xpub
            self.possession = possession
        }
    }

    package static let typeName = "key-record"

    package static let fieldNames = [
        "network", "person", "name", "organisation", "site", "device", "identity-key", "origin", "xpub", "possession",
    ]

    package let network: Network
    /// The person's identifier.
    package let person: Identifier
    /// The person's name as people write it.
    package let name: PersonName
    /// Whom the person works for.
    package let organisation: Identifier
    /// Where the machine stands.
    package let site: Identifier
    /// The machine.
    package let device: Identifier
    /// The key that signs documents.
    package let identityKey: PublicKey
    /// The account key of a custodian; `nil` for people who hold no coins.
    package let accountKey: AccountKey?

    /// Takes what a machine says about itself.
    /// - Throws: `DocumentError.keyRecord` when the account key contradicts its origin or network.
    package init(
        network: Network, person: Identifier, name: PersonName, organisation: Identifier, site: Identifier,
        device: Identifier, identityKey: PublicKey, accountKey: AccountKey?
    ) throws(DocumentError) {
        if let accountKey {
            do throws(AccountKeyError) {
                try AccountKeyRules.check(origin: accountKey.origin, xpub: accountKey.xpub, network: network)
            } catch {
                throw .keyRecord(.accountKey(error))
            }
            guard accountKey.xpub.publicKey != identityKey else { throw .keyRecord(.oneKeyForBoth) }
        }
        self.network = network
        self.person = person
        self.name = name
        self.organisation = organisation
        self.site = site
        self.device = device
        self.identityKey = identityKey
        self.accountKey = accountKey
    }

    /// What the account key signs to show that its holder also holds the identity key's record: the identity key's 33
    /// bytes and the 78 bytes of the serialized extended key (BIP-32).
    package static func possessionDigest(
        network: Network, identityKey: PublicKey, xpub: ExtendedPublicKey
    ) -> Bytes32 {
        TaggedHash.hash(tag: "rensho/possession/v1/\(network.rawValue)", identityKey.bytes + xpub.serialized)
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("person", person)
        writer.write("name", name)
        writer.write("organisation", organisation)
        writer.write("site", site)
        writer.write("device", device)
        writer.write("identity-key", identityKey)
        writer.write("origin", optional: accountKey?.origin)
        writer.write("xpub", optional: accountKey?.xpub)
        writer.write("possession", optional: accountKey?.possession)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let person: Identifier = try fields.read("person")
        let name: PersonName = try fields.read("name")
        let organisation: Identifier = try fields.read("organisation")
        let site: Identifier = try fields.read("site")
        let device: Identifier = try fields.read("device")
        let identityKey: PublicKey = try fields.read("identity-key")
        let origin: KeyOrigin? = try fields.readOptional("origin")
        let xpub: ExtendedPublicKey? = try fields.readOptional("xpub")
        let possession: ECDSASignature? = try fields.readOptional("possession")
        try self.init(
            network: network, person: person, name: name, organisation: organisation, site: site, device: device,
            identityKey: identityKey, accountKey: try Self.accountKey(origin, xpub, possession))
    }

    private static func accountKey(
        _ origin: KeyOrigin?, _ xpub: ExtendedPublicKey?, _ possession: ECDSASignature?
    ) throws(DocumentError) -> AccountKey? {
        if let origin, let xpub, let possession {
            return AccountKey(origin: origin, xpub: xpub, possession: possession)
        }
        guard origin == nil, xpub == nil, possession == nil else { throw .keyRecord(.incompleteAccountKey) }
        return nil
    }
}
