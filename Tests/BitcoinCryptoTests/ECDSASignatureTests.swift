import BitcoinCrypto
import ByteCoding
import TestSupport
import Testing

@Suite("Signatures: compact and strict DER")
struct ECDSASignatureTests {
    static let file = "der/der-strictness.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            /// A number in hex, with or without leading zeros.
            let r: String?
            /// A number in hex, with or without leading zeros.
            let s: String?
            let lowS: Bool?
            let lowR: Bool?
            let inRange: Bool?
            let empty: Bool?
        }
        let id: Int
        let signature: HexBytes
        let expect: Verdict
        let expected: Expected?
    }

    struct Spend: Decodable, Sendable {
        let id: Int
        let digest: HexBytes
        let publicKey: HexBytes
        let signature: HexBytes
        let expect: Verdict
    }

    @Test("accounts for every operation of the vector file")
    func operations() throws {
        // spend_rules runs whole scripts with several keys, with and without BIP-66: Rensho has no script interpreter.
        let counts = try VectorStore.operationCounts(Self.file)
        #expect(Set(counts.keys) == ["check_encoding", "parse_bare", "spend", "spend_rules"])
    }

    @Test("takes exactly the encodings of BIP-66", arguments: [("check_encoding", 18), ("parse_bare", 9)])
    func encodings(operation: String, wellFormed: Int) throws {
        var agreed = 0
        for row in try VectorStore.load(Self.file, op: operation, as: Row.self) {
            let bare = operation == "parse_bare" ? row.signature.bytes : Array(row.signature.bytes.dropLast())
            let id = Comment("row \(row.id)")
            if bare.isEmpty {
                // A script may hold an empty signature; as a signature it is none.
                #expect(throws: SignatureError.wrongDERLength(0), id) { try ECDSASignature(strictDER: bare) }
            } else if row.expect == .invalid {
                #expect(throws: SignatureError.self, id) { try ECDSASignature(strictDER: bare) }
            } else if bare.count > 72 {
                // The file judges some encodings without BIP-66's limit of 73 bytes with the hash type; their numbers
                // are out of range in any case.
                #expect(row.expected?.inRange != true, id)
                #expect(throws: SignatureError.wrongDERLength(bare.count), id) { try ECDSASignature(strictDER: bare) }
            } else if let expected = row.expected, expected.inRange == true {
                try agrees(bare, expected, id)
                agreed += 1
            } else {
                let error = #expect(throws: SignatureError.self, id) { try ECDSASignature(strictDER: bare) }
                #expect(error == .outOfRange(.r) || error == .outOfRange(.s), id)
            }
        }
        #expect(agreed == wellFormed)
    }

    private func agrees(_ bare: [UInt8], _ expected: Row.Expected, _ id: Comment) throws {
        let signature = try ECDSASignature(strictDER: bare)
        let compact = try [#require(expected.r), #require(expected.s)].flatMap { number in
            try Hex.decode(String(repeating: "0", count: 64 - number.count) + number)
        }
        #expect(signature.compact == compact, id)
        #expect(signature.der == bare, id)
        #expect(try ECDSASignature(compact: compact) == signature, id)
        if let lowS = expected.lowS { #expect(signature.hasLowS == lowS, id) }
        if let lowR = expected.lowR { #expect(signature.hasLowR == lowR, id) }
    }

    @Test(
        "gives the verdict of a whole strict spend", arguments: try VectorStore.load(file, op: "spend", as: Spend.self))
    func spends(_ row: Spend) throws {
        // The digest belongs to SIGHASH_ALL; consensus takes high s, so its low twin is asked about.
        #expect(try verdict(row) == (row.expect == .valid))
    }

    private func verdict(_ row: Spend) throws -> Bool {
        guard row.signature.bytes.last == 1 else { return false }
        guard var signature = try? ECDSASignature(strictDER: row.signature.bytes.dropLast()) else { return false }
        if !signature.hasLowS {
            let s = order.subtracting(signature.compact[32...])
            signature = try ECDSASignature(compact: Array(signature.compact[..<32]) + s)
        }
        let key = try EncodedPublicKey(row.publicKey.bytes)
        let digest = try Bytes32(row.digest.bytes)
        return OpenSSLVerifier().verify(SignatureCheck(publicKey: key, digest: digest, signature: signature))
    }

    @Test(
        "names what is wrong with an encoding",
        arguments: [
            ("", .wrongDERLength(0)), ("30050201010201", .wrongDERLength(7)),
            ("3147" + String(repeating: "00", count: 71), .wrongDERLength(73)),
            ("3106020101020101", .notASequence(0x31)),
            ("3007020101020101", .wrongSequenceLength(stated: 7, actual: 6)),
            ("3005020101020101", .wrongSequenceLength(stated: 5, actual: 6)),
            ("308106020101020101", .wrongSequenceLength(stated: 0x81, actual: 7)),
            ("3080020101020101", .wrongSequenceLength(stated: 0x80, actual: 6)),
            ("3006030101020101", .notAnInteger(.r, tag: 3)), ("3006020101030101", .notAnInteger(.s, tag: 3)),
            ("3006020002020101", .emptyInteger(.r)), ("3006020201010200", .emptyInteger(.s)),
            ("3006020501020101", .wrongIntegerLength(.r, stated: 5, available: 4)),
            ("3006020401020101", .wrongIntegerLength(.s, stated: 0, available: 0)),
            ("3006020301020102", .wrongIntegerLength(.s, stated: 0, available: 0)),
            ("3006020101020201", .wrongIntegerLength(.s, stated: 2, available: 1)),
            ("300702010102010101", .wrongIntegerLength(.s, stated: 1, available: 2)),
            ("3006020180020101", .negativeInteger(.r)), ("3006020101020180", .negativeInteger(.s)),
            ("300702020001020101", .paddedInteger(.r)), ("300702010102020001", .paddedInteger(.s)),
            ("3006020100020101", .outOfRange(.r)), ("3006020101020100", .outOfRange(.s)),
        ] as [(String, SignatureError)])
    func refusesDER(hex: String, error: SignatureError) throws {
        let bytes = try Hex.decode(hex)
        #expect(throws: error) { try ECDSASignature(strictDER: bytes) }
    }

    @Test("takes compact numbers from one to the order, and no other")
    func range() throws {
        let one = [UInt8](repeating: 0, count: 31) + [1]
        let zero = [UInt8](repeating: 0, count: 32)
        let top = order.subtracting(one)
        let half = try Hex.decode("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0")
        #expect(try ECDSASignature(compact: one + top).hasLowS == false)
        #expect(try ECDSASignature(compact: top + half).hasLowS)
        #expect(try ECDSASignature(compact: one + order.subtracting(half)).hasLowS == false)
        #expect(try ECDSASignature(compact: top + one).hasLowR == false)
        #expect(throws: SignatureError.outOfRange(.r)) { try ECDSASignature(compact: zero + one) }
        #expect(throws: SignatureError.outOfRange(.s)) { try ECDSASignature(compact: one + zero) }
        #expect(throws: SignatureError.outOfRange(.r)) { try ECDSASignature(compact: order + one) }
        #expect(throws: SignatureError.outOfRange(.s)) { try ECDSASignature(compact: one + order) }
        #expect(throws: SignatureError.wrongCompactLength(63)) { try ECDSASignature(compact: Array((one + one)[1...])) }
        #expect(throws: SignatureError.wrongCompactLength(65)) { try ECDSASignature(compact: one + one + [1]) }
        #expect(throws: SignatureError.wrongCompactLength(0)) { try ECDSASignature(compact: []) }
    }

    @Test("reads back the DER that it writes")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 20)
        for _ in 0..<500 {
            let numbers = (0..<2).map { _ in
                let zeros = Int.random(in: 0...31, using: &random)
                return [UInt8](repeating: 0, count: zeros) + random.bytes(31 - zeros) + [1]
            }
            let signature = try ECDSASignature(compact: numbers[0] + numbers[1])
            #expect(try ECDSASignature(strictDER: signature.der) == signature)
        }
    }

    @Test("never traps on changed encodings, and accepts only what it writes again")
    func mutations() throws {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<5_000 {
            var bytes = try ECDSASignature(compact: random.bytes(63) + [1]).der
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[Int.random(in: bytes.indices, using: &random)] = random.bytes(1)[0]
                case 1: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...20, using: &random)))
                default: bytes.insert(random.bytes(1)[0], at: Int.random(in: 0...bytes.count, using: &random))
                }
            }
            if let parsed = try? ECDSASignature(strictDER: bytes) { #expect(parsed.der == bytes) }
        }
    }
}
