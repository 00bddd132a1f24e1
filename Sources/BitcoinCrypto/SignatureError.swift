import ByteCoding

/// Why bytes are no ECDSA signature.
package enum SignatureError: CodedError, Equatable {
    /// One of the two numbers of a signature.
    package enum Part: String, Hashable, Sendable {
        /// The first number, from the nonce's point.
        case r
        /// The second number, the proof.
        case s
    }

    /// A compact signature does not have 64 bytes.
    case wrongCompactLength(Int)
    /// A DER signature has fewer than 8 or more than 72 bytes.
    case wrongDERLength(Int)
    /// The first byte is not the tag of a sequence.
    case notASequence(UInt8)
    /// The length of the sequence is not the number of bytes that follow it.
    case wrongSequenceLength(stated: Int, actual: Int)
    /// The tag of a number is not that of an integer.
    case notAnInteger(Part, tag: UInt8)
    /// A number has no bytes.
    case emptyInteger(Part)
    /// The length of a number goes past the end, or leaves bytes after s.
    case wrongIntegerLength(Part, stated: Int, available: Int)
    /// A number is negative.
    case negativeInteger(Part)
    /// A number begins with a zero byte that it does not need.
    case paddedInteger(Part)
    /// A number is not one of 1 … n−1.
    case outOfRange(Part)

    package var code: String {
        switch self {
        case .wrongCompactLength: "signature.wrong-compact-length"
        case .wrongDERLength: "signature.wrong-der-length"
        case .notASequence: "signature.not-a-sequence"
        case .wrongSequenceLength: "signature.wrong-sequence-length"
        case .notAnInteger: "signature.not-an-integer"
        case .emptyInteger: "signature.empty-integer"
        case .wrongIntegerLength: "signature.wrong-integer-length"
        case .negativeInteger: "signature.negative-integer"
        case .paddedInteger: "signature.padded-integer"
        case .outOfRange: "signature.out-of-range"
        }
    }

    package var description: String {
        switch self {
        case .wrongCompactLength(let count): "a compact signature has 64 bytes, not \(count)"
        case .wrongDERLength(let count): "a DER signature has 8 to 72 bytes, not \(count)"
        case .notASequence(let tag): "a DER signature begins with 30, not \(Hex.encode([tag]))"
        case .wrongSequenceLength(let stated, let actual):
            "the DER sequence states \(stated) bytes, \(actual) follow"
        case .notAnInteger(let part, let tag): "\(part.rawValue) begins with the tag 02, not \(Hex.encode([tag]))"
        case .emptyInteger(let part): "\(part.rawValue) has no bytes"
        case .wrongIntegerLength(let part, let stated, let available):
            "\(part.rawValue) states \(stated) bytes where \(available) are in place"
        case .negativeInteger(let part): "\(part.rawValue) is negative"
        case .paddedInteger(let part): "\(part.rawValue) begins with a zero byte that it does not need"
        case .outOfRange(let part): "\(part.rawValue) is not between 1 and the order of the group"
        }
    }
}
