/// What may stand in a text that the operator writes and every screen shows on one line: references and labels.
package enum PrintableText {
    /// The most characters: it is shown on one line of every screen.
    package static let maximumLength = 200

    /// Whether every character prints.
    package static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    /// Whether the text may be shown on one line.
    package static func isLine(_ text: String) -> Bool {
        text.unicodeScalars.count <= maximumLength && isPrintable(text)
    }
}
