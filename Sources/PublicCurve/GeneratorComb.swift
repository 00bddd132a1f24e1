/// Multiples of the generator that are added up without a doubling: "fixed-base windowing" with signed digits
/// (Brickell, Gordon, McCurley and Wilson 1992; Guide to Elliptic Curve Cryptography, algorithm 3.41), the second half of
/// a scalar by the images of the first half's points.
struct GeneratorComb: Sendable {
    /// The bits of one digit.
    static let width = 9
    /// The highest digit; higher ones become negative and carry into the next window.
    private static let highest = 1 << (width - 1)
    /// The windows of a number below 2^128.
    private static let windows = (SplitScalar.bitCount + width - 1) / width
    /// The bits of the last window, where no digit is negative: with the carry from below, 2^lastBits is the highest.
    private static let lastBits = SplitScalar.bitCount - width * (windows - 1)
    /// How many points one scalar asks for at most.
    static let maximumSummands = 2 * windows

    /// d · 2^(9w) · G for every window w and every d from 1 to its highest.
    private let points: [TablePoint]

    /// The table, made at first use in about a millisecond and kept: 3,588 points, 336 KiB.
    static let shared = GeneratorComb()

    /// The table.
    init() {
        var powers = [JacobianPoint(.generator)]
        while powers.count <= SplitScalar.bitCount { powers.append(powers[powers.count - 1].doubled) }
        // Nothing here is infinity, and no sum's summands are equal or opposite: d · 2^(9w) is never a multiple of n.
        let bases = JacobianPoint.normalized(powers).compactMap { $0 }
        var windows = (0..<Self.windows).map { [bases[$0 * Self.width]] }
        for bit in 1..<Self.width {
            // From 1 … 2^bit − 1 and 2^bit to 2^bit … 2^(bit + 1) − 1, in all windows at once; the highest bit stands alone.
            let growing = windows.indices.filter { bit < Self.highestBit(of: $0) }
            var summands: [CurvePoint] = []
            summands.reserveCapacity(growing.count << (bit + 1))
            for window in growing {
                let base = bases[window * Self.width + bit]
                for point in windows[window] {
                    summands.append(base)
                    summands.append(point)
                }
            }
            let sums = AffineSums.of(summands, counts: Array(repeating: 2, count: summands.count / 2)).compactMap { $0 }
            for window in windows.indices where bit <= Self.highestBit(of: window) {
                windows[window].append(bases[window * Self.width + bit])
            }
            let count = 1 << bit - 1
            for (place, window) in growing.enumerated() {
                windows[window] += sums[place * count..<(place + 1) * count]
            }
        }
        points = windows.flatMap { $0.map { TablePoint($0) } }
    }

    /// The only bit of a window's highest digit.
    private static func highestBit(of window: Int) -> Int { window == windows - 1 ? lastBits : width - 1 }

    /// Adds multiple · G to a sum.
    func add(_ multiple: Scalar, to sum: inout JacobianPoint) {
        let split = SplitScalar(multiple)
        forEachDigit(of: split.first) { index, isNegative in
            let point = points[index].point
            sum.add(CurvePoint(unchecked: point.x, point.y.negated(where: isNegative)))
        }
        forEachDigit(of: split.second) { index, isNegative in
            let image = points[index].image
            sum.add(CurvePoint(unchecked: image.x, image.y.negated(where: isNegative)))
        }
    }

    /// Appends the points whose sum is multiple · G.
    func append(summandsOf multiple: Scalar, to summands: inout [CurvePoint]) {
        let split = SplitScalar(multiple)
        forEachDigit(of: split.first) { index, isNegative in
            let point = points[index].point
            summands.append(CurvePoint(unchecked: point.x, point.y.negated(where: isNegative)))
        }
        forEachDigit(of: split.second) { index, isNegative in
            let image = points[index].image
            summands.append(CurvePoint(unchecked: image.x, image.y.negated(where: isNegative)))
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
