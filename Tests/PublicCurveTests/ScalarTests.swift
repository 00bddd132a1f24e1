import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("Arithmetic modulo the order")
struct ScalarTests {
    static func numbers() throws -> [Bytes32] {
        var random = SeededGenerator(seed: 42)
        return try EdgeNumbers.belowOrder() + (0..<6).map { _ in try Bytes32(random.bytes(32)) }
    }

    @Test("adds and multiplies as school arithmetic does, on every pair of edge numbers")
    func pairs() throws {
        let order = LongNumber(EdgeNumbers.order)
        let numbers = try Self.numbers()
        #expect(numbers.count > 25)
        for left in numbers {
            let a = try #require(Scalar(left))
            for right in numbers {
                let b = try #require(Scalar(right))
                let (x, y) = (LongNumber(left), LongNumber(right))
                #expect(try (a + b).bytes == (x + y).modulo(order).bytes32)
                #expect(try (a * b).bytes == x.multiplied(by: y, modulo: order).bytes32)
            }
            #expect((a + -a).isZero)
        }
    }

    @Test("takes numbers below the order, and any 32 bytes modulo the order")
    func range() throws {
        let beyond = [
            (EdgeNumbers.order, EdgeNumbers.small(0)),
            (try EdgeNumbers.plus(EdgeNumbers.order, 1), EdgeNumbers.small(1)),
            (EdgeNumbers.prime, try (LongNumber(EdgeNumbers.prime) - LongNumber(EdgeNumbers.order)).bytes32),
            (
                try Bytes32([UInt8](repeating: 0xff, count: 32)),
                try EdgeNumbers.hex("000000000000000000000000000000014551231950b75fc4402da1732fc9bebe")
            ),
        ]
        for (number, rest) in beyond {
            #expect(Scalar(number) == nil)
            #expect(Scalar(reducing: number).bytes == rest)
        }
        for number in try Self.numbers() {
            #expect(Scalar(number)?.bytes == number)
            #expect(Scalar(reducing: number).bytes == number)
        }
    }

    @Test("every scalar but zero times its inverse is one, alone and together")
    func inverses() throws {
        let scalars = try Self.numbers().compactMap { Scalar($0) }.filter { !$0.isZero }
        for scalar in scalars { #expect(scalar * scalar.inverse == .one) }
        #expect(Scalar.inverses(of: scalars) == scalars.map(\.inverse))
        #expect(Scalar.inverses(of: []) == [])
        #expect(Scalar.zero.inverse.isZero)
    }

    @Test("signed digits add up to the scalar, are odd, small and apart", arguments: 2...SignedDigits.widest)
    func digits(width: Int) throws {
        for number in try Self.numbers() {
            let scalar = try #require(Scalar(number))
            let digits = SignedDigits(scalar, width: width).digits
            var sum = Scalar.zero
            for digit in digits.reversed() {
                sum = sum + sum
                let size = Scalar(reducing: EdgeNumbers.small(UInt64(digit.magnitude)))
                sum = sum + (digit < 0 ? -size : size)
            }
            #expect(sum == scalar)
            let places = digits.indices.filter { digits[$0] != 0 }
            #expect(places.allSatisfy { !digits[$0].isMultiple(of: 2) && digits[$0].magnitude < 1 << (width - 1) })
            #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= width })
        }
    }
}
