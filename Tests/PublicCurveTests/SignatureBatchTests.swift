import BitcoinCrypto
import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("ECDSA verification")
struct SignatureBatchTests {
    static let file = "ecdsa/ecdsa-secp256k1-wycheproof.json"

    struct Row: Decodable, Sendable {
        let id: Int
        let op: String
        let publicKey: HexBytes
        let digest: HexBytes
        let signature: HexBytes
        let expect: Verdict

        /// The claim, if the signature's encoding is one; s may be high.
        func claim() throws -> SignatureClaim? {
            let bytes = signature.bytes
            let parsed =
                op == "verify_p1363" ? try? ECDSASignature(compact: bytes) : try? ECDSASignature(strictDER: bytes)
            guard let parsed else { return nil }
            if op == "verify_der_low_s", !parsed.hasLowS { return nil }
            return SignatureClaim(
                publicKey: publicKey.bytes, digest: try Bytes32(digest.bytes),
                r: try Bytes32(parsed.compact.prefix(32)), s: try Bytes32(parsed.compact.suffix(32)))
        }
    }

    @Test("verifies exactly the valid rows of Wycheproof, in one batch and one by one")
    func wycheproof() throws {
        let rows = try VectorStore.load(Self.file, as: Row.self)
        #expect(rows.count == 1191)
        let claims = try rows.map { try $0.claim() }
        let present = claims.compactMap { $0 }
        #expect(present.count > 400)
        var answers = SignatureBatch.verify(present)[...]
        let single = Parallel.map(present) { SignatureBatch.verify([$0]) == [true] }
        #expect(Array(answers) == single)
        for (row, claim) in zip(rows, claims) {
            let answer = claim == nil ? false : answers.popFirst() ?? false
            #expect(answer == (row.expect == .valid), "row \(row.id)")
        }
        #expect(answers.isEmpty)
    }

    @Test("answers every claim in its place, whatever is wrong with its neighbours")
    func places() throws {
        var maker = SignatureMaker(seed: 50)
        let good = maker.claim()
        let other = maker.claim()
        let zero = EdgeNumbers.small(0)
        let bad = [
            SignatureClaim(publicKey: [], digest: good.digest, r: good.r, s: good.s),
            SignatureClaim(publicKey: other.publicKey, digest: good.digest, r: good.r, s: good.s),
            SignatureClaim(publicKey: good.publicKey, digest: good.digest, r: zero, s: good.s),
            SignatureClaim(publicKey: good.publicKey, digest: good.digest, r: good.r, s: zero),
            SignatureClaim(publicKey: good.publicKey, digest: other.digest, r: good.r, s: good.s),
        ]
        #expect(SignatureBatch.verify([]) == [])
        #expect(SignatureBatch.verify(bad) == [false, false, false, false, false])
        var claims: [SignatureClaim] = []
        for claim in bad { claims += [good, claim, other] }
        #expect(SignatureBatch.verify(claims) == bad.flatMap { _ in [true, false, true] })
    }

    @Test("takes s and n − s alike, and no other s")
    func highS() throws {
        var maker = SignatureMaker(seed: 51)
        for _ in 0..<10 {
            let claim = maker.claim()
            let s = try #require(Scalar(claim.s))
            let others = [-s, s + .one, s + s, s.inverse].map {
                SignatureClaim(publicKey: claim.publicKey, digest: claim.digest, r: claim.r, s: $0.bytes)
            }
            #expect(SignatureBatch.verify([claim] + others) == [true, true, false, false, false])
        }
    }

    @Test("refuses r and s from the order on, even where the remainder verifies, and every pair of edges")
    func edges() throws {
        var maker = SignatureMaker(seed: 52)
        // r = 1 + n would be below 2^256: a signature with r = 1 tells whether it is taken modulo n.
        let small = try #require(try claims(withX: EdgeNumbers.small(1), &maker).first)
        #expect(SignatureBatch.verify([small]) == [true] && small.openSSLAnswer)
        let raised = try EdgeNumbers.plus(EdgeNumbers.order, 1)
        for changed in [(raised, small.s), (raised, raised), (small.r, raised)] {
            let claim = SignatureClaim(
                publicKey: small.publicKey, digest: small.digest, r: changed.0, s: changed.1)
            #expect(SignatureBatch.verify([claim]) == [false])
        }
        let numbers = try [
            EdgeNumbers.small(0), EdgeNumbers.small(1), EdgeNumbers.small(2), EdgeNumbers.minus(EdgeNumbers.order, 2),
            EdgeNumbers.minus(EdgeNumbers.order, 1), EdgeNumbers.order, raised,
            EdgeNumbers.minus(EdgeNumbers.prime, 1), EdgeNumbers.prime, EdgeNumbers.plus(EdgeNumbers.prime, 1),
            (LongNumber(EdgeNumbers.prime) - LongNumber(EdgeNumbers.order)).bytes32,
            Bytes32([UInt8](repeating: 0xff, count: 32)),
        ]
        for digest in [EdgeNumbers.small(0), EdgeNumbers.order, small.digest] {
            let claims = numbers.flatMap { r in
                numbers.map { SignatureClaim(publicKey: small.publicKey, digest: digest, r: r, s: $0) }
            }
            #expect(SignatureBatch.verify(claims) == claims.map(\.openSSLAnswer))
        }
    }

    @Test("finds r again where x is not below the order, and not where r + n leaves the field")
    func wrappedX() throws {
        var maker = SignatureMaker(seed: 53)
        let difference = try (LongNumber(EdgeNumbers.prime) - LongNumber(EdgeNumbers.order)).bytes32
        var found = 0
        for offset in 0..<40 as Range<UInt64> {
            // x = n + offset, so that r = offset; and x = p − 1 − offset, the highest ones.
            let low = try EdgeNumbers.plus(EdgeNumbers.order, offset)
            let high = try EdgeNumbers.minus(EdgeNumbers.prime, offset + 1)
            for x in [low, high] where x >= EdgeNumbers.order {
                for claim in try claims(withX: x, &maker) where claim.r != EdgeNumbers.small(0) {
                    found += 1
                    #expect(claim.r < difference)
                    #expect(SignatureBatch.verify([claim]) == [true], "x \(x)")
                    #expect(claim.openSSLAnswer)
                }
            }
            // x = p − n + offset: r + n is p + offset and no coordinate.
            let edge = try EdgeNumbers.plus(difference, offset)
            for claim in try claims(withX: edge, &maker) {
                #expect(SignatureBatch.verify([claim]) == [true])
                let lower = try EdgeNumbers.minus(claim.r, offset == 0 ? 1 : offset)
                let changed = SignatureClaim(
                    publicKey: claim.publicKey, digest: claim.digest, r: lower, s: claim.s)
                #expect(SignatureBatch.verify([changed]) == [changed.openSSLAnswer])
            }
        }
        #expect(found > 40)
    }

    @Test("answers no when the sum is infinity, and passes through doublings and opposites on the way")
    func degenerate() throws {
        // Q = G: u1·G + u2·Q meets the table's own points; with e = −r it is infinity.
        let r = Scalar(reducing: CurveConstants.generatorX)
        let key = CurvePoint.generator.compressed
        for s in [Scalar.one, r, r.inverse] {
            let claim = SignatureClaim(publicKey: key, digest: (-r).bytes, r: r.bytes, s: s.bytes)
            #expect(SignatureBatch.verify([claim]) == [false] && !claim.openSSLAnswer)
        }
        // e = 0 leaves r/s·G alone, e = s·k − r gives R = k·G.
        for k in [Scalar.one, -.one, .one + .one, r] {
            let point = try #require(JacobianPoint.normalized([Multiplication.multiple(ofGenerator: k)])[0])
            let x = Scalar(reducing: SignatureMaker.x(of: point))
            for s in [Scalar.one, x, x * k.inverse] {
                let claim = SignatureClaim(
                    publicKey: key, digest: (s * k + -x).bytes, r: x.bytes, s: s.bytes)
                #expect(SignatureBatch.verify([claim]) == [true] && claim.openSSLAnswer)
            }
        }
    }

    /// Valid claims whose R has the given x, both signs; none when it is no point's.
    ///
    /// Q = (s/r)·R − (e/r)·G, the public key recovery of SEC 1 §4.1.6.
    private func claims(withX x: Bytes32, _ maker: inout SignatureMaker) throws -> [SignatureClaim] {
        let r = Scalar(reducing: x)
        guard !r.isZero, let point = try? CurvePoint(sec1: [0x02] + x.bytes) else { return [] }
        let (s, e) = (SignatureMaker.lower(maker.scalar()), maker.scalar())
        return try [point, -point].map {
            let sum = Multiplication.sum(generator: -e * r.inverse, multiple: s * r.inverse, of: $0)
            let key = try #require(JacobianPoint.normalized([sum])[0])
            return SignatureClaim(publicKey: key.compressed, digest: e.bytes, r: r.bytes, s: s.bytes)
        }
    }
}
