/// Why a run of bytes does not decode; every offset counts from the start of what the reader was given.
package enum ByteCodingError: CodedError, Equatable {
    /// The input ends before a value of `needed` bytes that starts at `offset`.
    case truncated(needed: Int, available: Int, offset: Int)
    /// A CompactSize at `offset` uses more bytes than its value needs.
    case nonMinimalCompactSize(offset: Int)
    /// A length or count at `offset` is above what the format allows.
    case lengthOverLimit(value: UInt64, limit: Int, offset: Int)
    /// Bytes are left over from `offset` on.
    case trailingBytes(count: Int, offset: Int)
    /// A value of fixed size has another size.
    case wrongLength(expected: Int, actual: Int)

    package var code: String {
        switch self {
        case .truncated: "bytes.truncated"
        case .nonMinimalCompactSize: "bytes.non-minimal-compact-size"
        case .lengthOverLimit: "bytes.length-over-limit"
        case .trailingBytes: "bytes.trailing-bytes"
        case .wrongLength: "bytes.wrong-length"
        }
    }

    package var description: String {
        switch self {
        case .truncated(let needed, let available, let offset):
            "needs \(needed) bytes at offset \(offset), but only \(available) are left"
        case .nonMinimalCompactSize(let offset):
            "the CompactSize at offset \(offset) is longer than its value needs"
        case .lengthOverLimit(let value, let limit, let offset):
            "the length \(value) at offset \(offset) exceeds the limit of \(limit)"
        case .trailingBytes(let count, let offset):
            "\(count) bytes are left over from offset \(offset) on"
        case .wrongLength(let expected, let actual):
            "\(expected) bytes are expected, \(actual) are given"
        }
    }
}
