import BitcoinCrypto
import ByteCoding
import TestSupport
import Testing

@Suite("Public keys and sums of points")
struct PublicKeyTests {
    static let file = "pubkey/pubkey-parse.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let compressed: HexBytes?
            let uncompressed: HexBytes?
        }
        let id: Int
        let publicKey: HexBytes
        let scalar: HexBytes?
        let expect: Verdict
        let expected: Expected?
    }

    /// Operations of the file that belong elsewhere, with the reason.
    static let elsewhere = [
        "parse_x_only": "Rensho recognises taproot and refuses it, so nothing parses an x-only key",
        "private_to_public": "private keys are SecretKeys' business",
    ]

    @Test("accounts for every operation of the vector file")
    func operations() throws {
        let counts = try VectorStore.operationCounts(Self.file)
        #expect(Set(counts.keys) == Set(Self.elsewhere.keys).union(["parse", "point_add_scalar"]))
    }

    @Test("agrees with the vector file on what is a key")
    func parse() throws {
        for row in try VectorStore.load(Self.file, op: "parse", as: Row.self) {
            let id = Comment("row \(row.id)")
            let bytes = row.publicKey.bytes
            let encoded = try? EncodedPublicKey(bytes)
            #expect((encoded?.isPoint ?? false) == (row.expect == .valid), id)
            let key = try? PublicKey(bytes)
            #expect((key != nil) == (row.expect == .valid && bytes.count == 33), id)
            if let key { #expect(key.bytes == row.expected?.compressed?.bytes, id) }
        }
    }

    @Test(
        "adds multiples of the generator as the vector file says",
        arguments: try VectorStore.load(file, op: "point_add_scalar", as: Row.self))
    func sums(_ row: Row) throws {
        let key = try PublicKey(row.publicKey.bytes)
        let tweak = try Bytes32(#require(row.scalar).bytes)
        if row.expect == .valid {
            #expect(try key.adding(tweak).bytes == row.expected?.compressed?.bytes)
        } else {
            #expect(throws: PublicKeyError.infinity) { try key.adding(tweak) }
        }
    }

    @Test("says the same of a key with and without the square root")
    func existence() throws {
        var generator = SeededGenerator(seed: 6)
        var points = 0
        for _ in 0..<500 {
            let x = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            let encoded = try EncodedPublicKey([0x02] + x)
            #expect(encoded.isPoint == ((try? PublicKey(encoded)) != nil))
            if encoded.isPoint { points += 1 }
        }
        // Half of all numbers belong to a point.
        #expect((150...350).contains(points))
        // The field's prime p, p + 1 (1 belongs to a point), and the highest number.
        let prime = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"
        let next = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30"
        for x in [prime, next, String(repeating: "f", count: 64)] {
            #expect(try EncodedPublicKey(Hex.decode("02" + x)).isPoint == false)
        }
        #expect(try EncodedPublicKey(Hex.decode("02" + String(repeating: "0", count: 63) + "1")).isPoint)
    }

    static let generator = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"

    @Test("refuses a tweak from the order on, and takes the one below it")
    func tweakRange() throws {
        let key = try PublicKey(Hex.decode("02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"))
        #expect(throws: PublicKeyError.tweakOutOfRange) { try key.adding(Bytes32(order)) }
        #expect(throws: PublicKeyError.tweakOutOfRange) { try key.adding(Bytes32([UInt8](repeating: 0xff, count: 32))) }
        let minusOne = try Bytes32(order.subtracting([UInt8](repeating: 0, count: 31) + [1]))
        #expect(try key.adding(minusOne).hex == Self.generator)
    }

    @Test("adding a and then b is adding a + b")
    func additive() throws {
        var random = SeededGenerator(seed: 22)
        var key = try PublicKey(Hex.decode(Self.generator))
        for _ in 0..<20 {
            let (a, b) = (UInt64(random.next() >> 1), UInt64(random.next() >> 1))
            let twice = try key.adding(number(a)).adding(number(b))
            #expect(try key.adding(number(a + b)) == twice)
            #expect(try PublicKey(twice.bytes) == twice)
            key = twice
        }
    }

    private func number(_ value: UInt64) -> Bytes32 {
        Bytes32(bigEndianWords: (0, 0, 0, value))
    }

    @Test(
        "names what is wrong with the shape of a key",
        arguments: [
            (0, 0x02, .wrongLength(0)), (1, 0x00, .wrongLength(1)), (32, 0x02, .wrongLength(32)),
            (34, 0x03, .wrongLength(34)), (64, 0x04, .wrongLength(64)), (66, 0x04, .wrongLength(66)),
            (33, 0x04, .wrongPrefix(0x04, length: 33)), (33, 0x00, .wrongPrefix(0x00, length: 33)),
            (65, 0x02, .wrongPrefix(0x02, length: 65)), (65, 0x06, .wrongPrefix(0x06, length: 65)),
            (65, 0x07, .wrongPrefix(0x07, length: 65)),
        ] as [(Int, UInt8, PublicKeyError)])
    func shapes(count: Int, prefix: UInt8, error: PublicKeyError) {
        let bytes = Array(([prefix] + [UInt8](repeating: 1, count: 65)).prefix(count))
        #expect(throws: error) { try EncodedPublicKey(bytes) }
        #expect(throws: error) { try PublicKey(bytes) }
    }

    @Test("tells a well-shaped key that is no point, and one that is not compressed")
    func points() throws {
        let outside = "02" + String(repeating: "ff", count: 32)
        #expect(try EncodedPublicKey(Hex.decode(outside)).isPoint == false)
        #expect(throws: PublicKeyError.notOnCurve(outside)) { try PublicKey(Hex.decode(outside)) }
        let uncompressed = try EncodedPublicKey(
            Hex.decode(
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                    + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"))
        #expect(uncompressed.isPoint && !uncompressed.isCompressed)
        #expect(throws: PublicKeyError.wrongLength(65)) { try PublicKey(uncompressed) }
    }

    @Test("orders keys by their bytes")
    func order67() throws {
        let low = try PublicKey(Hex.decode("02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"))
        let high = try PublicKey(Hex.decode("0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"))
        #expect(low < high && low.encoded < high.encoded && !(high < low))
    }
}
