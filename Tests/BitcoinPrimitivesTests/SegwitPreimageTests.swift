import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite("BIP-143 by the second way")
struct SegwitPreimageTests {
    @Test("makes the SIGHASH_ALL digests of BIP-143")
    func vectors() throws {
        let rows: [SegwitSighashTests.DigestRow] = try VectorStore.load(SegwitSighashTests.file, op: "digest")
        var run = 0
        for row in rows where row.hashType == SighashType.all.rawValue {
            let transaction = try Transaction(decodingWithoutWitness: Hex.decode(row.tx))
            let digest = SegwitPreimage(transaction).digest(
                input: row.input, witnessScript: try Hex.decode(row.scriptCode), amountSat: row.amount)
            #expect(digest?.hex == row.expected.digest, "row \(row.id)")
            run += 1
        }
        #expect(run >= 10)
    }

    /// A transaction with fields of all sizes.
    private static func transaction(_ random: inout SeededGenerator) throws -> Transaction {
        let inputs = try (0..<Int(random.next() % 300 + 1)).map { _ in
            TxIn(
                previousOutput: OutPoint(
                    txid: Txid(try Bytes32(random.bytes(32))), vout: UInt32(truncatingIfNeeded: random.next())),
                scriptSig: Script(random.bytes(Int(random.next() % 3))),
                sequence: TxSequence(UInt32(truncatingIfNeeded: random.next())), witness: [random.bytes(2)])
        }
        let lengths = [0, 1, 22, 34, 252, 253, 300, 65_536]
        let outputs = try (0..<Int(random.next() % 5 + 1)).map { _ in
            TxOut(
                amount: try Amount(sat: random.next() % Amount.maximum.sat),
                scriptPubKey: Script(random.bytes(lengths[Int(random.next() % 7)])))
        }
        return Transaction(
            version: Int32(truncatingIfNeeded: Int64(bitPattern: random.next())), inputs: inputs, outputs: outputs,
            lockTime: LockTime(UInt32(truncatingIfNeeded: random.next())))
    }

    @Test("says the same as the first way of any transaction")
    func seeded() throws {
        var random = SeededGenerator(seed: 143)
        for _ in 0..<12 {
            let transaction = try Self.transaction(&random)
            let first = SegwitSighash(transaction)
            let second = SegwitPreimage(transaction)
            for index in transaction.inputs.indices {
                let script = random.bytes([0, 1, 105, 252, 253, 520][Int(random.next() % 6)])
                let amount = try Amount(sat: random.next() % Amount.maximum.sat)
                #expect(
                    try first.digest(input: index, scriptCode: Script(script), amount: amount)
                        == second.digest(input: index, witnessScript: script, amountSat: amount.sat))
            }
        }
    }

    @Test("has nothing to say about an input that is not there", arguments: [-1, 1, Int.max, Int.min])
    func missing(index: Int) throws {
        let preimage = SegwitPreimage(try TransactionTests.sample())
        #expect(preimage.digest(input: index, witnessScript: [], amountSat: 0) == nil)
    }
}
