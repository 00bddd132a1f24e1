/// Multiples of points by interleaved signed windows (Möller 2001, "interleaving"; Guide to Elliptic Curve Cryptography,
/// algorithm 3.51): one run of doublings for all terms.
package enum Multiplication {
    /// The window of another point's digits, which its table of eight points pays for.
    private static let pointWidth = 5

    /// generator · G + multiple · P.
    package static func sum(generator: Scalar, multiple: Scalar, of point: CurvePoint) -> JacobianPoint {
        let generatorDigits = SignedDigits(generator, width: OddMultiples.generatorWidth).digits
        let pointDigits = SignedDigits(multiple, width: pointWidth).digits
        let generatorTable = OddMultiples.ofGenerator
        let pointTable = OddMultiples.of(point, width: pointWidth)
        var sum = JacobianPoint.infinity
        for position in (0..<SignedDigits.count).reversed() {
            sum = sum.doubled
            let first = Int(generatorDigits[position])
            if first != 0 { sum = sum.adding(pick(first, generatorTable)) }
            let second = Int(pointDigits[position])
            if second != 0 { sum = sum.adding(pick(second, pointTable)) }
        }
        return sum
    }

    /// generator · G.
    package static func multiple(ofGenerator generator: Scalar) -> JacobianPoint {
        GeneratorTable.multiple(generator)
    }

    /// The multiple that an odd digit stands for: 1 is the first of the table, 3 the second.
    @inline(always)
    private static func pick(_ digit: Int, _ table: [JacobianPoint]) -> JacobianPoint {
        digit > 0 ? table[digit >> 1] : -table[-digit >> 1]
    }

    @inline(always)
    private static func pick(_ digit: Int, _ table: [CurvePoint]) -> CurvePoint {
        digit > 0 ? table[digit >> 1] : -table[-digit >> 1]
    }
}
