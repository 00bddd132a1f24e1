/// A scalar in width-w non-adjacent form: digits that are zero or odd and below 2^(w−1) in size, of which at most one among
/// w neighbours is not zero (Guide to Elliptic Curve Cryptography, §3.3.1, algorithm 3.35).
package struct SignedDigits: Sendable {
    /// The digits, the lowest first: the scalar is Σ digit · 2^position.
    package let digits: [Int8]

    /// One more than the bits of a scalar: a negative digit at the top needs a last carry.
    static let count = 257

    /// The widest window whose digits fit their type.
    package static let widest = 8

    /// Recodes a scalar; `width` is 2 to ``widest``.
    package init(_ scalar: Scalar, width: Int) {
        precondition((2...Self.widest).contains(width), "digits of a wider window do not fit")
        var digits = [Int8](repeating: 0, count: Self.count)
        var carry = 0
        var position = 0
        while position < Self.count {
            // What is left above `position` is the scalar's bits plus the carry: even when the two are equal.
            guard scalar.number.bits(at: position, width: 1) != carry else {
                position += 1
                continue
            }
            let window = scalar.number.bits(at: position, width: width) + carry
            carry = window >> (width - 1)
            digits[position] = Int8(window - carry << width)
            position += width
        }
        self.digits = digits
    }
}
