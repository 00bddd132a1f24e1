package import ByteCoding

/// An integer modulo p, the coordinates' field.
///
/// The words hold any of the (one or two) numbers below 2^256 that are the element; ``canonical`` is the one below p. What
/// exceeds 2^256 is folded back as 2^256 ≡ 2^32 + 977 (mod p). Every second sum exceeds it, so that the first fold is made
/// without a branch; what happens once in 2^31 times or less is left to functions of its own (Docs/decisions/0005).
package struct FieldElement: Sendable {
    private let number: Number256

    /// Zero.
    package static let zero = FieldElement(number: .zero)
    /// One.
    package static let one = FieldElement(1)

    /// 2^256 − p.
    private static let complement: UInt64 = 0x1_0000_03d1

    /// Takes any number below 2^256, modulo p.
    @inline(always)
    init(number: Number256) { self.number = number }

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
    package var isZero: Bool {
        // The lowest word of any other number is almost never that of zero or p.
        (number.w0 == 0 || number.w0 == CurveConstants.primeNumber.w0) && isZeroInFull
    }

    @inline(never)
    private var isZeroInFull: Bool { number.isZero || number == CurveConstants.primeNumber }

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
        let mask = 0 &- (carry ? 1 : 0 as UInt64)
        let (folded, rare) = sum.adding(Number256(mask & complement, 0, 0, 0))
        return FieldElement(number: rare ? addingComplement(folded) : folded)
    }

    /// The difference.
    @inline(always)
    package static func - (left: Self, right: Self) -> Self {
        let (difference, borrow) = left.number.subtracting(right.number)
        let mask = 0 &- (borrow ? 1 : 0 as UInt64)
        let (folded, rare) = difference.subtracting(Number256(mask & complement, 0, 0, 0))
        return FieldElement(number: rare ? subtractingComplement(folded) : folded)
    }

    /// The negative.
    @inline(always)
    package static prefix func - (element: Self) -> Self { zero - element }

    /// The negative where `isNegative` says so, without a branch that would be guessed wrong every second time.
    @inline(always)
    func negated(where isNegative: Bool) -> Self {
        let mask = 0 &- (isNegative ? 1 : 0 as UInt64)
        let other = (-self).number
        return FieldElement(
            number: Number256(
                number.w0 ^ ((number.w0 ^ other.w0) & mask), number.w1 ^ ((number.w1 ^ other.w1) & mask),
                number.w2 ^ ((number.w2 ^ other.w2) & mask), number.w3 ^ ((number.w3 ^ other.w3) & mask)))
    }

    /// The product.
    @inline(always)
    package static func * (left: Self, right: Self) -> Self {
        let (high, low) = left.number.multipliedWide(by: right.number)
        return FieldElement(folding: high, low)
    }

    /// The square.
    @inline(always)
    package var squared: Self {
        let (high, low) = number.squaredWide
        return FieldElement(folding: high, low)
    }

    /// Twice the element.
    @inline(always)
    package var doubled: Self { self + self }

    /// Half the element: an odd number becomes even when p is added.
    @inline(always)
    package var halved: Self {
        let mask = 0 &- (number.w0 & 1)
        let prime = CurveConstants.primeNumber
        let (sum, carry) = number.adding(
            Number256(prime.w0 & mask, prime.w1 & mask, prime.w2 & mask, prime.w3 & mask))
        let top: UInt64 = carry ? 1 << 63 : 0
        return FieldElement(
            number: Number256(
                sum.w0 >> 1 | sum.w1 << 63, sum.w1 >> 1 | sum.w2 << 63, sum.w2 >> 1 | sum.w3 << 63, sum.w3 >> 1 | top))
    }

    /// a · b + c · d, reduced once.
    @inline(always)
    package static func sumOfProducts(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> Self {
        let (high, low) = a.number.multipliedWide(by: b.number)
        let (otherHigh, otherLow) = c.number.multipliedWide(by: d.number)
        let (lowSum, carry) = low.adding(otherLow)
        let (highSum, top) = high.adding(otherHigh, carry: carry)
        return FieldElement(folding: highSum, lowSum, top: top)
    }
}

extension FieldElement {
    /// high · 2^256 + low ≡ high · complement + low, which has at most 34 bits above 2^256; these are folded once more.
    /// `top` stands for 2^512 ≡ complement · 2^256.
    @inline(always)
    private init(folding high: Number256, _ low: Number256, top: Bool = false) {
        let (c0, c1, c2, c3, c4) = high.multiplied(by: Self.complement)
        let (once, carry) = Number256(c0, c1, c2, c3).adding(low)
        // Both summands are below 2^34.
        let above = c4 &+ (carry ? 1 : 0) &+ (top ? Self.complement : 0)
        let rest = Number256.product(above, Self.complement)
        let folded = Number256(rest.low, rest.high, 0, 0)
        let (sum, rare) = once.adding(folded)
        // Nearly 2^256 must have been left for less than 2^70 to exceed it.
        number = rare ? Self.addingComplement(sum) : sum
    }

    /// A number that wrapped around 2^256, which leaves so little of it that it does not wrap again.
    @inline(never)
    private static func addingComplement(_ wrapped: Number256) -> Number256 {
        wrapped.adding(Number256(complement, 0, 0, 0)).sum
    }

    /// The mirror of ``addingComplement(_:)``.
    @inline(never)
    private static func subtractingComplement(_ wrapped: Number256) -> Number256 {
        wrapped.subtracting(Number256(complement, 0, 0, 0)).difference
    }
}
