package import ByteCoding

/// The reason why bytes are no transaction.
package enum TransactionError: CodedError, Equatable {
    /// The bytes of a part do not decode.
    case bytes(ByteCodingError, in: Part)
    /// There are more bytes than `Transaction.maximumSize`.
    case tooLarge(size: Int, limit: Int)
    /// The byte after the segwit marker is not 1.
    case unknownFlag(UInt8)
    /// The witness form is used although every witness is empty.
    case superfluousWitness
    /// There is no input.
    case noInputs
    /// There is no output.
    case noOutputs
    /// The amount of an output cannot exist.
    case amount(AmountError, output: Int)

    /// A part of a serialized transaction.
    package enum Part: Hashable, Sendable, CustomStringConvertible {
        case version, flag, inputCount, outputCount, lockTime
        case input(Int)
        case output(Int)
        case witness(Int)

        package var description: String {
            switch self {
            case .version: "version"
            case .flag: "segwit flag"
            case .inputCount: "input count"
            case .outputCount: "output count"
            case .lockTime: "lock time"
            case .input(let index): "input \(index)"
            case .output(let index): "output \(index)"
            case .witness(let index): "witness of input \(index)"
            }
        }
    }

    package var code: String {
        switch self {
        case .bytes(let error, _):
            switch error {
            case .truncated: "transaction.truncated"
            case .nonMinimalCompactSize: "transaction.non-minimal-compact-size"
            case .lengthOverLimit: "transaction.length-over-limit"
            case .trailingBytes: "transaction.trailing-bytes"
            case .wrongLength: "transaction.wrong-length"
            }
        case .tooLarge: "transaction.too-large"
        case .unknownFlag: "transaction.unknown-flag"
        case .superfluousWitness: "transaction.superfluous-witness"
        case .noInputs: "transaction.no-inputs"
        case .noOutputs: "transaction.no-outputs"
        case .amount(let error, _): "transaction.\(error.code)"
        }
    }

    package var description: String {
        switch self {
        case .bytes(let error, let part): "transaction, \(part): \(error)"
        case .tooLarge(let size, let limit): "transaction of \(size) bytes exceeds the limit of \(limit) bytes"
        case .unknownFlag(let flag): "transaction with \(flag) where the segwit flag 1 is wanted"
        case .superfluousWitness: "transaction in witness form without any witness"
        case .noInputs: "transaction without input"
        case .noOutputs: "transaction without output"
        case .amount(let error, let output): "transaction, output \(output): \(error)"
        }
    }
}
