/// Inverses modulo an odd prime by division steps (Bernstein and Yang 2019, "Fast constant-time gcd computation and modular
/// inversion"), in variable time, 62 steps at once on single words.
///
/// A division step takes (δ, f, g) with odd f to (1 − δ, g, (g − f)/2) when δ > 0 and g is odd, and else to (1 + δ, f, (g +
/// (g mod 2)·f)/2). From f = m and g = a it ends at g = 0 and f = ±1; the same steps, divided by two modulo m, take d = 0
/// and e = 1 to d = ±1/a.
enum DivisionSteps {
    /// A modulus and what its reductions need.
    struct Modulus: Sendable {
        let number: Limbs62
        /// The inverse of the modulus modulo 2^62.
        let inverse: UInt64

        /// Takes an odd number.
        init(_ number: Number256) {
            self.number = Limbs62(number)
            // Newton's iteration doubles the correct bits each time; an odd number is its own inverse modulo 8.
            var inverse = number.w0
            for _ in 0..<5 { inverse = inverse &* (2 &- number.w0 &* inverse) }
            self.inverse = inverse & Limbs62.mask
        }
    }

    /// The inverse of a number below the modulus; zero gives zero.
    static func inverse(of number: Number256, modulo modulus: Modulus) -> Number256 {
        var (f, g) = (modulus.number, Limbs62(number))
        var (d, e) = (Limbs62(Number256.zero), Limbs62(Number256(1, 0, 0, 0)))
        // −δ, where the paper begins with δ = 1.
        var eta: Int64 = -1
        while !g.isZero {
            let matrix = steps(&eta, f.low64, g.low64)
            (f, g) = matrix.appliedExactly(f, g)
            (d, e) = matrix.applied(d, e, modulo: modulus)
        }
        return d.normalized(negating: f.isNegative, modulo: modulus.number)
    }

    /// 62 division steps on the lowest words, as a matrix that is 2^62 times what they do.
    ///
    /// Zeros at the end of g are steps that only halve. As long as δ stays below zero, several bits of g are cleared
    /// with one multiple of f: w ≡ −g/f modulo 2^4 or 2^6.
    @inline(always)
    private static func steps(_ eta: inout Int64, _ lowF: UInt64, _ lowG: UInt64) -> StepMatrix {
        var (f, g) = (lowF, lowG)
        var (u, v, q, r): (UInt64, UInt64, UInt64, UInt64) = (1, 0, 0, 1)
        var left: Int64 = 62
        while true {
            // A bit above the steps that are left stops the count.
            let zeros = (g | UInt64.max &<< UInt64(truncatingIfNeeded: left)).trailingZeroBitCount
            let shift = UInt64(truncatingIfNeeded: zeros)
            g = g &>> shift
            u = u &<< shift
            v = v &<< shift
            eta &-= Int64(truncatingIfNeeded: zeros)
            left &-= Int64(truncatingIfNeeded: zeros)
            if left == 0 { break }
            let w: UInt64
            if eta < 0 {
                eta = 0 &- eta
                (f, g) = (g, 0 &- f)
                (u, q) = (q, 0 &- u)
                (v, r) = (r, 0 &- v)
                // f·(f² − 2) is −1/f modulo 2^6.
                w = f &* g &* (f &* f &- 2) & ones(min(eta &+ 1, left), 6)
            } else {
                // f + ((f + 1) & 4) · 2 is 1/f modulo 2^4.
                w = 0 &- (f &+ ((f &+ 1) & 4) &<< 1) &* g & ones(min(eta &+ 1, left), 4)
            }
            g = g &+ f &* w
            q = q &+ u &* w
            r = r &+ v &* w
        }
        return StepMatrix(
            u: Int64(truncatingIfNeeded: u), v: Int64(truncatingIfNeeded: v), q: Int64(truncatingIfNeeded: q),
            r: Int64(truncatingIfNeeded: r))
    }

    /// As many ones as steps can be taken together, at most `most`; 1 ≤ steps.
    @inline(always)
    private static func ones(_ steps: Int64, _ most: UInt64) -> UInt64 {
        UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- steps) & (1 &<< most &- 1)
    }
}

/// 2^62 times what 62 division steps do to (f, g) and to (d, e): |u| + |v| and |q| + |r| are at most 2^62.
private struct StepMatrix {
    let u: Int64
    let v: Int64
    let q: Int64
    let r: Int64

    /// (u·f + v·g, q·f + r·g) / 2^62, which leaves no remainder.
    @inline(always)
    func appliedExactly(_ f: Limbs62, _ g: Limbs62) -> (Limbs62, Limbs62) {
        (
            Limbs62.combination(u, f, v, g, 0, f), Limbs62.combination(q, f, r, g, 0, f)
        )
    }

    /// (u·d + v·e, q·d + r·e) / 2^62 modulo m: as much of m is added as makes the lowest 62 bits zero.
    ///
    /// d and e stay above −2m and below m, for which m is added once more where they are negative.
    @inline(always)
    func applied(_ d: Limbs62, _ e: Limbs62, modulo modulus: DivisionSteps.Modulus) -> (Limbs62, Limbs62) {
        let (signD, signE) = (d.v4 >> 63, e.v4 >> 63)
        return (
            Self.reduced(u, d, v, e, (u & signD) &+ (v & signE), modulus),
            Self.reduced(q, d, r, e, (q & signD) &+ (r & signE), modulus)
        )
    }

    @inline(always)
    private static func reduced(
        _ a: Int64, _ d: Limbs62, _ b: Int64, _ e: Limbs62, _ start: Int64, _ modulus: DivisionSteps.Modulus
    ) -> Limbs62 {
        let low = UInt64(truncatingIfNeeded: a &* d.v0 &+ b &* e.v0)
        let excess = (modulus.inverse &* low &+ UInt64(truncatingIfNeeded: start)) & Limbs62.mask
        let multiple = start &- Int64(truncatingIfNeeded: excess)
        return Limbs62.combination(a, d, b, e, multiple, modulus.number)
    }
}
