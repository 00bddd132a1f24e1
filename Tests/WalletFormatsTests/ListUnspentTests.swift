import BitcoinPrimitives
import ByteCoding
import Testing
import WalletFormats

@Suite struct ListUnspentTests {
    static let txid = "53b209f8f087e27f04789de8d7910ee78bbb0e58fbd3429f590d9b3bc387a8dc"
    static let script = "0020c7e8c5c7ac8b5e34dfaa9716a6f4a889c6aa13131d4a60fc95beb15778a6665e"

    static func coin(
        txid: String = txid, vout: String = "1", amount: String = "2.36", script: String = script, more: String = ""
    ) -> String {
        "{\"txid\":\"\(txid)\",\"vout\":\(vout),\"amount\":\(amount),\"scriptPubKey\":\"\(script)\"\(more)}"
    }

    static func parse(_ text: String) throws -> ListUnspent { try ListUnspent(parsing: Array(text.utf8)) }

    @Test("reads a coin, its label, confirmations and the hint of Core's descriptor")
    func reads() throws {
        let more = ",\"confirmations\":6,\"label\":\"a\",\"desc\":\"wsh(multi(2,[73c5da0a/48h/1h/0h/2h/0/3]02aa,\""
        let list = try Self.parse("[\(Self.coin(more: more)),\(Self.coin(vout: "0", amount: "1e-05"))]")
        let first = try #require(list.coins.first)
        #expect(first.outpoint.description == "\(Self.txid):1")
        #expect(first.amount.sat == 236_000_000)
        #expect(first.scriptPubKey?.bytes == (try Hex.decode(Self.script)))
        #expect(first.confirmations == 6)
        #expect(first.label == "a")
        #expect(first.hintedBranch == 0)
        #expect(first.hintedIndex == 3)
        #expect(list.coins.last?.amount.sat == 1_000)
        #expect(list.coins.last?.confirmations == nil)
        #expect(list.coins.last?.hintedIndex == nil)
    }

    @Test(
        "refuses unknown shapes with a stable code",
        arguments: [
            ("{}", "coins.wrong-shape"), ("[1]", "coins.wrong-shape"), ("[{}]", "coins.missing-field"),
            ("[\(coin(amount: "\"2.36\""))]", "coins.wrong-shape"), ("[\(coin(vout: "-1"))]", "coins.wrong-shape"),
            ("[\(coin(vout: "4294967296"))]", "coins.wrong-shape"),
            ("[\(coin(amount: "0.000000001"))]", "coins.malformed-field"),
            ("[\(coin(amount: "21000001"))]", "coins.malformed-field"),
            ("[\(coin(txid: "00"))]", "coins.malformed-field"), ("[\(coin(script: "0"))]", "coins.malformed-field"),
            ("[\(coin()),\(coin())]", "coins.duplicate-coin"),
            ("[\(coin(more: ",\"vout\":1"))]", "json.duplicate-member"), ("[", "json.truncated"),
        ])
    func refuses(_ text: String, _ code: String) throws {
        let error = try #require(throws: CoinFileError.self) { try Self.parse(text) }
        #expect(error.code == code)
    }

    @Test("names the element and the place of a bad field")
    func locates() throws {
        let error = try #require(throws: CoinFileError.self) {
            try Self.parse("[\n\(Self.coin()),\n\(Self.coin(amount: "1e-9"))]")
        }
        let place = TextLocation(line: 3, column: 94)
        #expect(
            error
                == .malformedField(
                    name: "amount", element: 1,
                    reason: "\"1e-9\" is no amount of whole satoshi up to 21 million bitcoin", place))
    }
}
