import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// P-05, P-43: requester, approver, coordinator and three custodians at the built programs: what was ordered and approved
/// is what is signed, and nothing else is.
@Suite("Orders at the built programs")
struct OrderWalkTests {
    /// An honest case for one approved order, proposed and not answered yet.
    private static let proposed = Result { () throws -> (folder: WalkFolder, name: String, digest: String) in
        let walk = try OrderWalk()
        let order = try walk.order(1)
        let (name, digest) = try walk.propose([order, walk.approve(order)])
        return (walk.folder, name, digest)
    }

    @Test("P-05, P-43: an approved order is paid exactly, seen by everybody, and used up")
    func paid() throws {
        let (folder, name, digest) = try Self.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let inspected = try walk.operate(["inspect", "\(name).proposal.psbt", "--json"])
        #expect(inspected.status == 0 && inspected.output.contains("\"approval\""), "\(inspected.output)")
        #expect(!inspected.output.contains("order.documents"), "the orders belong to the review")
        let paper = try Paper(walk.folder.file("payouts-1.csv"))
        let looked = try CustodianAtTerminal(paper: paper).run(
            ["sign", "\(name).proposal.psbt", "--home", "alice"], in: walk.folder.path)
        #expect(looked.status == 0, "\(looked.screen)")
        #expect(looked.destinations == 2)
        #expect(looked.text.contains("Orderline:0oforder1ofrita") && looked.text.contains("Orderline:1oforder1ofrita"))
        #expect(looked.text.contains("approvedbyanton"))
        #expect(!looked.screen.contains("order.missing") && !looked.screen.contains("orders-optional"))
        _ = try WalkVault.done(walk.signer("bob", ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        _ = try WalkVault.done(walk.operate(["collect", "\(name).alice.share", "\(name).bob.share"]))
        _ = try WalkVault.done(walk.operate(["confirm", name]))
        for person in OrderWalk.custodians {
            _ = try WalkVault.done(
                walk.signer(person, ["confirm", "\(name).confirm.psbt", "--expect-digest", digest]))
        }
        _ = try WalkVault.done(walk.operate(["collect"] + OrderWalk.custodians.map { "\(name).\($0).confirmation" }))
        _ = try WalkVault.done(walk.operate(["confirm", name, "-o", "last.psbt"]))
        for person in ["alice", "bob"] {
            _ = try WalkVault.done(
                walk.signer(
                    person, ["release", "last.psbt", "--expect-digest", digest, "-o", "\(person).signed.psbt"]))
        }
        _ = try WalkVault.done(walk.operate(["collect", "alice.signed.psbt", "bob.signed.psbt"]))
        _ = try WalkVault.done(walk.operate(["assemble", name]))
        let hex = String(decoding: try walk.folder.bytes("\(name).tx"), as: UTF8.self)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        for payment in OrderWalk.payments {
            let script = try FixtureCase.stranger(payment.number)
            #expect(
                transaction.outputs.filter { $0.scriptPubKey == script }.map(\.amount.sat) == [payment.sat])
        }
        #expect(transaction.outputs.count == 3)
        let again = try walk.operate(
            ["propose", "--order", "treasury.rita.1.order", "treasury.rita.1.anton.approval", "--fee-rate", "5"])
        #expect(again.status == 1 && again.error.contains("[store.order-used]"), "\(again.error)")
    }

    /// What a hostile coordinator makes of an honest proposal, the check that refuses it, and words of the screen.
    struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        let check: String
        let screen: String
        var change: @Sendable (inout Transaction) throws -> Void = { _ in }
        var documents: @Sendable (inout ProposalAttachments) throws -> Void = { _ in }

        var testDescription: String { name }
    }

    static let attacks: [Attack] = [
        Attack(
            name: "P-05, P-11: destination changed", check: "order.payments", screen: "OTHER ADDRESS",
            change: {
                $0.outputs[0] = TxOut(amount: $0.outputs[0].amount, scriptPubKey: try FixtureCase.stranger(66))
            }),
        Attack(
            name: "P-05: amount changed", check: "order.payments", screen: "DIFFERS: 0.50000000 BTC",
            change: {
                $0.outputs[0] = TxOut(amount: try Amount(sat: 50_000_001), scriptPubKey: $0.outputs[0].scriptPubKey)
                try shrinkChange(&$0, by: 1)
            }),
        Attack(
            name: "P-05: output added", check: "order.payments", screen: "NOT ORDERED",
            change: {
                try shrinkChange(&$0, by: 2_000_000)
                $0.outputs.append(TxOut(amount: try Amount(sat: 2_000_000), scriptPubKey: try FixtureCase.stranger(66)))
            }),
        Attack(
            name: "P-05: payment left out", check: "order.payments", screen: "is not paid",
            change: { transaction in
                let dropped = transaction.outputs[1]
                transaction.outputs[1] = transaction.outputs[2]
                transaction.outputs.removeLast()
                transaction.outputs[1] = TxOut(
                    amount: try transaction.outputs[1].amount.adding(dropped.amount),
                    scriptPubKey: transaction.outputs[1].scriptPubKey)
            }),
        Attack(
            name: "P-44: order edited after it was signed", check: "order.signed", screen: "does not fit this document",
            change: { $0.outputs[0] = TxOut(amount: $0.outputs[0].amount, scriptPubKey: try FixtureCase.stranger(66)) },
            documents: { try forge(&$0, signatures: $0.orders[0].signatures) }),
        Attack(
            name: "P-43: order forged without a signature", check: "order.signed", screen: "is missing",
            change: { $0.outputs[0] = TxOut(amount: $0.outputs[0].amount, scriptPubKey: try FixtureCase.stranger(66)) },
            documents: { try forge(&$0, signatures: []) }),
        Attack(
            name: "P-43: approver missing", check: "order.approvals", screen: "has 0 of the 1 approval",
            documents: { $0.approvals = [] }),
        Attack(
            name: "P-43: order taken out", check: "case.order-missing", screen: "requires signed orders",
            documents: {
                $0.orders = []
                $0.approvals = []
            }),
    ]

    @Test("no signature leaves an honest machine for another payment, and its screen says why", arguments: attacks)
    func attack(_ attack: Attack) throws {
        let (folder, name, _) = try Self.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let forged = try HostileCoordinator(name, in: walk).forge(attack.change, documents: attack.documents)
        try walk.folder.write(forged.bytes, as: "forged.psbt")
        for verb in ["sign", "confirm"] {
            let run = try walk.signer("alice", [verb, "forged.psbt", "--expect-digest", forged.digest, "-o", "answer"])
            #expect(run.status == 1 || verb == "confirm" && run.status == 2, "\(run.error)")
            #expect(!FileManager.default.fileExists(atPath: walk.folder.file("answer")))
        }
        let run = try walk.signer("alice", ["sign", "forged.psbt", "--expect-digest", forged.digest, "-o", "answer"])
        #expect(run.error.contains("[signer.refused]") && run.error.contains("[\(attack.check)]"), "\(run.error)")
        let text = run.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(attack.screen), "\(run.error)")
    }

    @Test("P-05: the coordinator opens no case for another wallet's PSBT that pays something else than its orders")
    func adopted() throws {
        let walk = try OrderWalk()
        let order = try walk.order(1)
        let files = ["--order", order, try walk.approve(order)]
        _ = try ProgramRun("/bin/cp", ["-a", "operator", "fresh"], in: walk.folder.path)
        let coordinator = try HostileCoordinator(walk.propose(Array(files.dropFirst())).name, in: walk)
        let asItIs: @Sendable (inout Transaction) throws -> Void = { _ in }
        func adopt(_ attack: Attack?) throws -> ProgramRun {
            var file = try PSBTFile(fileBytes: coordinator.forge(attack?.change ?? asItIs).bytes).psbt
            file.global.proprietary = []
            try walk.folder.write(PSBTFile(psbt: file, encoding: .binary).fileBytes(), as: "foreign.psbt")
            return try walk.operate(["propose", "--psbt", "foreign.psbt"] + files, home: "fresh")
        }
        let before = try walk.folder.entries(of: ".") + ["foreign.psbt"]
        for attack in Self.attacks where attack.check == "order.payments" {
            let run = try adopt(attack)
            #expect(run.status == 1 && run.error.contains("[order.payments]"), "\(attack.name): \(run.error)")
            let text = run.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.contains(attack.screen), "\(attack.name): \(run.error)")
            #expect(try walk.folder.entries(of: ".") == before.sorted(), "\(attack.name)")
        }
        _ = try WalkVault.done(adopt(nil))
    }

    @Test("P-17, P-30, P-44: an order is paid once: not from other coins, and not under its number by another order")
    func singleUse() throws {
        let walk = try OrderWalk()
        let order = try walk.order(1)
        let files = [order, try walk.approve(order)]
        let coins = try walk.coins
        try #require(coins.count == 2)
        // A coordinator that forgets: the home as it was before the first case.
        _ = try ProgramRun("/bin/cp", ["-a", "operator", "forgetful"], in: walk.folder.path)
        let first = try walk.propose(files, ["--coins", coins[0]])
        _ = try WalkVault.done(
            walk.signer("alice", ["sign", "\(first.name).proposal.psbt", "--expect-digest", first.digest]))
        let honest = try walk.operate(["propose", "--order"] + files + ["--fee-rate", "5", "--coins", coins[1]])
        #expect(honest.status == 1 && honest.error.contains("[store.order-used]"), "\(honest.error)")
        let second = try walk.propose(files, ["--coins", coins[1]], home: "forgetful")
        let used = try walk.signer("alice", ["sign", "\(second.name).proposal.psbt", "--expect-digest", second.digest])
        #expect(used.status == 1 && used.error.contains("[order.used]"), "\(used.error)")
        // Bob has answered no case for it yet: for him it is the first.
        _ = try WalkVault.done(
            walk.signer("bob", ["sign", "\(second.name).proposal.psbt", "--expect-digest", second.digest]))
        // The same coins again can be paid only once, so a replacement goes on.
        let third = try walk.propose(files, ["--replaces", first.name, "--reason", "the fee was too low"])
        let replaced = try CustodianAtTerminal(paper: Paper(walk.folder.file("payouts-1.csv"))).run(
            ["sign", "\(third.name).proposal.psbt", "--home", "alice"], in: walk.folder.path)
        #expect(replaced.status == 0, "\(replaced.screen)")
    }

    @Test(
        "P-41, P-44: rita's machine signs a number once, anton's approves what it has verified, and neither for the other"
    )
    func people() throws {
        let walk = try OrderWalk()
        let order = try walk.order(5)
        let again = try walk.signer(
            "rita",
            [
                "order", "sign", order, "--expect-digest",
                try Document<Order>(parsing: walk.folder.bytes(order)).digest.hex, "-o", "again.order",
            ] + walk.vaultFiles)
        #expect(again.status == 0 && again.error.contains("answered before"), "\(again.error)")
        #expect(try walk.folder.bytes("again.order") == walk.folder.bytes(order))
        #expect(throws: (any Error).self) { try walk.order(4) }
        let lower = try walk.signer(
            "rita",
            [
                "order", "sign", "treasury.rita.4.draft", "--expect-digest",
                try Document<Order>(parsing: walk.folder.bytes("treasury.rita.4.draft")).digest.hex,
            ] + walk.vaultFiles)
        #expect(lower.status == 1 && lower.error.contains("[order.number-not-rising]"), "\(lower.error)")
        let digest = try Document<Order>(parsing: walk.folder.bytes(order)).digest.hex
        for (person, verb, file, code) in [
            ("rita", "approve", order, "approval.self"), ("alice", "approve", order, "order.no-role"),
            ("anton", "sign", order, "order.other-requester"),
            ("anton", "approve", "treasury.rita.5.draft", "signature.missing"),
        ] {
            let run = try walk.signer(
                person, ["order", verb, file, "--expect-digest", digest, "-o", "answer"] + walk.vaultFiles)
            #expect(run.status == 1 && run.error.contains("[\(code)]"), "\(person) \(verb): \(run.error)")
            #expect(!FileManager.default.fileExists(atPath: walk.folder.file("answer")))
        }
        let approval = try walk.approve(order)
        let shown = try walk.operate(["order", "show", order, approval])
        #expect(
            shown.status == 0 && shown.output.contains("Approved by anton; the vault asks for 1"), "\(shown.output)")
        #expect(try walk.operate(["order", "show", order]).status == 2)
    }

    @Test("the sheet has every address in full and the order's words, and only the requester's machine prints it")
    func sheet() throws {
        let walk = try OrderWalk()
        let order = try walk.order(1)
        for format in [[], ["--html"]] {
            _ = try WalkVault.done(
                ProgramRun(
                    BuiltPrograms.signer, ["order", "sheet", order, "--home", "rita"] + format, in: walk.folder.path))
        }
        let document = try Document<Order>(parsing: walk.folder.bytes(order))
        let words = try DigestWords.orderWords(document.digest)
        let text = String(decoding: try walk.folder.bytes("treasury.rita.1.txt"), as: UTF8.self)
        let page = String(decoding: try walk.folder.bytes("treasury.rita.1.html"), as: UTF8.self)
        #expect(
            page.contains("size: A4") && page.contains("default-src 'none'") && !page.contains("http:")
                && !page.contains("https:"))
        for sheet in [text, page] {
            let flat = sheet.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(flat.contains(words.joined(separator: " ")))
            for line in document.body.lines {
                #expect(flat.contains(line.address.groups.joined(separator: " ")))
                #expect(flat.contains(line.amount.text))
            }
        }
        let anton = try ProgramRun(
            BuiltPrograms.signer, ["order", "sheet", order, "--home", "anton", "-o", "x.txt"], in: walk.folder.path)
        #expect(anton.status == 1 && anton.error.contains("[order.not-signed-here]"), "\(anton.error)")
        #expect(!(try walk.operate(["order", "--help"]).output.contains("sheet")))
        let operators = try walk.operate(["order", "sheet", order])
        #expect(operators.status == 64 && operators.output.isEmpty, "\(operators.error)")
    }

    @Test("an internal case needs an internal order, and its fee stays below the order's")
    func internalOrder() throws {
        let walk = try OrderWalk()
        let coins = try walk.coins
        let order = try walk.order(1, internal: true, maximumFee: "0.00002000")
        let files = [order, try walk.approve(order)]
        let cheap = try walk.propose(files, ["--coins", coins.joined(separator: ",")])
        _ = try WalkVault.done(
            walk.signer("alice", ["sign", "\(cheap.name).proposal.psbt", "--expect-digest", cheap.digest]))
        _ = try WalkVault.done(walk.operate(["abort", cheap.name, "--reason", "too cheap"]))
        let dear = try walk.operate(
            ["propose", "--order"] + files + ["--fee-rate", "50", "--coins", coins.joined(separator: ",")]
                + ["--replaces", cheap.name, "--reason", "the fee was too low"])
        #expect(dear.status == 1 && dear.error.contains("[order.fee]"), "\(dear.error)")
        let payment = try walk.order(2)
        let wrong = try walk.operate(
            ["propose", "--order", order, payment] + [try walk.approve(payment), files[1], "--fee-rate", "1"])
        #expect(wrong.status == 1 && wrong.error.contains("[order.kind]"), "\(wrong.error)")
    }

    private static func shrinkChange(_ transaction: inout Transaction, by sat: UInt64) throws {
        let change = transaction.outputs[2]
        transaction.outputs[2] = TxOut(
            amount: try change.amount.subtracting(Amount(sat: sat)), scriptPubKey: change.scriptPubKey)
    }

    /// Puts an order to the thief in the place of the real one, under the real one's number.
    private static func forge(_ attachments: inout ProposalAttachments, signatures: [DocumentSignature]) throws {
        let order = attachments.orders[0].body
        guard let thief = Address(scriptPubKey: try FixtureCase.stranger(66), network: .regtest) else { return }
        let first = order.lines[0]
        let edited = try Order(
            network: order.network, vault: order.vault, founding: order.founding, requester: order.requester,
            number: order.number,
            lines: [Order.Line(amount: first.amount, address: thief, reference: first.reference)]
                + order.lines.dropFirst(),
            maximumFee: order.maximumFee, notAfter: order.notAfter)
        var document = Document(body: edited)
        for line in signatures { document.add(line) }
        attachments.orders = [document]
    }
}
