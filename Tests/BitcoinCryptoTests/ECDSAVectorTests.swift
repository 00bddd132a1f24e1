import BitcoinCrypto
import ByteCoding
import TestSupport
import Testing

@Suite("ECDSA verification against Wycheproof")
struct ECDSAVectorTests {
    static let file = "ecdsa/ecdsa-secp256k1-wycheproof.json"

    struct Case: Decodable, Sendable {
        let id: Int
        let op: String
        let publicKey: HexBytes
        let digest: HexBytes
        let signature: HexBytes
        let expect: Verdict
    }

    @Test("accounts for every operation of the vector file")
    func operations() throws {
        let counts = try VectorStore.operationCounts(Self.file)
        #expect(Set(counts.keys) == ["verify_der", "verify_der_low_s", "verify_p1363"])
    }

    @Test("verifies exactly the valid low-s signatures, and the low twin of every valid high-s one")
    func rows() throws {
        let rows = try VectorStore.load(Self.file, as: Case.self)
        #expect(rows.count == 1191)
        for row in rows {
            let verdict = try verdict(of: row)
            #expect(verdict == (row.expect == .valid), "row \(row.id)")
        }
    }

    /// What the rules of the row's operation say: the verifier itself refuses high s, so where the operation allows it
    /// the low twin (r, n−s) is asked about instead.
    private func verdict(of row: Case) throws -> Bool {
        let bytes = row.signature.bytes
        let parsed =
            row.op == "verify_p1363" ? try? ECDSASignature(compact: bytes) : try? ECDSASignature(strictDER: bytes)
        guard let parsed else { return false }
        let key = try EncodedPublicKey(row.publicKey.bytes)
        let digest = try Bytes32(row.digest.bytes)
        let asGiven = OpenSSLVerifier().verify(SignatureCheck(publicKey: key, digest: digest, signature: parsed))
        if parsed.hasLowS { return asGiven }
        #expect(!asGiven, "row \(row.id) has high s")
        if row.op == "verify_der_low_s" { return asGiven }
        let twin = try ECDSASignature(compact: Array(parsed.compact[..<32]) + order.subtracting(parsed.compact[32...]))
        #expect(twin.hasLowS)
        return OpenSSLVerifier().verify(SignatureCheck(publicKey: key, digest: digest, signature: twin))
    }
}

/// The order of secp256k1, big endian.
let order: [UInt8] = [
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
    0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
]

extension [UInt8] {
    /// This big-endian number minus one that is no larger and has as many bytes.
    func subtracting(_ other: some BidirectionalCollection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var borrow = 0
        for (left, right) in zip(reversed(), other.reversed()) {
            let difference = Int(left) - Int(right) - borrow
            borrow = difference < 0 ? 1 : 0
            result.append(UInt8(truncatingIfNeeded: difference))
        }
        return result.reversed()
    }
}
