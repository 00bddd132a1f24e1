/// Makes text from outside safe to put into an error message.
package enum QuotedText {
    /// The most characters of foreign text that a message repeats, so that a message stays one readable line.
    package static let maximumLength = 80

    /// The text in double quotes; everything but printable ASCII is written as `\u{…}`, long text is cut.
    package static func quote(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars.prefix(maximumLength) {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case " "..."~": result.unicodeScalars.append(scalar)
            default: result += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        let isCut = text.unicodeScalars.dropFirst(maximumLength).first != nil
        return result + (isCut ? "…\"" : "\"")
    }
}
