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

    /// The table, made at first use in about a millisecond and kept: 2,049 points, 192 KiB.
    static let shared = GeneratorComb()

    private init() {
        var powers = [JacobianPoint(.generator)]
        while powers.count <= Self.width * (Self.windows - 1) { powers.append(powers[powers.count - 1].doubled) }
        // Nothing here is infinity, and no sum's summands are equal or opposite: d · 2^(8w) is never a multiple of n.
        let bases = JacobianPoint.normalized(powers).compactMap { $0 }
        var windows = (0..<Self.windows).map { [bases[$0 * Self.width]] }
        for bit in 1..<Self.width {
            // From 1 … 2^bit − 1 and 2^bit to 2^bit … 2^(bit + 1) − 1, in all windows at once; the highest bit stands alone.
            let isHighest = bit == Self.width - 1
            var summands: [CurvePoint] = []
            for window in 0..<Self.windows - 1 where !isHighest {
                for point in windows[window] { summands += [bases[window * Self.width + bit], point] }
            }
            let sums = AffineSums.of(summands, counts: Array(repeating: 2, count: summands.count / 2)).compactMap { $0 }
            let count = sums.count / (Self.windows - 1)
            for window in 0..<Self.windows - 1 {
                windows[window].append(bases[window * Self.width + bit])
                windows[window] += sums[window * count..<(window + 1) * count]
            }
        }
        points = windows.flatMap { $0.map { TablePoint($0) } }
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
