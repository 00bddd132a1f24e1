import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Foundation
import TestSupport
import Testing

@Suite("building payments at the command line")
struct ProposeCommandTests {
    private static let payouts = ["--payouts", BuiltPrograms.sample + "/payouts.csv"]
    private static let address = "bcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg"

    private static func refused(_ run: ProgramRun, _ status: Int32, _ code: String, _ words: String = "") {
        #expect(
            run.status == status && run.error.contains("[\(code)]") && (words.isEmpty || run.error.contains(words)),
            "status \(run.status): \(run.error)")
    }

    private static func write(_ walk: borrowing SampleWalk, _ name: String, _ text: String) throws {
        try text.write(toFile: walk.folder.file(name), atomically: true, encoding: .utf8)
    }

    private static func csv(_ rows: [String]) -> String {
        (["address,amount_sat,reference"] + rows).map { $0 + "\n" }.joined()
    }

    /// An address of nobody, one for each number.
    private static func stranger(_ number: Int) throws -> String {
        let hash = SHA256.hash([UInt8(number & 0xff), UInt8(number >> 8)]).bytes.prefix(20)
        return try #require(Address(scriptPubKey: Script([0x00, 0x14] + hash), network: .regtest)).text
    }

    private static func cases(_ walk: borrowing SampleWalk) throws -> Int {
        try #require(try walk.json(walk.operate(["status", "--json"]))["cases"] as? [Any]).count
    }

    @Test("a dry run shows the payouts between their totals, the choice of coins and the sizes, and opens nothing")
    func dryRun() throws {
        let walk = try SampleWalk()
        let before = walk.folder.entries
        let run = try walk.operate(["propose", "--fee-rate", "20", "--dry-run", "--why"] + Self.payouts)
        try walk.expectDone(run)
        let lines = run.output.split(separator: "\n").map(String.init)
        let total = "3 payouts, together 3.35012345 BTC (335012345 sat)"
        #expect(lines.first == total)
        #expect(lines.filter { $0 == total }.count == 2)
        #expect(lines.dropFirst().prefix(3).map { $0.prefix(6) } == ["Row 1 ", "Row 2 ", "Row 3 "])
        for words in [
            "Size     ", "of 400000 weight units", "Why      seed 0", "largest-first: 2 coins", "waste ",
            "Dry run: no case was opened",
        ] { #expect(run.output.contains(words), "\(words)\n\(run.output)") }
        #expect(!run.output.contains("Wrote"))
        #expect(walk.folder.entries == before)
        #expect(try Self.cases(walk) == 0)
        // What the dry run chose is what is chosen then.
        let planned = try walk.json(
            walk.operate(["propose", "--fee-rate", "20", "--dry-run", "--json"] + Self.payouts))
        let made = try walk.json(walk.operate(["propose", "--fee-rate", "20", "--json"] + Self.payouts))
        for key in ["fee_sat", "virtual_size_vb", "weight_wu", "inputs", "outputs", "file_bytes"] {
            #expect(planned[key] as? Int == made[key] as? Int && made[key] != nil, "\(key)")
        }
        #expect(planned["file"] is NSNull && made["file"] is String)
        let file = try Data(contentsOf: URL(filePath: walk.folder.file(try #require(made["file"] as? String))))
        #expect(file.count == made["file_bytes"] as? Int)
    }

    @Test("payouts in JSON and in satoshi are the same payment as the CSV in bitcoin")
    func forms() throws {
        let walk = try SampleWalk()
        try Self.write(walk, "a.csv", Self.csv(["\(Self.address),50000000,a"]))
        try Self.write(
            walk, "a.json", "[{\"address\": \"\(Self.address)\", \"amount_btc\": \"0.5\", \"reference\": \"a\"}]")
        let answers = try ["a.csv", "a.json"].map { file in
            try walk.json(walk.operate(["propose", "--dry-run", "--json", "--fee-rate", "5", "--payouts", file]))
        }
        #expect(answers.map { $0["leaving_sat"] as? Int } == [50_000_000, 50_000_000])
        #expect(answers[0]["txid"] as? String == answers[1]["txid"] as? String)
    }

    @Test("every payout that cannot be made has a sentence of its own, and none leaves a case")
    func badPayouts() throws {
        let walk = try SampleWalk()
        let own = try #require(
            try walk.json(walk.operate(["address", "5", "--json"]))["addresses"] as? [[String: Any]])
        let ownAddress = try #require(own.first?["address"] as? String)
        let future = try #require(
            Address(
                scriptPubKey: Script([0x52, 0x20] + [UInt8](repeating: 7, count: 32)), network: .regtest)?.text)
        let rows: [(row: String, status: Int32, code: String, words: String)] = [
            ("\(Self.address),0,a", 65, "payouts.zero-amount", "row 2"),
            ("\(Self.address),100,a", 1, "propose.dust", "row 2"),
            ("\(ownAddress),50000,a", 1, "propose.own-address", "0/5"),
            ("OP_RETURN 00,50000,a", 65, "payouts.data-output", "pays nobody"),
            ("\(future),50000,a", 65, "payouts.unknown-witness-program", "version 2"),
            ("\(Self.address),\"1,000\",a", 65, "payouts.thousands-separator", "groups its digits"),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4,50000,a", 65, "payouts.address", "mainnet"),
        ]
        for (row, status, code, words) in rows {
            try Self.write(walk, "bad.csv", Self.csv(["\(Self.address),50000,good", row]))
            let run = try walk.operate(["propose", "--payouts", "bad.csv", "--fee-rate", "5"])
            Self.refused(run, status, code, words)
        }
        let big = walk.folder.file("big.csv")
        try #require(FileManager.default.createFile(atPath: big, contents: nil))
        try FileHandle(forWritingTo: URL(filePath: big)).truncate(atOffset: 100_000_000)
        Self.refused(
            try walk.operate(["propose", "--payouts", "big.csv", "--fee-rate", "5"]), 66, "file.too-big", "100000000")
        #expect(try Self.cases(walk) == 0)
    }

    @Test("says how much is missing and what is frozen or held")
    func notEnough() throws {
        let walk = try SampleWalk()
        let list = try walk.json(walk.operate(["coins", "list", "--json"]))
        let coins = try #require(list["coins"] as? [[String: Any]]).compactMap { $0["outpoint"] as? String }
        try walk.expectDone(walk.operate(["coins", "freeze", coins[0]]))
        try Self.write(walk, "one.csv", Self.csv(["\(Self.address),1000000,a"]))
        let held = try walk.propose(["--payouts", "one.csv", "--fee-rate", "20", "--coins", coins[1]])
        let run = try walk.operate(["propose", "--fee-rate", "20"] + Self.payouts)
        Self.refused(run, 1, "selection.not-enough", "missing")
        #expect(run.error.contains("2.36000000 BTC (236000000 sat) frozen"), "\(run.error)")
        #expect(run.error.contains("1.99000000 BTC (199000000 sat) held by cases"), "\(run.error)")
        // Each coin named by hand says why it cannot be had.
        func naming(_ coin: String) throws -> ProgramRun {
            try walk.operate(["propose", "--payouts", "one.csv", "--fee-rate", "20", "--coins", coin])
        }
        Self.refused(try naming(coins[0]), 1, "selection.frozen")
        Self.refused(try naming(coins[1]), 1, "store.coin-locked", held.name)
        Self.refused(try naming(String(repeating: "0", count: 64) + ":0"), 1, "store.unknown-coin")
        #expect(try Self.cases(walk) == 1)
    }

    @Test("the fee comes from estimates, and the vault's caps stop it in words before the review")
    func fees() throws {
        let walk = try SampleWalk(vault: ["--max-fee", "0.00002", "--max-fee-rate", "20"])
        try Self.write(walk, "core.json", "{\"feerate\":0.00005,\"blocks\":6}")
        try Self.write(walk, "mempool.json", "{\"fastestFee\":500,\"hourFee\":5.2}")
        let core = try walk.json(
            walk.operate(["propose", "--dry-run", "--json", "--fee-estimates", "core.json"] + Self.payouts))
        let size = try #require(core["virtual_size_vb"] as? Int)
        #expect(core["fee_sat"] as? Int == size * 5)
        func run(_ extra: [String]) throws -> ProgramRun {
            try walk.operate(["propose", "--dry-run"] + Self.payouts + extra)
        }
        Self.refused(
            try run(["--fee-estimates", "core.json", "--fee-target", "2"]), 65, "fees.none-within", "2 blocks")
        Self.refused(
            try run(["--fee-estimates", "mempool.json", "--fee-target", "2"]), 1, "fee-cap.rate", "20 sat/vB")
        try walk.expectDone(try run(["--fee-estimates", "mempool.json"]))
        Self.refused(try run(["--fee-rate", "10"]), 1, "fee-cap.amount", "0.00002000 BTC")
        try Self.write(walk, "small.csv", Self.csv(["\(Self.address),5000,a"]))
        Self.refused(
            try walk.operate(["propose", "--dry-run", "--payouts", "small.csv", "--fee-rate", "6"]), 1,
            "fee-cap.percent", "per cent")
        for extra in [
            [], ["--fee-rate", "5", "--fee-estimates", "core.json"], ["--fee-rate", "5", "--fee-target", "3"],
            ["--fee-rate", "5", "--sweep", Self.address], ["--fee-rate", "5", "--consolidate"],
            ["--fee-rate", "5", "--split", "-o", "x"],
        ] { Self.refused(try run(extra), 64, "usage") }
    }

    @Test("sweeps to an address, and puts coins together at low fees")
    func sweeps() throws {
        let walk = try SampleWalk()
        let swept = try walk.json(
            walk.operate(["propose", "--dry-run", "--json", "--sweep", Self.address, "--fee-rate", "5"]))
        let fee = try #require(swept["fee_sat"] as? Int)
        #expect(swept["inputs"] as? Int == 4 && swept["outputs"] as? Int == 1)
        #expect(swept["leaving_sat"] as? Int == 722_000_000 - fee && swept["staying_sat"] as? Int == 0)
        Self.refused(
            try walk.operate(["propose", "--consolidate", "--fee-rate", "11"]), 1,
            "selection.consolidation-at-high-fees", "10 sat/vB")
        let joined = try walk.json(
            walk.operate(["propose", "--json", "--consolidate", "--fee-rate", "2"]))
        #expect(joined["inputs"] as? Int == 4 && joined["outputs"] as? Int == 1)
        #expect(joined["leaving_sat"] as? Int == 0)
        Self.refused(
            try walk.operate(["propose", "--consolidate", "--fee-rate", "2"]), 1, "selection.nothing-to-consolidate")
    }

    @Test("splits a batch into cases that each stand alone")
    func split() throws {
        let walk = try SampleWalk()
        try Self.write(walk, "batch.csv", Self.csv((0..<3_300).map { try "\(Self.stranger($0)),\(1_000 + $0),\($0)" }))
        let arguments = ["propose", "--payouts", "batch.csv", "--fee-rate", "1"]
        Self.refused(try walk.operate(arguments), 1, "selection.too-heavy", "400000")
        let answer = try walk.json(walk.operate(arguments + ["--split", "--json"]))
        let cases = try #require(answer["cases"] as? [[String: Any]])
        #expect(cases.count == 2)
        let rows = cases.flatMap { ($0["payouts"] as? [[String: Any]] ?? []).compactMap { $0["row"] as? Int } }
        #expect(rows == Array(1...3_300))
        var spent: Set<OutPoint> = []
        var changes: Set<Script> = []
        for one in cases {
            let weight = try #require(one["weight_wu"] as? Int)
            #expect(weight <= 400_000)
            let path = walk.folder.file(try #require(one["file"] as? String))
            let file = try PSBTFile(fileBytes: [UInt8](Data(contentsOf: URL(filePath: path))))
            let transaction = try file.psbt.unsignedTransaction()
            for input in transaction.inputs { #expect(spent.insert(input.previousOutput).inserted) }
            #expect(changes.insert(try #require(transaction.outputs.last).scriptPubKey).inserted)
        }
        #expect(try Self.cases(walk) == 2)
    }
}
