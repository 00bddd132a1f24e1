import BitcoinCrypto
import ByteCoding
import COpenSSL
import COpenSSLNaive
import COpenSSLSecret
import SecretKeys
import TestSupport
import Testing

/// What libcrypto takes for a signature or a digest, and how it makes one.
@Suite("Traps of OpenSSL: signatures")
struct SignatureTrapTests {
    @Test(
        "libcrypto reads trailing bytes and long-form lengths; the strict reader names what is wrong",
        arguments: [
            (Published.der + [0x00], SignatureError.wrongSequenceLength(stated: 0x45, actual: 0x46)),
            (
                Published.hex("308145") + Published.der.dropFirst(2),
                .wrongSequenceLength(stated: 0x81, actual: 0x46)
            ),
            (
                Published.hex("304602812100") + Published.der.dropFirst(5),
                .wrongIntegerLength(.r, stated: 0x81, available: 0x44)
            ),
        ])
    func encodings(der: [UInt8], error: SignatureError) {
        #expect(unsafe rensho_naive_read_der(der, der.count) == 1, "libcrypto has become strict by itself")
        #expect(throws: error) { try ECDSASignature(strictDER: der) }
    }

    @Test("verification answers −1 for bad DER, which is true for who asks whether it is not 0; ours says no")
    func minusOne() throws {
        let bad = Published.der + [0x00]
        let result = unsafe rensho_naive_verify(
            Published.generator, 33, Published.digest, 32, bad, bad.count)
        #expect(result == -1, "libcrypto has become strict by itself")
        #expect(result != 0)
        #expect(throws: SignatureError.self) { try ECDSASignature(strictDER: bad) }
        // r = 0 and s = n are a no, not a fault; and only the exact yes counts in Swift.
        let zero = [UInt8](repeating: 0, count: 32)
        for compact in [zero + Published.compact.dropFirst(32), Array(Published.compact.prefix(32)) + Published.order] {
            let answer = unsafe rensho_ecdsa_verify(Published.generator, 33, Published.digest, compact)
            #expect(answer == RENSHO_NO)
            #expect(throws: SignatureError.self) { try ECDSASignature(compact: compact) }
        }
        #expect(
            unsafe rensho_ecdsa_verify(Published.generator, 33, Published.digest, Published.compact) == RENSHO_OK)
    }

    @Test("libcrypto signs a digest of 20 bytes and cuts one of 40; a digest of ours has 32", arguments: [20, 31, 40])
    func digestLength(count: Int) throws {
        let digest = Array((Published.digest + Published.digest).prefix(count))
        var der = [UInt8](repeating: 0, count: 72)
        let written = unsafe rensho_naive_sign(Published.one, digest, digest.count, &der)
        #expect(written > 0, "libcrypto has become strict by itself")
        #expect(unsafe rensho_naive_verify(Published.generator, 33, digest, digest.count, der, written) == 1)
        if count > 32 {
            // The bytes behind the 32nd are not signed at all.
            #expect(unsafe rensho_naive_verify(Published.generator, 33, digest, 32, der, written) == 1)
        }
        #expect(throws: ByteCodingError.self) { try Bytes32(digest) }
    }

    @Test("libcrypto takes a high s and makes one every second time; ours takes none and makes none")
    func highS() throws {
        let twin =
            Array(Published.compact.prefix(32))
            + Published.difference(Published.order, Array(Published.compact.suffix(32)))
        let high = try ECDSASignature(compact: twin)
        #expect(!high.hasLowS)
        #expect(
            unsafe rensho_naive_verify(Published.generator, 33, Published.digest, 32, high.der, high.der.count) == 1,
            "libcrypto has become strict by itself")
        let key = try EncodedPublicKey(Published.generator)
        let digest = try Bytes32(Published.digest)
        #expect(!OpenSSLVerifier().verify(SignatureCheck(publicKey: key, digest: digest, signature: high)))
        let low = try ECDSASignature(compact: Published.compact)
        #expect(OpenSSLVerifier().verify(SignatureCheck(publicKey: key, digest: digest, signature: low)))

        var generator = SeededGenerator(seed: 62)
        var naiveHigh = 0
        let secret = try Published.key(Published.one)
        for _ in 0..<64 {
            let digest = try Bytes32(generator.bytes(32))
            var der = [UInt8](repeating: 0, count: 72)
            let written = unsafe rensho_naive_sign(Published.one, digest.bytes, 32, &der)
            naiveHigh += try ECDSASignature(strictDER: der.prefix(written)).hasLowS ? 0 : 1
            #expect(try secret.signWithoutGrinding(digest).hasLowS)
        }
        // All 64 low by chance: one in 2^64.
        #expect(naiveHigh > 0)
    }

    @Test("libcrypto says yes to a parameter that it does not know, and signs at random all the same")
    func ignoredParameter() throws {
        // The answer to a made-up parameter shows what the answer to "nonce-type" is worth.
        for (name, isKnownFrom) in [("no-such-parameter", UInt.max), ("nonce-type", 0x3020_0000)] {
            var signatures: Set<[UInt8]> = []
            for _ in 0..<4 {
                var der = [UInt8](repeating: 0, count: 72)
                var written = 0
                let result = unsafe rensho_naive_sign_with_parameter(
                    Published.one, Published.digest, name, 1, &der, &written)
                #expect(result == 1, "libcrypto has become strict by itself")
                signatures.insert(Array(der.prefix(written)))
            }
            if UInt(rensho_naive_version()) < isKnownFrom {
                #expect(signatures.count == 4, "\(name): the signatures do not differ")
            }
        }
    }

    @Test(
        "so that ours are deterministic is proved by the signatures themselves: equal each time, and the published ones"
    )
    func deterministic() throws {
        let key = try Published.key(Published.one)
        let digest = try Bytes32(Published.digest)
        for _ in 0..<4 {
            #expect(try key.signWithoutGrinding(digest).compact == Published.compact)
            #expect(try key.signWithoutGrinding(digest).der == Published.der)
        }
        let ground = try key.sign(digest, expecting: key.publicKey)
        #expect(ground.hasLowR && ground.hasLowS)
        #expect(try key.sign(digest, expecting: key.publicKey) == ground)
        // With fresh blinding in every call, additional data decides the nonce and nothing else does.
        let extra = try Bytes32([UInt8](repeating: 3, count: 32))
        let first = try key.signWithoutGrinding(digest, extra: extra)
        #expect(try key.signWithoutGrinding(digest, extra: extra) == first)
        #expect(first.compact != Published.compact)
    }
}
