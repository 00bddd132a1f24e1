/// Normalization Form C (UAX #15): every character as composed as Unicode allows. For public text.
package enum NFC {
    /// The normal form of a text.
    package static func normalized(_ text: String) -> String {
        // Nothing below the first mark is changed by NFC.
        if text.unicodeScalars.allSatisfy({ $0.value < UnicodeFacts.firstMark }) { return text }
        var ordered = OrderedScalars(text, .canonical)
        ordered.compose(.canonical)
        return ordered.text
    }

    /// Whether a text is in this form; compares scalars, since Swift's own `==` takes all forms for equal.
    package static func isNormalized(_ text: String) -> Bool {
        text.unicodeScalars.elementsEqual(normalized(text).unicodeScalars)
    }
}
