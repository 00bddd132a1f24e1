package import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding

/// Why a secret key cannot be made, derived or used; a secret never enters an error.
package enum SecretKeyError: CodedError, Equatable {
    /// A BIP-32 seed has 16 to 64 bytes, the seed of an identity key 64.
    case seedLength(Int)
    /// A private key is 0 or not below the order of the curve.
    case outOfRange
    /// BIP-32 gives no key for this child; the next index has to be taken.
    case noChild(ChildNumber)
    /// A key of depth 255 has no children.
    case depthOverflow
    /// A hardened child cannot be compared with a public key derived from an xpub.
    case hardenedChild(ChildNumber)
    /// The secret belongs to another public key than the one that is expected to sign.
    case wrongPublicKey(expected: PublicKey, actual: PublicKey)
    /// A signature was made with the right key and does not verify: the machine computes wrongly.
    case signatureNotVerified(PublicKey)
    /// Bytes are no serialized extended private key.
    case extendedKey(ExtendedKeyError)
    /// A serialized private key has no zero byte in front, or the version of a public key.
    case notAPrivateKey
    /// Memory or the library failed.
    case secret(SecretError)

    package var code: String {
        switch self {
        case .seedLength: "secret-key.seed-length"
        case .outOfRange: "secret-key.out-of-range"
        case .noChild: "secret-key.no-child"
        case .depthOverflow: "secret-key.depth-overflow"
        case .hardenedChild: "secret-key.hardened-child"
        case .wrongPublicKey: "secret-key.wrong-public-key"
        case .signatureNotVerified: "secret-key.signature-not-verified"
        case .extendedKey(let error): error.code
        case .notAPrivateKey: "secret-key.not-a-private-key"
        case .secret(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .seedLength(let count): "a seed of \(count) bytes cannot be used"
        case .outOfRange: "a private key is 0 or not below the order of secp256k1"
        case .noChild(let child): "BIP-32 defines no private key for child \(child)"
        case .depthOverflow: "a private key of depth 255 has no children"
        case .hardenedChild(let child): "child \(child) is hardened and has no counterpart below an xpub"
        case .wrongPublicKey(let expected, let actual):
            "the key that is to sign belongs to \(actual), not to \(expected)"
        case .signatureNotVerified(let key): "the signature just made for \(key) does not verify"
        case .extendedKey(let error): error.description
        case .notAPrivateKey: "the bytes are no extended private key"
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .wrongPublicKey: "Check that this keystore belongs to the vault, and its network and account path."
        case .signatureNotVerified: "Stop using this machine for keys: its processor or memory is faulty."
        case .noChild: "Take the next index."
        case .extendedKey(let error): error.remedy
        case .secret(let error): error.remedy
        case .seedLength, .outOfRange, .depthOverflow, .hardenedChild, .notAPrivateKey: nil
        }
    }
}

extension SecretKeyError {
    /// Runs something that only memory and the library can make fail.
    static func wrapping<Result: ~Copyable>(
        _ body: () throws(SecretError) -> Result
    ) throws(SecretKeyError) -> Result {
        do throws(SecretError) { return try body() } catch { throw .secret(error) }
    }
}
