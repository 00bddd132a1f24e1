package import BitcoinPrimitives

/// Turns a JSON number of bitcoin into satoshi exactly, by its digits.
package enum DecimalAmount {
    /// The largest power of ten an exponent may state: beyond it no amount of bitcoin can be meant.
    private static let maximumExponent = 30

    /// The longest number: 17 digits are needed, and a number of a whole file would cost eight bytes for each of its own.
    private static let maximumLength = 64

    /// Reads `2.36`, `2.36000000` or `1e-05`; `nil` when it is negative, finer than a satoshi, above 21 million, or longer than
    /// anybody writes an amount.
    package static func amount(ofNumber text: String) -> Amount? {
        guard text.utf8.count <= maximumLength else { return nil }
        var digits: [UInt64] = []
        var scale = 0
        var seenPoint = false
        var rest = text.utf8[...]
        while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
            rest.removeFirst()
            if byte == UInt8(ascii: ".") {
                guard !seenPoint else { return nil }
                seenPoint = true
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            digits.append(UInt64(byte - UInt8(ascii: "0")))
            if seenPoint { scale += 1 }
        }
        var exponent = 0
        if !rest.isEmpty {
            guard let stated = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
                (-maximumExponent...maximumExponent).contains(stated)
            else { return nil }
            exponent = stated
        }
        guard !digits.isEmpty else { return nil }
        return satoshi(digits: digits, shift: exponent - scale + 8)
    }

    private static func satoshi(digits: [UInt64], shift: Int) -> Amount? {
        var digits = digits
        if shift < 0 {
            guard digits.suffix(-shift).allSatisfy({ $0 == 0 }) else { return nil }
            digits = Array(digits.dropLast(min(-shift, digits.count)))
        } else {
            digits += Array(repeating: 0, count: shift)
        }
        var sat: UInt64 = 0
        for digit in digits {
            let (product, overflow) = sat.multipliedReportingOverflow(by: 10)
            guard !overflow, product <= UInt64.max - digit else { return nil }
            sat = product + digit
        }
        return try? Amount(sat: sat)
    }
}
