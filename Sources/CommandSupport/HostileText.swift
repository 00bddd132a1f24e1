/// Makes text from files and file names safe to print.
package enum HostileText {
    /// Replaces everything but printable ASCII by `\u{…}`: for names and fields that have no reason to hold more.
    package static func escape(_ text: String) -> String {
        rewrite(text) { $0.value >= 0x20 && $0.value < 0x7f }
    }

    /// Replaces control, format, private, unassigned and line-separating scalars, combining marks and letters that are
    /// drawn as nothing by `\u{…}`; letters of every script stay. For people's names and reasons.
    package static func escapeInvisible(_ text: String) -> String {
        rewrite(text) { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator,
                .nonspacingMark, .spacingMark, .enclosingMark:
                false
            case .spaceSeparator: scalar == " " || scalar == "\u{3000}"
            default: !scalar.properties.isDefaultIgnorableCodePoint && scalar != brailleBlank
            }
        }
    }

    /// The one symbol that is drawn as nothing and is not said to be ignorable.
    private static let brailleBlank: Unicode.Scalar = "\u{2800}"

    private static func rewrite(_ text: String, keeping isShown: (Unicode.Scalar) -> Bool) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            if isShown(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return shown
    }
}
