package import BitcoinPrimitives
import ByteCoding
package import Descriptors

/// The reason why a file describes no wallet or key that a vault could be compared with, or cannot be written.
///
/// Keys are named by their place, counted from 0, and never repeated: the file may hold a private key.
package enum WalletFileError: CodedError, Equatable {
    /// The file is larger than any wallet's.
    case tooLarge(bytes: Int, limit: Int)
    /// The file is not UTF-8 text.
    case notText
    /// The file holds a private key.
    case privateKey
    /// The file is of no known format.
    case unknownFormat
    /// The file looks like a BSMS record that needs a token.
    case encrypted
    /// The file is no strict JSON.
    case json(JSONError)
    /// A member or label is not there.
    case missing(String)
    /// A member or label is none of the format's.
    case unknown(String)
    /// A label stands twice.
    case repeated(String)
    /// A member or label has a value that does not read.
    case malformed(String, expected: String)
    /// Two statements of the file contradict each other.
    case contradiction(String)
    /// The file says that keys are not sorted.
    case unsorted
    /// The script type is none of a vault's.
    case script(String)
    /// A Coldcard file names no format, which means bare P2SH.
    case formatMissing
    /// The descriptor, or one of them, is refused.
    case descriptor(DescriptorError)
    /// An extended key is refused.
    case key(Int, ExtendedKeyError)
    /// An extended key of SLIP-132 is refused.
    case slip132(Int, SLIP132Error)
    /// An origin does not read.
    case origin(DerivationError, key: Int)
    /// A key has no origin.
    case originMissing(key: Int)
    /// Depth or last step of a key are not those of its origin.
    case originContradictsKey(key: Int)
    /// The file states another number of keys than it has.
    case keyCount(stated: Int, found: Int)
    /// The file states a network that the keys are not for.
    case otherNetwork(stated: String)
    /// A name is too long for the format or has characters that not every program shows.
    case name(limit: Int)
    /// A wallet to be written has only one branch.
    case oneBranch
    /// The format takes fewer keys.
    case tooManyKeys(count: Int, limit: Int)
    /// The BSMS record is refused.
    case bsms(BSMSError)
    /// The wallet policy is refused.
    case policy(WalletPolicyError)

    package var code: String {
        switch self {
        case .tooLarge: "wallet-file.too-large"
        case .notText: "wallet-file.not-text"
        case .privateKey: "wallet-file.private-key"
        case .unknownFormat: "wallet-file.unknown-format"
        case .encrypted: "wallet-file.encrypted"
        case .json(let error): error.code
        case .missing: "wallet-file.missing"
        case .unknown: "wallet-file.unknown"
        case .repeated: "wallet-file.repeated"
        case .malformed: "wallet-file.malformed"
        case .contradiction: "wallet-file.contradiction"
        case .unsorted: "wallet-file.unsorted"
        case .script: "wallet-file.script"
        case .formatMissing: "wallet-file.format-missing"
        case .descriptor(let error): error.code
        case .key(_, let error): error.code
        case .slip132(_, let error): error.code
        case .origin(let error, _): error.code
        case .originMissing: "wallet-file.origin-missing"
        case .originContradictsKey: "wallet-file.origin-contradicts-key"
        case .keyCount: "wallet-file.key-count"
        case .otherNetwork: "wallet-file.other-network"
        case .name: "wallet-file.name"
        case .oneBranch: "wallet-file.one-branch"
        case .tooManyKeys: "wallet-file.too-many-keys"
        case .bsms(let error): error.code
        case .policy(let error): error.code
        }
    }
}

extension WalletFileError {
    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "the wallet file has \(bytes) bytes, more than the limit of \(limit)"
        case .notText: "the wallet file is not UTF-8 text"
        case .privateKey: "the file holds a private key"
        case .unknownFormat: "the file has no format of a wallet that is known here"
        case .encrypted: "the file looks like an encrypted BSMS record"
        case .json(let error): error.description
        case .missing(let name): "\(QuotedText.quote(name)) is missing"
        case .unknown(let name): "\(QuotedText.quote(name)) has no place in this format"
        case .repeated(let name): "\(QuotedText.quote(name)) stands twice"
        case .malformed(let name, let expected): "\(QuotedText.quote(name)) is not \(expected)"
        case .contradiction(let what): what
        case .unsorted: "the keys are not sorted in the script (multi instead of sortedmulti)"
        case .script(let name): "script type \(QuotedText.quote(name)) is none of a vault's"
        case .formatMissing: "the file names no Format, which means bare P2SH"
        case .descriptor(let error): error.description
        case .key(let key, let error): "key \(key): \(error)"
        case .slip132(let key, let error): "key \(key): \(error)"
        case .origin(let error, let key): "origin of key \(key): \(error)"
        case .originMissing(let key): "key \(key) has no origin (master fingerprint and path)"
        case .originContradictsKey(let key): "depth or last step of key \(key) are not those of its origin"
        case .keyCount(let stated, let found): "\(stated) keys are stated and there are \(found)"
        case .otherNetwork(let stated): "the keys are not for \(QuotedText.quote(stated))"
        case .name(let limit): "a name has 1 to \(limit) printable ASCII characters and no space at its ends"
        case .oneBranch: "the descriptor has only one branch"
        case .tooManyKeys(let count, let limit): "\(count) keys are more than the \(limit) that this format takes"
        case .bsms(let error): error.description
        case .policy(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .privateKey: "Treat the key as disclosed; a wallet file holds public keys only."
        case .encrypted: "Give its token with --token-file."
        case .unsorted:
            "Make the wallet again with sortedmulti; with multi the order of the keys changes every address."
        case .formatMissing: "Export the file again with Format: P2WSH or P2SH-P2WSH."
        case .script: "A vault is P2WSH or P2SH-P2WSH with sortedmulti."
        case .originMissing: "Export the key with its master fingerprint and path; they are never guessed."
        case .originContradictsKey: "Export the key again from its device; do not correct the path by hand."
        case .name: "Give a shorter one with --label."
        case .descriptor(let error): error.remedy
        case .key(_, let error): error.remedy
        case .slip132(_, let error): error.remedy
        case .bsms(let error): error.remedy
        case .policy(let error): error.remedy
        case .tooLarge, .notText, .unknownFormat, .json, .missing, .unknown, .repeated, .malformed, .contradiction,
            .origin, .keyCount, .otherNetwork, .oneBranch, .tooManyKeys:
            nil
        }
    }
}
