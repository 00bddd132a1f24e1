import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct TransactionTests {
    static let file = "transaction/tx-roundtrip.json"

    struct Row: Decodable, Sendable {
        struct Expected: Decodable, Sendable {
            let txid: String
            let wtxid: String
            let version: Int64
            let locktime: UInt32
            let inputs: Int
            let outputs: Int
            let hasWitness: Bool
            let size: Int
            let strippedSize: Int
            let weight: Int
            let vsize: Int
            let outputTotal: UInt64
        }
        let id: Int
        let tx: String
        let expect: String
        let expected: Expected?
    }

    @Test func `every valid transaction has the ids, sizes and bytes that others give it`() throws {
        #expect(try VectorStore.operationCounts(Self.file) == ["parse": 289])
        let rows: [Row] = try VectorStore.load(Self.file).filter { $0.expect == "valid" }
        #expect(rows.count == 272)
        for row in rows {
            let bytes = try Hex.decode(row.tx)
            let transaction = try Transaction(decoding: bytes)
            let expected = try #require(row.expected)
            #expect(transaction.encoded() == bytes, "row \(row.id)")
            #expect(transaction.txid.description == expected.txid, "row \(row.id)")
            #expect(transaction.wtxid.description == expected.wtxid, "row \(row.id)")
            #expect(UInt32(bitPattern: transaction.version) == UInt32(truncatingIfNeeded: expected.version))
            #expect(transaction.lockTime.rawValue == expected.locktime)
            #expect(transaction.inputs.count == expected.inputs)
            #expect(transaction.outputs.count == expected.outputs)
            #expect(transaction.hasWitness == expected.hasWitness)
            #expect(transaction.size == expected.size)
            #expect(transaction.strippedSize == expected.strippedSize)
            #expect(transaction.encodedWithoutWitness().count == expected.strippedSize)
            #expect(transaction.weight == expected.weight)
            #expect(transaction.virtualSize == expected.vsize)
            #expect(try Amount.sum(transaction.outputs.map(\.amount)).sat == expected.outputTotal)
            let stripped = try Transaction(decodingWithoutWitness: transaction.encodedWithoutWitness())
            #expect(stripped.txid == transaction.txid && !stripped.hasWitness)
        }
    }

    /// What each invalid row is refused for.
    static let invalid: [Int: String] = [
        273: "truncated", 274: "truncated", 275: "truncated", 276: "truncated", 277: "truncated", 278: "truncated",
        279: "truncated", 280: "truncated", 281: "truncated", 282: "trailing-bytes", 283: "truncated",
        284: "trailing-bytes", 285: "unknown-flag", 286: "superfluous-witness", 287: "non-minimal-compact-size",
        288: "length-over-limit", 289: "length-over-limit",
    ]

    @Test func `refuses every invalid transaction for its reason`() throws {
        let rows: [Row] = try VectorStore.load(Self.file).filter { $0.expect != "valid" }
        #expect(Set(rows.map(\.id)) == Set(Self.invalid.keys))
        for row in rows {
            let bytes = try Hex.decode(row.tx)
            let error = #expect(throws: TransactionError.self) { try Transaction(decoding: bytes) }
            #expect(error?.code == "transaction.\(Self.invalid[row.id] ?? "")", "row \(row.id)")
        }
    }

    static func sample(scriptSig: Script = .empty, witness: [[UInt8]] = []) throws -> Transaction {
        let outPoint = OutPoint(txid: Txid(try Bytes32(Array(repeating: 7, count: 32))), vout: 1)
        return Transaction(
            version: 2, inputs: [TxIn(previousOutput: outPoint, scriptSig: scriptSig, witness: witness)],
            outputs: [TxOut(amount: try Amount(sat: 5), scriptPubKey: Script([0x51]))], lockTime: .unlocked)
    }

    @Test func `says in which part the bytes are wrong`() throws {
        let bytes = try Self.sample().encoded()
        var overMaximum = bytes
        overMaximum.replaceSubrange(47..<55, with: [UInt8](repeating: 0xFF, count: 8))
        let cases: [(name: String, bytes: [UInt8], error: TransactionError)] = [
            ("version", [2, 0], .bytes(.truncated(needed: 4, available: 2, offset: 0), in: .version)),
            ("input", Array(bytes[..<20]), .bytes(.truncated(needed: 32, available: 15, offset: 5), in: .input(0))),
            ("output", Array(bytes[..<50]), .bytes(.truncated(needed: 8, available: 3, offset: 47), in: .output(0))),
            ("lock time", bytes.dropLast(), .bytes(.truncated(needed: 4, available: 3, offset: 57), in: .lockTime)),
            ("end", bytes + [0], .bytes(.trailingBytes(count: 1, offset: 61), in: .lockTime)),
            ("amount", overMaximum, .amount(.aboveMaximum(sat: .max), output: 0)),
            ("flag", [2, 0, 0, 0, 0, 2], .unknownFlag(2)),
            ("no input at all", [2, 0, 0, 0, 0, 0, 0, 0, 0, 0], .unknownFlag(0)),
            ("witness form without input", [2, 0, 0, 0, 0, 1, 0], .noInputs),
            ("no output", Array(bytes[..<46]) + [0, 0, 0, 0, 0], .noOutputs),
            (
                "inputs that cannot fit", [2, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF],
                .bytes(
                    .lengthOverLimit(value: 0xFFFF_FFFF, limit: Transaction.maximumInputs, offset: 4), in: .inputCount)
            ),
        ]
        for row in cases {
            #expect(throws: row.error, "\(row.name)") { try Transaction(decoding: row.bytes) }
        }
    }

    @Test func `refuses a transaction above the size that a block can hold`() {
        let bytes = [UInt8](repeating: 0, count: Transaction.maximumSize + 1)
        let error = TransactionError.tooLarge(size: bytes.count, limit: Transaction.maximumSize)
        #expect(throws: error) { try Transaction(decoding: bytes) }
        #expect(throws: error) { try Transaction(decodingWithoutWitness: bytes) }
    }

    @Test func `reads the witness form and says where a witness ends too early`() throws {
        let transaction = try Self.sample(witness: [[], [1, 2], Array(repeating: 3, count: 300)])
        let bytes = transaction.encoded()
        #expect(try Transaction(decoding: bytes) == transaction)
        #expect(throws: TransactionError.bytes(.truncated(needed: 300, available: 1, offset: 67), in: .witness(0))) {
            try Transaction(decoding: Array(bytes[..<68]))
        }
    }

    @Test func `the form without witness may be empty and keeps scripts`() throws {
        let empty = try Transaction(decodingWithoutWitness: [2, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(empty.inputs.isEmpty && empty.outputs.isEmpty)
        let signed = try Self.sample(scriptSig: Script([0x51]))
        #expect(try Transaction(decodingWithoutWitness: signed.encodedWithoutWitness()) == signed)
        let segwit = try Self.sample(witness: [[1]]).encoded()
        #expect(throws: TransactionError.self) { try Transaction(decodingWithoutWitness: segwit) }
    }

    @Test func `outputs stand alone`() throws {
        let output = TxOut(amount: try Amount(sat: 1), scriptPubKey: Script(Array(repeating: 1, count: 300)))
        #expect(try TxOut(decoding: output.encoded) == output)
        #expect(output.encoded.count == output.encodedLength)
        #expect(throws: TransactionError.bytes(.trailingBytes(count: 1, offset: 311), in: .output(0))) {
            try TxOut(decoding: output.encoded + [0])
        }
        #expect(throws: TransactionError.bytes(.truncated(needed: 8, available: 0, offset: 0), in: .output(0))) {
            try TxOut(decoding: [UInt8]())
        }
    }

    @Test func `no bytes trap and what is read is written back`() throws {
        var random = SeededGenerator(seed: 3)
        let template = try Self.sample(witness: [[1, 2, 3]]).encoded()
        for _ in 0..<3000 {
            var bytes = template
            for _ in 0...Int.random(in: 0...2, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: .min ... .max, using: &random)
            }
            bytes.removeLast(Int.random(in: 0...1, using: &random))
            if let parsed = try? Transaction(decoding: bytes) { #expect(parsed.encoded() == bytes) }
            if let parsed = try? Transaction(decodingWithoutWitness: bytes) {
                #expect(parsed.encodedWithoutWitness() == bytes)
            }
            let noise = random.bytes(Int.random(in: 0...100, using: &random))
            _ = try? Transaction(decoding: noise)
            _ = try? TxOut(decoding: noise)
        }
    }
}
