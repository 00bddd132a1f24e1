import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("Public child derivation")
struct Bip32DerivationTests {
    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable { let xpub: String }
        let id: Int
        let xpub: String
        let path: String
        let expected: Expected?
    }

    /// CKDpub of BIP-32: HMAC-SHA512 of the key and the index under the chain code; the left half is the tweak.
    private func child(of parent: ExtendedPublicKey, _ index: UInt32) throws -> Result<CurvePoint, CurveError> {
        var message = ByteWriter()
        message.append(parent.publicKey.bytes)
        message.appendUInt32BE(index)
        let mac = HMAC.sha512(key: parent.chainCode.bytes, message.bytes)
        let point = try CurvePoint(sec1: parent.publicKey.bytes)
        return try #require(TweakBatch.sums([TweakedPoint(point: point, tweak: Bytes32(mac.prefix(32)))]).first)
    }

    @Test("gives the public children of BIP-32's vectors")
    func vectors() throws {
        let rows = try VectorStore.load("bip32/bip32.json", op: "derive_public", as: Row.self)
        var steps = 0
        for row in rows {
            guard let expected = row.expected else { continue }
            var key = try ExtendedPublicKey(parsing: row.xpub)
            for step in try DerivationPath(parsing: row.path).steps {
                let next = try key.derived(step)
                #expect(try child(of: key, step.rawValue).get().compressed == next.publicKey.bytes, "row \(row.id)")
                key = next
                steps += 1
            }
            #expect(key.description == expected.xpub, "row \(row.id)")
        }
        #expect(steps > 5)
    }

    @Test("agrees with OpenSSL on seeded keys and tweaks")
    func seeded() throws {
        var random = SeededGenerator(seed: 44)
        var questions: [TweakedPoint] = []
        while questions.count < 200 {
            guard let point = try? CurvePoint(sec1: [0x02 | UInt8(random.next() & 1)] + random.bytes(32)) else {
                continue
            }
            questions.append(TweakedPoint(point: point, tweak: try Bytes32(random.bytes(32))))
        }
        let library = try questions.map { try PublicKey($0.point.compressed).adding($0.tweak).bytes }
        #expect(try TweakBatch.sums(questions).map { try $0.get().compressed } == library)
    }
}
