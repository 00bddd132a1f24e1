/// Multiples of the generator that are added up without a doubling: "fixed-base windowing" with signed digits
/// (Brickell, Gordon, McCurley and Wilson 1992; Guide to Elliptic Curve Cryptography, algorithm 3.41), the second half of
/// a scalar by the images of the first half's points.
struct GeneratorComb: Sendable {
    /// The bits of one digit.
    static let width = 8
    /// The highest digit; higher ones become negative and carry into the next window.
    private static let highest = 1 << (width - 1)
    /// The windows of a number below 2^128, and one for the last carry.
    private static let windows = 17
    /// How many points one scalar asks for at most.
    static let maximumSummands = 2 * windows

    /// d · 2^(8w) · G for every window w and every d from 1 to ``highest``; of the last window the first alone.
    private let points: [TablePoint]

    /// The table, made at first use in about half a millisecond and kept: 2,049 points, 192 KiB.
    static let shared = GeneratorComb()

    private init() {
        var bases = [JacobianPoint(.generator)]
        while bases.count < Self.windows {
            bases.append((0..<Self.width).reduce(bases[bases.count - 1]) { point, _ in point.doubled })
        }
        var multiples: [JacobianPoint] = []
        multiples.reserveCapacity((Self.windows - 1) * Self.highest + 1)
        // None is infinity, here and below: no d · 2^(8w) is a multiple of the prime order.
        let affine = JacobianPoint.normalized(bases).compactMap { $0 }
        for base in affine.dropLast() {
            multiples.append(JacobianPoint(base))
            for _ in 1..<Self.highest { multiples.append(multiples[multiples.count - 1].adding(base)) }
        }
        multiples.append(bases[Self.windows - 1])
        points = JacobianPoint.normalized(multiples).compactMap { $0.map { TablePoint($0) } }
    }

    /// multiple · G.
    func multiple(_ multiple: Scalar) -> JacobianPoint {
        var summands: [CurvePoint] = []
        append(summandsOf: multiple, to: &summands)
        return summands.reduce(.infinity) { $0.adding($1) }
    }

    /// Appends the points whose sum is multiple · G.
    func append(summandsOf multiple: Scalar, to summands: inout [CurvePoint]) {
        let split = SplitScalar(multiple)
        forEachDigit(of: split.first) { index, isNegative in
            let point = points[index].point
            summands.append(isNegative ? -point : point)
        }
        forEachDigit(of: split.second) { index, isNegative in
            let point = points[index].image
            summands.append(isNegative ? -point : point)
        }
    }

    /// Where the points of a number's digits stand, and whether their negatives are meant.
    @inline(always)
    private func forEachDigit(of half: SplitScalar.Half, _ body: (Int, Bool) -> Void) {
        var rest = half.magnitude
        var carry = 0
        for window in 0..<Self.windows {
            var digit = Int(truncatingIfNeeded: rest) & (1 << Self.width - 1) + carry
            rest &>>= UInt128(Self.width)
            carry = digit > Self.highest ? 1 : 0
            digit -= carry << Self.width
            guard digit != 0 else { continue }
            body(window * Self.highest + abs(digit) - 1, (digit < 0) != half.isNegative)
        }
    }
}
