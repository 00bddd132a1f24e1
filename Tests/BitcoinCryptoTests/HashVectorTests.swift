import BitcoinCrypto
import ByteCoding
import TestSupport
import Testing

@Suite("Hashes, MACs and tagged hashes against published answers")
struct HashVectorTests {
    static let file = "hash/hash-primitives.json"

    struct MessageCase: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let digest: HexBytes
        }
        let id: Int
        let message: HexBytes
        let count: Int?
        let expected: Expected
    }

    struct BitcoinCase: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let sha256: HexBytes
            let sha256d: HexBytes
            let ripemd160: HexBytes
            let hash160: HexBytes
            let sha512: HexBytes
        }
        let id: Int
        let message: HexBytes
        let count: Int?
        let expected: Expected
    }

    struct MACCase: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let mac: HexBytes
        }
        let id: Int
        let key: HexBytes
        let message: HexBytes
        let mac: HexBytes?
        let expect: Verdict
        let expected: Expected?
    }

    struct TaggedCase: Decodable, Sendable {
        let id: Int
        let tag: HexBytes
        let message: HexBytes
        let expected: MessageCase.Expected
    }

    /// Operations of the file that are run here, and those that belong elsewhere, with the reason.
    static let run: Set = [
        "sha256", "sha512", "ripemd160", "bitcoin_hashes", "hmac_sha256", "hmac_sha256_verify", "hmac_sha512",
        "hmac_sha512_verify", "tagged_hash",
    ]
    static let elsewhere = [
        "sha1": "nothing in Rensho uses SHA-1",
        "aes_256_ctr": "no cipher over data that is no secret exists yet; it arrives with BSMS encryption",
        "pbkdf2_hmac_sha512": "stretches words into a seed, which is a secret: SecretKeys runs these rows",
    ]

    @Test("accounts for every operation of the vector file")
    func operations() throws {
        let counts = try VectorStore.operationCounts(Self.file)
        #expect(Set(counts.keys) == Self.run.union(Self.elsewhere.keys))
    }

    @Test("computes SHA-256", arguments: try VectorStore.load(file, op: "sha256", as: MessageCase.self))
    func sha256(_ row: MessageCase) {
        let message = repeated(row.message, row.count)
        #expect(SHA256.hash(message).bytes == row.expected.digest.bytes)
        #expect(SHA256.hash(([0xff] + message)[1...]).bytes == row.expected.digest.bytes)
        #expect(SHA256.hash(message.reversed().reversed() as ReversedCollection).bytes == row.expected.digest.bytes)
    }

    @Test("computes SHA-512", arguments: try VectorStore.load(file, op: "sha512", as: MessageCase.self))
    func sha512(_ row: MessageCase) {
        #expect(SHA512.hash(repeated(row.message, row.count)) == row.expected.digest.bytes)
    }

    @Test("computes RIPEMD-160", arguments: try VectorStore.load(file, op: "ripemd160", as: MessageCase.self))
    func ripemd160(_ row: MessageCase) {
        #expect(RIPEMD160.hash(repeated(row.message, row.count)) == row.expected.digest.bytes)
    }

    @Test(
        "computes every hash that Bitcoin uses",
        arguments: try VectorStore.load(file, op: "bitcoin_hashes", as: BitcoinCase.self))
    func bitcoinHashes(_ row: BitcoinCase) {
        let message = repeated(row.message, row.count)
        #expect(SHA256.hash(message).bytes == row.expected.sha256.bytes)
        #expect(SHA256.doubleHash(message).bytes == row.expected.sha256d.bytes)
        #expect(SHA256.doubleHash(([1, 2] + message)[2...]).bytes == row.expected.sha256d.bytes)
        #expect(RIPEMD160.hash(message) == row.expected.ripemd160.bytes)
        #expect(Hash160.hash(message) == row.expected.hash160.bytes)
        #expect(SHA512.hash(message) == row.expected.sha512.bytes)
    }

    @Test(
        "computes HMAC-SHA-256",
        arguments: try VectorStore.load(file, op: "hmac_sha256", as: MACCase.self)
            + VectorStore.load(file, op: "hmac_sha256_verify", as: MACCase.self))
    func hmacSHA256(_ row: MACCase) throws {
        judge(HMAC.sha256(key: row.key.bytes, row.message.bytes).bytes, row)
    }

    @Test(
        "computes HMAC-SHA-512",
        arguments: try VectorStore.load(file, op: "hmac_sha512", as: MACCase.self)
            + VectorStore.load(file, op: "hmac_sha512_verify", as: MACCase.self))
    func hmacSHA512(_ row: MACCase) throws {
        judge(HMAC.sha512(key: row.key.bytes, row.message.bytes), row)
    }

    @Test("computes tagged hashes", arguments: try VectorStore.load(file, op: "tagged_hash", as: TaggedCase.self))
    func tagged(_ row: TaggedCase) {
        let tag = String(decoding: row.tag.bytes, as: UTF8.self)
        #expect(TaggedHash.hash(tag: tag, row.message.bytes).bytes == row.expected.digest.bytes)
    }

    /// A published MAC may be cut to its first half; a row that is invalid carries a MAC that must not match.
    private func judge(_ mac: [UInt8], _ row: MACCase) {
        let published = row.mac?.bytes ?? row.expected?.mac.bytes ?? []
        #expect(!published.isEmpty)
        #expect((Array(mac.prefix(published.count)) == published) == (row.expect == .valid))
    }

    private func repeated(_ message: HexBytes, _ count: Int?) -> [UInt8] {
        [[UInt8]](repeating: message.bytes, count: count ?? 1).flatMap(\.self)
    }
}
