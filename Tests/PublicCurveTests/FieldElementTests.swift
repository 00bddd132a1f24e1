import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("Arithmetic of the field")
struct FieldElementTests {
    /// Edge numbers, those between n and p, and seeded ones.
    static func numbers() throws -> [Bytes32] {
        var random = SeededGenerator(seed: 41)
        let above = try (1...3).map { try EdgeNumbers.minus(EdgeNumbers.prime, $0) } + [EdgeNumbers.order]
        return try EdgeNumbers.belowOrder() + above + (0..<6).map { _ in try Bytes32(random.bytes(32)) }
    }

    @Test("adds, subtracts and multiplies as school arithmetic does, on every pair of edge numbers")
    func pairs() throws {
        let prime = LongNumber(EdgeNumbers.prime)
        let numbers = try Self.numbers()
        #expect(numbers.count > 30)
        for left in numbers {
            let a = try #require(FieldElement(left))
            for right in numbers {
                let b = try #require(FieldElement(right))
                let (x, y) = (LongNumber(left), LongNumber(right))
                let sum = a + b
                #expect(try sum.bytes == (x + y).modulo(prime).bytes32)
                #expect(try (a - b).bytes == (x + prime - y).modulo(prime).bytes32)
                #expect(try (a * b).bytes == x.multiplied(by: y, modulo: prime).bytes32)
                // Sums are not reduced: numbers from the prime to 2^256 go on into the next operation.
                #expect(sum - b == a && (sum - sum).isZero)
                #expect(sum * sum == a.squared + (a * b).doubled + b.squared)
                #expect(sum.squared == sum * sum && sum.halved.doubled == sum && (a - b).halved.doubled == a - b)
                #expect(FieldElement.sumOfProducts(sum, a, b, a - b) == sum * a + b * (a - b))
            }
        }
    }

    @Test("an unreduced zero is zero, and even; the prime plus one is odd")
    func unreduced() throws {
        let minusOne = try #require(FieldElement(try EdgeNumbers.minus(EdgeNumbers.prime, 1)))
        let zero = minusOne + .one
        #expect(zero.isZero && !zero.isOdd && zero == .zero && zero.bytes == EdgeNumbers.small(0))
        let one = minusOne + FieldElement(2)
        #expect(one == .one && one.isOdd && one.bytes == EdgeNumbers.small(1))
        #expect((zero * minusOne).isZero && (-zero).isZero && zero.squareRoot == .zero)
        // The largest unreduced numbers: p − 1 + 2^32 + 977 = 2^256 − 1.
        let largest = minusOne + FieldElement(0x1_0000_03d1)
        #expect(largest == FieldElement(0x1_0000_03d0))
        #expect(largest.squared == FieldElement(0x1_0000_03d0).squared)
        #expect((largest + largest) == FieldElement(0x2_0000_07a0))
        #expect((FieldElement.zero - largest) + largest == .zero)
        #expect(largest * largest.inverse == .one)
    }

    @Test("takes coordinates below the prime only")
    func range() throws {
        #expect(FieldElement(EdgeNumbers.prime) == nil)
        #expect(FieldElement(try EdgeNumbers.plus(EdgeNumbers.prime, 1)) == nil)
        #expect(FieldElement(try Bytes32([UInt8](repeating: 0xff, count: 32))) == nil)
        for number in try Self.numbers() { #expect(FieldElement(number)?.bytes == number) }
    }

    @Test("every element but zero times its inverse is one, alone and together")
    func inverses() throws {
        let elements = try Self.numbers().compactMap { FieldElement($0) }.filter { !$0.isZero }
        for element in elements { #expect(element * element.inverse == .one) }
        #expect(FieldElement.inverses(of: elements) == elements.map(\.inverse))
        #expect(FieldElement.inverses(of: []) == [])
        #expect(FieldElement.zero.inverse.isZero)
    }

    @Test("finds the roots of many as it finds each alone, whatever its neighbour is")
    func rootsOfMany() throws {
        let elements = try Self.numbers().compactMap { FieldElement($0) }
        for list in [elements, elements.map(\.squared), Array(elements.dropFirst()), [elements[5]], []] {
            #expect(FieldElement.squareRoots(of: list) == list.map(\.squareRoot))
        }
        let alone = elements.map(\.squareRoot)
        #expect(alone.contains(nil) && alone.contains { $0 != nil })
    }

    @Test("finds a root of every square, and of exactly one of a and −a")
    func roots() throws {
        for element in try Self.numbers().compactMap({ FieldElement($0) }) {
            let root = try #require(element.squared.squareRoot)
            #expect(root == element || root == -element)
            // −1 has no root, as p mod 4 = 3.
            if !element.isZero { #expect((element.squareRoot == nil) != ((-element).squareRoot == nil)) }
        }
    }
}
