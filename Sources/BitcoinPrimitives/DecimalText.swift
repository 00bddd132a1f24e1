/// Canonical decimal numbers: digits only, no sign, no leading zero, so that one value has one spelling.
package enum DecimalText {
    /// Reads a number written in the only way that `String(value)` writes it; `nil` for anything else.
    package static func parse<Value: FixedWidthInteger>(_ text: some StringProtocol) -> Value? {
        let digits = text.utf8
        guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard first != 0x30 || digits.count == 1 else { return nil }
        return Value(text)
    }
}
