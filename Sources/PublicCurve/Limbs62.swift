/// A signed number in five words of 62 bits, the lowest first: four from 0 to 2^62 − 1, and a last one with the sign.
///
/// Two products of a word and a step matrix's number, and a third with a modulus, fit into 128 bits with the carry.
struct Limbs62: Sendable {
    let v0: Int64
    let v1: Int64
    let v2: Int64
    let v3: Int64
    /// The bits from 248 on, with the sign.
    let v4: Int64

    /// The bits of a word.
    static let mask: UInt64 = 1 << 62 - 1

    @inline(always)
    private init(_ v0: Int64, _ v1: Int64, _ v2: Int64, _ v3: Int64, _ v4: Int64) {
        self.v0 = v0
        self.v1 = v1
        self.v2 = v2
        self.v3 = v3
        self.v4 = v4
    }

    /// Takes a number.
    init(_ number: Number256) {
        func word(_ bits: UInt64) -> Int64 { Int64(truncatingIfNeeded: bits & Self.mask) }
        self.init(
            word(number.w0), word(number.w0 >> 62 | number.w1 << 2), word(number.w1 >> 60 | number.w2 << 4),
            word(number.w2 >> 58 | number.w3 << 6), Int64(truncatingIfNeeded: number.w3 >> 56))
    }

    /// Whether the number is zero.
    @inline(always)
    var isZero: Bool { (v0 | v1 | v2 | v3 | v4) == 0 }

    /// Whether the number is below zero.
    @inline(always)
    var isNegative: Bool { v4 < 0 }

    /// The number modulo 2^64.
    @inline(always)
    var low64: UInt64 { UInt64(truncatingIfNeeded: v0) | UInt64(truncatingIfNeeded: v1) << 62 }

    /// (a·x + b·y + c·z) / 2^62, whose lowest 62 bits before the division are zero.
    @inline(always)
    static func combination(_ a: Int64, _ x: Self, _ b: Int64, _ y: Self, _ c: Int64, _ z: Self) -> Self {
        var sum: Int128 = 0
        _ = next(&sum, a, x.v0, b, y.v0, c, z.v0)
        let r0 = next(&sum, a, x.v1, b, y.v1, c, z.v1)
        let r1 = next(&sum, a, x.v2, b, y.v2, c, z.v2)
        let r2 = next(&sum, a, x.v3, b, y.v3, c, z.v3)
        let r3 = next(&sum, a, x.v4, b, y.v4, c, z.v4)
        return Self(r0, r1, r2, r3, Int64(truncatingIfNeeded: sum))
    }

    /// Adds the products of one place to what the place below carried, and takes 62 bits off.
    @inline(always)
    private static func next(
        _ sum: inout Int128, _ a: Int64, _ x: Int64, _ b: Int64, _ y: Int64, _ c: Int64, _ z: Int64
    ) -> Int64 {
        sum = sum &+ Int128(a) &* Int128(x) &+ Int128(b) &* Int128(y) &+ Int128(c) &* Int128(z)
        let word = Int64(truncatingIfNeeded: UInt64(truncatingIfNeeded: sum) & mask)
        sum = sum >> 62
        return word
    }

    /// A number above −2m and below m, or its negative, as the number from 0 to m − 1.
    func normalized(negating: Bool, modulo modulus: Self) -> Number256 {
        var number = isNegative ? adding(modulus, sign: 1) : self
        if negating { number = Self(0, 0, 0, 0, 0).adding(number, sign: -1) }
        if number.isNegative { number = number.adding(modulus, sign: 1) }
        let words = (
            UInt64(truncatingIfNeeded: number.v0), UInt64(truncatingIfNeeded: number.v1),
            UInt64(truncatingIfNeeded: number.v2), UInt64(truncatingIfNeeded: number.v3),
            UInt64(truncatingIfNeeded: number.v4)
        )
        return Number256(
            words.0 | words.1 << 62, words.1 >> 2 | words.2 << 60, words.2 >> 4 | words.3 << 58,
            words.3 >> 6 | words.4 << 56)
    }

    private func adding(_ other: Self, sign: Int64) -> Self {
        var carry: Int64 = 0
        func next(_ left: Int64, _ right: Int64) -> Int64 {
            let sum = left &+ sign &* right &+ carry
            carry = sum >> 62
            return Int64(truncatingIfNeeded: UInt64(truncatingIfNeeded: sum) & Self.mask)
        }
        let (r0, r1, r2, r3) = (next(v0, other.v0), next(v1, other.v1), next(v2, other.v2), next(v3, other.v3))
        return Self(r0, r1, r2, r3, v4 &+ sign &* other.v4 &+ carry)
    }
}
