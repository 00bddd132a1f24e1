import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import SecretKeys

/// A person of the tests with a machine; every key comes from published words.
struct Party: Sendable {
    let id: Identifier
    let network: Network
    let identityKey: PublicKey
    let origin: KeyOrigin
    let xpub: ExtendedPublicKey
    /// A public test seed, not a secret.
    private let seedBytes: [UInt8]

    init(_ id: String, words: String, network: Network = .regtest) throws {
        let mnemonic = try Mnemonic(parsing: SecretBytes(copying: words.utf8))
        let seed = try mnemonic.seed(passphrase: SecretBytes(count: 0))
        var bytes: [UInt8] = []
        seed.withSpan { span in for index in span.indices { bytes.append(span[index]) } }
        let path = try DerivationPath(parsing: "48h/1h/0h/2h")
        let master = try ExtendedPrivateKey(master: seed, network: network)
        self.id = try Identifier(id)
        self.network = network
        identityKey = try IdentityKey(seed: seed, network: network, number: 0).publicKey
        origin = KeyOrigin(fingerprint: master.fingerprint, path: path)
        xpub = try master.derived(path).extendedPublicKey()
        seedBytes = bytes
    }

    /// The person's machine.
    var device: Identifier {
        get throws { try Identifier("\(id)-signer") }
    }

    func person(
        roles: Set<Role> = [.custodian], organisation: String = "example", site: String? = nil, name: String? = nil
    ) throws -> Person {
        Person(
            id: id, roles: roles, identityKey: identityKey, organisation: try Identifier(organisation),
            site: try Identifier(site ?? "site-of-\(id)"), device: try device, expiry: nil,
            name: try PersonName(name ?? "Test \(id)"))
    }

    func cosigner(_ release: ReleaseRule = .open) -> Cosigner {
        Cosigner(person: id, release: release, origin: origin, xpub: xpub)
    }

    /// Signs with the identity key.
    func sign(_ digest: Bytes32) throws -> ECDSASignature {
        try IdentityKey(seed: seed(), network: network, number: 0).sign(digest)
    }

    /// Signs with the account key.
    func signWithAccountKey(_ digest: Bytes32) throws -> ECDSASignature {
        let account = try ExtendedPrivateKey(master: seed(), network: network).derived(origin.path)
        return try account.signingKey().signWithoutGrinding(digest)
    }

    func mac(_ digest: Bytes32) throws -> Bytes32 {
        try IdentityKey(seed: seed(), network: network, number: 0).mac(digest.bytes)
    }

    /// The document with this person's signature line, under another name where `name` is given.
    func signed<Body>(_ document: Document<Body>, as name: Identifier? = nil) throws -> Document<Body> {
        var document = document
        document.add(
            DocumentSignature(person: name ?? id, identityKey: identityKey, signature: try sign(document.digest)))
        return document
    }

    func keyRecord() throws -> KeyRecord {
        let digest = KeyRecord.possessionDigest(network: network, identityKey: identityKey, xpub: xpub)
        return try KeyRecord(
            network: network, person: id, name: PersonName("Test \(id)"), organisation: Identifier("example"),
            site: Identifier("site-of-\(id)"), device: device, identityKey: identityKey,
            accountKey: KeyRecord.AccountKey(
                origin: origin, xpub: xpub, possession: try signWithAccountKey(digest)))
    }

    private func seed() throws -> Seed {
        try Seed(SecretBytes(copying: seedBytes))
    }
}
