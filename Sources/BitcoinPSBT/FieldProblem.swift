package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// Why the key or the value of one field does not decode; `PSBTError.field` adds which field and where.
package enum FieldProblem: CodedError, Equatable {
    /// The key data (the key after its type) has another length than the field prescribes.
    case keyLength(expected: Int, actual: Int)
    /// The key data is not encoded as the field prescribes.
    case keyEncoding(ByteCodingError)
    /// The key data is not a public key.
    case publicKey(PublicKeyError)
    /// The key data is not a taproot control block.
    case controlBlock(length: Int)
    /// The value has another length than the field prescribes.
    case valueLength(expected: Int, actual: Int)
    /// The value is not a Schnorr signature of 64 bytes, or of 65 with its hash type.
    case schnorrLength(actual: Int)
    /// The value is empty where the field needs one.
    case emptyValue
    /// The value is not encoded as the field prescribes.
    case encoding(ByteCodingError)
    /// The value is not a transaction in the form that the field prescribes.
    case transaction(TransactionError)
    /// The unsigned transaction has a filled scriptSig in the input counted from 0.
    case scriptSigNotEmpty(input: Int)
    /// The amount is not an amount of bitcoin.
    case amount(AmountError)
    /// The value is not a fingerprint and the steps of a path.
    case keyOrigin(DerivationError)
    /// The number of steps differs from the depth that the extended key states.
    case pathDepth(depth: Int, steps: Int)
    /// The required lock time is not a block height (1 to 499,999,999).
    case lockHeight(UInt32)
    /// The required lock time is not a time (500,000,000 or later).
    case lockTime(UInt32)
    /// The leaves of a taproot tree do not form a tree.
    case taprootTree

    package var code: String {
        switch self {
        case .keyLength: "psbt.key-length"
        case .keyEncoding: "psbt.key-encoding"
        case .publicKey: "psbt.public-key"
        case .controlBlock: "psbt.control-block"
        case .valueLength: "psbt.value-length"
        case .schnorrLength: "psbt.schnorr-length"
        case .emptyValue: "psbt.empty-value"
        case .encoding: "psbt.value-encoding"
        case .transaction: "psbt.transaction"
        case .scriptSigNotEmpty: "psbt.script-sig-not-empty"
        case .amount: "psbt.amount"
        case .keyOrigin: "psbt.key-origin"
        case .pathDepth: "psbt.path-depth"
        case .lockHeight: "psbt.required-height"
        case .lockTime: "psbt.required-time"
        case .taprootTree: "psbt.taproot-tree"
        }
    }

    package var description: String {
        switch self {
        case .keyLength(let expected, let actual):
            "has key data of length \(actual) instead of \(expected)"
        case .keyEncoding(let error):
            "has malformed key data: \(error)"
        case .publicKey(let error):
            "has key data that is no public key: \(error)"
        case .controlBlock(let length):
            "has key data of length \(length), which is not a control block (33 and up to 128 times 32 bytes)"
        case .valueLength(let expected, let actual):
            "has a value of length \(actual) instead of \(expected)"
        case .schnorrLength(let actual):
            "has a signature of length \(actual) instead of 64 or 65"
        case .emptyValue:
            "has no value"
        case .encoding(let error):
            "has a malformed value: \(error)"
        case .transaction(let error):
            "does not hold the transaction it should: \(error)"
        case .scriptSigNotEmpty(let input):
            "holds a transaction whose input \(input) already has a scriptSig"
        case .amount(let error):
            "holds no valid amount: \(error)"
        case .keyOrigin(let error):
            "holds no fingerprint and path: \(error)"
        case .pathDepth(let depth, let steps):
            "has a derivation path of \(steps) steps for an extended key at depth \(depth)"
        case .lockHeight(let value):
            "requires the lock time \(value), which is not a block height from 1 to 499999999"
        case .lockTime(let value):
            "requires the lock time \(value), which is not a time from 500000000 on"
        case .taprootTree:
            "holds leaves that do not form a tree"
        }
    }
}
