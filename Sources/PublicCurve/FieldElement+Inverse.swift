extension FieldElement {
    private static let modulus = DivisionSteps.Modulus(CurveConstants.primeNumber)

    /// The inverse; zero gives zero.
    package var inverse: Self {
        FieldElement(number: DivisionSteps.inverse(of: canonical, modulo: Self.modulus))
    }

    /// The inverses of many elements for the price of one and three multiplications each (Montgomery 1987, §10.3.1,
    /// "simultaneous inversion"); none may be zero.
    package static func inverses(of elements: [Self]) -> [Self] {
        var elements = elements
        invert(&elements)
        return elements
    }

    /// Replaces elements by their inverses as ``inverses(of:)`` finds them.
    static func invert(_ elements: inout [Self]) {
        var products: [Self] = []
        products.reserveCapacity(elements.count)
        var product = one
        for element in elements {
            products.append(product)
            product = product * element
        }
        var rest = product.inverse
        for index in elements.indices.reversed() {
            let element = elements[index]
            elements[index] = products[index] * rest
            rest = rest * element
        }
    }
}
