import BitcoinCrypto
import ByteCoding
import Testing

@Suite("scrypt over public data")
struct ScryptTests {
    struct Answer: Sendable {
        let password: String
        let salt: String
        let n: UInt64
        let r: UInt32
        let p: UInt32
        let key: String
    }

    // RFC 7914 §12.
    static let answers = [
        Answer(
            password: "", salt: "", n: 16, r: 1, p: 1,
            key: "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"),
        Answer(
            password: "password", salt: "NaCl", n: 1024, r: 8, p: 16,
            key: "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"),
        Answer(
            password: "pleaseletmein", salt: "SodiumChloride", n: 16384, r: 8, p: 1,
            key: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"),
    ]

    @Test("gives the published answers", arguments: answers)
    func published(_ answer: Answer) throws {
        let key = try Scrypt.derive(
            password: Array(answer.password.utf8), salt: Array(answer.salt.utf8), n: answer.n, r: answer.r,
            p: answer.p, count: 64)
        #expect(Hex.encode(key) == answer.key)
    }

    @Test("runs with the parameters of the digest words")
    func digestWords() throws {
        #expect(try Scrypt.derive(password: [1], salt: [2], n: 1 << 15, r: 8, p: 1, count: 16).count == 16)
    }

    @Test(
        "refuses parameters that RFC 7914 does not allow",
        arguments: [
            (0, 8, 1, 32), (1, 8, 1, 32), (3, 8, 1, 32), (16, 0, 1, 32), (16, 8, 0, 32), (16, 8, 1, 0), (16, 8, 1, -1),
        ] as [(UInt64, UInt32, UInt32, Int)])
    func parameters(n: UInt64, r: UInt32, p: UInt32, count: Int) {
        #expect(throws: ScryptError.invalidParameters(n: n, r: r, p: p, count: count)) {
            try Scrypt.derive(password: [], salt: [], n: n, r: r, p: p, count: count)
        }
    }

    @Test(
        "refuses parameters that need too much memory, without overflow",
        arguments: [
            (1 << 20, 8, 1), (1 << 30, 1, 1), (1 << 63, 8, 1), (1 << 63, .max, .max), (2, .max, 1), (2, 8, .max),
        ] as [(UInt64, UInt32, UInt32)])
    func memory(n: UInt64, r: UInt32, p: UInt32) {
        #expect(throws: ScryptError.memoryOverLimit(n: n, r: r, p: p, limit: Scrypt.maximumMemory)) {
            try Scrypt.derive(password: [], salt: [], n: n, r: r, p: p, count: 32)
        }
    }
}
