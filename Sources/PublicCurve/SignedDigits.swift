/// A number in width-w non-adjacent form: digits that are zero or odd and below 2^(w−1) in size, of which at most one among
/// w neighbours is not zero (Guide to Elliptic Curve Cryptography, §3.3.1, algorithm 3.35).
package struct SignedDigits: Sendable {
    /// The digits, the lowest first: the number is Σ digit · 2^position.
    package private(set) var digits: [Int16]

    /// One more than the bits of half a scalar: a negative digit at the top needs a last carry.
    package static let count = 129

    /// The widest window whose digits fit their type.
    package static let widest = 16

    /// Recodes half a scalar; `width` is 2 to ``widest``.
    package init(_ half: SplitScalar.Half, width: Int) {
        precondition((2...Self.widest).contains(width), "digits of a wider window do not fit")
        digits = [Int16](repeating: 0, count: Self.count)
        let mask = 1 << width - 1
        var rest = half.magnitude
        var position = 0
        while rest != 0 {
            let zeros = rest.trailingZeroBitCount
            position += zeros
            rest &>>= UInt128(truncatingIfNeeded: zeros)
            let window = Int(truncatingIfNeeded: rest) & mask
            // A window from the middle on becomes negative, and one is carried into what is left above it.
            let carry = window >> (width - 1)
            let digit = window - carry << width
            digits[position] = Int16(truncatingIfNeeded: half.isNegative ? -digit : digit)
            rest = rest &>> UInt128(truncatingIfNeeded: width) &+ UInt128(truncatingIfNeeded: carry)
            position += width
        }
    }
}
