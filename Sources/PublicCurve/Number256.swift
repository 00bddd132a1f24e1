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
    /// The sum modulo 2^256, with what a lower number carried, and whether 2^256 was reached.
    @inline(always)
    func adding(_ other: Self, carry carried: Bool = false) -> (sum: Self, carry: Bool) {
        var carry: UInt64 = carried ? 1 : 0
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

    /// The product of 512 bits: four rows, each one word's multiple of the other number.
    @inline(always)
    func multipliedWide(by other: Self) -> (high: Self, low: Self) {
        let (a0, a1, a2, a3, a4) = other.multiplied(by: w0)
        let (b0, b1, b2, b3, b4) = other.multiplied(by: w1)
        var carry: UInt64 = 0
        let r1 = Self.add(a1, b0, &carry)
        let s2 = Self.add(a2, b1, &carry)
        let s3 = Self.add(a3, b2, &carry)
        let s4 = Self.add(a4, b3, &carry)
        let s5 = b4 &+ carry
        let (c0, c1, c2, c3, c4) = other.multiplied(by: w2)
        carry = 0
        let r2 = Self.add(s2, c0, &carry)
        let t3 = Self.add(s3, c1, &carry)
        let t4 = Self.add(s4, c2, &carry)
        let t5 = Self.add(s5, c3, &carry)
        let t6 = c4 &+ carry
        let (d0, d1, d2, d3, d4) = other.multiplied(by: w3)
        carry = 0
        let r3 = Self.add(t3, d0, &carry)
        let r4 = Self.add(t4, d1, &carry)
        let r5 = Self.add(t5, d2, &carry)
        let r6 = Self.add(t6, d3, &carry)
        return (Number256(r4, r5, r6, d4 &+ carry), Number256(a0, r1, r2, r3))
    }

    /// The product with one word, 320 bits, the lowest word first.
    @inline(always)
    func multiplied(by word: UInt64) -> (UInt64, UInt64, UInt64, UInt64, UInt64) {
        let (p0, p1, p2, p3) = (
            Self.product(w0, word), Self.product(w1, word), Self.product(w2, word), Self.product(w3, word)
        )
        var carry: UInt64 = 0
        let r1 = Self.add(p0.high, p1.low, &carry)
        let r2 = Self.add(p1.high, p2.low, &carry)
        let r3 = Self.add(p2.high, p3.low, &carry)
        // The high word of a product is at most 2^64 − 2.
        return (p0.low, r1, r2, r3, p3.high &+ carry)
    }

    /// The square of 512 bits: each product of two different words is made once and doubled.
    @inline(always)
    var squaredWide: (high: Self, low: Self) {
        var carry: UInt64 = 0
        let a1 = Self.multiply(w0, w1, adding: 0, &carry)
        let a2 = Self.multiply(w0, w2, adding: 0, &carry)
        let a3 = Self.multiply(w0, w3, adding: 0, &carry)
        let a4 = carry
        carry = 0
        let b3 = Self.multiply(w1, w2, adding: a3, &carry)
        let b4 = Self.multiply(w1, w3, adding: a4, &carry)
        let b5 = carry
        carry = 0
        let c5 = Self.multiply(w2, w3, adding: b5, &carry)
        let c6 = carry
        let (s0, s1, s2, s3) = (Self.product(w0, w0), Self.product(w1, w1), Self.product(w2, w2), Self.product(w3, w3))
        carry = 0
        let d1 = Self.add(a1, a1, &carry)
        let d2 = Self.add(a2, a2, &carry)
        let d3 = Self.add(b3, b3, &carry)
        let d4 = Self.add(b4, b4, &carry)
        let d5 = Self.add(c5, c5, &carry)
        let d6 = Self.add(c6, c6, &carry)
        let d7 = carry
        carry = 0
        let r1 = Self.add(d1, s0.high, &carry)
        let r2 = Self.add(d2, s1.low, &carry)
        let r3 = Self.add(d3, s1.high, &carry)
        let r4 = Self.add(d4, s2.low, &carry)
        let r5 = Self.add(d5, s2.high, &carry)
        let r6 = Self.add(d6, s3.low, &carry)
        let r7 = Self.add(d7, s3.high, &carry)
        return (Number256(r4, r5, r6, r7), Number256(s0.low, r1, r2, r3))
    }

    /// The product of two words, 128 bits.
    @inline(always)
    static func product(_ a: UInt64, _ b: UInt64) -> (high: UInt64, low: UInt64) {
        let product = widened(a) &* widened(b)
        return (UInt64(truncatingIfNeeded: product >> 64), UInt64(truncatingIfNeeded: product))
    }

    // UInt128(word) is the same, but generic: in a function with many products each of them would be a call.
    @inline(always)
    private static func widened(_ word: UInt64) -> UInt128 { UInt128(_low: word, _high: 0) }

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
        let product = widened(a) &* widened(b) &+ widened(addend) &+ widened(carry)
        carry = UInt64(truncatingIfNeeded: product >> 64)
        return UInt64(truncatingIfNeeded: product)
    }
}
