extension FieldElement {
    /// A square root; `nil` when there is none. As p mod 4 = 3, it is a^((p+1)/4) (SEC 1 §2.3.4, step 2.4.1).
    package var squareRoot: Self? { confirmed(root: RunsOfOnes(self).root) }

    /// The square roots of many, two at a time: a square waits for the one before it, and another number's fills the wait.
    package static func squareRoots(of elements: [Self]) -> [Self?] {
        var roots: [Self?] = []
        roots.reserveCapacity(elements.count)
        for first in stride(from: 0, to: elements.count - 1, by: 2) {
            let pair = FieldPair(first: elements[first], second: elements[first + 1])
            let root = RunsOfOnes(pair).root
            roots.append(pair.first.confirmed(root: root.first))
            roots.append(pair.second.confirmed(root: root.second))
        }
        if !elements.count.isMultiple(of: 2) { roots.append(elements[elements.count - 1].squareRoot) }
        return roots
    }

    /// A number that is the square root if there is one.
    private func confirmed(root: Self) -> Self? { root.squared == self ? root : nil }
}

/// What powers are made of: one element, or two that are treated alike.
private protocol Powers: Sendable {
    static func * (left: Self, right: Self) -> Self
    /// Squares `count` times, a^(2^count).
    func squared(_ count: Int) -> Self
}

extension FieldElement: Powers {
    fileprivate func squared(_ count: Int) -> Self {
        var result = self
        for _ in 0..<count { result = result.squared }
        return result
    }
}

private struct FieldPair: Powers {
    let first: FieldElement
    let second: FieldElement

    @inline(always)
    static func * (left: Self, right: Self) -> Self {
        FieldPair(first: left.first * right.first, second: left.second * right.second)
    }

    func squared(_ count: Int) -> Self {
        var (first, second) = (first, second)
        for _ in 0..<count {
            first = first.squared
            second = second.squared
        }
        return FieldPair(first: first, second: second)
    }
}

/// Powers whose exponents have nothing but ones in binary: a^(2^k − 1), which p's long runs of ones ask for.
private struct RunsOfOnes<Number: Powers> {
    private let run2: Number
    private let run22: Number
    private let run223: Number

    init(_ number: Number) {
        // A run of j + k ones is a run of j ones moved up by k, times a run of k ones.
        run2 = number.squared(1) * number
        let run3 = run2.squared(1) * number
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

    /// The power (p + 1) / 4, in binary: 223 ones, 0, 22 ones, 0000, 11, 00.
    var root: Number { ((run223.squared(23) * run22).squared(6) * run2).squared(2) }
}
