package import BitcoinCrypto
import ByteCoding

/// The reason why something is no extended public key or has no such child; private keys are never repeated.
package enum ExtendedKeyError: CodedError, Equatable {
    /// The text is not base58check.
    case base58(Base58CheckError)
    /// The payload does not have 78 bytes.
    case wrongLength(Int)
    /// The first four bytes belong to no extended key.
    case unknownVersion(UInt32)
    /// The key is private.
    case privateKey(prefix: String)
    /// A private key stands under the version of a public one.
    case privateKeyUnderPublicVersion
    /// The version is one of SLIP-132.
    case foreignVersion(prefix: String)
    /// A key of depth 0 names a parent.
    case masterWithParent(Fingerprint)
    /// A key of depth 0 has a child number.
    case masterWithChildNumber(ChildNumber)
    /// The key is no point in compressed form.
    case publicKey(PublicKeyError)
    /// The step needs the private key.
    case hardenedStep(ChildNumber)
    /// The depth does not fit into one byte.
    case depthOverflow
    /// BIP-32 gives no key at this index.
    case noChild(ChildNumber)

    package var code: String {
        switch self {
        case .base58(let error): "extended-key.\(error.code)"
        case .wrongLength: "extended-key.wrong-length"
        case .unknownVersion: "extended-key.unknown-version"
        case .privateKey, .privateKeyUnderPublicVersion: "extended-key.private-key"
        case .foreignVersion: "extended-key.foreign-version"
        case .masterWithParent: "extended-key.master-with-parent"
        case .masterWithChildNumber: "extended-key.master-with-child-number"
        case .publicKey(let error): "extended-key.\(error.code)"
        case .hardenedStep: "extended-key.hardened-step"
        case .depthOverflow: "extended-key.depth-overflow"
        case .noChild: "extended-key.no-child"
        }
    }

    package var description: String {
        switch self {
        case .base58(let error): "extended public key: \(error)"
        case .wrongLength(let count):
            "an extended public key has \(ExtendedPublicKey.serializedLength) bytes, not \(count)"
        case .unknownVersion(let version): "0x\(String(version, radix: 16)) is not the version of an extended key"
        case .privateKey(let prefix): "this is an extended private key (\(prefix))"
        case .privateKeyUnderPublicVersion: "an extended public key holds a private key"
        case .foreignVersion(let prefix): "an extended public key of the kind \(prefix) instead of xpub or tpub"
        case .masterWithParent(let fingerprint): "an extended key of depth 0 names the parent \(fingerprint)"
        case .masterWithChildNumber(let child): "an extended key of depth 0 has the child number \(child)"
        case .publicKey(let error): "extended public key: \(error)"
        case .hardenedStep(let child): "the hardened step \(child) needs the private key"
        case .depthOverflow: "a key of depth 255 has no child"
        case .noChild(let child): "there is no child \(child)"
        }
    }

    package var remedy: String? {
        switch self {
        case .base58(let error): error.remedy
        case .privateKey, .privateKeyUnderPublicVersion:
            "Treat the key as disclosed; give the extended public key instead."
        case .foreignVersion: "Export the key as xpub or tpub; the script type is part of the descriptor."
        case .hardenedStep: "Export the public key below the last hardened step."
        case .noChild: "Skip this index; one in 2^127 has no key."
        case .wrongLength, .unknownVersion, .masterWithParent, .masterWithChildNumber, .publicKey, .depthOverflow: nil
        }
    }
}
