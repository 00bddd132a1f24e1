import BitcoinPrimitives
import ByteCoding
import Testing
import WalletFormats

@Suite struct RawTransactionsTests {
    /// A transaction of one empty-script input and one output.
    static func transaction(sat: UInt64) throws -> Transaction {
        let previous = OutPoint(txid: Txid(try Bytes32(Array(repeating: 7, count: 32))), vout: 0)
        return Transaction(
            version: 2,
            inputs: [TxIn(previousOutput: previous, scriptSig: Script([]), sequence: TxSequence.final, witness: [])],
            outputs: [TxOut(amount: try Amount(sat: sat), scriptPubKey: Script([0x51]))], lockTime: LockTime.unlocked)
    }

    @Test("reads transactions and checks each id")
    func reads() throws {
        let (one, two) = (try Self.transaction(sat: 1), try Self.transaction(sat: 2))
        let text = "{\"\(one.txid)\":\"\(Hex.encode(one.encoded()))\",\"\(two.txid)\":\"\(Hex.encode(two.encoded()))\"}"
        let file = try RawTransactions(parsing: Array(text.utf8))
        #expect(file.transactions == [one.txid: one, two.txid: two])
    }

    @Test("reads an array of raw transactions, each once")
    func readsArray() throws {
        let (one, two) = (try Self.transaction(sat: 1), try Self.transaction(sat: 2))
        let (first, second) = ("\"\(Hex.encode(one.encoded()))\"", "\"\(Hex.encode(two.encoded()))\"")
        let file = try RawTransactions(parsing: Array("[\(first),\(second)]".utf8))
        #expect(file.transactions == [one.txid: one, two.txid: two])
        let twice = try #require(throws: CoinFileError.self) {
            try RawTransactions(parsing: Array("[\(first),\(first)]".utf8))
        }
        #expect(twice.code == "coins.duplicate-transaction")
    }

    @Test("refuses a transaction that hashes to another id")
    func refusesWrongId() throws {
        let (one, two) = (try Self.transaction(sat: 1), try Self.transaction(sat: 2))
        let text = "{\"\(one.txid)\":\"\(Hex.encode(two.encoded()))\"}"
        #expect(
            throws: CoinFileError.wrongTransaction(
                stated: one.txid, actual: two.txid, TextLocation(line: 1, column: 69))
        ) { try RawTransactions(parsing: Array(text.utf8)) }
    }

    @Test(
        "refuses other shapes",
        arguments: [
            ("1", "coins.wrong-shape"), ("[1]", "coins.wrong-shape"), ("[\"00\"]", "coins.malformed-field"),
            ("{\"00\":\"00\"}", "coins.malformed-field"),
            ("{\"\(ListUnspentTests.txid)\":1}", "coins.wrong-shape"),
            ("{\"\(ListUnspentTests.txid)\":\"0\"}", "coins.malformed-field"),
            ("{\"\(ListUnspentTests.txid)\":\"0200000000\"}", "coins.malformed-field"),
        ])
    func refuses(_ text: String, _ code: String) throws {
        let error = try #require(throws: CoinFileError.self) { try RawTransactions(parsing: Array(text.utf8)) }
        #expect(error.code == code)
    }

    @Test("refuses one id written in two ways")
    func refusesTwice() throws {
        let one = try Self.transaction(sat: 1)
        let hex = Hex.encode(one.encoded())
        let text = "{\"\(one.txid)\":\"\(hex)\",\"\(one.txid.description.uppercased())\":\"\(hex)\"}"
        let error = try #require(throws: CoinFileError.self) { try RawTransactions(parsing: Array(text.utf8)) }
        // The id parser may already refuse upper case; either way the file is refused.
        #expect(["coins.duplicate-transaction", "coins.malformed-field"].contains(error.code))
    }
}
