import BitcoinCrypto
import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("The curve against libsecp256k1")
struct IndependentCurveTests {
    /// How many seeded questions of each kind are asked; few enough for a debug build.
    private static let count = 1_000

    @Test(
        "agrees on signatures, sums and keys, seeded and from the vector files",
        .enabled(if: ConsensusCheck.interpreter != nil, "make test names an interpreter with coincurve"))
    func agreement() throws {
        var maker = SignatureMaker(seed: 60)
        let claims = (0..<Self.count).map { _ in
            let claim = maker.claim()
            return maker.perhapsDamaged(claim)
        }
        // DER cannot write what is out of range, and libsecp256k1 takes low s only.
        let asked = claims.compactMap { claim -> (SignatureClaim, [UInt8])? in
            guard let signature = try? ECDSASignature(compact: claim.r.bytes + claim.s.bytes), signature.hasLowS else {
                return nil
            }
            return (claim, signature.der)
        }
        let edges = try EdgeNumbers.belowOrder() + [EdgeNumbers.order, EdgeNumbers.plus(EdgeNumbers.order, 1)]
        var sums = edges.map { TweakedPoint(point: .generator, tweak: $0) }
        while sums.count < Self.count { sums.append(TweakedPoint(point: maker.point(), tweak: maker.scalar().bytes)) }
        let rows = try VectorStore.load(CurvePointTests.file, op: "parse", as: CurvePointTests.Row.self)
        // libsecp256k1 reads hybrid keys, which Rensho refuses.
        let keys = rows.map(\.publicKey.bytes).filter { $0.count != 65 || ![0x06, 0x07].contains($0[0]) }

        let theirs = try IndependentCurve.answers(
            verify: asked.map { ($0.0.publicKey, $0.0.digest, $0.1) }, add: sums, parse: keys)

        #expect(asked.count > Self.count / 2 && keys.count > 400)
        #expect(theirs.verify == SignatureBatch.verify(asked.map(\.0)))
        #expect(theirs.verify.contains(true) && theirs.verify.contains(false))
        #expect(theirs.add == TweakBatch.sums(sums).map { (try? $0.get()).map { Hex.encode($0.compressed) } })
        #expect(theirs.add.contains(nil))
        let ours = keys.map { key in
            (try? CurvePoint(sec1: key)).map { [Hex.encode($0.compressed), Hex.encode($0.uncompressed)] }
        }
        #expect(theirs.parse == ours)
    }
}
