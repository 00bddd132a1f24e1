/// Sums of many lists of affine points: all additions of a round share one inversion, and each round halves the lists.
package enum AffineSums {
    /// The sum of each list; the lists stand one after the other in `points`, and none is empty.
    ///
    /// `nil` where two partial sums are equal or opposite, which the formula leaves out. A sum costs 5M + 1S.
    package static func of(_ points: [CurvePoint], counts: [Int]) -> [CurvePoint?] {
        var (points, counts) = (points, counts)
        var isIrregular = [Bool](repeating: false, count: counts.count)
        while counts.contains(where: { $0 > 1 }) {
            points = halved(points, counts, &isIrregular)
            for list in counts.indices { counts[list] = (counts[list] + 1) / 2 }
        }
        return zip(points, isIrregular).map { point, isIrregular in isIrregular ? nil : point }
    }

    /// Adds up neighbours in each list; a last one without a neighbour stays.
    private static func halved(
        _ points: [CurvePoint], _ counts: [Int], _ isIrregular: inout [Bool]
    ) -> [CurvePoint] {
        var differences: [FieldElement] = []
        differences.reserveCapacity(points.count / 2)
        var start = 0
        for (list, count) in counts.enumerated() {
            for left in stride(from: start, to: start + count - 1, by: 2) {
                let difference = points[left + 1].x - points[left].x
                if difference.isZero { isIrregular[list] = true }
                // Zero would spoil everybody's product.
                differences.append(difference.isZero ? .one : difference)
            }
            start += count
        }
        FieldElement.invert(&differences)
        var sums: [CurvePoint] = []
        sums.reserveCapacity(points.count / 2 + counts.count)
        start = 0
        var pair = 0
        for count in counts {
            for left in stride(from: start, to: start + count - 1, by: 2) {
                sums.append(sum(points[left], points[left + 1], inverse: differences[pair]))
                pair += 1
            }
            if !count.isMultiple(of: 2) { sums.append(points[start + count - 1]) }
            start += count
        }
        return sums
    }

    /// The sum of two points with different x: Explicit-Formulas Database, short Weierstrass, affine addition (SEC 1
    /// §2.2.1, rule 4), where `inverse` is of x2 − x1.
    @inline(always)
    private static func sum(_ left: CurvePoint, _ right: CurvePoint, inverse: FieldElement) -> CurvePoint {
        let slope = (right.y - left.y) * inverse
        let x3 = slope.squared - left.x - right.x
        return CurvePoint(unchecked: x3, slope * (left.x - x3) - left.y)
    }
}
