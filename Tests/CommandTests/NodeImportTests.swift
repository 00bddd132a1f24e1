import Foundation
import TestSupport
import Testing

@Suite("coins of a node on the same computer")
struct NodeImportTests {
    /// A node that has the sample's coins, and one call that it cannot answer.
    private static func node(chain: String = "regtest", without: String? = nil) throws -> LoopbackServer {
        let list = try String(contentsOfFile: BuiltPrograms.sample + "/listunspent.json", encoding: .utf8)
        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/transactions.json"))
        let raw = try #require(try JSONSerialization.jsonObject(with: data) as? [String: String])
        return try LoopbackServer { request in
            guard request.head.contains("Authorization: Basic dXNlcjpwYXNz"),
                request.head.hasPrefix("POST /wallet/vault ")
            else { return LoopbackServer.answer("", status: 401) }
            if request.body.contains("\"getblockchaininfo\"") {
                return LoopbackServer.answer(
                    "{\"result\":{\"chain\":\"\(chain)\",\"blocks\":120},\"error\":null,\"id\":0}")
            }
            if request.body.contains("\"listunspent\"") {
                return LoopbackServer.answer("{\"result\":\(list),\"error\":null,\"id\":0}")
            }
            let asked = request.body.components(separatedBy: "\"params\":[\"").dropFirst().map { String($0.prefix(64)) }
            let answers = asked.enumerated().map { place, txid in
                guard txid != without, let hex = raw[txid] else {
                    return "{\"result\":null,\"error\":{\"code\":-5,\"message\":\"unknown\"},\"id\":\(place)}"
                }
                return "{\"result\":{\"hex\":\"\(hex)\",\"amount\":0.1},\"error\":null,\"id\":\(place)}"
            }
            return LoopbackServer.answer("[\(answers.joined(separator: ","))]")
        }
    }

    private static func arguments(_ node: LoopbackServer, _ file: String) -> [String] {
        ["coins", "import", "--rpc", node.endpoint, "--rpc-wallet", "vault", "--rpc-user-file", file, "--json"]
    }

    @Test("the same coins as from the files, each proven; what the node does not give is left out")
    func imports() throws {
        let walk = try SampleWalk()
        try "user:pass\n".write(toFile: walk.folder.file("user"), atomically: true, encoding: .utf8)
        let before = try walk.json(walk.operate(["coins", "list", "--json"]))
        let whole = try Self.node()
        let answer = try walk.json(walk.operate(Self.arguments(whole, "user")))
        #expect(answer["source"] as? String == "core-rpc" && answer["tip_height"] as? Int == 120)
        #expect(answer["proven"] as? Int == 4 && answer["new"] as? Int == 0 && answer["gone"] as? Int == 0)
        let coins = try #require(before["coins"] as? [[String: Any]])
        let txid = String(try #require(coins[0]["outpoint"] as? String).prefix(64))
        let forgetful = try Self.node(without: txid)
        let partial = try walk.json(walk.operate(Self.arguments(forgetful, "user")))
        let left = try #require(partial["left_out"] as? [[String: Any]])
        #expect(!left.isEmpty && left.allSatisfy { $0["code"] as? String == "coin.previous-transaction-missing" })
        withExtendedLifetime((whole, forgetful)) {}
    }

    @Test("another chain, wrong credentials, another computer and half an option are refused, and nothing changes")
    func refusals() throws {
        let walk = try SampleWalk()
        try "user:pass".write(toFile: walk.folder.file("user"), atomically: true, encoding: .utf8)
        try "user:other".write(toFile: walk.folder.file("other"), atomically: true, encoding: .utf8)
        let before = try walk.operate(["status", "--json"]).output
        let (node, elsewhere) = (try Self.node(), try Self.node(chain: "main"))
        for (arguments, status, code) in [
            (Self.arguments(elsewhere, "user"), 1, "node.other-network"),
            (Self.arguments(node, "other"), 1, "node.unauthorized"),
            (["coins", "import", "--rpc", "http://192.0.2.1:8332", "--rpc-user-file", "user"], 1, "node.not-local"),
            (["coins", "import", "--rpc", node.endpoint], 64, "usage"), (["coins", "import"], 64, "usage"),
            (["coins", "import", "--rpc-user-file", "user"], 64, "usage"),
            (Self.arguments(node, "user") + ["list.json"], 64, "usage"),
        ] as [([String], Int32, String)] {
            let run = try walk.operate(arguments)
            #expect(run.status == status && run.error.contains("[\(code)]"), "\(arguments): \(run.status) \(run.error)")
            #expect(!run.error.contains("pass") || code == "usage", "\(run.error)")
        }
        #expect(try walk.operate(["status", "--json"]).output == before)
        withExtendedLifetime((node, elsewhere)) {}
    }
}
