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
    /// One sum for each question, in order.
    package static func sums(_ questions: [TweakedPoint]) -> [Result<CurvePoint, CurveError>] {
        let tweaks = questions.map { Scalar($0.tweak) }
        let sums = zip(questions, tweaks).map { question, tweak in
            tweak.map { Multiplication.multiple(ofGenerator: $0).adding(question.point) } ?? .infinity
        }
        return zip(tweaks, JacobianPoint.normalized(sums)).map { tweak, sum in
            guard tweak != nil else { return .failure(.tweakOutOfRange) }
            guard let sum else { return .failure(.infinity) }
            return .success(sum)
        }
    }
}
