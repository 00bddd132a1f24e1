import BitcoinCrypto
import ByteCoding
import SecretKeys
import TestSupport
import Testing

@Suite("Signing keys")
struct SigningKeyTests {
    struct KeyCase: Decodable, Sendable {
        let id: Int
        let privateKey: HexBytes
        let expect: Verdict
        let expected: Expected?

        struct Expected: Decodable, Sendable {
            let compressed: HexBytes
        }
    }

    @Test("computes public keys, and refuses 0, n, n+1 and all ones")
    func publicKeys() throws {
        let rows = try VectorStore.load("pubkey/pubkey-parse.json", op: "private_to_public", as: KeyCase.self)
        #expect(rows.count == 22)
        for row in rows {
            if row.expect == .valid {
                let key = try SigningKey(bytes: row.privateKey.bytes)
                #expect(key.publicKey.bytes == row.expected?.compressed.bytes, "row \(row.id)")
            } else {
                #expect(throws: SecretKeyError.outOfRange, "row \(row.id)") {
                    try { _ = try SigningKey(bytes: row.privateKey.bytes) }()
                }
            }
        }
    }

    @Test("refuses a scalar that is not 32 bytes long", arguments: [0, 31, 33])
    func scalarLength(count: Int) {
        #expect(throws: SecretKeyError.outOfRange) {
            try { _ = try SigningKey(bytes: [UInt8](repeating: 1, count: count)) }()
        }
    }

    @Test("makes signatures with low s and low r that another verifier accepts")
    func randomSignatures() throws {
        var generator = SeededGenerator(seed: 6979)
        var checks: [SignatureCheck] = []
        for _ in 0..<500 {
            let key = try SigningKey(bytes: [1] + generator.bytes(31))
            let digest = try Bytes32(generator.bytes(32))
            let signature = try key.sign(digest, expecting: key.publicKey)
            #expect(signature.hasLowS && signature.hasLowR && signature.der.count <= 70)
            checks.append(SignatureCheck(publicKey: key.publicKey.encoded, digest: digest, signature: signature))
        }
        #expect(OpenSSLVerifier().verify(checks) == [Bool](repeating: true, count: 500))
    }

    @Test("gives the same signature on many threads at once")
    func threads() throws {
        let key = try SigningKey(bytes: [UInt8](repeating: 7, count: 32))
        let digests = try (0..<64).map { try Bytes32([UInt8](repeating: UInt8($0), count: 32)) }
        let together = Parallel.map(digests) { digest in try? key.sign(digest, expecting: key.publicKey) }
        for (digest, signature) in zip(digests, together) {
            #expect(try key.sign(digest, expecting: key.publicKey) == signature)
        }
    }

    @Test("refuses to sign for another public key")
    func wrongPublicKey() throws {
        let key = try SigningKey(bytes: [UInt8](repeating: 7, count: 32))
        let other = try SigningKey(bytes: [UInt8](repeating: 8, count: 32))
        let digest = try Bytes32([UInt8](repeating: 1, count: 32))
        #expect(throws: SecretKeyError.wrongPublicKey(expected: other.publicKey, actual: key.publicKey)) {
            try key.sign(digest, expecting: other.publicKey)
        }
    }
}
