/// Makes text that comes from a file safe to show: nothing in it can move the cursor, change direction, hide or look
/// like something else without being seen.
package enum SafeText {
    /// Text of a field that is ASCII by its format: everything outside printable ASCII becomes `\u{…}`.
    package static func ascii(_ text: String) -> String {
        escape(text) { $0.value >= 0x20 && $0.value < 0x7f }
    }

    /// Free text: letters of every language stand; controls (C0, DEL, C1), bidirectional and zero-width marks, private
    /// and unassigned characters, combining marks, and every space but U+0020 and U+3000 become `\u{…}`.
    package static func free(_ text: String) -> String {
        escape(text) { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
                .nonspacingMark, .spacingMark, .enclosingMark:
                return false
            case .spaceSeparator:
                return scalar == " " || scalar == "\u{3000}"
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                .decimalNumber, .letterNumber, .otherNumber,
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
                return !scalar.properties.isDefaultIgnorableCodePoint
            @unknown default:
                return false
            }
        }
    }

    private static func escape(_ text: String, keeping isSafe: (Unicode.Scalar) -> Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar == "\\" {
                escaped += "\\\\"
            } else if isSafe(scalar) {
                escaped.unicodeScalars.append(scalar)
            } else {
                escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return escaped
    }
}
