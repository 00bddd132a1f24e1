import BitcoinCrypto
import ByteCoding
import TestSupport
import Testing

@Suite("Verifying batches of signatures")
struct OpenSSLVerifierTests {
    /// A signature of a public test key from the file of strict spends.
    static func genuine() throws -> SignatureCheck {
        SignatureCheck(
            publicKey: try EncodedPublicKey(
                Hex.decode("025cbdf0646e5db4eaa398f365f2ea7a0e3d419b7e0330e39ce92bddedcac4f9bc")),
            digest: try Bytes32(Hex.decode("285aad216ddd3c3501a59ebb0f4789ef9cd821b0ead76e818c4314486f0c3bc2")),
            signature: try ECDSASignature(
                strictDER: Hex.decode(
                    "3044022074d8561aa9983dbf5be163cc32ad71458e8c39892de9b37e55d356eb8f656c69"
                        + "02201a239a98a24d46bd85db4ca0743e6f8e76184ff4cdaa33ab6776c0fe9b6f2283")))
    }

    @Test("answers each check in its place, whatever thread it runs on")
    func order() throws {
        let good = try Self.genuine()
        let bad = SignatureCheck(publicKey: good.publicKey, digest: SHA256.hash([1]), signature: good.signature)
        var random = SeededGenerator(seed: 23)
        let expected = (0..<300).map { _ in Bool.random(using: &random) }
        #expect(OpenSSLVerifier().verify(expected.map { $0 ? good : bad }) == expected)
        #expect(OpenSSLVerifier().verify([]) == [])
        #expect(OpenSSLVerifier().verify(good))
    }

    @Test("refuses the high-s twin, which OpenSSL alone would take")
    func highS() throws {
        let good = try Self.genuine()
        let compact = good.signature.compact
        let twin = try ECDSASignature(
            compact: Array(compact[..<32]) + BitcoinCryptoTests.order.subtracting(compact[32...]))
        #expect(!twin.hasLowS)
        let check = SignatureCheck(publicKey: good.publicKey, digest: good.digest, signature: twin)
        #expect(!OpenSSLVerifier().verify(check))
    }

    @Test("refuses a key that is no point and the key of another, and goes on afterwards")
    func keys() throws {
        let good = try Self.genuine()
        let noPoint = try EncodedPublicKey([0x02] + [UInt8](repeating: 0xff, count: 32))
        var mirrored = good.publicKey.bytes
        mirrored[0] ^= 1
        let checks = try [noPoint, EncodedPublicKey(mirrored), good.publicKey].map {
            SignatureCheck(publicKey: $0, digest: good.digest, signature: good.signature)
        }
        #expect(OpenSSLVerifier().verify(checks) == [false, false, true])
    }

    @Test("a change of any single bit of signature or digest is noticed")
    func bits() throws {
        let good = try Self.genuine()
        var checks: [SignatureCheck] = []
        for bit in 0..<512 {
            var compact = good.signature.compact
            compact[bit / 8] ^= 1 << UInt8(bit % 8)
            if let changed = try? ECDSASignature(compact: compact) {
                checks.append(SignatureCheck(publicKey: good.publicKey, digest: good.digest, signature: changed))
            }
        }
        for bit in 0..<256 {
            var digest = good.digest.bytes
            digest[bit / 8] ^= 1 << UInt8(bit % 8)
            checks.append(
                SignatureCheck(publicKey: good.publicKey, digest: try Bytes32(digest), signature: good.signature))
        }
        #expect(checks.count > 700)
        #expect(!OpenSSLVerifier().verify(checks).contains(true))
    }
}
