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

    /// A number of either sign modulo the order.
    private func scalar(_ half: SplitScalar.Half) -> Scalar {
        let (high, low) = (half.magnitude >> 64, half.magnitude)
        let size = Scalar(
            reducing: Bytes32(
                bigEndianWords: (0, 0, UInt64(truncatingIfNeeded: high), UInt64(truncatingIfNeeded: low))))
        return half.isNegative ? -size : size
    }

    @Test("splits scalars into two halves, of either sign, that give the scalar again")
    func split() throws {
        let lambda = SplitScalar.lambda
        #expect(lambda * lambda * lambda == .one && lambda != .one)
        // Multiples of λ, and what lies beside them, are split most unevenly.
        var scalars = try Self.numbers().map { Scalar(reducing: $0) }
        scalars += scalars.map { $0 * lambda } + [lambda, -lambda, lambda + .one, lambda * lambda, -lambda + -.one]
        var signs: Set<[Bool]> = []
        for scalar in scalars + scalars.map({ -$0 }) {
            let split = SplitScalar(scalar)
            signs.insert([split.first.isNegative, split.second.isNegative])
            #expect(self.scalar(split.first) + self.scalar(split.second) * lambda == scalar)
        }
        #expect(signs.count == 4)
    }

    @Test("signed digits add up to the number, are odd, small and apart", arguments: 2...SignedDigits.widest)
    func digits(width: Int) throws {
        for number in try Self.numbers() {
            let split = SplitScalar(Scalar(reducing: number))
            for half in [split.first, split.second] {
                let digits = SignedDigits(half, width: width).digits
                #expect(digits.count == SignedDigits.count)
                var sum = Scalar.zero
                for digit in digits.reversed() {
                    sum = sum + sum
                    let size = Scalar(reducing: EdgeNumbers.small(UInt64(digit.magnitude)))
                    sum = sum + (digit < 0 ? -size : size)
                }
                #expect(sum == scalar(half))
                let places = digits.indices.filter { digits[$0] != 0 }
                #expect(places.allSatisfy { !digits[$0].isMultiple(of: 2) && digits[$0].magnitude < 1 << (width - 1) })
                #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= width })
            }
        }
    }

    @Test("the digits of the largest halves need one place above their bits")
    func lastCarry() throws {
        let half = SplitScalar.Half(magnitude: .max, isNegative: false)
        for width in 2...SignedDigits.widest {
            let digits = SignedDigits(half, width: width).digits
            #expect(digits[0] == -1 && digits[SignedDigits.count - 1] == 1, "width \(width)")
            #expect(digits.count { $0 != 0 } == 2)
            let negative = SignedDigits(SplitScalar.Half(magnitude: .max, isNegative: true), width: width).digits
            #expect(negative == digits.map { -$0 })
        }
    }
}
