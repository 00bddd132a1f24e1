import ByteCoding

/// The reason why a script or a set of keys is no multisig script.
package enum MultisigScriptError: CodedError, Equatable {
    /// The byte at `offset` does not begin the part that is wanted there.
    case malformed(offset: Int, expected: Part)
    /// There is no key, or there are more than `MultisigScript.maximumKeys`.
    case keyCount(Int)
    /// The number before OP_CHECKMULTISIG is not the number of keys.
    case countMismatch(stated: Int, found: Int)
    /// The threshold is zero or above the number of keys.
    case threshold(Int, keyCount: Int)
    /// A key is not compressed.
    case uncompressedKey(index: Int)
    /// Two keys are the same.
    case duplicateKey(first: Int, second: Int)

    /// A part of the script.
    package enum Part: String, Hashable, Sendable {
        case threshold = "the number of signatures"
        case key = "a compressed key of 33 bytes"
        case keyOrKeyCount = "a compressed key of 33 bytes or the number of keys"
        case checkMultisig = "OP_CHECKMULTISIG"
        case end = "the end of the script"
    }

    package var code: String {
        switch self {
        case .malformed: "multisig-script.malformed"
        case .keyCount: "multisig-script.key-count"
        case .countMismatch: "multisig-script.count-mismatch"
        case .threshold: "multisig-script.threshold"
        case .uncompressedKey: "multisig-script.uncompressed-key"
        case .duplicateKey: "multisig-script.duplicate-key"
        }
    }

    package var description: String {
        switch self {
        case .malformed(let offset, let part): "multisig script at byte \(offset): \(part.rawValue) is wanted"
        case .keyCount(let count):
            "\(count) keys are not between 1 and \(MultisigScript.maximumKeys)"
        case .countMismatch(let stated, let found): "multisig script states \(stated) keys and has \(found)"
        case .threshold(let threshold, let count): "threshold \(threshold) of \(count) keys"
        case .uncompressedKey(let index): "key \(index) is not compressed"
        case .duplicateKey(let first, let second): "keys \(first) and \(second) are the same"
        }
    }
}
