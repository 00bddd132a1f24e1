import Foundation
import TestSupport
import Testing

@Suite("What coins import and assemble say at the command line")
struct CoinsAndLockTimeTests {
    private static let payouts = ["--payouts", BuiltPrograms.sample + "/payouts.csv", "--fee-rate", "2"]

    @Test(
        "assemble ends with what the lock time waits for",
        arguments: [
            ("500", "ready for sendrawtransaction once block 500 is in the chain: nodes refuse it before."),
            (
                "1700000000",
                "when the median time of the last 11 blocks has passed 2023-11-14T22:13:20Z: nodes refuse it before."
            ),
        ])
    func lockTime(_ lockTime: String, _ words: String) throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(Self.payouts + ["--lock-time", lockTime])
        // A lock at a height that no machine knows has to be acknowledged by people.
        let hex = try walk.finish(proposed, atTerminalsWith: Paper(BuiltPrograms.sample + "/payouts.csv"))
        // The finished transaction is given again, with the same words.
        let again = try walk.operate(["assemble", proposed.name, "--output", "again.tx"])
        #expect(again.status == 0)
        #expect(again.output.contains(words))
        #expect(!again.output.contains("sendrawtransaction."))
        #expect(try String(contentsOfFile: walk.folder.file("again.tx"), encoding: .utf8).hasPrefix(hex))
    }

    @Test("coins import --add keeps coins that are not in the list, and without it they are gone")
    func add() throws {
        let walk = try SampleWalk()
        let all = try #require(
            JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(filePath: BuiltPrograms.sample + "/listunspent.json"))) as? [Any])
        try #require(all.count > 1)
        try JSONSerialization.data(withJSONObject: [all[0]]).write(to: URL(filePath: walk.folder.file("one.json")))
        func imported(_ extra: [String]) throws -> (gone: Int?, left: Int?) {
            let answer = try walk.json(
                walk.operate(
                    [
                        "coins", "import", "one.json", "--transactions", BuiltPrograms.sample + "/transactions.json",
                        "--json",
                    ] + extra))
            let list = try walk.json(walk.operate(["coins", "list", "--json"]))
            return (answer["gone"] as? Int, (list["coins"] as? [Any])?.count)
        }
        let kept = try imported(["--add"])
        #expect(kept.gone == 0 && kept.left == all.count)
        let whole = try imported([])
        #expect(whole.gone == all.count - 1 && whole.left == 1)
    }
}
