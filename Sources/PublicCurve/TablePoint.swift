/// A point of a table, and with it λ times that point, whose x is β times as large (``SplitScalar``).
struct TablePoint: Sendable {
    /// The point.
    let point: CurvePoint
    private let betaX: FieldElement

    /// Multiplies x by β.
    @inline(always)
    init(_ point: CurvePoint) {
        self.point = point
        betaX = point.x * SplitScalar.beta
    }

    /// λ times the point.
    @inline(always)
    var image: CurvePoint { CurvePoint(unchecked: betaX, point.y) }
}

extension [TablePoint] {
    /// The multiple that an odd digit stands for, where the first is of 1, the second of 3.
    @inline(always)
    func point(_ digit: Int) -> CurvePoint {
        let point = self[Int(digit.magnitude >> 1)].point
        return CurvePoint(unchecked: point.x, point.y.negated(where: digit < 0))
    }

    /// λ times the multiple that an odd digit stands for.
    @inline(always)
    func image(_ digit: Int) -> CurvePoint {
        let image = self[Int(digit.magnitude >> 1)].image
        return CurvePoint(unchecked: image.x, image.y.negated(where: digit < 0))
    }
}
