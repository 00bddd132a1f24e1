package import BitcoinPrimitives
package import ByteCoding

/// Why bytes are not a PSBT, or why a PSBT cannot become what was asked for.
package enum PSBTError: CodedError, Equatable {
    /// The file does not begin with `psbt` and the byte 0xFF.
    case notPSBT
    /// The file is longer than `limit` bytes.
    case tooLarge(bytes: Int, limit: Int)
    /// The text begins like base64 but is not.
    case base64(Base64Error)
    /// The text begins like hex but is not.
    case hex(HexError)
    /// The file ends inside a map; `needed` more bytes belong at this place.
    case truncated(PSBTPlace, needed: UInt64, available: Int)
    /// A length at this place is not in its shortest form.
    case nonMinimalLength(PSBTPlace)
    /// The type of a key at this place is not a CompactSize in its shortest form.
    case keyType(PSBTPlace)
    /// A map has more than `limit` pairs.
    case tooManyPairs(PSBTPlace, limit: Int)
    /// The same key stands twice in one map.
    case duplicateKey(field: String, PSBTPlace)
    /// The key or value of a field is malformed.
    case field(String, PSBTPlace, FieldProblem)
    /// The version is neither 0 nor 2.
    case unsupportedVersion(UInt32, PSBTPlace)
    /// A field belongs to another version.
    case fieldNotAllowed(field: String, PSBTPlace, PSBTVersion)
    /// A field that this version needs is absent from the map.
    case fieldMissing(field: String, PSBTMapName, PSBTVersion)
    /// The file or the transaction announces more inputs or outputs than `limit`.
    case countOverLimit(field: String, count: UInt64, limit: Int)
    /// Bytes are left over after the last map.
    case trailingBytes(count: Int, byte: Int)
    /// The previous transaction of an input is not the one that the input spends.
    case previousTransactionMismatch(PSBTPlace, spent: Txid, given: Txid)
    /// The previous transaction of an input has no output with the index that the input spends.
    case previousOutputMissing(PSBTPlace, vout: UInt32, outputs: Int)
    /// A partial signature stands under a key that is no point of the curve.
    case notOnCurve(field: String, PSBTPlace)
    /// The inputs require lock times of different kinds.
    case lockTimeConflict
    /// The transaction to start from already has a scriptSig or a witness in an input.
    case alreadySigned(input: Int)

    package var code: String {
        switch self {
        case .notPSBT: "psbt.magic"
        case .tooLarge: "psbt.too-large"
        case .base64: "psbt.base64"
        case .hex: "psbt.hex"
        case .truncated: "psbt.truncated"
        case .nonMinimalLength: "psbt.non-minimal-length"
        case .keyType: "psbt.key-type"
        case .tooManyPairs: "psbt.too-many-pairs"
        case .duplicateKey: "psbt.duplicate-key"
        case .field(_, _, let problem): problem.code
        case .unsupportedVersion: "psbt.unsupported-version"
        case .fieldNotAllowed: "psbt.field-not-allowed"
        case .fieldMissing: "psbt.field-missing"
        case .countOverLimit: "psbt.count-over-limit"
        case .trailingBytes: "psbt.trailing-bytes"
        case .previousTransactionMismatch: "psbt.previous-transaction-mismatch"
        case .previousOutputMissing: "psbt.previous-output-missing"
        case .notOnCurve: "psbt.not-on-curve"
        case .lockTimeConflict: "psbt.lock-time-conflict"
        case .alreadySigned: "psbt.already-signed"
        }
    }

    package var description: String {
        switch self {
        case .notPSBT:
            "the file is not a PSBT: it does not begin with the bytes 70736274ff, as binary, base64 or hex"
        case .tooLarge(let bytes, let limit):
            "the file has \(bytes) bytes, more than the limit of \(limit)"
        case .base64(let error):
            "the file begins like a PSBT in base64 but is none: \(error)"
        case .hex(let error):
            "the file begins like a PSBT in hex but is none: \(error)"
        case .truncated(let place, let needed, let available):
            "the file ends inside \(place.map) (byte \(place.byte), bytes needed: \(needed), left: \(available))"
        case .nonMinimalLength(let place):
            "a length in \(place.map) is not in its shortest form (byte \(place.byte))"
        case .keyType(let place):
            "the type of a key in \(place.map) is not a CompactSize in its shortest form (byte \(place.byte))"
        case .tooManyPairs(let place, let limit):
            "\(place.map) goes past the limit of \(limit) pairs (byte \(place.byte))"
        case .duplicateKey(let field, let place):
            "\(field) in \(place.map) stands twice (byte \(place.byte))"
        case .field(let field, let place, let problem):
            "\(field) in \(place.map) \(problem) (byte \(place.byte))"
        case .unsupportedVersion(let version, let place):
            "the PSBT version \(version) is neither 0 nor 2 (byte \(place.byte))"
        case .fieldNotAllowed(let field, let place, let version):
            "\(field) in \(place.map) does not belong in a PSBT of \(version) (byte \(place.byte))"
        case .fieldMissing(let field, let map, let version):
            "\(field) is missing in \(map), but a PSBT of \(version) needs it"
        case .countOverLimit(let field, let count, let limit):
            "\(field) announces \(count), more than the limit of \(limit)"
        case .trailingBytes(let count, let byte):
            "the file goes on after its last map (byte \(byte), bytes left over: \(count))"
        case .previousTransactionMismatch(let place, let spent, let given):
            "\(place.map) spends an output of \(spent), but the previous transaction in the file is \(given) "
                + "(byte \(place.byte))"
        case .previousOutputMissing(let place, let vout, let outputs):
            "\(place.map) spends output \(vout) of a previous transaction that has \(outputs) outputs "
                + "(byte \(place.byte))"
        case .notOnCurve(let field, let place):
            "\(field) in \(place.map) stands under a public key that is no point of the curve (byte \(place.byte))"
        case .lockTimeConflict:
            "the inputs require lock times of different kinds: some only a height, some only a time"
        case .alreadySigned(let input):
            "input \(input) of the transaction already has a scriptSig or a witness"
        }
    }

    package var remedy: String? {
        switch self {
        case .notPSBT: "Check that this is the right file; a finished transaction, for example, is not a PSBT."
        case .truncated, .base64, .hex: "The file may have been cut off or altered on its way; copy it again."
        case .previousTransactionMismatch, .previousOutputMissing:
            "Ask for the file again; do not sign until the one who made it can explain this."
        default: nil
        }
    }
}
