/// P, 3P, 5P … of one point: what the digits of a width-w form pick from.
enum OddMultiples {
    /// The odd multiples that digits of a width can ask for, P first.
    static func of(_ point: CurvePoint, width: Int) -> [JacobianPoint] {
        let twice = JacobianPoint(point).doubled
        var multiples = [JacobianPoint(point)]
        while multiples.count < 1 << (width - 2) {
            multiples.append(twice.adding(multiples[multiples.count - 1]))
        }
        return multiples
    }

    /// The generator's odd multiples, affine, made at first use and kept: 64 points.
    static let ofGenerator = JacobianPoint.normalized(of(.generator, width: generatorWidth)).compactMap { $0 }

    /// The window of the generator's digits.
    static let generatorWidth = 8
}
