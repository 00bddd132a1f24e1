/// G, 3G, 5G … with their images under λ, affine: what the digits of a wide window pick from.
package struct GeneratorMultiples: Sendable {
    /// The window of the digits.
    let width: Int
    /// The multiples, G first.
    let points: [TablePoint]

    /// The table that verification uses, made at first use in about a third of a millisecond and kept: 1,024 points,
    /// 96 KiB. A window of 8 has 6 KiB and costs verification about a twentieth more.
    package static let usual = GeneratorMultiples(width: 12)

    /// Makes the table for a window, 2 to ``SignedDigits/widest``.
    package init(width: Int) {
        var multiples = [JacobianPoint(.generator)]
        multiples.reserveCapacity(1 << (width - 2))
        // Twice the generator is not infinity: its order is n.
        let twice = JacobianPoint.normalized([multiples[0].doubled]).compactMap { $0 }
        while multiples.count < 1 << (width - 2) {
            multiples.append(multiples[multiples.count - 1].adding(twice[0]))
        }
        self.width = width
        points = JacobianPoint.normalized(multiples).compactMap { $0.map { TablePoint($0) } }
    }
}
