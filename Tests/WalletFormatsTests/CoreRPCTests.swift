import BitcoinPrimitives
import TestSupport
import Testing
import WalletFormats

@Suite struct CoreRPCTests {
    private static let txid = String(repeating: "0", count: 63) + "1"

    private static func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch let error as CoreRPCError { return error.code } catch { return "\(error)" }
        return nil
    }

    @Test("reads the chain, and refuses an answer without one")
    func chain() throws {
        let found = try CoreRPC.chain(in: Array(#"{"result":{"chain":"regtest","blocks":105},"error":null}"#.utf8))
        #expect(found.network == .regtest && found.height == 105)
        for (answer, code) in [
            (#"{"result":{"chain":"other","blocks":1},"error":null}"#, "node.shape"),
            (#"{"result":{"chain":"main"},"error":null}"#, "node.shape"), (#"{"error":null}"#, "node.shape"),
            (#"{"result":null,"error":{"code":-18,"message":"no wallet"}}"#, "node.call"),
            ("<html>", "json.unexpected"),
        ] {
            #expect(Self.code { _ = try CoreRPC.chain(in: Array(answer.utf8)) } == code, "\(answer)")
        }
    }

    @Test("lists the coins, each once")
    func coins() throws {
        let coin =
            "{\"txid\":\"\(Self.txid)\",\"vout\":0,\"scriptPubKey\":\"0014\",\"amount\":0.5,\"confirmations\":3}"
        let one = try CoreRPC.coins(in: Array("{\"result\":[\(coin)],\"error\":null}".utf8))
        #expect(one.map(\.amount.sat) == [50_000_000] && one[0].confirmations == 3)
        #expect(
            Self.code { _ = try CoreRPC.coins(in: Array("{\"result\":[\(coin),\(coin)],\"error\":null}".utf8)) }
                == "node.shape")
        #expect(
            Self.code { _ = try CoreRPC.coins(in: Array("{\"result\":[{}],\"error\":null}".utf8)) }
                == "coins.missing-field")
    }

    @Test("takes a transaction only under the id that was asked for, and leaves out what the wallet does not have")
    func transactions() throws {
        let raw = try RawTransactions(parsing: try VectorStore.bytes("samples/regtest-2of3/transactions.json"))
        let (txid, transaction) = try #require(raw.transactions.first)
        let other = try Txid(parsing: Self.txid)
        let hex = transaction.encoded().map { String($0, radix: 16) }.map { $0.count == 1 ? "0" + $0 : $0 }.joined()
        func answer(_ id: Int) -> String { "{\"result\":{\"hex\":\"\(hex)\"},\"error\":null,\"id\":\(id)}" }
        let missing = "{\"result\":null,\"error\":{\"code\":-5,\"message\":\"no\"},\"id\":0}"
        let found = try CoreRPC.transactions(in: Array("[\(answer(1)),\(missing)]".utf8), askedFor: [other, txid])
        #expect(found == [txid: transaction])
        for (body, asked, code) in [
            ("[\(answer(0))]", [other], "node.other-transaction"), ("[\(answer(0))]", [txid, other], "node.shape"),
            ("[\(answer(7))]", [txid], "node.shape"), ("{}", [txid], "node.shape"),
        ] {
            #expect(
                Self.code { _ = try CoreRPC.transactions(in: Array(body.utf8), askedFor: asked) } == code,
                "\(body.prefix(9))")
        }
    }

    @Test("calls carry nothing but ids")
    func calls() throws {
        let text = String(decoding: CoreRPC.transactions([try Txid(parsing: Self.txid)]), as: UTF8.self)
        #expect(
            text == "[{\"jsonrpc\":\"1.0\",\"id\":0,\"method\":\"gettransaction\",\"params\":[\"\(Self.txid)\",true]}]")
    }
}
