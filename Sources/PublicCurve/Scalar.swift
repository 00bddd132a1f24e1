package import ByteCoding

/// An integer modulo the order n of the group, always below n.
package struct Scalar: Hashable, Sendable {
    /// The number below n.
    let number: Number256

    /// Zero.
    package static let zero = Scalar(unchecked: .zero)
    /// One.
    package static let one = Scalar(unchecked: Number256(1, 0, 0, 0))

    /// 2^256 − n, of 129 bits.
    private static let complement = Number256(0x402d_a173_2fc9_bebf, 0x4551_2319_50b7_5fc4, 1, 0)

    /// Takes a number that is known to be below n.
    init(unchecked number: Number256) { self.number = number }

    /// Takes 32 bytes, big endian; `nil` from n on.
    package init?(_ bytes: Bytes32) {
        let number = Number256(bytes)
        guard number.subtracting(CurveConstants.orderNumber).borrow else { return nil }
        self.number = number
    }

    /// Takes 32 bytes, big endian, modulo n, as ECDSA takes a digest (SEC 1 §4.1.4, step 3).
    package init(reducing bytes: Bytes32) {
        self.init(reducing: .zero, Number256(bytes))
    }

    /// The number below n, 32 bytes, big endian.
    package var bytes: Bytes32 { Bytes32(number) }

    /// Whether the scalar is zero.
    package var isZero: Bool { number.isZero }

    /// high · 2^256 + low: as 2^256 ≡ complement (mod n), each turn takes 127 bits off the high part until none is left.
    private init(reducing high: Number256, _ low: Number256) {
        var (high, low) = (high, low)
        while !high.isZero {
            let product = high.multipliedWide(by: Self.complement)
            let (sum, carry) = product.low.adding(low)
            low = sum
            high = carry ? product.high.adding(Number256(1, 0, 0, 0)).sum : product.high
        }
        // 2^256 is less than 2n.
        let (difference, borrow) = low.subtracting(CurveConstants.orderNumber)
        number = borrow ? low : difference
    }
}

extension Scalar {
    /// The sum.
    package static func + (left: Self, right: Self) -> Self {
        let (sum, carry) = left.number.adding(right.number)
        return Scalar(reducing: carry ? Number256(1, 0, 0, 0) : .zero, sum)
    }

    /// The negative.
    package static prefix func - (scalar: Self) -> Self {
        scalar.isZero ? zero : Scalar(unchecked: CurveConstants.orderNumber.subtracting(scalar.number).difference)
    }

    /// The product.
    package static func * (left: Self, right: Self) -> Self {
        let (high, low) = left.number.multipliedWide(by: right.number)
        return Scalar(reducing: high, low)
    }

    private static let modulus = DivisionSteps.Modulus(CurveConstants.orderNumber)

    /// The inverse; zero gives zero.
    package var inverse: Self {
        Scalar(unchecked: DivisionSteps.inverse(of: number, modulo: Self.modulus))
    }

    /// The inverses of many scalars for the price of one and three multiplications each (Montgomery 1987, §10.3.1,
    /// "simultaneous inversion"); none may be zero.
    package static func inverses(of scalars: [Self]) -> [Self] {
        var products: [Self] = []
        products.reserveCapacity(scalars.count)
        var product = one
        for scalar in scalars {
            products.append(product)
            product = product * scalar
        }
        var rest = product.inverse
        for index in scalars.indices.reversed() {
            products[index] = products[index] * rest
            rest = rest * scalars[index]
        }
        return products
    }
}
