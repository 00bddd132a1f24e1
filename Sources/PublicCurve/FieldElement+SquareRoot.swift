extension FieldElement {
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
