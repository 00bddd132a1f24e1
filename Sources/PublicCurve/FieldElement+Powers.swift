extension FieldElement {
    /// The inverse, by Fermat: a^(p−2); zero gives zero.
    package var inverse: Self {
        let ones = RunsOfOnes(self)
        // p − 2 in binary: 223 ones, 0, 22 ones, 0000, 1, 0, 11, 0, 1.
        let upper = ones.run223.squared(23) * ones.run22
        return ((upper.squared(5) * self).squared(3) * ones.run2).squared(2) * self
    }

    /// A square root; `nil` when there is none. As p mod 4 = 3, it is a^((p+1)/4) (SEC 1 §2.3.4, step 2.4.1).
    package var squareRoot: Self? {
        let ones = RunsOfOnes(self)
        // (p + 1) / 4 in binary: 223 ones, 0, 22 ones, 0000, 11, 00.
        let root = ((ones.run223.squared(23) * ones.run22).squared(6) * ones.run2).squared(2)
        return root.squared == self ? root : nil
    }

    /// The element squared `count` times, a^(2^count).
    fileprivate func squared(_ count: Int) -> Self {
        var result = self
        for _ in 0..<count { result = result.squared }
        return result
    }

    /// The inverses of many elements for the price of one and three multiplications each (Montgomery 1987, §10.3.1,
    /// "simultaneous inversion"); none may be zero.
    package static func inverses(of elements: [Self]) -> [Self] {
        var products: [Self] = []
        products.reserveCapacity(elements.count)
        var product = one
        for element in elements {
            products.append(product)
            product = product * element
        }
        var rest = product.inverse
        for index in elements.indices.reversed() {
            products[index] = products[index] * rest
            rest = rest * elements[index]
        }
        return products
    }
}

/// Powers of an element whose exponents have nothing but ones in binary: a^(2^k − 1), which p's long runs of ones ask for.
private struct RunsOfOnes {
    let run2: FieldElement
    let run22: FieldElement
    let run223: FieldElement

    init(_ element: FieldElement) {
        // A run of j + k ones is a run of j ones moved up by k, times a run of k ones.
        run2 = element.squared * element
        let run3 = run2.squared * element
        let run5 = run3.squared(2) * run2
        let run6 = run3.squared(3) * run3
        let run11 = run6.squared(5) * run5
        run22 = run11.squared(11) * run11
        let run44 = run22.squared(22) * run22
        let run88 = run44.squared(44) * run44
        let run176 = run88.squared(88) * run88
        let run220 = run176.squared(44) * run44
        run223 = run220.squared(3) * run3
    }
}
