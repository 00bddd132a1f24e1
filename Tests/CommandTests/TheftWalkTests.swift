import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// The theft of May 2024, played against the built programs in every variant: whoever is taken over, no signature for the
/// wrong payment leaves an honest machine, and its screen says why.
@Suite("The theft of 2024 at the built programs")
struct TheftWalkTests {
    /// What somebody has made of an honest payment, the check that refuses it, and words of the screen.
    struct Play: Sendable, CustomTestStringConvertible {
        let name: String
        let check: String
        let screen: String
        var change: @Sendable (inout Transaction) throws -> Void = { _ in }
        var documents: @Sendable (inout ProposalAttachments, OrderWalk) throws -> Void = { _, _ in }

        var testDescription: String { name }
    }

    private static let toTheThief: @Sendable (inout Transaction) throws -> Void = {
        $0.outputs[0] = TxOut(amount: $0.outputs[0].amount, scriptPubKey: try TheftWalk.thief().scriptPubKey)
    }

    static let plays: [Play] = [
        Play(
            name: "P-05, P-11: the destination changed to one that begins alike", check: "order.payments",
            screen: "OTHER ADDRESS", change: toTheThief),
        Play(
            name: "P-11: and the likeness is named", check: "output.look-alike", screen: "address book",
            change: toTheThief),
        Play(
            name: "P-45: and the address book does not know it", check: "output.not-in-address-book",
            screen: "address book", change: toTheThief),
        Play(
            name: "P-05: the amount changed", check: "order.payments", screen: "DIFFERS: 1.50000000 BTC",
            change: {
                $0.outputs[0] = TxOut(amount: try Amount(sat: 150_000_001), scriptPubKey: $0.outputs[0].scriptPubKey)
                try shrinkChange(&$0, by: 1)
            }),
        Play(
            name: "P-05: an output added", check: "order.payments", screen: "NOT ORDERED",
            change: {
                try shrinkChange(&$0, by: 2_000_000)
                $0.outputs.append(
                    TxOut(amount: try Amount(sat: 2_000_000), scriptPubKey: try TheftWalk.thief().scriptPubKey))
            }),
        Play(
            name: "P-43: the order forged, with the signature of the true one", check: "order.signed",
            screen: "does not fit this document", change: toTheThief,
            documents: { attachments, _ in
                try replaceOrder(in: &attachments, signatures: attachments.orders[0].signatures)
            }),
        Play(
            name: "P-43: the requester's machine taken over, the approver honest", check: "order.approvals",
            screen: "has 0 of the 1 approval", change: toTheThief,
            documents: { attachments, walk in try takeOverRita(in: &attachments, walk, approved: false) }),
        Play(
            name: "P-45: the requester's and the approver's machines taken over", check: "output.not-in-address-book",
            screen: "address book", change: toTheThief,
            documents: { attachments, walk in try takeOverRita(in: &attachments, walk, approved: true) }),
        Play(
            name: "P-43: the approver missing", check: "order.approvals", screen: "has 0 of the 1 approval",
            documents: { attachments, _ in attachments.approvals = [] }),
        Play(
            name: "P-43: no order at all", check: "case.order-missing", screen: "requires signed orders",
            change: toTheThief,
            documents: { attachments, _ in
                attachments.orders = []
                attachments.approvals = []
            }),
    ]

    @Test("no signature leaves, and the screen says why", arguments: plays)
    func play(_ play: Play) throws {
        let (folder, name, _) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let forged = try HostileCoordinator(name, in: walk).forge(play.change) { try play.documents(&$0, walk) }
        try walk.folder.write(forged.bytes, as: "forged.psbt")
        let before = try walk.folder.entries(of: ".")
        let run = try walk.signer("alice", ["sign", "forged.psbt", "--expect-digest", forged.digest])
        #expect(run.status == 1 && run.error.contains("[signer.refused]"), "\(run.error)")
        #expect(run.error.contains("[\(play.check)]"), "\(run.error)")
        let text = run.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(play.screen), "\(run.error)")
        #expect(try walk.folder.entries(of: ".") == before, "nothing was written")
    }

    @Test("P-05: the honest payment of the same vault is signed")
    func honest() throws {
        let (folder, name, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        _ = try WalkVault.done(walk.signer("alice", ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        #expect(!PSBTFileReading.holdsSignature(try walk.folder.bytes("\(name).alice.share")))
    }

    @Test("P-11, P-20: a look-alike gets into no address book, neither the operator's nor a custodian's")
    func bookPoisoned() throws {
        let walk = try TheftWalk.begin()
        let entry = "usual2 exchange \(try TheftWalk.thief()) 2020-01-01 - - - Usual Exchange"
        try walk.folder.write(Array(TheftWalk.policy(adding: entry).utf8), as: "thief.txt")
        let records = (OrderWalk.custodians + ["aiko", "anton", "rita"]).map { "\($0).key-record" }
        _ = try WalkVault.done(walk.operate(["init", "--network", "regtest"], home: "other"))
        let made = try walk.operate(["vault", "create", "--policy", "thief.txt"] + records, home: "other")
        #expect(made.status != 0 && made.error.contains("[vault.destinations-alike]"), "\(made.error)")
        // A coordinator without scruples writes the document by hand.
        let vault = String(decoding: try walk.folder.bytes("treasury.vault"), as: UTF8.self)
        let usual = try #require(vault.split(separator: "\n").first { $0.hasPrefix("destination: usual ") })
        let added = usual.replacing("usual ", with: "usual2 ", maxReplacements: 1).replacing(
            try OrderWalk.address(TheftWalk.usual), with: try TheftWalk.thief().text)
        try walk.folder.write(Array(vault.replacing(usual, with: usual + "\n" + added).utf8), as: "forged.vault")
        let registered = try walk.signer(
            "alice", ["vault", "register", "forged.vault", "--expect-digest", String(repeating: "0", count: 64)])
        #expect(
            registered.status != 0 && registered.error.contains("[vault.destinations-alike]"), "\(registered.error)")
        for screen in [made.error, registered.error] {
            let text = screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(text.contains("the addresses of the entries usual and usual2 look alike"), "\(screen)")
        }
    }

    @Test("P-30: \"it failed, sign again\": the second time the order is locked, until the auditor has looked")
    func signAgain() throws {
        let (folder, first, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        _ = try WalkVault.done(walk.signer("alice", ["sign", "\(first).proposal.psbt", "--expect-digest", digest]))
        let files = ["treasury.rita.1.order", "treasury.rita.1.anton.approval"]
        let second = try walk.propose(files, ["--replaces", first, "--reason", "the fee was too low"])
        #expect(try atTerminal(walk, "\(second.name).proposal.psbt").status == 0)
        // An honest coordinator stops here; a hostile one does not, and the machine does.
        let honest = try walk.operate(
            ["propose", "--order"] + files + ["--fee-rate", "5", "--replaces", second.name, "--reason", "failed"])
        #expect(honest.status == 1 && honest.error.contains("[store.order-locked]"), "\(honest.error)")
        let ids = try [first, second.name].map { try TheftWalk.caseID($0, in: walk) }
        let hostile = try HostileCoordinator(second.name, in: walk).forge(replacing: ids[1])
        try walk.folder.write(hostile.bytes, as: "again.psbt")
        let locked = try walk.signer("alice", ["sign", "again.psbt", "--expect-digest", hostile.digest, "-o", "x"])
        #expect(locked.status == 1 && locked.error.contains("[order.locked]"), "\(locked.error)")
        #expect(locked.error.contains("SIGN AGAIN?") && !FileManager.default.fileExists(atPath: walk.folder.file("x")))
        // A custodian, and the auditor with one case left out, unlock nothing.
        let order = try Document<Order>(parsing: walk.folder.bytes(files[0])).digest.hex
        func countersign(_ person: String, _ cases: [CaseID], _ output: String) throws -> ProgramRun {
            try walk.signer(
                person,
                ["order", "countersign", files[0], "--reason", "both fees were too low", "--expect-digest", order]
                    + ["-o", output] + cases.flatMap { ["--case", $0.description] }
                    + TheftWalk.vaultFiles(of: walk, for: person))
        }
        #expect(try countersign("bob", ids, "bob.stop").error.contains("[stop.not-entitled]"))
        _ = try WalkVault.done(countersign("aiko", [ids[0]], "one.stop"))
        _ = try WalkVault.done(walk.heed("alice", ["one.stop"]))
        let half = try walk.signer("alice", ["sign", "again.psbt", "--expect-digest", hostile.digest, "-o", "x"])
        #expect(half.status == 1 && half.error.contains("[order.locked]"), "\(half.error)")
        _ = try WalkVault.done(countersign("aiko", ids, "both.stop"))
        _ = try WalkVault.done(walk.operate(["heed", "both.stop"]))
        let third = try walk.propose(files, ["--replaces", second.name, "--reason", "the fee was too low"])
        let last = try atTerminal(walk, "\(third.name).proposal.psbt")
        #expect(last.status == 0, "\(last.screen)")
    }

    @Test("P-47: what is split into nine is bounded by the limit, also when the coordinator has forgotten every case")
    func inNine() throws {
        let limit = "vault 30-days 100000000 sat (1.00000000 BTC)"
        let walk = try OrderWalk(
            copying: OrderWalk.make(
                with: ["aiko", "anton", "rita"], options: ["--policy", "policy.txt"],
                policy: TheftWalk.policy(limit: limit)))
        try WalkVault.importCoins(walk.folder, count: 9) { try WalkVault.done(walk.operate($0)) }
        // The store as it was before any case, for a coordinator that forgets each of them.
        func forget(_ home: String) throws {
            try FileManager.default.copyItem(
                atPath: walk.folder.file(home == "before" ? "operator" : "before"), toPath: walk.folder.file(home))
        }
        try forget("before")
        let coins = try walk.coins
        try #require(coins.count == 9)
        func files(_ part: Int) throws -> [String] {
            let order = try walk.order(part, [(TheftWalk.usual, 30_000_000 + UInt64(part))])
            return [order, try walk.approve(order)]
        }
        func sign(_ name: String, _ digest: String, by person: String) throws -> ProgramRun {
            try walk.signer(person, ["sign", "\(name).proposal.psbt", "--expect-digest", digest])
        }
        for part in 1...3 {
            let (name, digest) = try walk.propose(files(part), ["--coins", coins[part - 1]])
            for person in ["alice", "bob"] { _ = try WalkVault.done(sign(name, digest, by: person)) }
            _ = try WalkVault.done(walk.operate(["collect", "\(name).alice.share", "\(name).bob.share"]))
            _ = try WalkVault.done(walk.operate(["confirm", name]))
            _ = try WalkVault.done(
                walk.signer("alice", ["confirm", "\(name).confirm.psbt", "--expect-digest", digest]))
            _ = try WalkVault.done(walk.operate(["collect", "\(name).alice.confirmation"]))
        }
        for part in 4...9 {
            let given = try files(part)
            let honest = try walk.operate(["propose", "--order"] + given + ["--fee-rate", "5"])
            #expect(honest.status == 1 && honest.error.contains("[limit.exceeded]"), "part \(part): \(honest.error)")
            try forget("forgetful-\(part)")
            let (name, digest) = try walk.propose(
                given, ["--coins", coins[part - 1]], home: "forgetful-\(part)")
            let refused = try sign(name, digest, by: "alice")
            #expect(refused.status == 1 && refused.error.contains("[limit.exceeded]"), "part \(part): \(refused.error)")
            #expect(!FileManager.default.fileExists(atPath: walk.folder.file("\(name).alice.share")))
        }
    }

    /// Alice signs at her machine, types every warning's word, and reads the paper.
    private func atTerminal(_ walk: OrderWalk, _ file: String) throws -> CustodianAtTerminal.Visit {
        try CustodianAtTerminal(paper: Paper(walk.folder.file("payouts-1.csv"))).run(
            ["sign", file, "--home", "alice"], in: walk.folder.path)
    }

    @Test(
        "P-01, P-18, P-31: an operator and a coordinator that obey nobody get no usable signature without everybody's word"
    )
    func hostileEverything() throws {
        let (folder, name, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        for person in ["alice", "bob"] {
            _ = try WalkVault.done(
                walk.signer(person, ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        }
        _ = try WalkVault.done(walk.operate(["collect", "\(name).alice.share", "\(name).bob.share"]))
        _ = try WalkVault.done(walk.operate(["confirm", name]))
        for person in ["alice", "bob"] {
            _ = try WalkVault.done(
                walk.signer(person, ["confirm", "\(name).confirm.psbt", "--expect-digest", digest]))
        }
        _ = try WalkVault.done(walk.operate(["collect"] + ["alice", "bob"].map { "\(name).\($0).confirmation" }))
        _ = try WalkVault.done(walk.operate(["confirm", name, "-o", "two.psbt"]))
        func release(_ file: String) throws -> ProgramRun {
            try walk.signer("alice", ["release", file, "--expect-digest", digest, "-o", "out.psbt"])
        }
        let waiting = try release("two.psbt")
        #expect(waiting.status != 0 && waiting.error.contains("[release.unconfirmed]"), "\(waiting.error)")
        // Carol's word forged by bob, and bob's excuse of her in everybody's name.
        var psbt = try PSBTFileEditing(walk.folder.bytes("two.psbt"))
        let bobs = try Document<Custody.Confirmation>(parsing: walk.folder.bytes("\(name).bob.confirmation"))
        let forged = try Forger(person: "bob").confirmation(like: bobs, inTheNameOf: "carol", on: "laptop-2")
        try psbt.edit { $0.confirmations.append(forged) }
        try walk.folder.write(psbt.bytes, as: "forged.psbt")
        let lied = try release("forged.psbt")
        #expect(lied.status != 0 && !FileManager.default.fileExists(atPath: walk.folder.file("out.psbt")))
        #expect(lied.error.contains("carol"), "\(lied.error)")
        _ = try WalkVault.done(
            walk.signer(
                "bob",
                ["excuse", "two.psbt", "--absent", "carol", "--reason", "carol is ill", "--expect-digest", digest]
                    + ["-o", "bob.stop"]))
        var excused = try PSBTFileEditing(walk.folder.bytes("two.psbt"))
        let own = try StopDocument(parsing: walk.folder.bytes("bob.stop"))
        try excused.edit { $0.stops = [own] + (try Forger(person: "bob").excuses(like: own, as: ["alice", "anton"])) }
        try walk.folder.write(excused.bytes, as: "excused.psbt")
        let refused = try release("excused.psbt")
        #expect(
            refused.status == 1 && refused.error.contains("the first is file.stops [signer.refused]"),
            "\(refused.error)")
        for file in try walk.folder.entries(of: ".") where file.hasSuffix(".psbt") || file.contains(".share") {
            #expect(!PSBTFileReading.holdsSignature(try walk.folder.bytes(file)), "\(file)")
        }
    }

    private static func shrinkChange(_ transaction: inout Transaction, by sat: UInt64) throws {
        let change = transaction.outputs[1]
        transaction.outputs[1] = TxOut(
            amount: try change.amount.subtracting(Amount(sat: sat)), scriptPubKey: change.scriptPubKey)
    }

    private static func thiefsOrder(like order: Order) throws -> Order {
        try Order(
            network: order.network, vault: order.vault, founding: order.founding, requester: order.requester,
            number: order.number,
            lines: [Order.Line(amount: order.lines[0].amount, address: TheftWalk.thief())],
            maximumFee: order.maximumFee, notAfter: order.notAfter)
    }

    private static func replaceOrder(
        in attachments: inout ProposalAttachments, signatures: [DocumentSignature]
    ) throws {
        var document = Document(body: try thiefsOrder(like: attachments.orders[0].body))
        for line in signatures { document.add(line) }
        attachments.orders = [document]
    }

    /// Rita's machine signs what the thief wants, under a new number; anton's too where it is taken over.
    private static func takeOverRita(
        in attachments: inout ProposalAttachments, _ walk: OrderWalk, approved: Bool
    ) throws {
        let folder = walk.folder
        try folder.write(
            Array("address,amount_btc,reference\n\(try TheftWalk.thief()),1.50000000,invoice 1\n".utf8),
            as: "payouts-2.csv")
        _ = try WalkVault.done(
            walk.operate(
                ["order", "new", "--requester", "rita", "--number", "2", "--max-fee", "0.001"]
                    + ["--not-after", "2199-12-31", "--payouts", "payouts-2.csv"]))
        let draft = try Document<Order>(parsing: folder.bytes("treasury.rita.2.draft"))
        _ = try WalkVault.done(
            walk.signer(
                "rita",
                ["order", "sign", "treasury.rita.2.draft", "--expect-digest", draft.digest.hex] + walk.vaultFiles))
        attachments.orders = [try Document<Order>(parsing: folder.bytes("treasury.rita.2.order"))]
        attachments.approvals = []
        guard approved else { return }
        let approval = try walk.approve("treasury.rita.2.order")
        attachments.approvals = [try Document<OrderApproval>(parsing: folder.bytes(approval))]
    }
}

/// A file of a case whose documents somebody exchanges.
struct PSBTFileEditing {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func edit(_ change: (inout ProposalAttachments) throws -> Void) throws {
        bytes = try PSBTFileReading.replacing(change, in: bytes)
    }
}
