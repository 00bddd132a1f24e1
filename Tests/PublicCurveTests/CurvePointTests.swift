import BitcoinCrypto
import ByteCoding
import PublicCurve
import TestSupport
import Testing

@Suite("Points as bytes")
struct CurvePointTests {
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

    @Test("reads and writes exactly the valid keys of the vector file")
    func parse() throws {
        let rows = try VectorStore.load(Self.file, op: "parse", as: Row.self)
        #expect(rows.count == 501)
        for row in rows {
            let point = try? CurvePoint(sec1: row.publicKey.bytes)
            #expect((point != nil) == (row.expect == .valid), "row \(row.id)")
            guard let point else { continue }
            #expect(point.isOnCurve)
            #expect(point.compressed == row.expected?.compressed?.bytes, "row \(row.id)")
            #expect(point.uncompressed == row.expected?.uncompressed?.bytes, "row \(row.id)")
        }
    }

    @Test("adds multiples of the generator as the vector file says")
    func sums() throws {
        let rows = try VectorStore.load(Self.file, op: "point_add_scalar", as: Row.self)
        #expect(rows.count == 26)
        let sums = TweakBatch.sums(
            try rows.map {
                TweakedPoint(
                    point: try CurvePoint(sec1: $0.publicKey.bytes), tweak: try Bytes32(#require($0.scalar).bytes))
            })
        for (row, sum) in zip(rows, sums) {
            switch sum {
            case .success(let point): #expect(point.compressed == row.expected?.compressed?.bytes, "row \(row.id)")
            case .failure(let error): #expect(row.expect == .invalid && error == .infinity, "row \(row.id)")
            }
        }
    }

    @Test(
        "names what is wrong with the shape of a point",
        arguments: [
            (0, 0x02, .wrongLength(0)), (1, 0x00, .wrongLength(1)), (32, 0x02, .wrongLength(32)),
            (34, 0x03, .wrongLength(34)), (64, 0x04, .wrongLength(64)), (66, 0x04, .wrongLength(66)),
            (33, 0x04, .wrongPrefix(0x04, length: 33)), (33, 0x00, .wrongPrefix(0x00, length: 33)),
            (65, 0x02, .wrongPrefix(0x02, length: 65)), (65, 0x06, .wrongPrefix(0x06, length: 65)),
            (65, 0x07, .wrongPrefix(0x07, length: 65)),
        ] as [(Int, UInt8, CurveError)])
    func shapes(count: Int, prefix: UInt8, error: CurveError) {
        let bytes = Array(([prefix] + [UInt8](repeating: 1, count: 65)).prefix(count))
        #expect(throws: error) { try CurvePoint(sec1: bytes) }
    }

    @Test("refuses coordinates from the prime on, even where the remainder is a point's")
    func coordinates() throws {
        let generator = CurvePoint.generator
        // 1 is a point's x; p + 1 is not written as one.
        #expect(throws: Never.self) { try CurvePoint(sec1: [0x02] + EdgeNumbers.small(1).bytes) }
        let one = try EdgeNumbers.plus(EdgeNumbers.prime, 1).bytes
        #expect(throws: CurveError.coordinateOutOfRange) { try CurvePoint(sec1: [0x02] + one) }
        #expect(throws: CurveError.coordinateOutOfRange) { try CurvePoint(sec1: [0x03] + EdgeNumbers.prime.bytes) }
        #expect(throws: CurveError.coordinateOutOfRange) {
            try CurvePoint(sec1: generator.uncompressed.prefix(33) + EdgeNumbers.prime.bytes)
        }
        // 5 is no point's x, and the generator's y does not belong to 1.
        #expect(throws: CurveError.notOnCurve) { try CurvePoint(sec1: [0x02] + EdgeNumbers.small(5).bytes) }
        #expect(throws: CurveError.notOnCurve) {
            try CurvePoint(sec1: [0x04] + EdgeNumbers.small(1).bytes + generator.uncompressed.suffix(32))
        }
    }

    @Test("the two points of an x are each other's negative, odd and even")
    func negatives() throws {
        var random = SeededGenerator(seed: 43)
        var points = 0
        for _ in 0..<100 {
            let x = random.bytes(32)
            guard let even = try? CurvePoint(sec1: [0x02] + x) else {
                #expect(throws: CurveError.notOnCurve) { try CurvePoint(sec1: [0x03] + x) }
                continue
            }
            points += 1
            let odd = try CurvePoint(sec1: [0x03] + x)
            #expect(odd == -even && odd != even && odd.compressed == [0x03] + x)
            #expect(try CurvePoint(sec1: odd.uncompressed) == odd)
        }
        #expect((30...70).contains(points))
    }

    @Test("the generator and the constants are OpenSSL's")
    func constants() throws {
        let library = try CurveParameters.ofLibrary()
        #expect(CurveConstants.prime == library.prime)
        #expect(CurveConstants.order == library.order)
        #expect(CurvePoint.generator.uncompressed == library.generator)
        #expect(CurvePoint.generator.isOnCurve)
        #expect([0x04] + CurveConstants.generatorX.bytes + CurveConstants.generatorY.bytes == library.generator)
        #expect(library.a == EdgeNumbers.small(0) && library.b == EdgeNumbers.small(CurveConstants.b))
    }

    @Test("names each error by its code")
    func codes() {
        let errors: [(CurveError, String)] = [
            (.wrongLength(1), "curve.wrong-length"), (.wrongPrefix(6, length: 65), "curve.wrong-prefix"),
            (.coordinateOutOfRange, "curve.coordinate-out-of-range"), (.notOnCurve, "curve.not-on-curve"),
            (.tweakOutOfRange, "curve.tweak-out-of-range"), (.infinity, "curve.infinity"),
        ]
        for (error, code) in errors {
            #expect(error.code == code)
            #expect(error.description.first?.isLowercase == true && error.description.last != ".")
        }
    }
}
