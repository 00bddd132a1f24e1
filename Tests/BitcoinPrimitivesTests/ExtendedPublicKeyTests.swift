import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct ExtendedPublicKeyTests {
    static let file = "bip32/bip32.json"

    @Test func `every operation of the file is run here or by the owner of private keys`() throws {
        // `derive` and `derive_private` start from a seed or a private key: SecretKeys runs them. `parse_path` is in
        // DerivationPathTests.
        #expect(
            try VectorStore.operationCounts(Self.file)
                == ["derive": 23, "derive_private": 14, "derive_public": 13, "parse": 55, "parse_path": 18])
    }

    struct DeriveRow: Decodable, Sendable {
        struct Expected: Decodable, Sendable { let xpub: String }
        let id: Int
        let xpub: String
        let path: String
        let expected: Expected?
    }

    @Test func `derives the public children of BIP-32`() throws {
        for row in try VectorStore.load(Self.file, op: "derive_public", as: DeriveRow.self) {
            let parent = try ExtendedPublicKey(parsing: row.xpub)
            let path = try DerivationPath(parsing: row.path)
            guard let expected = row.expected else {
                let step = try #require(path.steps.first)
                #expect(throws: ExtendedKeyError.hardenedStep(step), "row \(row.id)") { try parent.derived(path) }
                #expect(throws: ExtendedKeyError.hardenedStep(step)) { try parent.derivedPublicKey(step) }
                continue
            }
            let child = try parent.derived(path)
            #expect(child.description == expected.xpub, "row \(row.id)")
            #expect(child.parentFingerprint == parent.fingerprint)
            let step = try #require(path.steps.first)
            #expect(try parent.derivedPublicKey(step) == child.publicKey)
        }
    }

    struct ParseRow: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let raw: String
            let depth: UInt8
            let parentFingerprint: String
            let childNumber: UInt32
            let chainCode: String
            let fingerprint: String
            let publicKey: String
            let network: String
            let isPrivate: Bool
        }
        let id: Int
        let key: String
        let expected: Expected?
    }

    @Test func `reads and writes the listed public keys and refuses private ones by name`() throws {
        let rows: [ParseRow] = try VectorStore.load(Self.file, op: "parse")
        for row in rows {
            guard let expected = row.expected else { continue }
            if expected.isPrivate {
                let error = #expect(throws: ExtendedKeyError.privateKey(prefix: String(row.key.prefix(4)))) {
                    try ExtendedPublicKey(parsing: row.key)
                }
                #expect(error?.code == "extended-key.private-key")
                continue
            }
            let key = try ExtendedPublicKey(parsing: row.key)
            #expect(Hex.encode(key.serialized) == expected.raw, "row \(row.id)")
            #expect(key.description == row.key, "row \(row.id)")
            #expect(key.depth == expected.depth)
            #expect(key.parentFingerprint.description == expected.parentFingerprint)
            #expect(key.childNumber.rawValue == expected.childNumber)
            #expect(key.chainCode.hex == expected.chainCode)
            #expect(key.fingerprint.description == expected.fingerprint)
            #expect(key.publicKey.hex == expected.publicKey)
            #expect(key.isTestNetwork == (expected.network != "main"))
            #expect(key.belongs(to: .mainnet) != key.isTestNetwork && key.belongs(to: .regtest) == key.isTestNetwork)
            #expect(try ExtendedPublicKey(serialized: key.serialized) == key)
        }
    }

    /// What each malformed row is refused for.
    static let invalid: [Int: String] = [
        78: "private-key", 79: "private-key", 80: "key.wrong-prefix", 81: "private-key", 82: "key.wrong-prefix",
        83: "private-key", 84: "private-key", 85: "master-with-parent", 86: "private-key",
        87: "master-with-child-number", 88: "unknown-version", 89: "unknown-version", 90: "private-key",
        91: "private-key", 92: "key.not-on-curve", 93: "base58check.wrong-checksum", 94: "wrong-length",
        95: "wrong-length", 96: "base58.invalid-character", 97: "base58check.too-short",
    ]

    @Test func `refuses every malformed key for its reason`() throws {
        let rows = try VectorStore.load(Self.file, op: "parse", as: ParseRow.self).filter { $0.expected == nil }
        #expect(Set(rows.map(\.id)) == Set(Self.invalid.keys))
        for row in rows {
            let error = #expect(throws: ExtendedKeyError.self) { try ExtendedPublicKey(parsing: row.key) }
            #expect(error?.code == "extended-key.\(Self.invalid[row.id] ?? "")", "row \(row.id)")
        }
    }

    static let account =
        "tpubDFH9dgzveyD8zTbPUFuLrGmCydNvxehyNdUXKJAQN8x4aZ4j6UZqGfnqFrD4NqyaTVGKbvEW54tsvPTK2UoSbCC1PJY8iCNiwTL3RWZEheQ"

    static func replacing(_ range: Range<Int>, with bytes: [UInt8]) throws -> [UInt8] {
        var serialized = try ExtendedPublicKey(parsing: account).serialized
        serialized.replaceSubrange(range, with: bytes)
        return serialized
    }

    @Test func `names keys of other wallets' formats`() throws {
        let versions: [(UInt32, String)] = [
            (0x049D_7CB2, "ypub"), (0x04B2_4746, "zpub"), (0x0295_B43F, "Ypub"), (0x02AA_7ED3, "Zpub"),
            (0x044A_5262, "upub"), (0x045F_1CF6, "vpub"), (0x0242_89EF, "Upub"), (0x0257_5483, "Vpub"),
        ]
        for (version, prefix) in versions {
            let bytes = try Self.replacing(
                0..<4, with: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: version >> $0) })
            #expect(Base58Check.encode(bytes).hasPrefix(prefix))
            #expect(throws: ExtendedKeyError.foreignVersion(prefix: prefix)) {
                try ExtendedPublicKey(serialized: bytes)
            }
        }
        let zprv = try Self.replacing(0..<4, with: [0x04, 0xB2, 0x43, 0x0C])
        #expect(throws: ExtendedKeyError.privateKey(prefix: "zprv")) { try ExtendedPublicKey(serialized: zprv) }
    }

    @Test func `a private key under a public version is never repeated`() throws {
        let bytes = try Self.replacing(45..<78, with: [0] + .init(repeating: 0x5A, count: 32))
        let error = #expect(throws: ExtendedKeyError.privateKeyUnderPublicVersion) {
            try ExtendedPublicKey(serialized: bytes)
        }
        #expect(error?.description.contains("5a5a") == false)
        #expect(error?.code == "extended-key.private-key")
    }

    @Test func `a key of depth 255 has no child`() throws {
        let key = try ExtendedPublicKey(serialized: Self.replacing(4..<5, with: [255]))
        #expect(throws: ExtendedKeyError.depthOverflow) { try key.derived(ChildNumber.normal(0)) }
    }

    @Test func `a master key has neither parent nor number`() throws {
        let account = try ExtendedPublicKey(parsing: Self.account)
        #expect(throws: ExtendedKeyError.masterWithParent(account.parentFingerprint)) {
            try ExtendedPublicKey(
                isTestNetwork: true, depth: 0, parentFingerprint: account.parentFingerprint,
                childNumber: ChildNumber(rawValue: 0), chainCode: account.chainCode, publicKey: account.publicKey)
        }
        #expect(throws: ExtendedKeyError.masterWithChildNumber(account.childNumber)) {
            try ExtendedPublicKey(
                isTestNetwork: true, depth: 0, parentFingerprint: .zero, childNumber: account.childNumber,
                chainCode: account.chainCode, publicKey: account.publicKey)
        }
    }

    @Test func `refuses wrong lengths and never traps`() throws {
        for count in [0, 1, 77, 79] {
            #expect(throws: ExtendedKeyError.wrongLength(count)) {
                try ExtendedPublicKey(serialized: .init(repeating: 4, count: count))
            }
        }
        var random = SeededGenerator(seed: 6)
        for _ in 0..<300 {
            let offset = Int.random(in: 0..<78, using: &random)
            let bytes = try Self.replacing(offset..<(offset + 1), with: random.bytes(1))
            if let key = try? ExtendedPublicKey(serialized: bytes) { #expect(key.serialized == bytes) }
        }
    }

    struct AccountRow: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let xpub: String
            let child00: String
            let child10: String

            enum CodingKeys: String, CodingKey {
                case xpub
                case child00 = "child00"
                case child10 = "child10"
            }
        }
        let id: Int
        let path: String
        let expected: Expected
    }

    @Test func `derives the first keys of the listed accounts`() throws {
        let file = "descriptor/bip48-paths.json"
        // `address` rows start from a mnemonic and give single-key addresses: out of scope here.
        #expect(try VectorStore.operationCounts(file) == ["account": 12, "address": 8, "path": 24])
        for row in try VectorStore.load(file, op: "account", as: AccountRow.self) {
            let key = try ExtendedPublicKey(parsing: row.expected.xpub)
            #expect(Int(key.depth) == (try DerivationPath(parsing: row.path)).steps.count, "row \(row.id)")
            #expect(try key.derived(DerivationPath(parsing: "0/0")).publicKey.hex == row.expected.child00)
            #expect(try key.derived(DerivationPath(parsing: "1/0")).publicKey.hex == row.expected.child10)
        }
    }
}
