package import ByteCoding

/// A claim to be verified: this key's owner made the signature (r, s) over this digest.
package struct SignatureClaim: Hashable, Sendable {
    /// The public key, 33 or 65 bytes (SEC 1 §2.3.3).
    package let publicKey: [UInt8]
    /// The digest that was signed.
    package let digest: Bytes32
    /// The number r, big endian.
    package let r: Bytes32
    /// The number s, big endian.
    package let s: Bytes32

    /// Puts a claim together; nothing is checked yet.
    package init(publicKey: [UInt8], digest: Bytes32, r: Bytes32, s: Bytes32) {
        self.publicKey = publicKey
        self.digest = digest
        self.r = r
        self.s = s
    }
}

extension SignatureClaim {
    /// Whether the claim holds; many are answered faster together, by ``SignatureBatch``.
    package var holds: Bool {
        guard let point = try? CurvePoint(sec1: publicKey), let claim = ReadableClaim(self, point) else { return false }
        return claim.holds(inverseOfS: claim.s.inverse)
    }

    /// Which of the four points with this r was the signer's R, so that the key can be recovered from the signature
    /// (SEC 1 §4.1.6): 1 for an odd y, and 2 more for an x that is not below n. `nil` when the claim does not hold.
    package var recoveryNumber: UInt8? {
        guard let point = try? CurvePoint(sec1: publicKey), let claim = ReadableClaim(self, point) else { return nil }
        let inverse = claim.s.inverse
        guard claim.holds(inverseOfS: inverse),
            let point = claim.sum(inverseOfS: inverse).affine
        else { return nil }
        let compressed = point.compressed
        return (compressed[0] == 0x03 ? 1 : 0) + (compressed.dropFirst().elementsEqual(r.bytes) ? 0 : 2)
    }
}

/// ECDSA verification (SEC 1 §4.1.4) of many claims at once, on the calling thread.
package enum SignatureBatch {
    /// One answer for each claim, in order; high s is as good as low here, as in SEC 1.
    package static func verify(_ claims: [SignatureClaim]) -> [Bool] {
        if claims.count == 1 { return [claims[0].holds] }
        let points = CurvePoint.points(sec1: claims.map(\.publicKey))
        let readable = zip(claims, points).map { claim, point in point.flatMap { ReadableClaim(claim, $0) } }
        // One inversion for all s.
        var inverses = Scalar.inverses(of: readable.compactMap { $0?.s })[...]
        return readable.map { claim in
            guard let claim, let inverse = inverses.popFirst() else { return false }
            return claim.holds(inverseOfS: inverse)
        }
    }
}

/// A claim whose numbers are in their ranges and whose key is a point.
private struct ReadableClaim {
    private let point: CurvePoint
    private let digest: Scalar
    private let r: Scalar
    let s: Scalar

    /// SEC 1 §4.1.4, step 1: r and s are in 1 … n−1.
    init?(_ claim: SignatureClaim, _ point: CurvePoint) {
        guard let r = Scalar(claim.r), !r.isZero, let s = Scalar(claim.s), !s.isZero else { return nil }
        self.point = point
        self.r = r
        self.s = s
        digest = Scalar(reducing: claim.digest)
    }

    /// R = (e/s)·G + (r/s)·Q (SEC 1 §4.1.4, step 5).
    func sum(inverseOfS inverse: Scalar) -> JacobianPoint {
        Multiplication.sum(generator: digest * inverse, multiple: r * inverse, of: point)
    }

    /// SEC 1 §4.1.4, steps 4 to 8: R = (e/s)·G + (r/s)·Q is not infinity, and its x modulo n is r.
    func holds(inverseOfS inverse: Scalar) -> Bool {
        let sum = sum(inverseOfS: inverse)
        return !sum.isInfinity && sum.hasX(moduloOrder: r)
    }
}

extension JacobianPoint {
    /// Whether x modulo n is `r`, without an inversion: X = x·Z², where x below p is r or, if that is still below p, r + n.
    func hasX(moduloOrder r: Scalar) -> Bool {
        let zz = z.squared
        guard let low = FieldElement(below: r.number) else { return false }
        if low * zz == x { return true }
        let (raised, carry) = r.number.adding(CurveConstants.orderNumber)
        guard !carry, let high = FieldElement(below: raised) else { return false }
        return high * zz == x
    }
}
