import BitcoinPrimitives
import ByteCoding
import Testing
import WalletFormats

@Suite("lists of coins from other programs")
struct CoinListFileTests {
    static let txid = ListUnspentTests.txid
    static let other = "80e4d8e844650c0e091b0b9fe098a5723976d09b9418e822fafa789df0fbfb98"

    static func parse(_ text: String) throws -> CoinListFile { try CoinListFile(parsing: Array(text.utf8)) }

    @Test("Bitcoin Core's listunspent")
    func core() throws {
        let list = try Self.parse("[\(ListUnspentTests.coin(more: ",\"confirmations\":6"))]")
        #expect(list.source == .coreListUnspent)
        #expect(
            list.coins == (try ListUnspentTests.parse("[\(ListUnspentTests.coin(more: ",\"confirmations\":6"))]").coins)
        )
        #expect(list.tipHeight == nil && list.history.isEmpty)
        #expect(try Self.parse("[]").coins.isEmpty)
    }

    @Test("Bitcoin Core's scantxoutset, with the age of every coin counted from the chain's height")
    func scan() throws {
        let coins = [
            ListUnspentTests.coin(more: ",\"desc\":\"wsh(...)\",\"coinbase\":false,\"height\":812000"),
            ListUnspentTests.coin(txid: Self.other, more: ",\"height\":812345,\"confirmations\":1"),
        ]
        let list = try Self.parse(
            """
            {"success":true,"txouts":9,"height":812345,"bestblock":"00","unspents":[\(coins.joined(separator: ","))],\
            "total_amount":4.72}
            """)
        #expect(list.source == .coreScan)
        #expect(list.tipHeight == 812_345)
        #expect(list.coins.map(\.confirmations) == [346, 1])
        #expect(list.coins.map(\.height) == [812_000, 812_345])
        #expect(list.coins[0].scriptPubKey?.hex == ListUnspentTests.script)
        let failed = try #require(throws: CoinFileError.self) { try Self.parse("{\"success\":false,\"unspents\":[]}") }
        #expect(failed.code == "coins.malformed-field")
    }

    @Test("Electrum's listunspent: bitcoin as a text, no script, nothing above height 0 before a block has it")
    func electrum() throws {
        let list = try Self.parse(
            """
            [{"address":"bcrt1q","bip32_paths":{},"coinbase":false,"height":812000,"prevout_hash":"\(Self.txid)",\
            "prevout_n":1,"value":"2.36","value_sats":236000000,"witness_script":null},\
            {"height":0,"prevout_hash":"\(Self.other)","prevout_n":0,"value_sats":5}]
            """)
        #expect(list.source == .electrumUnspent)
        #expect(list.coins.map(\.amount.sat) == [236_000_000, 5])
        #expect(list.coins.map(\.scriptPubKey) == [nil, nil])
        #expect(list.coins.map(\.confirmations) == [nil, 0])
        #expect(list.coins.map(\.height) == [812_000, nil])
        #expect(list.coins[0].outpoint.description == "\(Self.txid):1")
    }

    @Test("an Electrum server's list of an address")
    func electrumServer() throws {
        let list = try Self.parse(
            "[{\"height\":-1,\"tx_hash\":\"\(Self.txid)\",\"tx_pos\":1,\"value\":236000000},"
                + "{\"height\":7,\"tx_hash\":\"\(Self.other)\",\"tx_pos\":0,\"value\":1}]")
        #expect(list.source == .electrumServer)
        #expect(list.coins.map(\.amount.sat) == [236_000_000, 1])
        #expect(list.coins.map(\.confirmations) == [0, nil])
    }

    @Test("Esplora's and mempool's list of an address")
    func esplora() throws {
        let list = try Self.parse(
            """
            [{"txid":"\(Self.txid)","vout":1,"status":{"confirmed":true,"block_height":812000,"block_hash":"00",\
            "block_time":1700000000},"value":236000000},\
            {"txid":"\(Self.other)","vout":0,"status":{"confirmed":false},"value":7}]
            """)
        #expect(list.source == .esplora)
        #expect(list.coins.map(\.amount.sat) == [236_000_000, 7])
        #expect(list.coins.map(\.confirmations) == [nil, 0])
        #expect(list.coins.map(\.height) == [812_000, nil])
    }

    @Test("Electrum's onchain_history")
    func history() throws {
        let list = try Self.parse(
            """
            {"summary":{},"transactions":[{"txid":"\(Self.txid)","height":812000,"confirmations":346,"label":"rent"},\
            {"txid":"\(Self.other)","height":-2,"label":null}]}
            """)
        #expect(list.source == .electrumHistory)
        #expect(list.coins.isEmpty)
        #expect(list.history.map(\.txid.description) == [Self.txid, Self.other])
        #expect(list.history.map(\.confirmations) == [346, 0])
        #expect(list.history.map(\.label) == ["rent", ""])
    }

    @Test("a label that could not be shown on one line or written out again is left out")
    func labels() throws {
        let long = String(repeating: "a", count: PrintableText.maximumLength)
        for (label, taken) in [("rent", "rent"), (long, long), (long + "a", ""), ("a\\nb", ""), ("a\\u202eb", "")] {
            let list = try Self.parse(
                "{\"transactions\":[{\"txid\":\"\(Self.txid)\",\"height\":1,\"label\":\"\(label)\"}]}")
            #expect(list.history.map(\.label) == [taken])
        }
    }

    @Test(
        "refuses what is in none of the forms, or has its own form's fields wrong",
        arguments: [
            ("{}", "coins.wrong-shape"), ("1", "coins.wrong-shape"), ("{\"unspents\":1}", "coins.wrong-shape"),
            ("{\"transactions\":1}", "coins.wrong-shape"), ("[1]", "coins.wrong-shape"),
            ("{\"transactions\":[{\"txid\":\"\(txid)\"},{\"txid\":\"\(txid)\"}]}", "coins.duplicate-transaction"),
            ("[{\"prevout_hash\":\"\(txid)\",\"prevout_n\":0}]", "coins.missing-field"),
            ("[{\"prevout_hash\":\"\(txid)\",\"prevout_n\":0,\"value\":\"1,5\"}]", "coins.malformed-field"),
            ("[{\"prevout_hash\":\"\(txid)\",\"prevout_n\":0,\"value\":1.5}]", "coins.wrong-shape"),
            ("[{\"tx_hash\":\"\(txid)\",\"tx_pos\":0,\"value\":1.5}]", "coins.malformed-field"),
            ("[{\"tx_hash\":\"\(txid)\",\"tx_pos\":0,\"value\":2200000000000000}]", "coins.malformed-field"),
            ("[{\"txid\":\"\(txid)\",\"vout\":0,\"value\":1,\"status\":{}}]", "coins.missing-field"),
            (
                "[{\"tx_hash\":\"\(txid)\",\"tx_pos\":0,\"value\":1},{\"tx_hash\":\"\(txid)\",\"tx_pos\":0,\"value\":1}]",
                "coins.duplicate-coin"
            ),
        ])
    func refuses(_ text: String, _ code: String) throws {
        let error = try #require(throws: CoinFileError.self) { try Self.parse(text) }
        #expect(error.code == code, "\(text)")
    }
}
