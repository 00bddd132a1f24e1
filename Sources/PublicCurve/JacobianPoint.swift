/// A point (X, Y, Z) that stands for (X/Z², Y/Z³), so that sums need no inversion; Z = 0 is the point at infinity.
package struct JacobianPoint: Sendable {
    let x: FieldElement
    let y: FieldElement
    let z: FieldElement

    /// The neutral element.
    package static let infinity = JacobianPoint(.one, .one, .zero)

    @inline(always)
    init(_ x: FieldElement, _ y: FieldElement, _ z: FieldElement) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// Takes a point as it is, with Z = 1.
    package init(_ point: CurvePoint) {
        self.init(point.x, point.y, .one)
    }

    /// Whether this is the point at infinity.
    @inline(always)
    package var isInfinity: Bool { z.isZero }

    /// Twice the point: Explicit-Formulas Database, short Weierstrass, a = 0, "dbl-2009-l".
    ///
    /// Infinity gives Z = 0 again. No point has y = 0, since the order is odd.
    package var doubled: Self {
        let a = x.squared
        let b = y.squared
        let c = b.squared
        let d = ((x + b).squared - a - c).doubled
        let e = a.doubled + a
        let f = e.squared
        let x3 = f - d.doubled
        let y3 = e * (d - x3) - c.doubled.doubled.doubled
        let z3 = (y * z).doubled
        return JacobianPoint(x3, y3, z3)
    }

    /// The sum: Explicit-Formulas Database, "add-2007-bl", and the cases that it leaves out.
    package func adding(_ other: Self) -> Self {
        if isInfinity { return other }
        if other.isInfinity { return self }
        let z1z1 = z.squared
        let z2z2 = other.z.squared
        let u1 = x * z2z2
        let u2 = other.x * z1z1
        let s1 = y * other.z * z2z2
        let s2 = other.y * z * z1z1
        let h = u2 - u1
        let r = (s2 - s1).doubled
        if h.isZero { return r.isZero ? doubled : .infinity }
        let i = h.doubled.squared
        let j = h * i
        let v = u1 * i
        let x3 = r.squared - j - v.doubled
        let y3 = r * (v - x3) - (s1 * j).doubled
        let z3 = ((z + other.z).squared - z1z1 - z2z2) * h
        return JacobianPoint(x3, y3, z3)
    }

    /// The sum with a point whose Z is 1: Explicit-Formulas Database, "madd-2007-bl", and the cases that it leaves out.
    package func adding(_ other: CurvePoint) -> Self {
        if isInfinity { return JacobianPoint(other) }
        let z1z1 = z.squared
        let u2 = other.x * z1z1
        let s2 = other.y * z * z1z1
        let h = u2 - x
        let r = (s2 - y).doubled
        if h.isZero { return r.isZero ? doubled : .infinity }
        let hh = h.squared
        let i = hh.doubled.doubled
        let j = h * i
        let v = x * i
        let x3 = r.squared - j - v.doubled
        let y3 = r * (v - x3) - (y * j).doubled
        let z3 = (z + h).squared - z1z1 - hh
        return JacobianPoint(x3, y3, z3)
    }

    /// The negative.
    @inline(always)
    package static prefix func - (point: Self) -> Self { JacobianPoint(point.x, -point.y, point.z) }

    /// The affine points of many, with one inversion for all; `nil` where a point is infinity.
    package static func normalized(_ points: [Self]) -> [CurvePoint?] {
        // Infinity's Z would spoil everybody's product.
        let inverses = FieldElement.inverses(of: points.map { $0.isInfinity ? .one : $0.z })
        return zip(points, inverses).map { point, inverse in
            guard !point.isInfinity else { return nil }
            let square = inverse.squared
            return CurvePoint(unchecked: point.x * square, point.y * square * inverse)
        }
    }
}
