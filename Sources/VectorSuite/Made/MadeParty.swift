import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import SecretKeys

/// A person of the made vectors; every key comes from published words that hold no coins.
struct MadeParty: Sendable {
    let id: Identifier
    let network: Network
    let words: String
    let identityKey: PublicKey
    let origin: KeyOrigin
    let xpub: ExtendedPublicKey
    /// The BIP-39 seed, which everybody knows.
    let seed: [UInt8]

    /// The words by person: published test vectors of BIP-39.
    static let sentences = [
        "alice": "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "bob": "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "carol": "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        "dave": "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        "erin": "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
        "frank": "scheme spot photo card baby mountain device kick cradle pact join borrow",
    ]

    /// Derives the keys of one of the people in `sentences`.
    init(_ id: String, network: Network = .regtest) throws {
        let words = Self.sentences[id] ?? ""
        let seed = try Mnemonic(parsing: SecretBytes(copying: Array(words.utf8))).seed(passphrase: nil)
        let path = try DerivationPath(parsing: "48h/\(network.coinType)h/0h/2h")
        let master = try ExtendedPrivateKey(master: seed, network: network)
        self.id = try Identifier(id)
        self.network = network
        self.words = words
        identityKey = try IdentityKey(seed: seed, network: network, number: 0).publicKey
        origin = KeyOrigin(fingerprint: master.fingerprint, path: path)
        xpub = try master.derived(path).extendedPublicKey()
        self.seed = seed.withSpan { span in span.indices.map { span[$0] } }
    }

    /// The person's machine.
    var device: Identifier {
        get throws { try Identifier("\(id)-signer") }
    }

    /// Signs with the identity key.
    func sign(_ digest: Bytes32) throws -> ECDSASignature {
        try IdentityKey(seed: secretSeed(), network: network, number: 0).sign(digest)
    }

    /// The salt of this person's commitment to the signatures of a case.
    func salt(_ digest: Bytes32) throws -> Bytes32 {
        try IdentityKey(seed: secretSeed(), network: network, number: 0).mac(digest.bytes)
    }

    /// Signs with the account key itself, as the proof of possession does.
    func signWithAccountKey(_ digest: Bytes32) throws -> ECDSASignature {
        let account = try ExtendedPrivateKey(master: secretSeed(), network: network).derived(origin.path)
        return try account.signingKey().signWithoutGrinding(digest)
    }

    /// Signs an input's digest with the key at a position, as a signer does.
    func sign(_ digest: Bytes32, branch: UInt32, index: UInt32) throws -> ECDSASignature {
        let account = try ExtendedPrivateKey(master: secretSeed(), network: network).derived(origin.path)
        let key = try account.derived(ChildNumber(rawValue: branch)).derived(ChildNumber(rawValue: index))
        return try key.signingKey().sign(digest, expecting: key.publicKey)
    }

    /// The signature line of a digest.
    func line(_ digest: Bytes32) throws -> DocumentSignature {
        DocumentSignature(person: id, identityKey: identityKey, signature: try sign(digest))
    }

    /// The document with this person's signature.
    func signed<Body>(_ body: Body) throws -> Document<Body> {
        var document = Document(body: body)
        document.add(try line(document.digest))
        return document
    }

    private func secretSeed() throws -> Seed { try Seed(SecretBytes(copying: seed)) }
}
