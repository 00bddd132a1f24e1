/// A number below 2^256 in four words of 64 bits, the lowest first: what field elements and scalars are made of.
struct Number256: Hashable, Sendable {
    /// Bits 0 to 63.
    let w0: UInt64
    /// Bits 64 to 127.
    let w1: UInt64
    /// Bits 128 to 191.
    let w2: UInt64
    /// Bits 192 to 255.
    let w3: UInt64

    /// Zero.
    static let zero = Number256(0, 0, 0, 0)

    /// Takes the words, the lowest first.
    @inline(always)
    init(_ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64) {
        self.w0 = w0
        self.w1 = w1
        self.w2 = w2
        self.w3 = w3
    }

    /// Whether the number is zero.
    @inline(always)
    var isZero: Bool { (w0 | w1 | w2 | w3) == 0 }

    /// Whether the number is odd.
    @inline(always)
    var isOdd: Bool { w0 & 1 == 1 }

    /// `width` bits from bit `position` on, the lowest first; bits from 256 on are zero. `width` is at most 32.
    func bits(at position: Int, width: Int) -> Int {
        let low = word(position >> 6) >> UInt64(position & 63)
        // At a word's start this is a shift by 64, which gives zero.
        let high = word((position >> 6) + 1) << UInt64(64 - position & 63)
        return Int(truncatingIfNeeded: (low | high) & ((1 << UInt64(width)) - 1))
    }

    private func word(_ index: Int) -> UInt64 {
        switch index {
        case 0: w0
        case 1: w1
        case 2: w2
        case 3: w3
        default: 0
        }
    }
}

extension Number256 {
    /// The sum modulo 2^256, and whether 2^256 was reached.
    @inline(always)
    func adding(_ other: Self) -> (sum: Self, carry: Bool) {
        var carry: UInt64 = 0
        let r0 = Self.add(w0, other.w0, &carry)
        let r1 = Self.add(w1, other.w1, &carry)
        let r2 = Self.add(w2, other.w2, &carry)
        let r3 = Self.add(w3, other.w3, &carry)
        return (Number256(r0, r1, r2, r3), carry != 0)
    }

    /// The difference modulo 2^256, and whether it is negative.
    @inline(always)
    func subtracting(_ other: Self) -> (difference: Self, borrow: Bool) {
        var borrow: UInt64 = 0
        let r0 = Self.subtract(w0, other.w0, &borrow)
        let r1 = Self.subtract(w1, other.w1, &borrow)
        let r2 = Self.subtract(w2, other.w2, &borrow)
        let r3 = Self.subtract(w3, other.w3, &borrow)
        return (Number256(r0, r1, r2, r3), borrow != 0)
    }

    /// The product of 512 bits, one row of words after the other.
    @inline(always)
    func multipliedWide(by other: Self) -> (high: Self, low: Self) {
        var carry: UInt64 = 0
        let a0 = Self.multiply(w0, other.w0, adding: 0, &carry)
        let a1 = Self.multiply(w0, other.w1, adding: 0, &carry)
        let a2 = Self.multiply(w0, other.w2, adding: 0, &carry)
        let a3 = Self.multiply(w0, other.w3, adding: 0, &carry)
        let a4 = carry
        carry = 0
        let b1 = Self.multiply(w1, other.w0, adding: a1, &carry)
        let b2 = Self.multiply(w1, other.w1, adding: a2, &carry)
        let b3 = Self.multiply(w1, other.w2, adding: a3, &carry)
        let b4 = Self.multiply(w1, other.w3, adding: a4, &carry)
        let b5 = carry
        carry = 0
        let c2 = Self.multiply(w2, other.w0, adding: b2, &carry)
        let c3 = Self.multiply(w2, other.w1, adding: b3, &carry)
        let c4 = Self.multiply(w2, other.w2, adding: b4, &carry)
        let c5 = Self.multiply(w2, other.w3, adding: b5, &carry)
        let c6 = carry
        carry = 0
        let d3 = Self.multiply(w3, other.w0, adding: c3, &carry)
        let d4 = Self.multiply(w3, other.w1, adding: c4, &carry)
        let d5 = Self.multiply(w3, other.w2, adding: c5, &carry)
        let d6 = Self.multiply(w3, other.w3, adding: c6, &carry)
        return (Number256(d4, d5, d6, carry), Number256(a0, b1, c2, d3))
    }

    // The comparison of the two overflows is what the compiler turns into an add-with-carry; other spellings cost twice
    // as much and more. Both cannot overflow at once.
    @inline(always)
    private static func add(_ a: UInt64, _ b: UInt64, _ carry: inout UInt64) -> UInt64 {
        let (sum, first) = a.addingReportingOverflow(b)
        let (total, second) = sum.addingReportingOverflow(carry)
        carry = first != second ? 1 : 0
        return total
    }

    @inline(always)
    private static func subtract(_ a: UInt64, _ b: UInt64, _ borrow: inout UInt64) -> UInt64 {
        let (difference, first) = a.subtractingReportingOverflow(b)
        let (total, second) = difference.subtractingReportingOverflow(borrow)
        borrow = first != second ? 1 : 0
        return total
    }

    /// The low word of a·b + addend + carry, whose high word becomes the carry: (2^64−1)^2 + 2·(2^64−1) = 2^128 − 1 fits.
    @inline(always)
    static func multiply(_ a: UInt64, _ b: UInt64, adding addend: UInt64, _ carry: inout UInt64) -> UInt64 {
        let product = UInt128(a) &* UInt128(b) &+ UInt128(addend) &+ UInt128(carry)
        carry = UInt64(truncatingIfNeeded: product >> 64)
        return UInt64(truncatingIfNeeded: product)
    }
}
