/// P, 3P, 5P … of one point, made without an inversion: all have the same Z, and are used as affine points of the curve
/// y² = x³ + 7·Z⁶, on which (x·Z², y·Z³) stands for (x, y). The sums' formulas hold there, too.
package struct OddMultiples: Sendable {
    /// The multiples on the other curve, P first.
    let points: [TablePoint]
    /// The common Z, which takes points from our curve to the other and back.
    let scale: FieldElement

    /// Makes the multiples that digits of a width ask for.
    ///
    /// "Co-Z" addition keeps 2P and the newest multiple at one Z (Meloni 2007, "New point addition formulae for ECC
    /// applications"; ZADDU of Goundar, Joye and Miyaji 2010): 5M + 2S, one of them for the common Z. The order of the
    /// point must be above 2^width, so that no two summands are equal or opposite; on secp256k1 every order is n.
    package init(_ point: CurvePoint, width: Int) {
        let count = 1 << (width - 2)
        // DBLU: with the halved formula 2P has Z = y, and (x·y², y·y³) is P at the same Z.
        let (sum, xyy, yyyy) = JacobianPoint(point).doubledWithTerms
        var twice = CurvePoint(unchecked: sum.x, sum.y)
        var multiples = [CurvePoint(unchecked: xyy, yyyy)]
        var growths: [FieldElement] = []
        multiples.reserveCapacity(count)
        growths.reserveCapacity(count)
        for index in 1..<max(1, count) {
            let (next, moved, growth) = Self.sum(twice, multiples[index - 1])
            multiples.append(next)
            growths.append(growth)
            twice = moved
        }
        // Each multiple lacks the growths of Z that came after it.
        var scaled = [TablePoint(multiples[count - 1])]
        scaled.reserveCapacity(count)
        var growth = FieldElement.one
        for index in growths.indices.reversed() {
            growth = growth * growths[index]
            let square = growth.squared
            let multiple = multiples[index]
            scaled.append(
                TablePoint(CurvePoint(unchecked: multiple.x * square, multiple.y * (square * growth))))
        }
        scaled.reverse()
        points = scaled
        scale = sum.z * growth
    }

    /// ZADDU: left + right, left at the sum's Z, and the factor by which Z has grown.
    private static func sum(
        _ left: CurvePoint, _ right: CurvePoint
    ) -> (sum: CurvePoint, left: CurvePoint, growth: FieldElement) {
        let growth = left.x - right.x
        let c = growth.squared
        let w1 = left.x * c
        let w2 = right.x * c
        let dy = left.y - right.y
        let a1 = left.y * (w1 - w2)
        let x3 = dy.squared - w1 - w2
        let y3 = dy * (w1 - x3) - a1
        return (CurvePoint(unchecked: x3, y3), CurvePoint(unchecked: w1, a1), growth)
    }
}
