import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import SecretKeys
import TestSupport
import Testing

@Suite("BIP-32 private derivation")
struct ExtendedPrivateKeyTests {
    static let file = "bip32/bip32.json"

    struct SeedCase: Decodable, Sendable {
        let id: Int
        let seed: HexBytes
        let path: String
        let network: String?
        let expected: Expected

        struct Expected: Decodable, Sendable {
            let xpub: String
            let xprv: String
            let depth: Int
            let fingerprint: String
            let publicKey: HexBytes
        }
    }

    struct KeyCase: Decodable, Sendable {
        let id: Int
        let xprv: String
        let path: String
        let expect: Verdict
        let expected: Expected?

        struct Expected: Decodable, Sendable {
            let xprv: String
            let xpub: String
        }
    }

    struct ParseCase: Decodable, Sendable {
        let id: Int
        let key: String
        let expect: Verdict
    }

    static func text(_ key: borrowing ExtendedPrivateKey) throws -> String {
        Base58Check.encode(try key.serialized().disclosed())
    }

    static func key(_ text: String) throws -> ExtendedPrivateKey {
        try ExtendedPrivateKey(serialized: SecretBytes(copying: Base58Check.decode(text)))
    }

    @Test("derives the published keys from seeds")
    func fromSeeds() throws {
        let rows = try VectorStore.load(Self.file, op: "derive", as: SeedCase.self)
        #expect(rows.count == 23)
        for row in rows {
            let seed = try Seed(SecretBytes(copying: row.seed.bytes))
            let master = try ExtendedPrivateKey(master: seed, network: row.network == "test" ? .testnet4 : .mainnet)
            let key = try master.derived(DerivationPath(parsing: row.path))
            #expect(try Self.text(key) == row.expected.xprv, "row \(row.id)")
            #expect(try key.extendedPublicKey().description == row.expected.xpub, "row \(row.id)")
            #expect(Int(key.depth) == row.expected.depth, "row \(row.id)")
            #expect(key.fingerprint.description == row.expected.fingerprint, "row \(row.id)")
            #expect(try key.signingKey().publicKey.bytes == row.expected.publicKey.bytes, "row \(row.id)")
        }
    }

    @Test("derives the published keys from extended private keys, and nothing below depth 255")
    func fromKeys() throws {
        let rows = try VectorStore.load(Self.file, op: "derive_private", as: KeyCase.self)
        #expect(rows.count == 14)
        for row in rows {
            let parent = try Self.key(row.xprv)
            let path = try DerivationPath(parsing: row.path)
            if let expected = row.expected {
                let key = try parent.derived(path)
                #expect(try Self.text(key) == expected.xprv, "row \(row.id)")
                #expect(try key.extendedPublicKey().description == expected.xpub, "row \(row.id)")
            } else {
                #expect(throws: SecretKeyError.depthOverflow, "row \(row.id)") {
                    try { _ = try parent.derived(path) }()
                }
            }
        }
    }

    @Test("reads serialized private keys strictly; public ones are another type's matter")
    func parsing() throws {
        for row in try VectorStore.load(Self.file, op: "parse", as: ParseCase.self) {
            let isPublic = (try? ExtendedPublicKey(parsing: row.key)) != nil
            let isPrivate = (try? { _ = try Self.key(row.key) }()) != nil
            #expect((isPublic || isPrivate) == (row.expect == .valid), "row \(row.id)")
            #expect(!(isPublic && isPrivate), "row \(row.id)")
        }
    }

    @Test("refuses seeds of other lengths", arguments: [0, 15, 65])
    func seedLength(count: Int) {
        #expect(throws: SecretKeyError.seedLength(count)) {
            try { _ = try Seed(SecretBytes(count: count)) }()
        }
    }

    @Test("signs for a child as the child itself would")
    func childSignature() throws {
        let seed = try Seed(SecretBytes(copying: [UInt8](repeating: 5, count: 64)))
        let account = try ExtendedPrivateKey(master: seed, network: .regtest).derived(
            DerivationPath(parsing: "48h/1h/0h/2h/1"))
        let digest = try Bytes32([UInt8](repeating: 9, count: 32))
        let number = try ChildNumber.normal(77)
        let child = try account.derived(number)
        let expected = try account.extendedPublicKey().derived(number).publicKey
        #expect(child.publicKey == expected)
        let direct = try account.sign(digest, child: number, expecting: expected)
        #expect(try child.signingKey().sign(digest, expecting: expected) == direct)
        #expect(throws: SecretKeyError.wrongPublicKey(expected: account.publicKey, actual: expected)) {
            try account.sign(digest, child: number, expecting: account.publicKey)
        }
        let hardened = try ChildNumber.hardened(1)
        #expect(throws: SecretKeyError.hardenedChild(hardened)) {
            try account.sign(digest, child: hardened, expecting: expected)
        }
    }
}
