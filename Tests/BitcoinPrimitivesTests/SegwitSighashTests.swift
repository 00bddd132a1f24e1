import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct SegwitSighashTests {
    static let file = "bip143/bip143.json"

    struct DigestRow: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let preimage: String
            let digest: String
            let publicKey: String?
            let signature: String?
        }
        let id: Int
        let tx: String
        let input: Int
        let scriptCode: String
        let amount: UInt64
        let hashType: UInt8
        let expected: Expected
    }

    @Test func `makes the digests of BIP-143`() throws {
        #expect(try VectorStore.operationCounts(Self.file) == ["digest": 86, "spend": 14])
        let rows: [DigestRow] = try VectorStore.load(Self.file, op: "digest")
        for row in rows {
            let transaction = try Transaction(decodingWithoutWitness: Hex.decode(row.tx))
            let sighash = SegwitSighash(transaction)
            let type = try #require(SighashType(rawValue: row.hashType))
            let script = Script(try Hex.decode(row.scriptCode))
            let amount = try Amount(sat: row.amount)
            let preimage = try sighash.preimage(input: row.input, scriptCode: script, amount: amount, type: type)
            #expect(Hex.encode(preimage) == row.expected.preimage, "row \(row.id)")
            let digest = try sighash.digest(input: row.input, scriptCode: script, amount: amount, type: type)
            #expect(digest.hex == row.expected.digest, "row \(row.id)")
            if type == .all {
                #expect(try sighash.digest(input: row.input, scriptCode: script, amount: amount) == digest)
            }
            if let key = row.expected.publicKey, let signature = row.expected.signature {
                let bytes = try Hex.decode(signature)
                #expect(bytes.last == row.hashType)
                let parsed = try ECDSASignature(strictDER: bytes.dropLast())
                let check = SignatureCheck(
                    publicKey: try EncodedPublicKey(Hex.decode(key)), digest: digest, signature: parsed)
                // Row 25 is consensus-valid with a high S, which we refuse.
                #expect(parsed.hasLowS == (row.id != 25))
                #expect(OpenSSLVerifier().verify([check]) == [row.id != 25], "row \(row.id)")
            }
        }
    }

    struct SpendRow: Decodable, Sendable {
        struct Spent: Decodable, Sendable {
            let amount: UInt64
            let scriptPubkey: String
        }
        let id: Int
        let signedTx: String
        let spent: [Spent]
        let expect: String
    }

    /// Scripts with OP_CODESEPARATOR or with a signature in them, which no wallet of ours makes.
    static let outOfScope: Set<Int> = [9, 10, 13, 14, 15, 16, 26, 28]

    @Test func `signatures of whole spends fit their digests`() throws {
        let rows: [SpendRow] = try VectorStore.load(Self.file, op: "spend")
        var run: Set<Int> = []
        for row in rows where !Self.outOfScope.contains(row.id) {
            run.insert(row.id)
            let checks = try Self.checks(row)
            #expect(!checks.isEmpty, "row \(row.id)")
            let valid = OpenSSLVerifier().verify(checks)
            #expect(valid.allSatisfy { $0 == (row.expect == "valid") }, "row \(row.id)")
        }
        #expect(run == [2, 3, 5, 6, 23, 24] && run.union(Self.outOfScope) == Set(rows.map(\.id)))
    }

    /// The signatures of all version 0 inputs: P2WPKH, or multisig in P2WSH; each with its own hash type.
    private static func checks(_ row: SpendRow) throws -> [SignatureCheck] {
        let transaction = try Transaction(decoding: Hex.decode(row.signedTx))
        let sighash = SegwitSighash(transaction)
        var checks: [SignatureCheck] = []
        for (index, input) in transaction.inputs.enumerated() where !input.witness.isEmpty {
            let amount = try Amount(sat: row.spent[index].amount)
            let stack = input.witness
            let last = try #require(stack.last)
            let (script, pairs): (Script, [(key: EncodedPublicKey, signature: [UInt8])])
            if let multisig = try? MultisigScript(parsing: Script(last)) {
                #expect(multisig.threshold == multisig.keys.count)
                script = multisig.script
                pairs = Array(zip(multisig.keys, stack[1...])).map { ($0.0, $0.1) }
            } else {
                script = .p2pkh(hash: Hash160.hash(last))
                pairs = [(try EncodedPublicKey(last), stack[0])]
            }
            for pair in pairs {
                let type = try #require(pair.signature.last.flatMap(SighashType.init(rawValue:)))
                let digest = try sighash.digest(input: index, scriptCode: script, amount: amount, type: type)
                let signature = try ECDSASignature(strictDER: pair.signature.dropLast())
                checks.append(SignatureCheck(publicKey: pair.key, digest: digest, signature: signature))
            }
        }
        return checks
    }

    @Test func `refuses an input that is not there`() throws {
        let sighash = SegwitSighash(try TransactionTests.sample())
        for index in [-1, 1, Int.max] {
            #expect(throws: SighashError.inputOutOfRange(index: index, count: 1)) {
                try sighash.digest(input: index, scriptCode: .empty, amount: .zero)
            }
        }
    }

    @Test func `single without an output at its place signs no output`() throws {
        var transaction = try TransactionTests.sample()
        transaction.outputs = []
        let preimage = try SegwitSighash(transaction).preimage(
            input: 0, scriptCode: .empty, amount: .zero, type: .single)
        #expect(preimage[117..<149].allSatisfy { $0 == 0 })
    }

    @Test func `hash types have the names of the documents`() {
        #expect(
            SighashType.allCases.map(\.description) == [
                "SIGHASH_ALL", "SIGHASH_NONE", "SIGHASH_SINGLE", "SIGHASH_ALL|ANYONECANPAY",
                "SIGHASH_NONE|ANYONECANPAY", "SIGHASH_SINGLE|ANYONECANPAY",
            ])
    }
}
