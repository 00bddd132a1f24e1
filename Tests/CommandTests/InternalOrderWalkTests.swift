import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Foundation
import TestSupport
import Testing

/// Orders that pay nobody, at the built programs: whatever moves inside a vault that requires orders has one of its own.
@Suite("Internal orders at the built programs")
struct InternalOrderWalkTests {
    /// Commands of the coordinator that move coins inside a vault, each ready to be given an order.
    enum Move: String, CaseIterable, Sendable {
        case consolidation, coins, sweep

        /// What the operator types, without the fee rate and the order.
        var arguments: [String] {
            switch self {
            case .consolidation: ["propose", "--consolidate"]
            case .sweep: ["propose", "--sweep", "vault"]
            case .coins: ["propose"]
            }
        }
    }

    private static func refused(_ run: ProgramRun, _ code: String, _ words: String = "") {
        let text = run.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            run.status == 1 && run.error.contains("[\(code)]") && (words.isEmpty || text.contains(words)),
            "status \(run.status): \(run.error)")
    }

    private static func opened(_ run: ProgramRun) throws -> (name: String, digest: String) {
        let answer = try WalkVault.object(WalkVault.done(run))
        guard let caseID = answer["case"] as? String, let digest = answer["digest"] as? String else {
            throw WalkFailure("no case")
        }
        #expect(answer["leaving_sat"] as? Int == 0)
        return (String(caseID.prefix(8)), digest)
    }

    private static func transaction(_ name: String, _ walk: OrderWalk) throws -> Transaction {
        try PSBTFile(fileBytes: walk.folder.bytes("\(name).proposal.psbt")).psbt.unsignedTransaction()
    }

    /// A custodian at his machine, with a paper of every output: they are what is asked for where nobody is paid.
    private static func sign(
        _ person: String, _ name: String, _ walk: OrderWalk
    ) throws -> CustodianAtTerminal.Visit {
        let rows = try transaction(name, walk).outputs.map { output in
            let address = try #require(Address(scriptPubKey: output.scriptPubKey, network: .regtest))
            return "\(address.text),\(output.amount.btcText),"
        }
        try walk.folder.write(
            Array((["address,amount_btc,reference"] + rows).joined(separator: "\n").utf8), as: "\(name).csv")
        return try CustodianAtTerminal(paper: Paper(walk.folder.file("\(name).csv"))).run(
            ["sign", "\(name).proposal.psbt", "--home", person], in: walk.folder.path)
    }

    /// A fresh vault with an internal order of rita's, approved by anton, and one to pay somebody.
    private static func ordered(maximumFee: String = "0.001") throws -> (OrderWalk, inside: [String], payment: [String])
    {
        let walk = try OrderWalk()
        let order = try walk.order(1, internal: true, maximumFee: maximumFee)
        let payment = try walk.order(2, maximumFee: "0.00004")
        return (walk, [order, try walk.approve(order)], [payment, try walk.approve(payment)])
    }

    @Test("a move inside the vault goes with an internal order, and never without", arguments: Move.allCases)
    func move(_ move: Move) throws {
        let (walk, inside, payment) = try Self.ordered(maximumFee: "0.00002000")
        let coins = try walk.coins.joined(separator: ",")
        func propose(_ files: [String], rate: String = "5") throws -> ProgramRun {
            // Coins that are named by hand move only with an order: without one, nothing says that nobody is to be paid.
            let named = move == .coins ? ["--coins", coins] : []
            return try walk.operate(
                move.arguments + (files.isEmpty ? [] : ["--order"] + files) + named
                    + ["--fee-rate", rate, "--long-term-fee-rate", "100", "--json"])
        }
        if move != .coins { Self.refused(try propose([]), "case.order-missing", "requires signed orders") }
        Self.refused(try propose([inside[0]]), "order.approvals", "has 0 of the 1 approval")
        if move != .coins {
            Self.refused(try propose(payment), "order.kind", "is a payment, and this case pays nobody")
        }
        Self.refused(try propose(inside, rate: "50"), "order.fee", "that order 1 of rita allows")
        let (name, digest) = try Self.opened(propose(inside))
        let transaction = try Self.transaction(name, walk)
        #expect(transaction.inputs.count == 2 && transaction.outputs.count == 1)
        let forger = try HostileCoordinator(name, in: walk)
        let unordered = try forger.forge(kind: .internal) {
            $0.orders = []
            $0.approvals = []
        }
        try walk.folder.write(unordered.bytes, as: "unordered.psbt")
        let bare = try walk.signer("alice", ["sign", "unordered.psbt", "--expect-digest", unordered.digest, "-o", "x"])
        Self.refused(bare, "case.order-missing", "requires signed orders")
        _ = try WalkVault.done(walk.signer("alice", ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        #expect(FileManager.default.fileExists(atPath: walk.folder.file("\(name).alice.share")))
    }

    @Test("an internal order pays nobody outside, whatever a coordinator makes of it, and no fee above its own")
    func outside() throws {
        let (walk, inside, _) = try Self.ordered(maximumFee: "0.00002000")
        let (name, _) = try Self.opened(
            walk.operate(["propose", "--order"] + inside + ["--sweep", "vault", "--fee-rate", "5", "--json"]))
        let coordinator = try HostileCoordinator(name, in: walk)
        let away: (inout Transaction) throws -> Void = {
            $0.outputs[0] = TxOut(amount: $0.outputs[0].amount, scriptPubKey: try FixtureCase.stranger(66))
        }
        let besides: (inout Transaction) throws -> Void = {
            let home = $0.outputs[0]
            $0.outputs[0] = TxOut(
                amount: try home.amount.subtracting(Amount(sat: 20_000)), scriptPubKey: home.scriptPubKey)
            $0.outputs.append(TxOut(amount: try Amount(sat: 20_000), scriptPubKey: try FixtureCase.stranger(66)))
        }
        let toMiners: (inout Transaction) throws -> Void = {
            $0.outputs[0] = TxOut(
                amount: try $0.outputs[0].amount.subtracting(Amount(sat: 2_000)),
                scriptPubKey: $0.outputs[0].scriptPubKey)
        }
        let plays: [((inout Transaction) throws -> Void, CaseKind, String, String)] = [
            (away, .internal, "case.kind", "everything stays in the vault, but"),
            (away, .internal, "order.payments", "NOT ORDERED"),
            (away, .payment, "order.kind", "pays nobody, and this case is a payment"),
            (besides, .internal, "case.kind", "everything stays in the vault, but"),
            (besides, .internal, "order.payments", "NOT ORDERED"),
            (besides, .payment, "order.kind", "pays nobody, and this case is a payment"),
            (toMiners, .internal, "order.fee", "that order 1 of rita allows"),
        ]
        for (place, (change, kind, code, words)) in plays.enumerated() {
            let forged = try coordinator.forge(change, kind: kind)
            try walk.folder.write(forged.bytes, as: "forged-\(place).psbt")
            let run = try walk.signer(
                "alice", ["sign", "forged-\(place).psbt", "--expect-digest", forged.digest, "-o", "answer"])
            Self.refused(run, code, words)
            #expect(!FileManager.default.fileExists(atPath: walk.folder.file("answer")), "\(place)")
        }
    }

    @Test("a burn takes the coins home with an internal order, not with the one that was given up, and not without")
    func burn() throws {
        let (walk, inside, payment) = try Self.ordered(maximumFee: "0.0001")
        let (name, digest) = try walk.propose(payment)
        _ = try WalkVault.done(walk.signer("alice", ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        _ = try WalkVault.done(walk.operate(["abort", name, "--reason", "given up"]))
        func burn(_ files: [String], rate: String = "9") throws -> ProgramRun {
            try walk.operate(
                ["burn", name, "--fee-rate", rate, "--json"] + (files.isEmpty ? [] : ["--order"] + files))
        }
        Self.refused(try burn([]), "case.order-missing", "requires signed orders")
        Self.refused(try burn(payment), "order.kind", "is a payment, and this case pays nobody")
        Self.refused(try burn([inside[0]]), "order.approvals", "has 0 of the 1 approval")
        Self.refused(try burn(inside, rate: "90"), "order.fee", "that order 1 of rita allows")
        let (burned, _) = try Self.opened(burn(inside))
        let visit = try Self.sign("alice", burned, walk)
        #expect(visit.status == 0 && visit.screen.contains("What this case changes"), "\(visit.screen)")
        #expect(visit.text.contains("kind:internal") || visit.text.contains("approvedbyanton"), "\(visit.screen)")
    }

    @Test("a bump pays the same orders again below their ceiling; a child pays nobody and needs an order of its own")
    func bumpAndChild() throws {
        let (walk, inside, payment) = try Self.ordered(maximumFee: "0.0001")
        let (first, _) = try walk.propose(payment)
        func bump(_ name: String, _ rate: String, _ more: [String] = []) throws -> ProgramRun {
            try walk.operate(["bump", name, "--fee-rate", rate, "--json"] + more)
        }
        // The order of the payment allows 4,000 sat.
        Self.refused(try bump(first, "30"), "order.fee", "that order 2 of rita allows")
        Self.refused(
            try bump(first, "9", ["--order"] + inside), "order.kind", "pays nobody, and this case is a payment")
        let answer = try WalkVault.object(WalkVault.done(bump(first, "9")))
        let caseID = try #require(answer["case"] as? String)
        let second = String(caseID.prefix(8))
        let visit = try CustodianAtTerminal(paper: Paper(walk.folder.file("payouts-2.csv"))).run(
            ["sign", "\(second).proposal.psbt", "--home", "alice"], in: walk.folder.path)
        #expect(visit.status == 0 && visit.text.contains("Orderline:0oforder2ofrita"), "\(visit.screen)")
        let digest = try #require(answer["digest"] as? String)
        try Self.finish(walk, second, digest, signedBy: "alice", at: walk.folder.file("payouts-2.csv"))

        Self.refused(try bump(second, "20", ["--child"]), "case.order-missing", "requires signed orders")
        Self.refused(try bump(second, "20", ["--child", "--order"] + payment), "order.kind", "this case pays nobody")
        Self.refused(
            try bump(second, "40", ["--child", "--order"] + inside), "order.fee", "that order 1 of rita allows")
        let (child, _) = try Self.opened(bump(second, "20", ["--child", "--order"] + inside))
        let seen = try Self.sign("bob", child, walk)
        #expect(seen.status == 0 && seen.text.contains("approvedbyanton"), "\(seen.screen)")
    }

    /// Everything after the first share, at everybody's terminals, until the transaction is there.
    private static func finish(
        _ walk: OrderWalk, _ name: String, _ digest: String, signedBy first: String, at paper: String
    ) throws {
        func look(_ person: String, _ verb: String, _ file: String, _ output: [String] = []) throws {
            let visit = try CustodianAtTerminal(paper: Paper(paper)).run(
                [verb, file, "--home", person] + output, in: walk.folder.path)
            guard visit.status == 0 else { throw WalkFailure("\(person) \(verb): \(visit.screen)") }
        }
        try look("bob", "sign", "\(name).proposal.psbt")
        _ = try WalkVault.done(walk.operate(["collect", "\(name).\(first).share", "\(name).bob.share"]))
        _ = try WalkVault.done(walk.operate(["confirm", name]))
        for person in OrderWalk.custodians { try look(person, "confirm", "\(name).confirm.psbt") }
        _ = try WalkVault.done(walk.operate(["collect"] + OrderWalk.custodians.map { "\(name).\($0).confirmation" }))
        _ = try WalkVault.done(walk.operate(["confirm", name, "-o", "last.psbt"]))
        for person in [first, "bob"] { try look(person, "release", "last.psbt", ["-o", "\(person).signed.psbt"]) }
        _ = try WalkVault.done(walk.operate(["collect", "\(first).signed.psbt", "bob.signed.psbt"]))
        _ = try WalkVault.done(walk.operate(["assemble", name]))
    }
}
