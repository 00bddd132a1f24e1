import BitcoinPrimitives

/// An amount as a person types it.
enum AmountEntry {
    /// Whether the typed text is an amount, in bitcoin with a decimal point or the unit, or in satoshi with the unit: a bare
    /// integer could mean either and is never right.
    static func matches(_ text: String, _ amount: Amount) -> Bool {
        var typed = trimmed(text)
        let lower = typed.lowercased()
        var isBitcoin = typed.contains(".")
        var isSatoshi = false
        if lower.hasSuffix("btc") {
            typed = trimmed(String(typed.dropLast(3)))
            isBitcoin = true
        } else if lower.hasSuffix("sat") {
            typed = trimmed(String(typed.dropLast(3)))
            isBitcoin = false
            isSatoshi = true
        }
        if isBitcoin, let bitcoin = try? Amount(btc: typed), bitcoin == amount { return true }
        let isNumber = !typed.isEmpty && typed.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isSatoshi && isNumber && UInt64(typed) == amount.sat
    }

    /// The text without the spaces around it.
    static func trimmed(_ text: String) -> String {
        var trimmed = Substring(text)
        while trimmed.first == " " { trimmed.removeFirst() }
        while trimmed.last == " " { trimmed.removeLast() }
        return String(trimmed)
    }
}
