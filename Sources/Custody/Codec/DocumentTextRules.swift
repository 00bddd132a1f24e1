import UnicodeForms

/// Which characters a document may hold.
///
/// Refused are control, format, private-use, surrogate and unassigned characters, line and paragraph separators, every
/// space but U+0020 and U+3000, and characters that are drawn as nothing. A text must be in NFC, and no character may
/// stand in it that could be drawn into its neighbour: combining marks, the parts of Hangul syllables, and characters
/// that NFC replaces are refused, and whatever passes is in NFC.
///
/// What is assigned is read from the tables of ``UnicodeFacts/version``, so that programs built with different Swift
/// toolchains take the same documents; the other properties of an assigned character do not change.
enum DocumentTextRules {
    /// Checks every scalar of one line.
    static func check(_ text: String) throws(DocumentError) {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return }
        for scalar in text.unicodeScalars {
            if isForbidden(scalar) { throw .forbiddenScalar(scalar.value) }
            if mayChangeInNFC(scalar) { throw .notNormalised(scalar.value) }
        }
    }

    /// Checks that a value neither starts nor ends with a space.
    static func checkEnds(_ text: String) throws(DocumentError) {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { throw .emptyText }
        if isSpace(first) || isSpace(last) { throw .outerSpace }
    }

    /// Checks that no two spaces stand side by side: where a screen folds a line, they would begin one of the program's own.
    static func checkSpaces(_ text: String) throws(DocumentError) {
        var wasSpace = false
        for scalar in text.unicodeScalars {
            if wasSpace, isSpace(scalar) { throw .repeatedSpace }
            wasSpace = isSpace(scalar)
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\u{3000}"
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        guard UnicodeFacts.isAssigned(scalar.value) else { return true }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        case .spaceSeparator: !isSpace(scalar)
        default: scalar.properties.isDefaultIgnorableCodePoint && !isConjoiningJamo(scalar)
        }
    }

    // UAX #15 §9: a text without characters of NFC_Quick_Check "No" or "Maybe" and without characters of a combining
    // class other than 0 is in NFC. "No" is Full_Composition_Exclusion; "Maybe" are marks and jamo.
    private static func mayChangeInNFC(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return true
        default: break
        }
        return properties.isFullCompositionExclusion
            || properties.canonicalCombiningClass != .notReordered
            || isConjoiningJamo(scalar)
    }

    private static func isConjoiningJamo(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x11ff, 0xa960...0xa97f, 0xd7b0...0xd7ff: true
        default: false
        }
    }
}
