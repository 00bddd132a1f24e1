import ByteCoding
package import Custody

/// Says why a policy file is not read.
package enum VaultPolicyError: CodedError, Equatable {
    /// The file is larger than a policy.
    case tooLarge(bytes: Int)
    /// The last line has no line end: the file may be cut.
    case unfinished
    /// A line is not UTF-8 text, or ends in a carriage return.
    case notText(line: Int)
    /// The first line that is no comment does not name the type.
    case header(line: Int)
    /// A line has not the form of a field.
    case malformedLine(line: Int)
    /// A line holds an extended private key.
    case privateKey(line: Int)
    /// No field has this name.
    case unknownField(line: Int, String)
    /// A field, or an entry of a list, stands twice.
    case repeatedEntry(String, line: Int)
    /// A field is missing.
    case missingField(String)
    /// A field's value does not read.
    case value(String, line: Int, ErrorCause)
    /// The entries of the address book do not go together.
    case addressBook(VaultError)

    package var code: String {
        switch self {
        case .tooLarge: "policy.too-large"
        case .unfinished: "policy.unfinished"
        case .notText: "policy.not-text"
        case .header: "policy.header"
        case .malformedLine: "policy.malformed-line"
        case .privateKey: "policy.private-key"
        case .unknownField: "policy.unknown-field"
        case .repeatedEntry: "policy.repeated-entry"
        case .missingField: "policy.missing-field"
        case .value: "policy.value"
        case .addressBook(let inner): inner.code
        }
    }

    package var description: String {
        switch self {
        case .tooLarge(let bytes): "\(bytes) bytes exceed the \(VaultPolicy.maximumBytes) bytes of a policy file"
        case .unfinished: "the last line of the policy file has no line end: the file may be cut"
        case .notText(let line): "policy line \(line) is not UTF-8 text with plain line ends"
        case .header(let line): "policy line \(line) is not \"\(VaultPolicy.header)\""
        case .malformedLine(let line): "policy line \(line) is not of the form \"field: value\""
        case .privateKey(let line): "policy line \(line) holds a private key"
        case .unknownField(let line, let name): "policy line \(line): there is no field \"\(name)\""
        case .repeatedEntry(let name, let line): "policy line \(line): \(name) is given twice"
        case .missingField(let name): "the policy has no field \(name)"
        case .value(let name, let line, let cause): "policy line \(line), \(name): \(cause.description)"
        case .addressBook(let inner): "policy: \(inner.description)"
        }
    }

    package var remedy: String? {
        switch self {
        case .privateKey: "Treat the key as disclosed, and take it out of the file."
        case .header, .missingField, .unknownField, .malformedLine:
            "See what a policy file is made of: rensho vault policy template"
        case .addressBook(let inner): inner.remedy
        case .tooLarge, .unfinished, .notText, .repeatedEntry, .value: nil
        }
    }
}
