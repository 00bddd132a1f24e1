/// A scalar k as k1 + k2·λ modulo n with k1 and k2 below 2^128 in size, which halves the doublings (Gallant, Lambert and
/// Vanstone 2001, "Faster point multiplication on elliptic curves with efficient endomorphisms").
///
/// λ³ = 1 modulo n and β³ = 1 modulo p go together: λ·(x, y) = (β·x, y) for every point.
package struct SplitScalar: Sendable {
    /// The bits of a half, without its sign.
    static let bitCount = 128

    /// A number of either sign.
    package struct Half: Sendable {
        /// The size of the number.
        package let magnitude: UInt128
        /// Whether the number is below zero.
        package let isNegative: Bool

        /// Takes a size and a sign.
        package init(magnitude: UInt128, isNegative: Bool) {
            self.magnitude = magnitude
            self.isNegative = isNegative
        }

        /// Takes a number modulo 2^256 whose size is known to be below 2^128.
        @inline(always)
        fileprivate init(_ number: Number256) {
            isNegative = number.w3 >> 63 == 1
            let size = isNegative ? Number256.zero.subtracting(number).difference : number
            magnitude = UInt128(size.w1) << 64 | UInt128(size.w0)
        }
    }

    /// k1, the part that multiplies the point itself.
    package let first: Half
    /// k2, the part that multiplies λ times the point.
    package let second: Half

    /// λ, 32 bytes as a number.
    package static let lambda = Scalar(
        unchecked: Number256(
            0xdf02_967c_1b23_bd72, 0x122e_22ea_2081_6678, 0xa526_1c02_8812_645a, 0x5363_ad4c_c05c_30e0))

    /// β.
    package static let beta =
        FieldElement(
            below: Number256(
                0xc139_6c28_7195_01ee, 0x9cf0_4975_12f5_8995, 0x6e64_479e_ac34_34e9, 0x7ae9_6a2b_657c_0710)) ?? .zero

    // Two short vectors (a, b) with a + b·λ = 0 modulo n, from the extended Euclidean algorithm on n and λ (Guide to
    // Elliptic Curve Cryptography, algorithm 3.74, steps 1 and 2): (a1, −negatedB1) and (a2, a1).
    private static let a1 = Number256(0xe86c_90e4_9284_eb15, 0x3086_d221_a7d4_6bcd, 0, 0)
    private static let negatedB1 = Number256(0x6f54_7fa9_0abf_e4c3, 0xe443_7ed6_010e_8828, 0, 0)
    private static let a2 = Number256(0x57c1_108d_9d44_cfd8, 0x14ca_50f7_a8e2_f3f6, 1, 0)

    // a1 · 2^384 / n and negatedB1 · 2^384 / n, rounded: the quotients of step 3 are then a product and a shift.
    private static let g1 = Number256(
        0xe893_209a_45db_b031, 0x3daa_8a14_71e8_ca7f, 0xe86c_90e4_9284_eb15, 0x3086_d221_a7d4_6bcd)
    private static let g2 = Number256(
        0x1571_b4ae_8ac4_7f71, 0x2212_08ac_9df5_06c6, 0x6f54_7fa9_0abf_e4c4, 0xe443_7ed6_010e_8828)

    /// Splits a scalar (algorithm 3.74, steps 3 to 5). The parts are small whatever is lost in the wide sums: they are
    /// calculated modulo 2^256.
    /// Rounding leaves at most half of each vector: |k1| ≤ (a1 + a2)/2 + 1 and |k2| ≤ (negatedB1 + a1)/2 + 1.
    package init(_ scalar: Scalar) {
        let c1 = Self.quotient(scalar.number, Self.g1)
        let c2 = Self.quotient(scalar.number, Self.g2)
        let taken = c1.multipliedWide(by: Self.a1).low.adding(c2.multipliedWide(by: Self.a2).low).sum
        first = Half(scalar.number.subtracting(taken).difference)
        second = Half(
            c1.multipliedWide(by: Self.negatedB1).low.subtracting(c2.multipliedWide(by: Self.a1).low).difference)
    }

    /// k · g / 2^384, rounded to the nearest.
    @inline(always)
    private static func quotient(_ number: Number256, _ g: Number256) -> Number256 {
        let high = number.multipliedWide(by: g).high
        return Number256(high.w2, high.w3, 0, 0).adding(Number256(high.w1 >> 63, 0, 0, 0)).sum
    }
}
