import ByteCoding
import UnicodeForms

/// Why a passphrase cannot be taken; nothing of it, not even a place, enters an error.
package enum PassphraseError: CodedError, Equatable {
    /// The bytes are not UTF-8.
    case notUTF8
    /// A control character is in the passphrase.
    case control
    /// A character is in no list of Unicode that is known here.
    case unassigned
    /// Memory or the library failed.
    case secret(SecretError)

    package var code: String {
        switch self {
        case .notUTF8: "passphrase.not-utf8"
        case .control: "passphrase.control"
        case .unassigned: "passphrase.unassigned"
        case .secret(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .notUTF8: "the passphrase is not UTF-8 text"
        case .control: "the passphrase has a control character"
        case .unassigned: "the passphrase has a character that Unicode \(UnicodeFacts.version) does not know"
        case .secret(let error): error.description
        }
    }

    package var remedy: String? {
        switch self {
        case .notUTF8: "Set the terminal to UTF-8 and type the passphrase again."
        case .control: "Type it again without tabulator, arrow or function keys."
        case .unassigned: "Leave out this character: its normal form is not settled."
        case .secret(let error): error.remedy
        }
    }
}
