import BitcoinCrypto
import ByteCoding
import SecretKeys
import TestSupport
import Testing

@Suite("Deterministic signatures against published vectors")
struct RFC6979VectorTests {
    static let file = "rfc6979/rfc6979-secp256k1.json"

    struct Case: Decodable, Sendable {
        let id: Int
        let privateKey: HexBytes
        let digest: HexBytes
        let extra: HexBytes?
        let expect: Verdict
        let expected: Expected?
    }

    struct Expected: Decodable, Sendable {
        let k: HexBytes
        let compact: HexBytes
        let der: HexBytes
        let publicKey: HexBytes?
    }

    struct NonceCase: Decodable, Sendable {
        let id: Int
        let privateKey: HexBytes
        let digest: HexBytes
        let expected: Stream

        struct Stream: Decodable, Sendable {
            let k: [String: HexBytes]
        }
    }

    @Test("accounts for every operation; sign_compact is out of scope, since no recoverable signature is ever made")
    func operations() throws {
        let counts = try VectorStore.operationCounts(Self.file)
        #expect(counts == ["sign": 343, "sign_extra": 25, "sign_low_r": 44, "nonce": 10, "sign_compact": 4])
    }

    @Test("signs with the first nonce, and refuses keys out of range")
    func plain() throws {
        for row in try VectorStore.load(Self.file, op: "sign", as: Case.self) {
            guard row.expect == .valid else {
                #expect(throws: SecretKeyError.outOfRange, "row \(row.id)") {
                    try { _ = try SigningKey(bytes: row.privateKey.bytes) }()
                }
                continue
            }
            let expected = try #require(row.expected)
            let key = try SigningKey(bytes: row.privateKey.bytes)
            let digest = try Bytes32(row.digest.bytes)
            let signature = try key.signWithoutGrinding(digest)
            #expect(key.publicKey.bytes == expected.publicKey?.bytes, "row \(row.id)")
            #expect(signature.compact == expected.compact.bytes, "row \(row.id)")
            #expect(signature.der == expected.der.bytes, "row \(row.id)")
            #expect(try key.nonceCandidate(digest, number: 0).disclosed() == expected.k.bytes, "row \(row.id)")
        }
    }

    @Test("appends extra bytes to the nonce seed")
    func extra() throws {
        for row in try VectorStore.load(Self.file, op: "sign_extra", as: Case.self) {
            let expected = try #require(row.expected)
            let key = try SigningKey(bytes: row.privateKey.bytes)
            let extra = try Bytes32(#require(row.extra).bytes)
            let signature = try key.signWithoutGrinding(Bytes32(row.digest.bytes), extra: extra)
            #expect(signature.compact == expected.compact.bytes, "row \(row.id)")
        }
    }

    @Test("grinds for a low r as Bitcoin Core does")
    func lowR() throws {
        for row in try VectorStore.load(Self.file, op: "sign_low_r", as: Case.self) {
            let expected = try #require(row.expected)
            let key = try SigningKey(bytes: row.privateKey.bytes)
            let signature = try key.sign(Bytes32(row.digest.bytes), expecting: key.publicKey)
            #expect(signature.compact == expected.compact.bytes, "row \(row.id)")
            #expect(signature.der == expected.der.bytes, "row \(row.id)")
        }
    }

    @Test("walks the nonce stream")
    func nonces() throws {
        for row in try VectorStore.load(Self.file, op: "nonce", as: NonceCase.self) {
            let key = try SigningKey(bytes: row.privateKey.bytes)
            for (number, nonce) in row.expected.k {
                let candidate = try key.nonceCandidate(
                    Bytes32(row.digest.bytes), number: #require(UInt32(number)))
                #expect(candidate.disclosed() == nonce.bytes, "row \(row.id), candidate \(number)")
            }
        }
    }
}
