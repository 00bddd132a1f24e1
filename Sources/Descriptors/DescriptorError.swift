package import BitcoinPrimitives
import ByteCoding

/// The reason why a text is no descriptor that Rensho signs for, or has no script at a position.
///
/// Keys are named by their place, counted from 0, and never repeated: the text may hold a private key.
package enum DescriptorError: CodedError, Equatable {
    /// The text is longer than `MultisigDescriptor.maximumTextLength`.
    case tooLong(length: Int, limit: Int)
    /// A byte is not in the charset of BIP-380.
    case invalidCharacter(offset: Int)
    /// What follows the `#` does not have eight characters.
    case checksumLength(Int)
    /// The checksum does not fit the text.
    case wrongChecksum(expected: String)
    /// The text holds a private key.
    case privateKey
    /// The text is not functions in brackets.
    case syntax(offset: Int, expected: String)
    /// A function of BIP-380 to BIP-390 is not one that Rensho signs for.
    case unsupportedFunction(String)
    /// A name belongs to no function.
    case unknownFunction(String)
    /// The threshold is zero or above the number of keys.
    case threshold(Int, keyCount: Int)
    /// The threshold is no plain number.
    case thresholdSyntax
    /// There is no key, or there are more than a script can hold.
    case keyCount(Int)
    /// A key has no origin.
    case originMissing(key: Int)
    /// The brackets of an origin are not in their places.
    case originSyntax(key: Int)
    /// An origin is malformed, or too long for the steps below it.
    case origin(DerivationError, key: Int)
    /// A key is a single public key instead of an extended one.
    case fixedKey(key: Int)
    /// An extended key is malformed, or has no such child.
    case extendedKey(ExtendedKeyError, key: Int)
    /// The steps after a key do not end with `/*`.
    case notRanged(key: Int)
    /// A step after a key is hardened.
    case hardenedStep(key: Int)
    /// The steps after a key are others than receiving, change, or both.
    case unsupportedSteps(key: Int)
    /// Two keys are followed by different steps.
    case mixedSteps(first: Int, second: Int)
    /// One key is for mainnet, another for a test network.
    case mixedNetworks(first: Int, second: Int)
    /// Two keys are the same point.
    case duplicateKey(first: Int, second: Int)
    /// The descriptor does not name the branch.
    case noSuchBranch(UInt32)
    /// The index is not below 2^31.
    case indexOutOfRange(UInt32)
    /// The derived keys make no script.
    case script(MultisigScriptError, position: ScriptPosition)
    /// A search would derive more positions than `OwnershipSearch.maximumWindow`.
    case searchTooWide(window: UInt32, limit: UInt32)
    /// OpenSSL and our own curve arithmetic derive different scripts: this machine must not be trusted.
    case derivationsDisagree(position: ScriptPosition)

    package var code: String {
        switch self {
        case .tooLong: "descriptor.too-long"
        case .invalidCharacter: "descriptor.invalid-character"
        case .checksumLength: "descriptor.checksum-length"
        case .wrongChecksum: "descriptor.wrong-checksum"
        case .privateKey: "descriptor.private-key"
        case .syntax: "descriptor.syntax"
        case .unsupportedFunction: "descriptor.unsupported-function"
        case .unknownFunction: "descriptor.unknown-function"
        case .threshold: "descriptor.threshold"
        case .thresholdSyntax: "descriptor.threshold-syntax"
        case .keyCount: "descriptor.key-count"
        case .originMissing: "descriptor.origin-missing"
        case .originSyntax: "descriptor.origin-syntax"
        case .origin(let error, _): "descriptor.\(error.code)"
        case .fixedKey: "descriptor.fixed-key"
        case .extendedKey(let error, _): "descriptor.\(error.code)"
        case .notRanged: "descriptor.not-ranged"
        case .hardenedStep: "descriptor.hardened-step"
        case .unsupportedSteps: "descriptor.unsupported-steps"
        case .mixedSteps: "descriptor.mixed-steps"
        case .mixedNetworks: "descriptor.mixed-networks"
        case .duplicateKey: "descriptor.duplicate-key"
        case .noSuchBranch: "descriptor.no-such-branch"
        case .indexOutOfRange: "descriptor.index-out-of-range"
        case .script(let error, _): "descriptor.\(error.code)"
        case .searchTooWide: "descriptor.search-too-wide"
        case .derivationsDisagree: "descriptor.derivations-disagree"
        }
    }
}

extension DescriptorError {
    package var description: String {
        switch self {
        case .tooLong(let length, let limit): "descriptor of \(length) characters exceeds the limit of \(limit)"
        case .invalidCharacter(let offset): "descriptor, character \(offset): not allowed by BIP-380"
        case .checksumLength(let length): "the descriptor's checksum has \(length) characters, not 8"
        case .wrongChecksum(let expected): "the descriptor's checksum is wrong, its text has \(expected)"
        case .privateKey: "the descriptor holds a private key"
        case .syntax(let offset, let expected): "descriptor, character \(offset): \(expected) is wanted"
        case .unsupportedFunction(let name): "\(name) is not supported"
        case .unknownFunction(let name): "\(QuotedText.quote(name)) is no descriptor function"
        case .threshold(let threshold, let count): "threshold \(threshold) of \(count) keys"
        case .thresholdSyntax: "the threshold is not a decimal number"
        case .keyCount(let count): "\(count) keys are not between 1 and \(MultisigScript.maximumKeys)"
        case .originMissing(let key): "key \(key) has no origin in brackets"
        case .originSyntax(let key): "key \(key) has an origin that does not end or begin with one bracket"
        case .origin(let error, let key): "key \(key), origin: \(error)"
        case .fixedKey(let key): "key \(key) is a single key"
        case .extendedKey(let error, let key): "key \(key): \(error)"
        case .notRanged(let key): "key \(key) does not end with /*"
        case .hardenedStep(let key): "key \(key) has a hardened step after the extended key"
        case .unsupportedSteps(let key): "key \(key) is not followed by /<0;1>/*, /0/* or /1/*"
        case .mixedSteps(let first, let second): "keys \(first) and \(second) are followed by different steps"
        case .mixedNetworks(let first, let second): "keys \(first) and \(second) are for different networks"
        case .duplicateKey(let first, let second): "keys \(first) and \(second) are the same public key"
        case .noSuchBranch(let branch): "the descriptor has no branch \(branch)"
        case .indexOutOfRange(let index): "index \(index) is not below 2147483648"
        case .script(let error, let position): "script \(position): \(error)"
        case .searchTooWide(let window, let limit):
            "a search through \(window) positions of each branch exceeds the limit of \(limit)"
        case .derivationsDisagree(let position):
            "script \(position): OpenSSL and PublicCurve derive different scripts"
        }
    }

    package var remedy: String? {
        switch self {
        case .checksumLength, .wrongChecksum: "Copy the descriptor again from its source."
        case .privateKey: "Treat the key as disclosed; a vault needs public keys only."
        case .unsupportedFunction: "Use wsh(sortedmulti(…)) or sh(wsh(sortedmulti(…)))."
        case .originMissing, .originSyntax: "Write [fingerprint/path] before the extended key."
        case .fixedKey, .notRanged, .unsupportedSteps, .hardenedStep:
            "Write [origin]xpub/<0;1>/* for every key."
        case .extendedKey(let error, _): error.remedy
        case .derivationsDisagree:
            "Trust this machine with nothing: run the self-test, and look at the file on another one."
        case .tooLong, .invalidCharacter, .syntax, .unknownFunction, .threshold, .thresholdSyntax, .keyCount, .origin,
            .mixedSteps, .mixedNetworks, .duplicateKey, .noSuchBranch, .indexOutOfRange, .script, .searchTooWide:
            nil
        }
    }
}
