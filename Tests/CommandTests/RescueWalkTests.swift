import BitcoinPSBT
import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

/// Cases that went wrong, and the new cases that save them, with the built programs.
@Suite("bump and burn")
struct RescueWalkTests {
    private static let payouts = ["--payouts", BuiltPrograms.sample + "/payouts.csv"]
    private static let everybody = SampleWalk.custodians

    private static func refused(_ run: ProgramRun, _ status: Int32, _ code: String, _ words: String = "") {
        #expect(
            run.status == status && run.error.contains("[\(code)]") && (words.isEmpty || run.error.contains(words)),
            "status \(run.status): \(run.error)")
    }

    private static func proposed(_ answer: [String: Any]) throws -> SampleWalk.Proposed {
        SampleWalk.Proposed(
            caseID: try #require(answer["case"] as? String), digest: try #require(answer["digest"] as? String))
    }

    private static func transaction(_ name: String, _ walk: borrowing SampleWalk) throws -> Transaction {
        let data = try Data(contentsOf: URL(fileURLWithPath: walk.folder.file(name)))
        return try PSBTFile(fileBytes: [UInt8](data)).psbt.unsignedTransaction()
    }

    /// A paper with every output of a case that pays nobody: they are what is asked for then.
    private static func paper(of name: String, _ walk: borrowing SampleWalk) throws -> Paper {
        let rows = try transaction("\(name).proposal.psbt", walk).outputs.map { output in
            let address = try #require(Address(scriptPubKey: output.scriptPubKey, network: .regtest))
            let sat = output.amount.sat
            return
                "\(address.text),\(sat / 100_000_000).\(String(String(100_000_000 + sat % 100_000_000).dropFirst())),"
        }
        let file = walk.folder.file("\(name).csv")
        try (["address,amount_btc,reference"] + rows).joined(separator: "\n").write(
            toFile: file, atomically: true, encoding: .utf8)
        return try Paper(file)
    }

    @Test(
        "signatures of a case that was given up die: its coins go back to the vault, through all looks, to consensus code"
    )
    func burn() throws {
        let walk = try SampleWalk(open: Self.everybody)
        let first = try walk.propose(Self.payouts + ["--fee-rate", "5"])
        Self.refused(try walk.operate(["burn", first.name, "--fee-rate", "20"]), 1, "burn.case-open", "abort")
        for person in ["alice", "bob"] {
            try walk.expectDone(walk.sign(person, first))
            try walk.collect(person, ["signed.psbt"], first)
        }
        try walk.expectDone(walk.operate(["abort", first.name]))
        // Enough signatures are out, so that a cheap one would not be taken by nodes in its place.
        Self.refused(
            try walk.operate(["burn", first.name, "--fee-rate", "5"]), 1, "replace.fee-too-low", "fee rate of at least")
        let spent = Set(
            try Self.transaction("\(first.name).proposal.psbt", walk).inputs.map(\.previousOutput.description))
        let foreign = String(repeating: "0", count: 64) + ":0"
        Self.refused(
            try walk.operate(["burn", first.name, "--fee-rate", "20", "--coins", foreign]), 1, "burn.not-of-case")
        let dry = try walk.json(
            walk.operate([
                "burn", first.name, "--fee-rate", "20", "--dry-run", "--json", "--coins", try #require(spent.first),
            ]))
        #expect(dry["inputs"] as? Int == 1 && dry["file"] is NSNull)

        let run = try walk.operate(["burn", first.name, "--fee-rate", "20", "--json"])
        let answer = try walk.json(run)
        #expect(run.error.contains("What this case changes") && run.error.contains("Why, as the file says: burn:"))
        #expect(run.error.contains("Payments: 0 the same, 3 gone, 0 new."), "\(run.error)")
        let burn = try Self.proposed(answer)
        let transaction = try Self.transaction("\(burn.name).proposal.psbt", walk)
        #expect(Set(transaction.inputs.map(\.previousOutput.description)) == spent)
        #expect(transaction.outputs.count == 1 && answer["leaving_sat"] as? Int == 0)
        let status = try walk.json(walk.operate(["status", burn.name, "--json"]))
        #expect(status["replaces"] as? String == first.caseID)

        let paper = try Self.paper(of: burn.name, walk)
        for person in ["alice", "bob"] {
            let visit = try CustodianAtTerminal(paper: paper).run(
                ["sign", "\(burn.name).proposal.psbt", "--home", person], in: walk.folder.path)
            #expect(visit.status == 0 && visit.screen.contains("What this case changes"), "\(visit.screen)")
            try walk.collect(person, ["signed.psbt"], burn)
        }
        try walk.expectDone(walk.operate(["confirm", burn.name]))
        for person in Self.everybody {
            let visit = try CustodianAtTerminal(paper: paper).run(
                ["confirm", "\(burn.name).confirm.psbt", "--home", person], in: walk.folder.path)
            #expect(visit.status == 0, "\(visit.screen)")
            try walk.collect(person, ["confirmation"], burn)
        }
        let made = try walk.json(walk.operate(["assemble", burn.name, "--json"]))
        let hex = try #require(made["hex"] as? String)
        #expect(try Transaction(decoding: [UInt8](hexText: hex)).inputs.count == spent.count)
    }

    @Test("a bump pays the same with a higher fee out of the change, in the place of the open case")
    func bump() throws {
        let walk = try SampleWalk()
        let first = try walk.propose(Self.payouts + ["--fee-rate", "2"])
        let before = try Self.transaction("\(first.name).proposal.psbt", walk)
        let run = try walk.operate(["bump", first.name, "--fee-rate", "9", "--json"])
        let answer = try walk.json(run)
        #expect(run.error.contains("Payments: all 3 are the same.") && run.error.contains("Coins: all"), "\(run.error)")
        let second = try Self.proposed(answer)
        let after = try Self.transaction("\(second.name).proposal.psbt", walk)
        #expect(after.inputs.map(\.previousOutput) == before.inputs.map(\.previousOutput))
        #expect(after.outputs.dropLast() == before.outputs.dropLast())
        let change = try #require(answer["replaces"] as? [String: Any])
        #expect(change["case"] as? String == first.caseID && change["reason"] as? String == "a higher fee")
        #expect(
            (change["payments_gone"] as? [Any])?.isEmpty == true && (change["coins_new"] as? [Any])?.isEmpty == true)
        #expect(answer["fee_sat"] as? Int == (answer["virtual_size_vb"] as? Int ?? 0) * 9)
        let cases = try #require(try walk.json(walk.operate(["status", "--json"]))["cases"] as? [[String: Any]])
        let old = try #require(cases.first { $0["case"] as? String == first.caseID })
        #expect(old["state"] as? String == "replaced" && old["replaced_by"] as? String == second.caseID)
        Self.refused(try walk.operate(["bump", first.name, "--fee-rate", "9"]), 1, "store.case-ended")
        Self.refused(
            try walk.operate(["bump", second.name, "--child", "--fee-rate", "9"]), 1, "bump.not-assembled")
        Self.refused(try walk.operate(["bump", second.name]), 64, "usage")
    }

    @Test("a child pays for an assembled transaction, and a replacement of it must pay what nodes ask for")
    func child() throws {
        let walk = try SampleWalk(open: Self.everybody)
        let first = try walk.propose(Self.payouts + ["--fee-rate", "1"])
        let parent = try Transaction(decoding: [UInt8](hexText: try walk.finishOpen(first)))
        Self.refused(try walk.operate(["bump", first.name, "--fee-rate", "1.5"]), 1, "replace.fee-too-low")
        let run = try walk.operate(["bump", first.name, "--child", "--fee-rate", "8", "--json"])
        let answer = try walk.json(run)
        let child = try Self.proposed(answer)
        let transaction = try Self.transaction("\(child.name).proposal.psbt", walk)
        #expect(transaction.inputs.map(\.previousOutput) == [OutPoint(txid: parent.txid, vout: 3)])
        #expect(answer["leaving_sat"] as? Int == 0)
        let remarks = try #require(answer["remarks"] as? [String])
        #expect(remarks.contains { $0.hasPrefix("Both") && $0.contains("8.000 sat/vB") }, "\(remarks)")
        // The child is signed like any other case.
        for person in ["alice", "bob"] {
            try walk.expectDone(walk.sign(person, child))
            try walk.collect(person, ["signed.psbt"], child)
        }
        // And the parent still stands.
        let cases = try #require(try walk.json(walk.operate(["status", "--json"]))["cases"] as? [[String: Any]])
        #expect(cases.first { $0["case"] as? String == first.caseID }?["state"] as? String == "assembled")
    }

    @Test("a child takes further free coins along where the change alone does not carry the fee of both")
    func childWithCoins() throws {
        let walk = try SampleWalk(open: Self.everybody)
        let coins = try Self.coins(walk)
        try "address,amount_sat,reference\nbcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg,235990000,a\n".write(
            toFile: walk.folder.file("thin.csv"), atomically: true, encoding: .utf8)
        let first = try walk.propose(["--payouts", "thin.csv", "--fee-rate", "1", "--coins", coins[0]])
        let parent = try Transaction(decoding: [UInt8](hexText: try walk.finishOpen(first)))
        // A frozen coin is not taken along, though it is the largest.
        try walk.expectDone(walk.operate(["coins", "freeze", coins[1]]))
        let bump = ["bump", first.name, "--child", "--fee-rate", "30"]
        let answer = try walk.json(walk.operate(bump + ["--json"]))
        let child = try Self.proposed(answer)
        let transaction = try Self.transaction("\(child.name).proposal.psbt", walk)
        #expect(
            transaction.inputs.map(\.previousOutput.description) == ["\(parent.txid):1", coins[2]]
                && transaction.outputs.count == 1)
        let remarks = try #require(answer["remarks"] as? [String])
        #expect(remarks.contains { $0.hasPrefix("Both") && $0.contains("30.0") }, "\(remarks)")
        for person in ["alice", "bob"] {
            try walk.expectDone(walk.sign(person, child))
            try walk.collect(person, ["signed.psbt"], child)
        }
        try walk.expectDone(walk.operate(["abort", child.name]))
        try walk.expectDone(walk.operate(["coins", "freeze", coins[2], coins[3]]))
        Self.refused(try walk.operate(bump), 1, "selection.nothing-comes-back")
    }

    @Test("a replacement shows every custodian what it changes, and asks for his look again")
    func bumpOnScreens() throws {
        let walk = try SampleWalk(open: Self.everybody)
        let first = try walk.propose(Self.payouts + ["--fee-rate", "2"])
        try walk.expectDone(walk.sign("alice", first))
        try walk.collect("alice", ["signed.psbt"], first)
        // Nobody has enough signatures, so that any higher fee will do.
        let second = try Self.proposed(try walk.json(walk.operate(["bump", first.name, "--fee-rate", "3", "--json"])))
        let paper = try Paper(BuiltPrograms.sample + "/payouts.csv")
        for person in ["alice", "bob"] {
            let visit = try CustodianAtTerminal(paper: paper).run(
                ["sign", "\(second.name).proposal.psbt", "--home", person], in: walk.folder.path)
            #expect(visit.status == 0 && visit.screen.contains("What this case changes"), "\(visit.screen)")
            #expect(visit.text.contains("ahigherfee"), "\(visit.screen)")
            // Who signed the earlier one is shown both; who never saw it has nothing to compare with.
            #expect(visit.text.contains("all3arethesame") == (person == "alice"), "\(person): \(visit.screen)")
            try walk.collect(person, ["signed.psbt"], second)
        }
        // The earlier signature is of no use for the new case, and the earlier case takes nothing more.
        let late = try walk.custodian(
            "bob", ["sign", "\(first.name).proposal.psbt", "--expect-digest", first.digest])
        #expect(late.status == 1, "\(late.output)\(late.error)")
    }

    @Test("nothing is rescued that is confirmed, frozen or not there")
    func refusals() throws {
        let walk = try SampleWalk(open: Self.everybody)
        Self.refused(try walk.operate(["bump", "abcdef01", "--fee-rate", "9"]), 1, "store.unknown-case")
        Self.refused(try walk.operate(["burn", "abcdef01", "--fee-rate", "9"]), 1, "store.unknown-case")
        let first = try walk.propose(Self.payouts + ["--fee-rate", "2"])
        let spent = try Self.transaction("\(first.name).proposal.psbt", walk).inputs.map(\.previousOutput.description)
        let hex = try walk.finishOpen(first)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        try walk.expectDone(walk.operate(["coins", "freeze", spent[0]]))
        Self.refused(try walk.operate(["bump", first.name, "--fee-rate", "9"]), 1, "store.coin-frozen", spent[0])
        try walk.expectDone(walk.operate(["coins", "thaw", spent[0]]))
        // The next list has the change in a block.
        let change = try #require(transaction.outputs.last)
        let list: [[String: Any]] = [
            [
                "txid": transaction.txid.description, "vout": transaction.outputs.count - 1,
                "amount": NSDecimalNumber(value: change.amount.sat).multiplying(byPowerOf10: -8),
                "scriptPubKey": change.scriptPubKey.hex, "confirmations": 1,
            ]
        ]
        try JSONSerialization.data(withJSONObject: list).write(to: URL(filePath: walk.folder.file("next.json")))
        try JSONSerialization.data(withJSONObject: [hex]).write(to: URL(filePath: walk.folder.file("raw.json")))
        try walk.expectDone(walk.operate(["coins", "import", "next.json", "--transactions", "raw.json"]))
        for extra in [[], ["--child"]] {
            Self.refused(
                try walk.operate(["bump", first.name, "--fee-rate", "30"] + extra), 1, "replace.confirmed",
                transaction.txid.description)
        }
        let before = try walk.operate(["status"]).output
        Self.refused(try walk.operate(["burn", first.name, "--fee-rate", "30"]), 1, "replace.confirmed")
        #expect(try walk.operate(["status"]).output == before)
    }

    private static func coins(_ walk: borrowing SampleWalk) throws -> [String] {
        let list = try walk.json(walk.operate(["coins", "list", "--json"]))
        return try #require(list["coins"] as? [[String: Any]]).compactMap { $0["outpoint"] as? String }
    }
}
