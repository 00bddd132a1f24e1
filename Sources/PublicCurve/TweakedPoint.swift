package import ByteCoding

/// A point to which a multiple of the generator is added: P + t·G, as public child derivation does (BIP-32, CKDpub).
package struct TweakedPoint: Hashable, Sendable {
    /// The point P.
    package let point: CurvePoint
    /// The number t, big endian; from the order on it is refused.
    package let tweak: Bytes32

    /// Asks for a sum.
    package init(point: CurvePoint, tweak: Bytes32) {
        self.point = point
        self.tweak = tweak
    }
}

/// Sums of points and multiples of the generator, many at once, on the calling thread.
package enum TweakBatch {
    /// How many sums share their inversions: few enough that what they add up stays in the cache.
    private static let chunkCount = 64

    /// From so many sums on the inversions are worth their price.
    private static let fewest = 6

    /// One sum for each question, in order.
    package static func sums(_ questions: [TweakedPoint]) -> [Result<CurvePoint, CurveError>] {
        if questions.count == 1 { return [sum(questions[0])] }
        var sums: [Result<CurvePoint, CurveError>] = []
        sums.reserveCapacity(questions.count)
        for start in stride(from: 0, to: questions.count, by: chunkCount) {
            let chunk = questions[start..<min(start + chunkCount, questions.count)]
            let tweaks = chunk.map { Scalar($0.tweak) }
            let points = chunk.count < fewest ? summedAlone(chunk, tweaks) : summedTogether(chunk, tweaks)
            for (tweak, point) in zip(tweaks, points) {
                guard tweak != nil else {
                    sums.append(.failure(.tweakOutOfRange))
                    continue
                }
                sums.append(point.map { .success($0) } ?? .failure(.infinity))
            }
        }
        return sums
    }

    /// One sum.
    package static func sum(_ question: TweakedPoint) -> Result<CurvePoint, CurveError> {
        guard let tweak = Scalar(question.tweak) else { return .failure(.tweakOutOfRange) }
        return Multiplication.sum(question.point, generator: tweak).affine.map { .success($0) } ?? .failure(.infinity)
    }

    /// Sums with one inversion for all; `nil` is infinity, or no sum at all.
    private static func summedAlone(_ questions: ArraySlice<TweakedPoint>, _ tweaks: [Scalar?]) -> [CurvePoint?] {
        JacobianPoint.normalized(
            zip(questions, tweaks).map { question, tweak in
                tweak.map { Multiplication.sum(question.point, generator: $0) } ?? .infinity
            })
    }

    /// The same with affine points throughout; what meets its equal or its opposite on the way is summed alone.
    private static func summedTogether(_ questions: ArraySlice<TweakedPoint>, _ tweaks: [Scalar?]) -> [CurvePoint?] {
        var summands: [CurvePoint] = []
        summands.reserveCapacity(questions.count * (GeneratorComb.maximumSummands + 1))
        let comb = GeneratorComb.shared
        let counts = zip(questions, tweaks).map { question, tweak in
            let start = summands.count
            summands.append(question.point)
            if let tweak { comb.append(summandsOf: tweak, to: &summands) }
            return summands.count - start
        }
        var sums = AffineSums.of(summands, counts: counts)
        for (index, (question, tweak)) in zip(questions, tweaks).enumerated() where sums[index] == nil {
            sums[index] = summedAlone([question], [tweak])[0]
        }
        return sums
    }
}
