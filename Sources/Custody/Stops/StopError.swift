import ByteCoding

/// Why a document that stops something, or lets it go on, contradicts itself.
package enum StopError: CodedError, Hashable {
    /// A countersignature names no case.
    case noCase
    /// An override names no rule.
    case noRule
    /// Somebody excuses himself.
    case ownExcuse(Identifier)
    /// The file is longer than any such document.
    case tooLong(bytes: Int, limit: Int)
    /// The file is no such document.
    case otherType(String)

    package var code: String {
        switch self {
        case .noCase: "stop.no-case"
        case .noRule: "stop.no-rule"
        case .ownExcuse: "stop.own-excuse"
        case .tooLong: "stop.too-long"
        case .otherType: "stop.other-type"
        }
    }

    package var description: String {
        switch self {
        case .noCase: "it names no failed case"
        case .noRule: "it names no rule"
        case .ownExcuse(let person): "\(person) excuses himself"
        case .tooLong(let bytes, let limit): "it has \(bytes) bytes, the limit is \(limit)"
        case .otherType(let type): "a \(type) neither stops anything nor lets it go on"
        }
    }
}
