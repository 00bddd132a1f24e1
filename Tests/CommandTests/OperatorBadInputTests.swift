import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

/// Everything that an operator can hand in wrongly: each has its own sentence and code, and leaves the store, its log and the
/// folder as they were.
@Suite("bad input to the coordinator")
struct OperatorBadInputTests {
    private static let address = "bcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg"

    /// One thing that goes wrong.
    private struct Case {
        let name: String
        let arguments: [String]
        let status: Int32
        let code: String
        let words: String

        init(_ name: String, _ arguments: [String], _ status: Int32, _ code: String, _ words: String) {
            (self.name, self.arguments, self.status, self.code, self.words) = (name, arguments, status, code, words)
        }
    }

    /// A walk's coins: the first is frozen, the second one is held by a case, the third one was spent meanwhile.
    private struct Home {
        let coins: [String]
        let held: String

        init(_ walk: borrowing SampleWalk) throws {
            let list = try walk.json(walk.operate(["coins", "list", "--json"]))
            coins = try #require(list["coins"] as? [[String: Any]]).compactMap { $0["outpoint"] as? String }
            try #require(coins.count == 4)
            try walk.expectDone(walk.operate(["coins", "freeze", coins[0]]))
            try Self.write("one.csv", Self.csv(["\(OperatorBadInputTests.address),1000000,a"]), walk)
            held = try walk.propose(["--payouts", "one.csv", "--fee-rate", "20", "--coins", coins[1]]).name
            let data = try Data(contentsOf: URL(filePath: BuiltPrograms.sample + "/listunspent.json"))
            let core = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
            let spent = coins[2]
            let less = core.filter { "\($0["txid"] ?? ""):\($0["vout"] ?? "")" != spent }
            try #require(less.count == 3)
            try Self.write(less, "less.json", walk)
            try walk.expectDone(
                walk.operate([
                    "coins", "import", "less.json", "--transactions", BuiltPrograms.sample + "/transactions.json",
                ]))
            let raw = try Data(contentsOf: URL(filePath: BuiltPrograms.sample + "/transactions.json"))
            var other = try #require(try JSONSerialization.jsonObject(with: raw) as? [String: String])
            let txids = other.keys.sorted()
            try Self.write([String: String](), "none.json", walk)
            (other[txids[0]], other[txids[1]]) = (other[txids[1]], other[txids[0]])
            try Self.write(other, "exchanged.json", walk)
        }

        static func csv(_ rows: [String]) -> String {
            (["address,amount_sat,reference"] + rows).map { $0 + "\n" }.joined()
        }

        static func write(_ name: String, _ text: String, _ walk: borrowing SampleWalk) throws {
            try text.write(toFile: walk.folder.file(name), atomically: true, encoding: .utf8)
        }

        private static func write(_ object: Any, _ name: String, _ walk: borrowing SampleWalk) throws {
            try JSONSerialization.data(withJSONObject: object).write(to: URL(filePath: walk.folder.file(name)))
        }

        /// Everything that the home says of itself, but for ages, and the names in the folder.
        static func everything(_ walk: borrowing SampleWalk) throws -> [String] {
            var answers: [String] = []
            for verb in [["status"], ["coins", "list"], ["log", "show"]] {
                let lines = try walk.operate(verb + ["--json"]).output.split(separator: "\n")
                answers.append(lines.filter { !$0.contains("age_seconds") }.joined(separator: "\n"))
            }
            return answers + [walk.folder.entries.sorted().joined(separator: "\n")]
        }
    }

    private static func rows(_ home: Home, _ walk: borrowing SampleWalk) throws -> [Case] {
        let own = try #require(
            try walk.json(walk.operate(["address", "5", "--json"]))["addresses"] as? [[String: Any]])
        let ownAddress = try #require(own.first?["address"] as? String)
        let future = try #require(
            Address(
                scriptPubKey: Script([0x52, 0x20] + [UInt8](repeating: 7, count: 32)), network: .regtest)?.text)
        var cases: [Case] = []
        var files: [(name: String, text: String)] = []
        func payout(_ name: String, _ row: String, _ status: Int32, _ code: String, _ words: String) {
            let file = "\(cases.count).csv"
            files.append((file, Home.csv(["\(address),50000,good", row])))
            cases.append(Case(name, ["propose", "--payouts", file, "--fee-rate", "5"], status, code, words))
        }
        payout("to the vault itself", "\(ownAddress),50000,a", 1, "propose.own-address", "row 2")
        payout("to an OP_RETURN", "OP_RETURN 00,50000,a", 65, "payouts.data-output", "row 2")
        payout(
            "to a future witness version", "\(future),50000,a", 65, "payouts.unknown-witness-program", "version 2")
        payout("of nothing", "\(address),0,a", 65, "payouts.zero-amount", "row 2")
        payout("of dust", "\(address),100,a", 1, "propose.dust", "row 2")
        payout(
            "of another network", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4,50000,a", 65, "payouts.address", "mainnet"
        )
        payout("with grouped digits", "\(address),\"1,000\",a", 65, "payouts.thousands-separator", "row 2")
        payout("of more than there is", "\(address),500000000,a", 1, "selection.not-enough", "missing")
        func one(_ name: String, _ extra: [String], _ code: String, _ words: String) {
            let rate = extra.contains("--fee-rate") ? [] : ["--fee-rate", "20"]
            cases.append(Case(name, ["propose", "--payouts", "one.csv"] + rate + extra, 1, code, words))
        }
        one("a fee rate above the cap", ["--fee-rate", "81"], "fee-cap.rate", "80 sat/vB")
        one("a fee above the cap", ["--fee-rate", "79", "--coins", home.coins[3]], "fee-cap.amount", "10000 sat")
        try Home.write("small.csv", Home.csv(["\(address),5000,a"]), walk)
        cases.append(
            Case(
                "a fee above the share", ["propose", "--payouts", "small.csv", "--fee-rate", "20"], 1,
                "fee-cap.percent",
                "per cent"))
        one("a frozen coin", ["--coins", home.coins[0]], "selection.frozen", home.coins[0])
        one("a coin that another case wants", ["--coins", home.coins[1]], "store.coin-locked", home.held)
        one("a coin that was spent meanwhile", ["--coins", home.coins[2]], "store.unknown-coin", home.coins[2])
        let list = BuiltPrograms.sample + "/listunspent.json"
        cases += [
            Case(
                "no previous transaction", ["coins", "import", list, "--transactions", "none.json"], 1,
                "coins.none-taken",
                "none of the 4 coins"),
            Case(
                "a previous transaction of another id", ["coins", "import", list, "--transactions", "exchanged.json"],
                65,
                "coins.wrong-transaction", "is filed under"),
            Case(
                "a list of coins without transactions", ["coins", "import", list], 64, "usage",
                "--transactions is missing"),
            Case("a bump of no case", ["bump", "abcdef01", "--fee-rate", "9"], 1, "store.unknown-case", "abcdef01"),
            Case("a burn of an open case", ["burn", home.held, "--fee-rate", "9"], 1, "burn.case-open", home.held),
            Case(
                "a child of an open case", ["bump", home.held, "--child", "--fee-rate", "9"], 1, "bump.not-assembled",
                home.held),
        ]
        for file in files { try Home.write(file.name, file.text, walk) }
        let big = walk.folder.file("big.csv")
        try #require(FileManager.default.createFile(atPath: big, contents: nil))
        try FileHandle(forWritingTo: URL(filePath: big)).truncate(atOffset: 100_000_000)
        cases.append(
            Case(
                "a CSV of 100 MB", ["propose", "--payouts", "big.csv", "--fee-rate", "5"], 66, "file.too-big",
                "100000000"))
        return cases
    }

    @Test("has its own sentence and code, and nothing half-made remains")
    func table() throws {
        let walk = try SampleWalk(vault: ["--max-fee-rate", "80", "--max-fee", "0.0001"])
        let cases = try Self.rows(try Home(walk), walk)
        let before = try Home.everything(walk)
        var codes: Set<String> = []
        for one in cases {
            let run = try walk.operate(one.arguments)
            #expect(
                run.status == one.status && run.error.contains("[\(one.code)") && run.error.contains(one.words),
                "\(one.name): status \(run.status): \(run.error)")
            #expect(try Home.everything(walk) == before, "\(one.name) left something behind")
            codes.insert(one.code)
        }
        #expect(codes.count == cases.count, "two things have one code")
    }
}
