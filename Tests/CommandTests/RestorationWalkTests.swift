import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

/// A custodian whose machine is lost between two looks and restored from nothing but his words, with the built programs;
/// everything that he does himself he does at a terminal.
@Suite("a machine restored from its words")
struct RestorationWalkTests {
    @Test("goes on with the case that was begun, and refuses the payment that was made")
    func walk() throws {
        let walk = try RestorationWalk()
        // One payment is made, and a second case begun.
        let first = try walk.propose("first.csv")
        try walk.pay(first)
        let second = try walk.propose("second.csv")
        try walk.answer("alice", "sign", second, second.file("proposal.psbt"))
        try walk.collect(["\(second.name).alice.share"])
        let share = try walk.folder.bytes("\(second.name).alice.share")

        try walk.restoreAlice()
        let early = try walk.atTerminal(["sign", second.file("proposal.psbt"), "--home", "alice"])
        #expect(early.status == 1 && early.screen.contains("[signer.quarantine]"), "\(early.screen)")
        #expect(early.screen.contains("bob, carol (vault treasury)"), "\(early.screen)")
        let listed = try WalkVault.object(walk.signer(["log", "show", "--json", "--home", "alice"]))
        #expect(listed["quarantine"] as? [String: Any] != nil)

        // Both others write down what they have seen.
        for person in ["bob", "carol"] {
            _ = try walk.signer(
                ["log", "record", "--of", "alice", "--home", person, "--passphrase-fd", "4"])
            let record = try walk.operate(["inspect", "treasury.\(person).alice.record", "--json"])
            #expect(record.contains("\"record\"") && record.contains("held-share"), "\(record)")
        }
        let alone = try walk.atTerminal(["log", "import", "treasury.bob.alice.record", "--home", "alice"])
        #expect(alone.status == 2 && alone.screen.contains("[record.missing]"), "\(alone.screen)")
        let taken = try walk.atTerminal(
            ["log", "import", "treasury.bob.alice.record", "treasury.carol.alice.record", "--home", "alice"])
        #expect(taken.status == 0, "\(taken.screen)")
        #expect(taken.screen.contains("Case \(first.name), answered with:"), "\(taken.screen)")
        #expect(taken.screen.contains("The quarantine is over for: treasury"), "\(taken.screen)")
        #expect(taken.text.contains(walk.payments[0].address), "\(taken.screen)")

        // The second case goes on: the same share again, and the second look in the same visit.
        try walk.answer("bob", "sign", second, second.file("proposal.psbt"))
        try walk.collect(["\(second.name).bob.share"])
        _ = try walk.operate(["confirm", second.name])
        let again = try walk.atTerminal(
            ["sign", second.file("confirm.psbt"), "--home", "alice", "-o", "again.share"], paying: walk.payments[1],
            goesOn: true)
        #expect(again.status == 0, "\(again.screen)")
        #expect(try walk.folder.bytes("again.share") == share)
        #expect(again.text.contains("frombeforethismachinewasrestored"), "\(again.screen)")
        try walk.collect(["\(second.name).alice.confirmation"])
        _ = try walk.operate(["confirm", second.name, "-o", "third.psbt"])
        let carol = try walk.answer("carol", "confirm", second, "third.psbt")
        #expect(carol.contains("MACHINES THAT WERE RESTORED") && carol.contains("The machine of alice was restored"))
        try walk.collect(["\(second.name).carol.confirmation"])
        _ = try walk.operate(["confirm", second.name, "-o", "fourth.psbt"])
        try walk.answer("bob", "confirm", second, "fourth.psbt")
        try walk.collect(["\(second.name).bob.confirmation", "\(second.name).bob.signed.psbt"])
        _ = try walk.operate(["confirm", second.name, "-o", "fifth.psbt"])
        let release = try walk.atTerminal(["release", "fifth.psbt", "--home", "alice"])
        #expect(release.status == 0, "\(release.screen)")
        try walk.collect(["\(second.name).alice.signed.psbt"])
        _ = try walk.operate(["assemble", second.name])
        let transaction = try walk.transaction(second)
        #expect(transaction.inputs.allSatisfy { $0.witness.count == 4 })

        // "It failed, please sign again", from other coins.
        try walk.addChange(of: first)
        let third = try walk.propose("first.csv")
        let repeated = try walk.atTerminal(
            ["sign", third.file("proposal.psbt"), "--home", "alice"], paying: walk.payments[0])
        #expect(repeated.status == 1 && repeated.screen.contains("[case.pays-again]"), "\(repeated.screen)")
        #expect(repeated.screen.contains("Type \"both \(first.name)\""), "\(repeated.screen)")
    }
}

/// A vault of three, two payments on paper, and the steps of the walk.
private struct RestorationWalk {
    struct Proposed {
        let name: String
        let digest: String

        func file(_ kind: String) -> String { "\(name).\(kind)" }
    }

    struct Visit {
        let status: Int32
        let screen: String

        /// The screen without spaces and line ends.
        var text: String { screen.filter { !$0.isWhitespace } }
    }

    let vault: WalkVault
    let folder: WalkFolder
    let payments: [(address: String, amount: String)]

    init() throws {
        vault = try WalkVault(WalkShape(2, of: CaseWalkTests.three))
        folder = try WalkFolder(copying: vault.folder)
        let paper = try Paper(BuiltPrograms.sample + "/payouts.csv")
        payments = [(paper.payments[0].address, "0.50000000"), (paper.payments[1].address, "0.75000000")]
        for (name, payment) in zip(["first.csv", "second.csv"], payments) {
            let text = "address,amount_btc,reference\n\(payment.address),\(payment.amount),paper\n"
            try folder.write(Array(text.utf8), as: name)
        }
    }

    @discardableResult
    func operate(_ arguments: [String]) throws -> String {
        try WalkVault.done(ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: folder.path))
    }

    func signer(_ arguments: [String]) throws -> String {
        try WalkVault.done(run(arguments))
    }

    private func run(_ arguments: [String]) throws -> ProgramRun {
        try ProgramRun(
            BuiltPrograms.signer, arguments, in: folder.path, passed: [4: CustodianAtTerminal.passphrase])
    }

    func propose(_ payouts: String) throws -> Proposed {
        let answer = try WalkVault.object(operate(["propose", "--payouts", payouts, "--fee-rate", "5", "--json"]))
        guard let caseID = answer["case"] as? String, let digest = answer["digest"] as? String else {
            throw WalkFailure("no case")
        }
        return Proposed(name: String(caseID.prefix(8)), digest: digest)
    }

    func collect(_ files: [String]) throws {
        let run = try ProgramRun(
            BuiltPrograms.coordinator, ["collect"] + files + ["--home", "operator"], in: folder.path)
        guard [0, 2].contains(run.status) else { throw WalkFailure("\(run.output)\n\(run.error)") }
    }

    /// What a custodian answers without a terminal; gives the review that was shown.
    @discardableResult
    func answer(_ person: String, _ step: String, _ proposed: Proposed, _ file: String) throws -> String {
        let run = try run([
            step, file, "--home", person, "--expect-digest", proposed.digest, "--passphrase-fd", "4",
        ])
        guard run.status == 0 else { throw WalkFailure("\(person) \(step)\n\(run.output)\n\(run.error)") }
        return run.error
    }

    /// A whole payment by Alice and Bob.
    func pay(_ proposed: Proposed) throws {
        let name = proposed.name
        for person in ["alice", "bob"] { try answer(person, "sign", proposed, proposed.file("proposal.psbt")) }
        try collect(["\(name).alice.share", "\(name).bob.share"])
        try operate(["confirm", name])
        for person in ["alice", "carol"] { try answer(person, "confirm", proposed, proposed.file("confirm.psbt")) }
        try collect(["\(name).alice.confirmation", "\(name).carol.confirmation"])
        try operate(["confirm", name])
        try answer("bob", "confirm", proposed, proposed.file("confirm-2.psbt"))
        try collect(["\(name).bob.confirmation", "\(name).bob.signed.psbt"])
        try operate(["confirm", name])
        try answer("alice", "release", proposed, proposed.file("confirm-3.psbt"))
        try collect(["\(name).alice.signed.psbt"])
        try operate(["assemble", name])
    }

    /// Alice's home is gone; she makes it again at a terminal and registers the vault.
    func restoreAlice() throws {
        try FileManager.default.removeItem(atPath: folder.file("alice"))
        let restored = try atTerminal([
            "keys", "restore", "--home", "alice", "--person", "alice", "--name", "alice Example", "--organisation",
            "example", "--site", "site-0", "--device", "laptop-0", "--network", "regtest", "--keystore-cost", "10",
        ])
        guard restored.status == 0, restored.screen.contains("in quarantine") else {
            throw WalkFailure(restored.screen)
        }
        let shown = try WalkVault.object(operate(["vault", "show", "treasury", "--json"]))
        guard let hash = shown["hash"] as? String else { throw WalkFailure("no vault hash") }
        _ = try signer([
            "vault", "register", "treasury.vault", "--expect-digest", hash, "--home", "alice", "-o",
            "again.acknowledgement", "--passphrase-fd", "4",
        ])
        // The same keys acknowledge the same vault in the same words.
        guard try folder.bytes("again.acknowledgement") == folder.bytes("treasury.alice.acknowledgement") else {
            throw WalkFailure("another acknowledgement")
        }
    }

    /// What the program asks Alice, by what stands on the screen.
    private static let questions = [
        "press Enter to go on: ", "Type \"never\" if no machine ever held them, or nothing: ",
        "Word 1, or all words in one line (not shown): ", "New passphrase for the keystore: ",
        "The same passphrase again: ", "Passphrase of the keystore: ", "Type \"take over\" to go on: ",
        "(they begin in group ", "Type the amount, in BTC (2.50000000) or in sat (250000000 sat): ",
        "for the second look, or nothing to stop here: ", "to pay both, or nothing to stop: ",
        "if you have read this, or nothing to stop: ",
    ]
    private static let end = "the visit ended with "

    /// Runs Alice's signer at a terminal; she answers from the paper in her hand, and says nothing of both payments.
    func atTerminal(
        _ arguments: [String], paying payment: (address: String, amount: String) = ("-", "-"), goesOn: Bool = false
    ) throws -> Visit {
        let terminal = try PseudoTerminal(
            .init(
                "/bin/sh", ["-c", "\"$@\"; echo \"\(Self.end)$?\"", "sh", BuiltPrograms.signer] + arguments,
                folder: folder.path, environment: BuiltPrograms.environment(home: folder.path),
                outputIsTerminal: true))
        let folder = try WalkFolder()
        try folder.write(
            Array("address,amount_btc,reference\n\(payment.address),\(payment.amount),paper\n".utf8), as: "paper.csv")
        let paper = try Paper(folder.file("paper.csv"))
        var screen = ""
        while true {
            let (found, text) = try terminal.expect(anyOf: [Self.end] + Self.questions, timeout: 300)
            screen += text
            switch Self.questions.firstIndex(of: found) {
            case 0, 1, 10: terminal.send("")
            case 2: terminal.send(WalkVault.words(of: "alice"))
            case 3, 4, 5: terminal.send(CustodianAtTerminal.passphrase)
            case 6: terminal.send("take over")
            case 7: terminal.send(paper.characters(of: 1, askedIn: text))
            case 8: terminal.send(paper.amount(of: 1))
            case 9: terminal.send(goesOn ? "yes" : "")
            case 11: terminal.send(TerminalQuestion.word(ofWarning: text))
            default:
                let status = Int32(try terminal.expect("\n").filter { $0.isNumber }) ?? -1
                _ = try terminal.exitStatus()
                return Visit(status: status, screen: screen)
            }
        }
    }

    func transaction(_ proposed: Proposed) throws -> Transaction {
        let hex = String(decoding: try folder.bytes("\(proposed.name).tx"), as: UTF8.self)
        return try Transaction(decoding: [UInt8](hexText: hex))
    }

    /// The change of a payment arrives.
    func addChange(of proposed: Proposed) throws {
        let paid = try transaction(proposed)
        guard
            let place = paid.outputs.firstIndex(where: {
                Address(scriptPubKey: $0.scriptPubKey, network: .regtest)?.text != payments[0].address
            })
        else { throw WalkFailure("no change") }
        let output = paid.outputs[place]
        let txid = paid.txid.description
        let hex = paid.encoded().map { String(format: "%02x", $0) }.joined()
        let amount = NSDecimalNumber(value: output.amount.sat).multiplying(byPowerOf10: -8)
        let script = output.scriptPubKey.hex
        let coin: [String: Any] = [
            "txid": txid, "vout": place, "amount": amount, "scriptPubKey": script, "confirmations": 6, "label": "",
        ]
        try folder.write([UInt8](JSONSerialization.data(withJSONObject: [coin])), as: "change.json")
        try folder.write([UInt8](JSONSerialization.data(withJSONObject: [txid: hex])), as: "change-transactions.json")
        try operate(["coins", "import", "change.json", "--transactions", "change-transactions.json", "--add"])
    }
}
