/// Multiples of the generator that are added up without a doubling: "fixed-base windowing" with signed digits
/// (Brickell, Gordon, McCurley and Wilson 1992; Guide to Elliptic Curve Cryptography, algorithm 3.41).
enum GeneratorTable {
    /// The bits of one digit.
    private static let width = 6
    /// The highest digit; higher ones become negative and carry into the next window.
    private static let highest = 1 << (width - 1)
    /// The windows of a number below 2^256. The last has four bits of it, so that it never carries.
    private static let windows = 43

    /// d · 2^(6w) · G for every window w and every d from 1 to ``highest``, made at first use and kept: 1,376 points.
    private static let points: [CurvePoint] = {
        var multiples: [JacobianPoint] = []
        multiples.reserveCapacity(windows * highest)
        var base = JacobianPoint(.generator)
        for _ in 0..<windows {
            var multiple = base
            for _ in 1..<highest {
                multiples.append(multiple)
                multiple = multiple.adding(base)
            }
            multiples.append(multiple)
            base = multiple.doubled
        }
        // None is infinity: no d · 2^(6w) is a multiple of the prime order.
        return JacobianPoint.normalized(multiples).compactMap { $0 }
    }()

    /// multiple · G.
    static func multiple(_ multiple: Scalar) -> JacobianPoint {
        let points = points
        var sum = JacobianPoint.infinity
        var carry = 0
        for window in 0..<windows {
            var digit = multiple.number.bits(at: window * width, width: width) + carry
            carry = digit > highest ? 1 : 0
            digit -= carry << width
            if digit > 0 { sum = sum.adding(points[window * highest + digit - 1]) }
            if digit < 0 { sum = sum.adding(-points[window * highest - digit - 1]) }
        }
        return sum
    }
}
