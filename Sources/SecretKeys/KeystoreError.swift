package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// Why a keystore file cannot be written, read or opened.
package enum KeystoreError: CodedError, Equatable {
    /// The file does not begin as a keystore does.
    case notAKeystore
    /// The file has more bytes than any keystore.
    case tooLong(Int)
    /// The format's version is not known here.
    case unsupportedVersion(UInt8)
    /// The checksum over the file is wrong: bytes were lost or changed.
    case damaged
    /// The file's structure is wrong although its checksum is right.
    case malformed(field: String, ByteCodingError)
    /// A person or device is not `[a-z0-9-]{1,32}`.
    case identifier(field: String)
    /// The kind of the key is not known here.
    case unknownKind(UInt8)
    /// The combination of unlock factors is not known here.
    case unknownFactors(UInt8)
    /// The network is not known.
    case network(NetworkError)
    /// The identity key is no public key.
    case identityKey(PublicKeyError)
    /// The account's path cannot be one.
    case path(DerivationError)
    /// The account's xpub cannot be read.
    case account(ExtendedKeyError)
    /// The xpub's network, depth or child number does not fit the rest of the header.
    case accountMismatch(field: String)
    /// A parameter of scrypt is outside the limits of `ScryptCost`.
    case costOutOfRange(parameter: String, value: UInt8)
    /// A passphrase has at least one byte.
    case emptyPassphrase
    /// The keystore opens only with a key file beside the passphrase, and none is given.
    case keyFileNeeded
    /// A key file is given, and the keystore opens with the passphrase alone.
    case keyFileNotNeeded
    /// The key file is whole, and belongs to another keystore.
    case wrongKeyFile
    /// The key from the passphrase has another check value than the one in the file.
    case wrongPassphrase
    /// The passphrase is right, but the header or the encrypted seed was altered.
    case notAuthentic
    /// The header describes other keys than those of the seed.
    case foreignHeader
    /// The seed is none of BIP-39 or gives no keys.
    case key(SecretKeyError)
    /// Memory, randomness or the library failed.
    case secret(SecretError)

    package var code: String {
        switch self {
        case .notAKeystore: "keystore.not-a-keystore"
        case .tooLong: "keystore.too-long"
        case .unsupportedVersion: "keystore.unsupported-version"
        case .damaged: "keystore.damaged"
        case .malformed: "keystore.malformed"
        case .identifier: "keystore.identifier"
        case .unknownKind: "keystore.unknown-kind"
        case .unknownFactors: "keystore.unknown-factors"
        case .network: "keystore.network"
        case .identityKey: "keystore.identity-key"
        case .path: "keystore.path"
        case .account: "keystore.account"
        case .accountMismatch: "keystore.account-mismatch"
        case .costOutOfRange: "keystore.cost-out-of-range"
        case .emptyPassphrase: "keystore.empty-passphrase"
        case .keyFileNeeded: "keystore.key-file-needed"
        case .keyFileNotNeeded: "keystore.key-file-not-needed"
        case .wrongKeyFile: "keystore.wrong-key-file"
        case .wrongPassphrase: "keystore.wrong-passphrase"
        case .notAuthentic: "keystore.not-authentic"
        case .foreignHeader: "keystore.foreign-header"
        case .key(let error): error.code
        case .secret(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .notAKeystore: "the file is no Rensho keystore"
        case .tooLong(let count): "a file of \(count) bytes is longer than any keystore"
        case .unsupportedVersion(let version): "keystore version \(version) is not known here"
        case .damaged: "the keystore is damaged: its checksum is wrong"
        case .malformed(let field, let error): "keystore header, \(field): \(error)"
        case .identifier(let field): "keystore header: the \(field) is not 1 to 32 characters a-z, 0-9 and -"
        case .unknownKind(let kind): "keystore header: kind \(kind) is not known here"
        case .unknownFactors(let factors): "keystore header: unlock factors \(factors) are not known here"
        case .network(let error): "keystore header: \(error)"
        case .identityKey(let error): "keystore header, identity key: \(error)"
        case .path(let error): "keystore header, account path: \(error)"
        case .account(let error): "keystore header, account xpub: \(error)"
        case .accountMismatch(let field): "keystore header: the account xpub does not fit the \(field)"
        case .costOutOfRange(let parameter, let value): "scrypt cost: \(parameter) = \(value) is outside the limits"
        case .emptyPassphrase: "the passphrase is empty"
        case .keyFileNeeded: "the keystore needs a key file beside the passphrase, and none is given"
        case .keyFileNotNeeded: "the keystore opens with its passphrase alone, and a key file is given"
        case .wrongKeyFile: "the key file is whole, but it is not this keystore's"
        case .wrongPassphrase: "the passphrase is wrong"
        case .notAuthentic: "the keystore was altered: the passphrase is right, but its contents are not authentic"
        case .foreignHeader: "the keystore's header describes other keys than those of its seed"
        case .key(let error): error.description
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .damaged, .malformed, .tooLong: "Use a copy of the file, or restore the keys from their words."
        case .unsupportedVersion, .unknownKind, .unknownFactors:
            "Use the version of Rensho that wrote the file, or restore the keys from their words."
        case .keyFileNeeded: "Plug in the stick with the key file and name the file with --key-file."
        case .keyFileNotNeeded: "Leave out --key-file."
        case .wrongKeyFile: "Look for the stick that was made with this keystore."
        case .wrongPassphrase: "Check the keyboard layout and capital letters, then try again."
        case .notAuthentic, .foreignHeader: "Somebody changed this file: restore the keys from their words."
        case .costOutOfRange: "No keystore written by Rensho asks for this; do not use the file."
        case .key(let error): error.remedy
        case .secret(let error): error.remedy
        case .notAKeystore, .identifier, .network, .identityKey, .path, .account, .accountMismatch, .emptyPassphrase:
            nil
        }
    }
}
