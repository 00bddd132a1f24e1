import BitcoinPrimitives
import ByteCoding

/// Says why a text is not the strict JSON that coin files use.
package enum JSONError: CodedError, Hashable {
    /// The file is longer than the reader allows.
    case tooLarge(bytes: Int, limit: Int)
    /// The text ends inside a value.
    case truncated(TextLocation)
    /// Another character was needed here.
    case unexpected(String, expected: String, TextLocation)
    /// One object has the same member twice.
    case duplicateMember(name: String, TextLocation)
    /// Arrays and objects lie inside each other deeper than the reader allows.
    case tooDeep(limit: Int, TextLocation)
    /// There are more values than any list of coins has.
    case tooManyValues(limit: Int, TextLocation)
    /// The bytes of a string are not UTF-8, or an escape is no character.
    case malformedString(TextLocation)
    /// A number is not written as RFC 8259 §6 says.
    case malformedNumber(TextLocation)
    /// Something follows the value.
    case trailingText(TextLocation)

    package var code: String {
        switch self {
        case .tooLarge: "json.too-large"
        case .truncated: "json.truncated"
        case .unexpected: "json.unexpected"
        case .duplicateMember: "json.duplicate-member"
        case .tooDeep: "json.too-deep"
        case .tooManyValues: "json.too-many-values"
        case .malformedString: "json.malformed-string"
        case .malformedNumber: "json.malformed-number"
        case .trailingText: "json.trailing-text"
        }
    }

    package var description: String {
        switch self {
        case .tooLarge(let bytes, let limit): "the file has \(bytes) bytes, more than the limit of \(limit)"
        case .truncated(let place): "the JSON text ends too early at \(place)"
        case .unexpected(let found, let expected, let place): "\(found) at \(place) where \(expected) belongs"
        case .duplicateMember(let name, let place):
            "member \(QuotedText.quote(name)) stands twice in one object, again at \(place)"
        case .tooDeep(let limit, let place): "values lie more than \(limit) deep inside each other at \(place)"
        case .tooManyValues(let limit, let place): "the text has more than \(limit) values, the next one at \(place)"
        case .malformedString(let place): "the string at \(place) is not well-formed"
        case .malformedNumber(let place): "the number at \(place) is not well-formed"
        case .trailingText(let place): "text follows the JSON value at \(place)"
        }
    }
}
