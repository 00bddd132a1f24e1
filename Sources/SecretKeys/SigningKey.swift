package import BitcoinCrypto
package import ByteCoding
import COpenSSLSecret

/// A secret scalar that signs digests with ECDSA: RFC 6979 nonces, low S, every signature verified before it leaves.
package struct SigningKey: ~Copyable, Sendable {
    private let scalar: SecretBytes

    /// The public key that belongs to the secret.
    package let publicKey: PublicKey

    /// How the nonce of a signature is chosen.
    enum Nonce: Sendable {
        /// The first nonce of RFC 6979.
        case first
        /// The first nonce of RFC 6979 with additional data of 32 bytes.
        case extra(Bytes32)
        /// The first nonce that gives an r below 2^255; from the second try on a counter from 1 is the additional data,
        /// 32 bytes little-endian, as Bitcoin Core does it.
        case lowR
    }

    /// Takes over 32 bytes, big-endian, in 1 … n−1.
    package init(scalar: consuming SecretBytes) throws(SecretKeyError) {
        guard scalar.count == Bytes32.count else { throw .outOfRange }
        publicKey = try Self.publicKey(ofScalarIn: scalar)
        self.scalar = scalar
    }

    /// Copies the first 32 bytes, whose public key is known already.
    init(scalarIn bytes: borrowing SecretBytes, publicKey: PublicKey) throws(SecretKeyError) {
        do throws(SecretError) { scalar = try bytes.slice(0..<Bytes32.count) } catch { throw .secret(error) }
        self.publicKey = publicKey
    }

    /// Signs as Bitcoin Core does, with low S and low R.
    /// - Parameter expecting: The public key, derived from what was registered, with which the signature must verify.
    package borrowing func sign(_ digest: Bytes32, expecting: PublicKey) throws(SecretKeyError) -> ECDSASignature {
        try sign(digest, expecting: expecting, nonce: .lowR)
    }

    /// Signs with the first nonce of RFC 6979 and low S, or with additional data for the nonce.
    package borrowing func signWithoutGrinding(
        _ digest: Bytes32, extra: Bytes32? = nil
    ) throws(SecretKeyError) -> ECDSASignature {
        try sign(digest, expecting: publicKey, nonce: extra.map(Nonce.extra) ?? .first)
    }

    /// HMAC-SHA256 with the secret as its key.
    borrowing func mac(_ message: [UInt8]) throws(SecretKeyError) -> Bytes32 {
        var mac = [UInt8](repeating: 0, count: Bytes32.count)
        let result = unsafe rensho_secret_hmac_sha256(scalar.address, scalar.count, message, message.count, &mac)
        try SecretKeyError.wrapping { () throws(SecretError) in try SecretCall.check(result, "HMAC-SHA256") }
        do throws(ByteCodingError) { return try Bytes32(mac) } catch {
            throw .secret(.libraryFault(call: "HMAC-SHA256"))
        }
    }

    private borrowing func sign(
        _ digest: Bytes32, expecting: PublicKey, nonce: Nonce
    ) throws(SecretKeyError) -> ECDSASignature {
        guard expecting == publicKey else { throw .wrongPublicKey(expected: expecting, actual: publicKey) }
        return try Self.sign(digest, scalarIn: scalar, expecting: expecting, nonce: nonce)
    }

    /// Signs with the scalar in the first 32 bytes.
    static func sign(
        _ digest: Bytes32, scalarIn bytes: borrowing SecretBytes, expecting: PublicKey, nonce: Nonce
    ) throws(SecretKeyError) -> ECDSASignature {
        var compact = [UInt8](repeating: 0, count: ECDSASignature.compactCount)
        let result =
            switch nonce {
            case .first:
                unsafe rensho_secret_sign(bytes.address, digest.bytes, nil, 0, expecting.bytes, &compact, nil)
            case .extra(let extra):
                unsafe rensho_secret_sign(bytes.address, digest.bytes, extra.bytes, 0, expecting.bytes, &compact, nil)
            case .lowR:
                unsafe rensho_secret_sign(bytes.address, digest.bytes, nil, 1, expecting.bytes, &compact, nil)
            }
        switch result {
        case RENSHO_SECRET_OUT_OF_RANGE:
            throw .outOfRange
        case RENSHO_SECRET_NOT_VERIFIED:
            let actual = try publicKey(ofScalarIn: bytes)
            throw actual == expecting
                ? .signatureNotVerified(expecting) : .wrongPublicKey(expected: expecting, actual: actual)
        default:
            try SecretKeyError.wrapping { () throws(SecretError) in try SecretCall.check(result, "sign") }
        }
        do throws(SignatureError) {
            return try ECDSASignature(compact: compact)
        } catch {
            throw .signatureNotVerified(expecting)
        }
    }

    /// The public key of the scalar in the first 32 bytes.
    static func publicKey(ofScalarIn bytes: borrowing SecretBytes) throws(SecretKeyError) -> PublicKey {
        var point = [UInt8](repeating: 0, count: EncodedPublicKey.compressedCount)
        let result = unsafe rensho_secret_public_key(bytes.address, &point)
        guard result != RENSHO_SECRET_OUT_OF_RANGE else { throw .outOfRange }
        try SecretKeyError.wrapping { () throws(SecretError) in try SecretCall.check(result, "public key") }
        do throws(PublicKeyError) {
            return try PublicKey(point)
        } catch {
            throw .secret(.libraryFault(call: "public key"))
        }
    }

    /// The candidate with the given number in the nonce stream of RFC 6979 §3.2, for comparison with published streams.
    package borrowing func nonceCandidate(_ digest: Bytes32, number: UInt32) throws(SecretKeyError) -> SecretBytes {
        try SecretKeyError.wrapping { () throws(SecretError) in
            var nonce = try SecretBytes(count: Bytes32.count)
            let result = unsafe rensho_secret_nonce_candidate(
                scalar.address, digest.bytes, nil, number, nonce.mutableAddress)
            try SecretCall.check(result, "nonce")
            return nonce
        }
    }
}
