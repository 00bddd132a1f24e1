import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("Arithmetic against Python's integers")
struct IndependentIntegerTests {
    /// Words at which carries begin, end and run through.
    private static let words: [UInt64] = [0, 1, 0x1_0000_03d0, 0x1_0000_03d1, 1 << 63, .max - 1, .max]

    /// How many pairs are compared.
    private static let pairCount = 6_000

    /// Pairs of numbers below the order whose words are edge words, or, one in eight, seeded ones.
    private static func pairs() -> [(Bytes32, Bytes32)] {
        var random = SeededGenerator(seed: 61)
        func word() -> UInt64 {
            let choice = random.next()
            return choice % 8 == 0 ? random.next() : words[Int((choice >> 8) % UInt64(words.count))]
        }
        func number() -> Bytes32 {
            while true {
                let bytes = Bytes32(bigEndianWords: (word(), word(), word(), word()))
                if bytes < CurveConstants.order { return bytes }
            }
        }
        return (0..<pairCount).map { _ in (number(), number()) }
    }

    @Test(
        "agrees on words of nothing but zeros and ones and their neighbours",
        .enabled(if: ConsensusCheck.interpreter != nil, "make test names an interpreter"))
    func agreement() throws {
        let pairs = Self.pairs()
        let theirs = try IndependentCurve.integers(pairs)
        #expect(theirs.field.count == pairs.count && theirs.scalar.count == pairs.count)
        #expect(theirs.fieldInverse.count == pairs.count && theirs.scalarInverse.count == pairs.count)
        for (index, pair) in pairs.enumerated() {
            let a = try #require(FieldElement(pair.0))
            let b = try #require(FieldElement(pair.1))
            let field = [
                a + b, a - b, a * b, a.squared, (a + b) * (a - b), (a + b).squared, (a - b).squared, (a + b).halved,
                FieldElement.sumOfProducts(a + b, a, b, a - b),
            ]
            // The first disagreement is enough to see.
            try #require(field.map(\.bytes.hex) == theirs.field[index], "\(pair)")
            try #require(a.inverse.bytes.hex == theirs.fieldInverse[index], "\(pair)")
            let c = try #require(Scalar(pair.0))
            let d = try #require(Scalar(pair.1))
            try #require([c + d, c * d, -c].map(\.bytes.hex) == theirs.scalar[index], "\(pair)")
            try #require(c.inverse.bytes.hex == theirs.scalarInverse[index], "\(pair)")
        }
    }
}
