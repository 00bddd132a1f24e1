import BitcoinCrypto
import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("The group")
struct GroupLawTests {
    /// Points with seeded coordinates, as sums that are not normalised.
    static func points(seed: UInt64, _ count: Int) -> [JacobianPoint] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            Multiplication.multiple(
                ofGenerator: Scalar(
                    reducing: Bytes32(bigEndianWords: (random.next(), random.next(), random.next(), random.next()))))
        }
    }

    private func same(_ left: JacobianPoint, _ right: JacobianPoint) -> Bool {
        JacobianPoint.normalized([left])[0] == JacobianPoint.normalized([right])[0]
    }

    @Test("is commutative and associative, with infinity as its neutral element")
    func laws() {
        let (p, q, r) = (Self.points(seed: 1, 12), Self.points(seed: 2, 12), Self.points(seed: 3, 12))
        for ((p, q), r) in zip(zip(p, q), r) {
            #expect(same(p.adding(q), q.adding(p)))
            #expect(same(p.adding(q).adding(r), p.adding(q.adding(r))))
            #expect(same(p.adding(.infinity), p) && same(JacobianPoint.infinity.adding(p), p))
            #expect(p.adding(-p).isInfinity && (-p).adding(p).isInfinity)
            #expect(same(p.adding(p), p.doubled) && same(p.adding(p.doubled), p.doubled.adding(p)))
            #expect(same(p.adding(q).adding(-q), p))
        }
        #expect(JacobianPoint.infinity.doubled.isInfinity && JacobianPoint.infinity.adding(.infinity).isInfinity)
        #expect((-JacobianPoint.infinity).isInfinity)
    }

    @Test("adds an affine point as it adds any other, also the same and the opposite one")
    func mixed() throws {
        let points = Self.points(seed: 4, 12)
        let affine = try JacobianPoint.normalized(Self.points(seed: 5, 12)).map { try #require($0) }
        for (p, q) in zip(points, affine) {
            #expect(same(p.adding(q), p.adding(JacobianPoint(q))))
            let normal = try #require(JacobianPoint.normalized([p])[0])
            #expect(normal.isOnCurve)
            #expect(same(p.adding(normal), p.doubled))
            #expect(p.adding(-normal).isInfinity)
            #expect(same(JacobianPoint.infinity.adding(q), JacobianPoint(q)))
        }
    }

    @Test("normalises many points with infinities among them")
    func normalising() {
        let points = Self.points(seed: 6, 5)
        let mixed = [.infinity, points[0], points[1], .infinity, points[2], points[3], points[4], .infinity]
        let normal = JacobianPoint.normalized(mixed)
        #expect(normal.map { $0 == nil } == mixed.map(\.isInfinity))
        #expect(normal == mixed.map { JacobianPoint.normalized([$0])[0] })
        #expect(JacobianPoint.normalized([]).isEmpty)
    }

    /// Multiples up to here, of either sign, are all compared.
    static let smallMultiples = 600

    @Test("every small multiple, of either sign, is the sum of that many generators, and OpenSSL's")
    func smallMultiples() throws {
        var sum = JacobianPoint.infinity
        var sums: [JacobianPoint] = []
        for _ in 1...Self.smallMultiples {
            sum = sum.adding(CurvePoint.generator)
            sums.append(sum)
        }
        let expected = try JacobianPoint.normalized(sums).map { try #require($0) }
        let generator = try PublicKey(CurvePoint.generator.compressed)
        let ours = Parallel.map(Array(1...UInt64(Self.smallMultiples))) { number in
            let scalar = Scalar(reducing: EdgeNumbers.small(number))
            return JacobianPoint.normalized([
                Multiplication.multiple(ofGenerator: scalar), Multiplication.multiple(ofGenerator: -scalar),
                Multiplication.sum(generator: .zero, multiple: scalar, of: .generator),
                Multiplication.sum(generator: -scalar, multiple: scalar + scalar, of: .generator),
            ])
        }
        let library = Parallel.map(Array(0..<UInt64(Self.smallMultiples))) {
            try? generator.adding(EdgeNumbers.small($0)).bytes
        }
        for (index, point) in expected.enumerated() {
            #expect(ours[index] == [point, -point, point, point], "multiple \(index + 1)")
            #expect(point.compressed == library[index], "multiple \(index + 1)")
        }
    }

    @Test("every digit of every window of the generator's table, of either sign, is OpenSSL's multiple")
    func generatorTable() throws {
        let generator = try PublicKey(CurvePoint.generator.compressed)
        var scalars: [Scalar] = []
        var base = Scalar.one
        // 14 windows of 9 bits, and a last one of 2.
        for window in 0...14 {
            var multiple = base
            // To 257: the first digit that is written as a negative one and a carry.
            for _ in 1...(window < 14 ? 257 : 4) {
                scalars.append(multiple)
                multiple = multiple + base
            }
            for _ in 0..<9 { base = base + base }
        }
        // Scalars are split before they have digits: λ times the same ones meet the table's other half.
        scalars += scalars.map { $0 * SplitScalar.lambda }
        let minusOne = -Scalar.one
        let ours = JacobianPoint.normalized(scalars.map { Multiplication.multiple(ofGenerator: $0) })
        // G + (k − 1)·G; no multiple here is infinity.
        let library = Parallel.map(scalars) { try? generator.adding(($0 + minusOne).bytes).bytes }
        #expect(ours.map { $0?.compressed } == library)
        let negatives = JacobianPoint.normalized(scalars.map { Multiplication.multiple(ofGenerator: -$0) })
        #expect(negatives == ours.map { point in point.map { -$0 } })
    }

    @Test("every pair of edge scalars multiplies as their sum does, with OpenSSL as the judge")
    func edgeScalars() throws {
        let lambda = SplitScalar.lambda
        let scalars =
            try EdgeNumbers.belowOrder().map { try #require(Scalar($0)) }
            + [lambda, -lambda, lambda * lambda, lambda + .one, -lambda + .one]
        // Q = 3G, so that a·G + b·Q = (a + 3b)·G.
        let three = try #require(JacobianPoint.normalized([Multiplication.multiple(ofGenerator: triple(.one))])[0])
        let generator = try PublicKey(CurvePoint.generator.compressed)
        let pairs = scalars.flatMap { a in scalars.map { (a, $0) } }
        let sums = Parallel.map(pairs) { a, b in
            JacobianPoint.normalized([Multiplication.sum(generator: a, multiple: b, of: three)])[0]?.compressed
        }
        let minusOne = -Scalar.one
        let library = Parallel.map(pairs) { a, b in
            // G + (k − 1)·G; infinity is what OpenSSL refuses.
            try? generator.adding((a + self.triple(b) + minusOne).bytes).bytes
        }
        #expect(sums == library)
        #expect(sums.contains(nil) && sums.count > 500)
    }

    @Test("gives the same sum with tables of every width", arguments: 2...8)
    func widths(width: Int) throws {
        let table = GeneratorMultiples(width: [2, 4, 5, 7, 8, 11, 14][width - 2])
        let points = try JacobianPoint.normalized(Self.points(seed: 8, 2)).map { try #require($0) } + [.generator]
        var random = SeededGenerator(seed: 9)
        let seeded = try (0..<12).map { _ in Scalar(reducing: try Bytes32(random.bytes(32))) }
        let edges = [Scalar.zero, .one, -.one, SplitScalar.lambda, -SplitScalar.lambda]
        for (a, b) in zip(seeded, seeded.reversed()) + edges.flatMap({ a in edges.map { (a, $0) } }) {
            for point in points {
                let sum = Multiplication.sum(generator: a, multiple: b, of: point, width: width, table: table)
                #expect(same(sum, Multiplication.sum(generator: a, multiple: b, of: point)))
            }
        }
    }

    @Test("λ times a point has β times its x and the same y")
    func endomorphism() throws {
        let beta = SplitScalar.beta
        #expect(beta * beta * beta == .one && beta != .one)
        for point in try JacobianPoint.normalized(Self.points(seed: 10, 3)).map({ try #require($0) }) + [.generator] {
            let image = Multiplication.sum(generator: .zero, multiple: SplitScalar.lambda, of: point)
            let x = try #require(FieldElement(SignatureMaker.x(of: point)))
            #expect(JacobianPoint.normalized([image])[0].map(SignatureMaker.x) == (x * beta).bytes)
            #expect(JacobianPoint.normalized([image])[0]?.compressed[0] == point.compressed[0])
        }
    }

    private func triple(_ scalar: Scalar) -> Scalar { scalar + scalar + scalar }

    @Test("sums that meet their equal or their opposite on the way are right, in batches of every size")
    func meetings() throws {
        // d · 2^9w is what the table holds: P and the first summands are the same, or each other's negative.
        let scalars = [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 768, 0x2_0001, 0x2_0100, 0x3_ffff, 0x4_0000].map {
            Scalar(reducing: EdgeNumbers.small($0))
        }
        let numbers = scalars + scalars.map { -$0 } + scalars.map { $0 * SplitScalar.lambda }
        let pairs = numbers.flatMap { a in numbers.map { (a, $0) } }.filter { !$0.0.isZero }
        let points = JacobianPoint.normalized(numbers.map { Multiplication.multiple(ofGenerator: $0) })
        let known = Dictionary(zip(numbers, points)) { first, _ in first }
        let questions = try pairs.map { TweakedPoint(point: try #require(known[$0.0] ?? nil), tweak: $0.1.bytes) }
        let expected: [Result<CurvePoint, CurveError>] = JacobianPoint.normalized(
            pairs.map { Multiplication.sum(generator: $0.0 + $0.1, multiple: .zero, of: .generator) }
        ).map { point in point.map { .success($0) } ?? .failure(.infinity) }
        #expect(TweakBatch.sums(questions) == expected)
        for count in [1, 5, 6, 7, 63, 64, 65] {
            #expect(TweakBatch.sums(Array(questions.prefix(count))) == Array(expected.prefix(count)))
        }
        #expect(expected.contains(.failure(.infinity)))
    }

    @Test("refuses a tweak from the order on, in a batch and alone; zero gives the same point")
    func tweaks() throws {
        let points = try JacobianPoint.normalized(Self.points(seed: 7, 1)).map { try #require($0) }
        let minusOne = try EdgeNumbers.minus(EdgeNumbers.order, 1)
        let questions = [
            TweakedPoint(point: points[0], tweak: EdgeNumbers.small(0)),
            TweakedPoint(point: points[0], tweak: EdgeNumbers.order),
            TweakedPoint(point: .generator, tweak: minusOne),
            TweakedPoint(point: points[0], tweak: try EdgeNumbers.plus(EdgeNumbers.order, 1)),
            TweakedPoint(point: .generator, tweak: EdgeNumbers.small(1)),
            TweakedPoint(point: -.generator, tweak: EdgeNumbers.small(2)),
        ]
        let two = try PublicKey(CurvePoint.generator.compressed).adding(EdgeNumbers.small(1)).bytes
        let sums = TweakBatch.sums(questions)
        #expect(sums[0] == .success(points[0]))
        #expect(sums[1] == .failure(.tweakOutOfRange))
        #expect(sums[2] == .failure(.infinity))
        #expect(sums[3] == .failure(.tweakOutOfRange))
        #expect(sums[4] == .success(try CurvePoint(sec1: two)))
        #expect(sums[5] == .success(.generator))
        // One question goes another way.
        for (question, sum) in zip(questions, sums) { #expect(TweakBatch.sums([question]) == [sum]) }
        #expect(TweakBatch.sums([]).isEmpty)
    }
}
