/// Multiples of points by interleaved signed windows (Möller 2001, "interleaving"; Guide to Elliptic Curve Cryptography,
/// algorithm 3.51): one run of 128 doublings for the four halves of two scalars.
package enum Multiplication {
    /// The window of another point's digits, which its table of eight points pays for.
    package static let usualWidth = 5

    /// generator · G + multiple · P. Other widths than the usual ones are for tests.
    package static func sum(
        generator: Scalar, multiple: Scalar, of point: CurvePoint, width: Int = usualWidth,
        table: GeneratorMultiples = .usual
    ) -> JacobianPoint {
        let (g, p) = (SplitScalar(generator), SplitScalar(multiple))
        let g1 = SignedDigits(g.first, width: table.width).digits
        let g2 = SignedDigits(g.second, width: table.width).digits
        let p1 = SignedDigits(p.first, width: width).digits
        let p2 = SignedDigits(p.second, width: width).digits
        let multiples = OddMultiples(point, width: width)
        let points = multiples.points
        let scale = multiples.scale
        var sum = JacobianPoint.infinity
        for position in (0..<SignedDigits.count).reversed() {
            sum.double()
            if p1[position] != 0 { sum.add(points.point(Int(p1[position]))) }
            if p2[position] != 0 { sum.add(points.image(Int(p2[position]))) }
            if g1[position] != 0 { sum.add(table.points.point(Int(g1[position])), scale: scale) }
            if g2[position] != 0 { sum.add(table.points.image(Int(g2[position])), scale: scale) }
        }
        // Back from the curve of the multiples to ours.
        return JacobianPoint(sum.x, sum.y, sum.z * scale)
    }

    /// P + generator · G.
    static func sum(_ point: CurvePoint, generator: Scalar) -> JacobianPoint {
        var sum = JacobianPoint(point)
        GeneratorComb.shared.add(generator, to: &sum)
        return sum
    }

    /// generator · G.
    package static func multiple(ofGenerator generator: Scalar) -> JacobianPoint {
        var sum = JacobianPoint.infinity
        GeneratorComb.shared.add(generator, to: &sum)
        return sum
    }
}
