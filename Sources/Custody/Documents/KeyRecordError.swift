import ByteCoding

/// Why a key record is refused.
package enum KeyRecordError: CodedError, Hashable {
    /// The account key contradicts its origin or network.
    case accountKey(AccountKeyError)
    /// Of origin, xpub and possession some are given and some are not.
    case incompleteAccountKey
    /// The identity key is the account key.
    case oneKeyForBoth
    /// The record is not signed by its own identity key alone.
    case signature(SignatureProblem)
    /// The account key did not sign over the identity key.
    case possession(person: Identifier)

    package var code: String {
        switch self {
        case .accountKey(let inner): inner.code
        case .incompleteAccountKey: "key-record.incomplete-account-key"
        case .oneKeyForBoth: "key-record.one-key-for-both"
        case .signature(let inner): inner.code
        case .possession: "key-record.possession"
        }
    }

    package var description: String {
        switch self {
        case .accountKey(let inner): inner.description
        case .incompleteAccountKey: "origin, xpub and possession must be given together or not at all"
        case .oneKeyForBoth: "the identity key is the account key"
        case .signature(let inner): inner.description
        case .possession(let person): "the account key of \(person) did not sign over the identity key"
        }
    }

    package var remedy: String? {
        switch self {
        case .possession, .signature: "export the key record again on the machine that holds the keys"
        case .accountKey, .incompleteAccountKey, .oneKeyForBoth: nil
        }
    }
}
