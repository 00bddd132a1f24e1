import Foundation
import TestSupport
import Testing

@Suite("coins at the command line")
struct CoinsCommandTests {
    private static func outpoints(_ walk: borrowing SampleWalk) throws -> [String] {
        let list = try walk.json(walk.operate(["coins", "list", "--json"]))
        return try #require(list["coins"] as? [[String: Any]]).compactMap { $0["outpoint"] as? String }
    }

    private static func refused(_ run: ProgramRun, _ status: Int32, _ code: String) {
        #expect(run.status == status && run.error.contains("[\(code)]"), "status \(run.status): \(run.error)")
    }

    @Test("freezing, thawing, labels in and out, and the balance by state")
    func marks() throws {
        let walk = try SampleWalk()
        let coins = try Self.outpoints(walk)
        try #require(coins.count == 4)
        try walk.expectDone(walk.operate(["coins", "freeze", coins[0], "--reason", "court order"]))
        Self.refused(try walk.operate(["coins", "freeze", coins[1], coins[0]]), 1, "store.coin-frozen")
        Self.refused(try walk.operate(["coins", "thaw", coins[1]]), 1, "store.coin-not-frozen")
        Self.refused(try walk.operate(["coins", "freeze", coins[1], coins[1]]), 64, "usage")
        Self.refused(try walk.operate(["coins", "label", "x", "--as", "a"]), 64, "usage")
        try walk.expectDone(walk.operate(["coins", "label", coins[1], "--as", "代金"]))
        let list = try walk.json(walk.operate(["coins", "list", "--json"]))
        #expect(list["frozen_sat"] as? Int == 236_000_000 && list["free_sat"] as? Int == 486_000_000)
        #expect(list["held_sat"] as? Int == 0 && list["assembled_sat"] as? Int == 0)
        let listed = try #require(list["listed"] as? [String: Any])
        #expect(listed["source"] as? String == "core-listunspent" && listed["whole"] as? Bool == true)
        let shown = try walk.operate(["coins", "list"]).output
        #expect(shown.contains("frozen: court order") && shown.contains("\"代金\""), "\(shown)")
        #expect(shown.contains("minutes ago) from core-listunspent"), "\(shown)")

        try walk.expectDone(walk.operate(["coins", "export-labels", "-o", "labels.jsonl"]))
        Self.refused(try walk.operate(["coins", "export-labels", "-o", "labels.jsonl"]), 73, "file.exists")
        try walk.expectDone(walk.operate(["coins", "thaw", coins[0]]))
        try walk.expectDone(walk.operate(["coins", "label", coins[1], "--as", ""]))
        let taken = try walk.json(walk.operate(["coins", "import-labels", "labels.jsonl", "--json"]))
        #expect(taken["changed"] as? Int == 2)
        let again = try walk.json(walk.operate(["coins", "list", "--json"]))
        let states = try #require(again["coins"] as? [[String: Any]])
        #expect(states[0]["state"] as? String == "frozen" && states[1]["label"] as? String == "代金")
    }

    @Test("another wallet's labels for addresses and transactions go to coins without their own")
    func foreignLabels() throws {
        let walk = try SampleWalk()
        let list = try walk.json(walk.operate(["coins", "list", "--json"]))
        let coins = try #require(list["coins"] as? [[String: Any]])
        let address = try #require(coins[0]["address"] as? String)
        let txid = try #require(coins[1]["outpoint"] as? String).prefix(64)
        let own = try #require(coins[2]["outpoint"] as? String)
        let lines = [
            "{\"type\":\"addr\",\"ref\":\"\(address)\",\"label\":\"by address\"}",
            "{\"type\":\"tx\",\"ref\":\"\(txid)\",\"label\":\"by transaction\"}",
            "{\"type\":\"output\",\"ref\":\"\(own)\",\"label\":\"by output\",\"spendable\":false}",
            "{\"type\":\"output\",\"ref\":\"\(String(repeating: "0", count: 64)):0\",\"label\":\"elsewhere\"}",
            "{\"type\":\"xpub\",\"ref\":\"x\",\"label\":\"key\"}",
        ]
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: walk.folder.file("in.jsonl"), atomically: true, encoding: .utf8)
        let taken = try walk.json(walk.operate(["coins", "import-labels", "in.jsonl", "--json"]))
        #expect(taken["changed"] as? Int == 3 && taken["not_of_vault"] as? Int == 1)
        #expect(taken["other_lines"] as? Int == 1)
        let after = try walk.json(walk.operate(["coins", "list", "--json"]))
        let labels = try #require(after["coins"] as? [[String: Any]]).prefix(3).compactMap { $0["label"] as? String }
        #expect(labels == ["by address", "by transaction", "by output"])
    }

    @Test("lists of Electrum, its servers, Esplora and a scan prove the same coins")
    func otherPrograms() throws {
        let walk = try SampleWalk()
        let data = try Data(contentsOf: URL(filePath: BuiltPrograms.sample + "/listunspent.json"))
        let core = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        func sat(_ coin: [String: Any]) -> Int { Int(((coin["amount"] as? Double ?? 0) * 100_000_000).rounded()) }
        let forms: [(source: String, object: Any)] = [
            (
                "electrum-listunspent",
                core.map {
                    [
                        "prevout_hash": $0["txid"] ?? "", "prevout_n": $0["vout"] ?? 0, "height": 100,
                        "value": "\($0["amount"] ?? 0)",
                    ]
                }
            ),
            (
                "electrum-server-listunspent",
                core.map { ["tx_hash": $0["txid"] ?? "", "tx_pos": $0["vout"] ?? 0, "height": 100, "value": sat($0)] }
            ),
            (
                "esplora-utxo",
                core.map {
                    [
                        "txid": $0["txid"] ?? "", "vout": $0["vout"] ?? 0, "value": sat($0),
                        "status": ["confirmed": true, "block_height": 100],
                    ]
                }
            ),
            (
                "core-scantxoutset",
                [
                    "success": true, "height": 105,
                    "unspents": core.map { coin in
                        var coin = coin
                        coin["confirmations"] = nil
                        coin["height"] = 100
                        return coin
                    },
                ]
            ),
            (
                "electrum-history",
                [
                    "transactions": core.map {
                        ["txid": $0["txid"] ?? "", "height": 100, "confirmations": 6, "label": ""]
                    }
                ]
            ),
        ]
        for (source, object) in forms {
            try JSONSerialization.data(withJSONObject: object).write(to: URL(filePath: walk.folder.file("list.json")))
            let answer = try walk.json(
                walk.operate([
                    "coins", "import", "list.json", "--transactions", BuiltPrograms.sample + "/transactions.json",
                    "--json",
                ]))
            #expect(answer["source"] as? String == source)
            #expect(answer["proven"] as? Int == 4 && answer["new"] as? Int == 0, "\(source): \(answer)")
            #expect(answer["gone"] as? Int == 0 && answer["total_sat"] as? Int == 722_000_000, "\(source)")
            #expect((answer["left_out"] as? [Any])?.isEmpty == true, "\(source): \(answer)")
        }
        let last = try walk.json(walk.operate(["coins", "list", "--json"]))
        #expect(try #require(last["coins"] as? [[String: Any]]).allSatisfy { $0["height"] as? Int == 100 })
    }

    @Test("a list of which nothing can be taken changes nothing, not even the age of the list")
    func nothingTaken() throws {
        let walk = try SampleWalk()
        let before = try walk.operate(["coins", "list", "--json"]).output
        try Data("{}".utf8).write(to: URL(filePath: walk.folder.file("none.json")))
        let run = try walk.operate([
            "coins", "import", BuiltPrograms.sample + "/listunspent.json", "--transactions", "none.json",
        ])
        #expect(run.status == 1 && run.output.contains("its previous transaction was not given"), "\(run.output)")
        #expect(run.error.contains("[coins.none-taken]"), "\(run.error)")
        func stable(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { !$0.contains("age_seconds") }
        }
        #expect(stable(try walk.operate(["coins", "list", "--json"]).output) == stable(before))
    }

    @Test("an empty list, or one of coins without a confirmation, changes nothing before the operator says --empty")
    func emptyLists() throws {
        let walk = try SampleWalk()
        func importing(_ list: String, _ options: [String] = []) throws -> ProgramRun {
            try Data(list.utf8).write(to: URL(filePath: walk.folder.file("list.json")))
            return try walk.operate(
                ["coins", "import", "list.json", "--transactions", BuiltPrograms.sample + "/transactions.json"]
                    + options)
        }
        let whole = try String(contentsOfFile: BuiltPrograms.sample + "/listunspent.json", encoding: .utf8)
        let fields = try NSRegularExpression(pattern: "\"confirmations\": *[0-9]+")
        let waiting = fields.stringByReplacingMatches(
            in: whole, range: NSRange(location: 0, length: whole.utf16.count), withTemplate: "\"confirmations\": 0")
        try #require(waiting != whole)
        let before = try Self.outpoints(walk)
        try #require(before.count == 4)
        let log = try walk.operate(["log", "show", "--json"]).output
        for (list, hint) in [("[]", "--empty"), (waiting, "has no confirmation yet")] {
            let run = try importing(list)
            Self.refused(run, 1, "coins.none-taken")
            #expect((run.output + run.error).contains(hint), "\(run.output)\(run.error)")
        }
        Self.refused(try importing(whole, ["--empty"]), 64, "usage")
        Self.refused(try importing(waiting, ["--empty"]), 64, "usage")
        Self.refused(try importing("[]", ["--empty", "--add"]), 64, "usage")
        #expect(try Self.outpoints(walk) == before)
        #expect(try walk.operate(["log", "show", "--json"]).output == log)
        let gone = try walk.json(importing("[]", ["--empty", "--json"]))
        #expect(gone["gone"] as? Int == 4 && gone["freed"] as? Int == 0)
        #expect(try Self.outpoints(walk).isEmpty)
        // Where there is nothing to lose an empty list is taken as it is.
        try walk.expectDone(importing("[]"))
    }
}
