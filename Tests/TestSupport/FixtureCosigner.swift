package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Custody
import SecretKeys

/// A custodian of a test vault. The words are public test data, never for money.
package struct FixtureCosigner: Sendable {
    /// The identifiers of the custodians, sorted, so that their order in a vault is theirs here.
    package static let people = [
        "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "kate", "leo", "mallory",
        "niaj", "olivia", "peggy", "quentin", "rupert", "sybil", "trent",
    ]

    /// The words of the first three are those of the sample `regtest-2of3`.
    private static let sentences = [
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    ]

    /// The custodian's place among ``people``.
    package let number: Int

    /// The network of the keys.
    package let network: Network

    /// Where the account key stands.
    package let origin: KeyOrigin

    /// The account key.
    package let xpub: ExtendedPublicKey

    /// The key that signs documents.
    package let identityKey: PublicKey

    /// Derives the keys of one custodian.
    package init(number: Int, network: Network, scriptBranch: UInt32 = 2) throws {
        self.number = number
        self.network = network
        let path = try DerivationPath(parsing: "48h/\(network.coinType)h/0h/\(scriptBranch)h")
        let seed = try Self.seed(number)
        let master = try ExtendedPrivateKey(master: seed, network: network)
        origin = KeyOrigin(fingerprint: master.fingerprint, path: path)
        xpub = try master.derived(path).extendedPublicKey()
        identityKey = try IdentityKey(seed: seed, network: network, number: 0).publicKey
    }

    /// The identifier.
    package var person: Identifier {
        get throws { try Identifier(Self.people[number]) }
    }

    /// Words that everybody knows, for a key that is nobody's.
    package static var publicSentence: String { sentences[0] }

    /// The words, for tests that type them.
    package var sentence: String? { Self.sentences.indices.contains(number) ? Self.sentences[number] : nil }

    /// The BIP-174 partial signature of a digest by the key at a position: DER and `SIGHASH_ALL`.
    package func partialSignature(_ digest: Bytes32, branch: UInt32, index: UInt32) throws -> [UInt8] {
        let account = try ExtendedPrivateKey(master: Self.seed(number), network: network).derived(origin.path)
        let key = try account.derived(ChildNumber(rawValue: branch)).derived(ChildNumber(rawValue: index))
        return try key.signingKey().sign(digest, expecting: key.publicKey).der + [SighashType.all.rawValue]
    }

    /// The document signature of a digest by the identity key.
    package func signature(over digest: Bytes32) throws -> DocumentSignature {
        let identity = try IdentityKey(seed: Self.seed(number), network: network, number: 0)
        return DocumentSignature(
            person: try person, identityKey: identity.publicKey, signature: try identity.sign(digest))
    }

    /// The signature of a digest by the account key, as a key record proves with that its machine holds it.
    package func accountSignature(over digest: Bytes32) throws -> ECDSASignature {
        let account = try ExtendedPrivateKey(master: Self.seed(number), network: network).derived(origin.path)
        return try account.signingKey().sign(digest, expecting: account.publicKey)
    }

    private static func seed(_ number: Int) throws -> Seed {
        let mnemonic =
            sentences.indices.contains(number)
            ? try Mnemonic(parsing: SecretBytes(copying: Array(sentences[number].utf8)))
            : try Mnemonic(entropy: SecretBytes(copying: [UInt8](repeating: UInt8(number), count: 16)))
        return try mnemonic.seed(passphrase: nil)
    }
}
