import ByteCoding
import PublicCurve
import Testing

/// The formulas name no b of y² = x³ + b. Other curves over the same field have subgroups so small that every pair of
/// points can be tried, with the very functions that verification uses.
@Suite("Small groups over the same field")
struct SmallGroupTests {
    struct Group: Sendable, CustomTestStringConvertible {
        let order: Int
        let b: UInt64
        let x: String
        let y: String

        var testDescription: String { "order \(order), b = \(b)" }

        /// 0 to order − 1 times the generator, added up by the affine formulas of SEC 1 §2.2.1 with an inversion each.
        func multiples() throws -> [CurvePoint?] {
            let x = try #require(FieldElement(EdgeNumbers.hex(x)))
            let y = try #require(FieldElement(EdgeNumbers.hex(y)))
            #expect(y * y == x * x * x + FieldElement(b))
            var multiples: [CurvePoint?] = [nil, CurvePoint(unchecked: x, y)]
            var (sumX, sumY) = (x, y)
            for index in 2..<order {
                let slope =
                    index == 2
                    ? FieldElement(3) * x * x * (y + y).inverse : (sumY - y) * (sumX - x).inverse
                let nextX = slope * slope - sumX - x
                (sumX, sumY) = (nextX, slope * (sumX - nextX) - sumY)
                multiples.append(CurvePoint(unchecked: sumX, sumY))
            }
            // One more step would divide by zero: the last multiple is the generator's negative.
            #expect(sumX == x && sumY == -y)
            return multiples
        }
    }

    static let groups = [
        Group(
            order: 7, b: 6, x: "b79aa7705104bae00b64da9cb2faf6e047bb0e87da93e0678aac46fb6d5a117a",
            y: "3e7538a82c91f81373c2e8a7fa9fd98e73fea012dee4a381da857e9cba27cdbc"),
        Group(
            order: 13, b: 2, x: "3ad3e1ec92dc070a346a975330b12e1d929c645be56584aa88e489aa3d68746b",
            y: "ab34e4942373ed8cf787bb15bc0b9fc1f15065bc091001aa6c607f91c8520383"),
        Group(
            order: 199, b: 4, x: "fa7cc9a70737f2dba749dd392b4fb0693b017a7da808c2f1fb12940c9ea66c18",
            y: "78ac123a5ed8aef38732bc911f3a286848df246c808dae72cfe525727f0501ed"),
    ]

    /// The same point with a given Z.
    private func jacobian(_ point: CurvePoint?, z: FieldElement) throws -> JacobianPoint {
        guard let point else { return .infinity }
        let bytes = point.uncompressed
        let x = try #require(FieldElement(Bytes32(bytes[1...32])))
        let y = try #require(FieldElement(Bytes32(bytes[33...])))
        return JacobianPoint(x * z.squared, y * z.squared * z, z)
    }

    @Test("every pair of points adds up, in every way of adding", arguments: groups)
    func pairs(group: Group) throws {
        let multiples = try group.multiples()
        let jacobians = try multiples.indices.map { try jacobian(multiples[$0], z: FieldElement(UInt64($0 + 2))) }
        let doubles = multiples.indices.map { multiples[$0 * 2 % group.order] }
        #expect(JacobianPoint.normalized(jacobians) == multiples)
        #expect(JacobianPoint.normalized(jacobians.map(\.doubled)) == doubles)
        #expect(JacobianPoint.normalized(jacobians.map { -$0 }) == multiples.map { $0.map { -$0 } })
        for (left, point) in jacobians.enumerated() {
            let expected = multiples.indices.map { multiples[(left + $0) % group.order] }
            #expect(JacobianPoint.normalized(jacobians.map { point.adding($0) }) == expected)
            let mixed = multiples.map { other in other.map { point.adding($0) } ?? point }
            #expect(JacobianPoint.normalized(mixed) == expected)
            // On the curve scaled by s a point (X, Y, Z) is what (X, Y, Z·s) is on ours.
            let scale = FieldElement(UInt64(1000 + left))
            let moved = JacobianPoint(point.x, point.y, point.z * scale.inverse)
            let sums = multiples.map { other in
                guard let other else { return point }
                var sum = moved
                sum.add(other, scale: scale)
                return JacobianPoint(sum.x, sum.y, sum.z * scale)
            }
            #expect(JacobianPoint.normalized(sums) == expected)
        }
    }

    @Test("every list of two and of three points adds up, or is found to need another way", arguments: groups.prefix(2))
    func lists(group: Group) throws {
        let multiples = try group.multiples()
        let order = group.order
        let pairs = (1..<order).flatMap { a in (1..<order).map { [a, $0] } }
        let triples = pairs.flatMap { pair in (1..<order).map { pair + [$0] } }
        let lists = [[1]] + pairs + triples + [[order - 1]]
        let sums = AffineSums.of(
            try lists.flatMap { try $0.map { try #require(multiples[$0]) } }, counts: lists.map(\.count))
        for (list, sum) in zip(lists, sums) {
            // Neighbours are added first, then the third.
            let isRegular = list.count == 1 || isDifferent(list[0], list[1], order)
            let isRegularToo = list.count < 3 || isDifferent(list[0] + list[1], list[2], order)
            let expected = isRegular && isRegularToo ? multiples[list.reduce(0, +) % order] : nil
            #expect(sum == expected, "\(list)")
        }
        #expect(sums.contains(nil) && AffineSums.of([], counts: []).isEmpty)
    }

    /// Whether two multiples are neither equal nor opposite.
    private func isDifferent(_ left: Int, _ right: Int, _ order: Int) -> Bool {
        (left - right) % order != 0 && (left + right) % order != 0
    }
}
