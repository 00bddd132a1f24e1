import BitcoinCrypto
import ByteCoding

/// What a signature check says, as errors.
enum SignatureVerdict {
    /// The order of secp256k1 (SEC 2 §2.4.1), big endian.
    private static let order: [UInt8] = [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
        0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
    ]

    /// Refuses a key that is none, a signature that does not verify, and one that would verify but has high s.
    static func require(_ signature: ECDSASignature, _ digest: Bytes32, _ key: [UInt8]) throws {
        let key = try EncodedPublicKey(key)
        guard key.isPoint else { throw PublicKeyError.notOnCurve(key.hex) }
        let low = signature.hasLowS ? signature : try lowTwin(of: signature)
        guard try verifies(SignatureCheck(publicKey: key, digest: digest, signature: low)) else {
            throw VectorRefusal.signatureDoesNotVerify
        }
        guard signature.hasLowS else {
            // The verifiers themselves must say no to the form that the file gives.
            let asGiven = SignatureCheck(publicKey: key, digest: digest, signature: signature)
            guard try !verifies(asGiven) else { return }
            throw VectorRefusal.highS
        }
    }

    /// The answer of both implementations of the curve, which must be one.
    private static func verifies(_ check: SignatureCheck) throws(VectorRefusal) -> Bool {
        let answer = OpenSSLVerifier().verify(check)
        guard PublicCurveVerifier().verify(check) == answer else { throw .verifiersDisagree }
        return answer
    }

    /// The other signature by the same nonce: r and n − s.
    private static func lowTwin(of signature: ECDSASignature) throws -> ECDSASignature {
        var difference: [UInt8] = []
        var borrow = 0
        for (left, right) in zip(order, signature.compact[32...]).reversed() {
            let digit = Int(left) - Int(right) - borrow
            borrow = digit < 0 ? 1 : 0
            difference.append(UInt8(truncatingIfNeeded: digit))
        }
        return try ECDSASignature(compact: signature.compact[..<32] + difference.reversed())
    }
}
