/// A point (X, Y, Z) that stands for (X/Z², Y/Z³), so that sums need no inversion; Z = 0 is the point at infinity.
///
/// The formulas name no b of y² = x³ + b: they hold on every such curve over this field, which the tests use.
package struct JacobianPoint: Sendable {
    /// The number X.
    package private(set) var x: FieldElement
    /// The number Y.
    package private(set) var y: FieldElement
    /// The number Z.
    package private(set) var z: FieldElement

    /// The neutral element.
    package static let infinity = JacobianPoint(.one, .one, .zero)

    /// Takes the three numbers of a point.
    @inline(always)
    package init(_ x: FieldElement, _ y: FieldElement, _ z: FieldElement) {
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

    /// The negative.
    @inline(always)
    package static prefix func - (point: Self) -> Self { JacobianPoint(point.x, -point.y, point.z) }

    /// Twice the point: Explicit-Formulas Database, short Weierstrass, "dbl-1998-cmo-2" with a = 0, whose result
    /// (X, Y, Z) is written as the same point (X/4, Y/8, Z/2): 3M + 4S and one halving.
    ///
    /// Infinity gives Z = 0 again. No point has y = 0, since the order is odd.
    @inline(never)
    package mutating func double() {
        self = doubledWithTerms.sum
    }

    /// Twice the point, as ``double()`` makes it.
    package var doubled: Self {
        var sum = self
        sum.double()
        return sum
    }

    /// Twice the point, and the numbers X·Y² and Y⁴ on the way to it.
    @inline(always)
    var doubledWithTerms: (sum: Self, xyy: FieldElement, yyyy: FieldElement) {
        // In an order that has two independent products side by side wherever there are two.
        let xx = x.squared
        let yy = y.squared
        let halfM = xx + xx.halved
        let xyy = x * yy
        let z3 = y * z
        let x3 = halfM.squared - xyy.doubled
        let yyyy = yy.squared
        let y3 = halfM * (xyy - x3) - yyyy
        return (JacobianPoint(x3, y3, z3), xyy, yyyy)
    }

    /// The sum: Explicit-Formulas Database, "add-1998-cmo-2", and the cases that it leaves out.
    package func adding(_ other: Self) -> Self {
        if isInfinity { return other }
        if other.isInfinity { return self }
        let z1z1 = z.squared
        let z2z2 = other.z.squared
        let u1 = x * z2z2
        let s1 = y * other.z * z2z2
        let h = other.x * z1z1 - u1
        let r = other.y * z * z1z1 - s1
        if h.isZero { return r.isZero ? doubled : .infinity }
        return Self.sum(u1, s1, h, r, z * other.z)
    }

    /// The sum with a point whose Z is 1.
    package func adding(_ other: CurvePoint) -> Self {
        var sum = self
        sum.add(other)
        return sum
    }

    /// Adds a point whose Z is 1: the same formula where Z2 = 1, 8M + 3S ("madd-2004-hmv").
    @inline(never)
    package mutating func add(_ other: CurvePoint) {
        if isInfinity {
            self = JacobianPoint(other)
            return
        }
        let z1z1 = z.squared
        let zzz = z * z1z1
        let h = other.x * z1z1 - x
        let r = other.y * zzz - y
        if h.isZero {
            self = r.isZero ? doubled : .infinity
            return
        }
        self = Self.sum(x, y, h, r, z)
    }

    /// The sum on a curve where a point (x, y) of ours is (x·scale², y·scale³), as ``OddMultiples`` has one, with a point
    /// of ours: on our curve the other summand has Z·scale, 9M + 3S.
    @inline(never)
    package mutating func add(_ other: CurvePoint, scale: FieldElement) {
        if isInfinity {
            let square = scale.squared
            self = JacobianPoint(other.x * square, other.y * (square * scale), .one)
            return
        }
        let ours = z * scale
        let z1z1 = ours.squared
        let zzz = ours * z1z1
        let h = other.x * z1z1 - x
        let r = other.y * zzz - y
        if h.isZero {
            self = r.isZero ? doubled : .infinity
            return
        }
        self = Self.sum(x, y, h, r, z)
    }

    /// What the sums have in common, from U1, S1, H = U2 − U1 and r = S2 − S1: Y3 with one reduction for both products.
    @inline(always)
    private static func sum(
        _ u1: FieldElement, _ s1: FieldElement, _ h: FieldElement, _ r: FieldElement, _ z: FieldElement
    ) -> Self {
        let hh = h.squared
        let rr = r.squared
        let hhh = h * hh
        let v = u1 * hh
        let z3 = z * h
        let x3 = rr - hhh - v.doubled
        let y3 = FieldElement.sumOfProducts(r, v - x3, s1, -hhh)
        return JacobianPoint(x3, y3, z3)
    }

    /// The affine point; `nil` for infinity.
    package var affine: CurvePoint? {
        isInfinity ? nil : affine(inverseOfZ: z.inverse)
    }

    @inline(always)
    private func affine(inverseOfZ inverse: FieldElement) -> CurvePoint {
        let square = inverse.squared
        return CurvePoint(unchecked: x * square, y * (square * inverse))
    }

    /// The affine points of many, with one inversion for all; `nil` where a point is infinity.
    package static func normalized(_ points: [Self]) -> [CurvePoint?] {
        // Infinity's Z would spoil everybody's product.
        let inverses = FieldElement.inverses(of: points.map { $0.isInfinity ? .one : $0.z })
        return zip(points, inverses).map { point, inverse in
            point.isInfinity ? nil : point.affine(inverseOfZ: inverse)
        }
    }
}
