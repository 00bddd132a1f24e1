package import ByteCoding

/// An integer modulo p, the coordinates' field.
///
/// The words hold any of the (one or two) numbers below 2^256 that are the element; ``canonical`` is the one below p. What
/// exceeds 2^256 is folded back as 2^256 ≡ 2^32 + 977 (mod p).
package struct FieldElement: Sendable {
    private let number: Number256

    /// Zero.
    package static let zero = FieldElement(number: .zero)
    /// One.
    package static let one = FieldElement(1)

    /// 2^256 − p.
    private static let complement: UInt64 = 0x1_0000_03d1

    @inline(always)
    private init(number: Number256) { self.number = number }

    /// A small number.
    package init(_ value: UInt64) {
        number = Number256(value, 0, 0, 0)
    }

    /// Takes a coordinate of 32 bytes, big endian; `nil` from p on (SEC 1 §2.3.6).
    package init?(_ bytes: Bytes32) {
        self.init(below: Number256(bytes))
    }

    /// Takes a number; `nil` from p on.
    init?(below number: Number256) {
        guard number.subtracting(CurveConstants.primeNumber).borrow else { return nil }
        self.number = number
    }

    /// The number below p that the element is.
    var canonical: Number256 {
        let (difference, borrow) = number.subtracting(CurveConstants.primeNumber)
        return borrow ? number : difference
    }

    /// The number below p that the element is, 32 bytes, big endian.
    package var bytes: Bytes32 { Bytes32(canonical) }

    /// Whether the element is zero.
    @inline(always)
    package var isZero: Bool { number.isZero || number == CurveConstants.primeNumber }

    /// Whether the number below p is odd.
    package var isOdd: Bool { canonical.isOdd }
}

extension FieldElement: Equatable {
    @inline(always)
    package static func == (left: Self, right: Self) -> Bool { (left - right).isZero }

    /// The sum.
    @inline(always)
    package static func + (left: Self, right: Self) -> Self {
        let (sum, carry) = left.number.adding(right.number)
        return carry ? FieldElement(number: addingComplement(sum)) : FieldElement(number: sum)
    }

    /// The difference.
    @inline(always)
    package static func - (left: Self, right: Self) -> Self {
        let (difference, borrow) = left.number.subtracting(right.number)
        return borrow ? FieldElement(number: subtractingComplement(difference)) : FieldElement(number: difference)
    }

    /// The negative.
    @inline(always)
    package static prefix func - (element: Self) -> Self { zero - element }

    /// The product.
    @inline(always)
    package static func * (left: Self, right: Self) -> Self {
        let (high, low) = left.number.multipliedWide(by: right.number)
        return FieldElement(reducing: high, low)
    }

    /// The square.
    @inline(always)
    package var squared: Self { self * self }

    /// Twice the element.
    @inline(always)
    package var doubled: Self { self + self }
}

extension FieldElement {
    /// high · 2^256 + low ≡ high · complement + low, which has at most 34 bits above 2^256; these are folded once more.
    @inline(always)
    private init(reducing high: Number256, _ low: Number256) {
        var carry: UInt64 = 0
        let r0 = Number256.multiply(high.w0, Self.complement, adding: low.w0, &carry)
        let r1 = Number256.multiply(high.w1, Self.complement, adding: low.w1, &carry)
        let r2 = Number256.multiply(high.w2, Self.complement, adding: low.w2, &carry)
        let r3 = Number256.multiply(high.w3, Self.complement, adding: low.w3, &carry)
        let rest = UInt128(carry) &* UInt128(Self.complement)
        let folded = Number256(
            UInt64(truncatingIfNeeded: rest), UInt64(truncatingIfNeeded: rest >> 64), 0, 0)
        let (sum, overflow) = Number256(r0, r1, r2, r3).adding(folded)
        number = overflow ? Self.addingComplement(sum) : sum
    }

    /// A number that wrapped around 2^256, put right; it is rare that it wraps once more, and never twice.
    private static func addingComplement(_ wrapped: Number256) -> Number256 {
        let amount = Number256(complement, 0, 0, 0)
        let (sum, carry) = wrapped.adding(amount)
        return carry ? sum.adding(amount).sum : sum
    }

    /// The mirror of ``addingComplement(_:)``.
    private static func subtractingComplement(_ wrapped: Number256) -> Number256 {
        let amount = Number256(complement, 0, 0, 0)
        let (difference, borrow) = wrapped.subtracting(amount)
        return borrow ? difference.subtracting(amount).difference : difference
    }
}
