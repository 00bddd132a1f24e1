import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// Every bad order and approval, each refused by a code of the coordinator's program and, past that program, by one of a
/// custodian's: a coordinator that obeys nobody carries it there.
@Suite("Bad orders and approvals, at both programs")
struct BadOrderWalkTests {
    /// What is wrong, the two codes, and words that both say.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let coordinator: String
        let signer: String
        let words: String
        let make: @Sendable (BadOrders) throws -> Given

        var testDescription: String { name }

        init(
            _ name: String, _ coordinator: String, _ signer: String? = nil, _ words: String,
            make: @escaping @Sendable (BadOrders) throws -> Given
        ) {
            self.name = name
            self.coordinator = coordinator
            self.signer = signer ?? coordinator
            self.words = words
            self.make = make
        }
    }

    /// The documents that go with the payment.
    struct Given {
        var orders: [Document<Order>]
        var approvals: [Document<OrderApproval>]
        /// Those of them that a hostile coordinator puts into the file past its writer.
        var smuggled: [ProprietaryPair] = []
        /// How many of the orders and approvals, from the first on, the writer takes.
        var written: (orders: Int, approvals: Int)?

        init(_ orders: [Document<Order>], _ approvals: [Document<OrderApproval>]) {
            self.orders = orders
            self.approvals = approvals
        }
    }

    static let rows: [Row] = edits + times + copies + people

    private static let edits: [Row] = [
        Row("P-44: an order that was edited after it was signed", "order.signed", nil, "does not fit this document") {
            let edited = $0.underOldSignature(try $0.edited(maximumFee: 90_000))
            return Given([edited], [try BadOrders.approval(of: edited)])
        },
        Row("P-44: an order whose lines were re-ordered", "order.signed", nil, "does not fit this document") {
            let lines = Array($0.order.body.lines.reversed())
            let edited = $0.underOldSignature(try $0.edited(lines: lines))
            return Given([edited], [try BadOrders.approval(of: edited)])
        },
        Row("an approval that was edited after it was signed", "order.approval", nil, "does not fit this document") {
            let body = $0.approval.body
            var edited = Document(
                body: try OrderApproval(
                    of: $0.order, approver: body.approver, device: body.device,
                    date: CalendarDate(documentText: "2020-01-02"), notAfter: body.notAfter))
            for line in $0.approval.signatures { edited.add(line) }
            return Given([$0.order], [edited])
        },
        Row("P-43: an order that nobody signed", "order.signed", nil, "is missing") {
            let bare = Document(body: $0.order.body)
            return Given([bare], [try BadOrders.approval(of: bare)])
        },
        Row("P-17: an order to another vault of the same name", "order.signed", nil, "another vault of this name") {
            let body = try $0.edited(founding: Bytes32([UInt8](repeating: 7, count: 32)))
            let other = try Forger(person: "rita").signing(body)
            return Given([other], [try BadOrders.approval(of: other)])
        },
    ]

    private static let times: [Row] = [
        Row("P-44: an order that has expired", "order.in-force", nil, "was valid until 2020-01-31") {
            let late = try Forger(person: "rita").signing(try $0.edited(until: "2020-01-31"))
            return Given([late], [try BadOrders.approval(of: late)])
        },
        Row("P-44: an order whose time has not come", "order.in-force", nil, "is valid from 2198-01-01 only") {
            let early = try Forger(person: "rita").signing(try $0.edited(from: "2198-01-01"))
            return Given([early], [try BadOrders.approval(of: early)])
        },
        Row("P-17: an approval that has expired", "order.in-force", nil, "by anton was valid until 2020-01-31") {
            Given([$0.order], [try BadOrders.approval(of: $0.order, date: "2020-01-01", until: "2020-01-31")])
        },
    ]

    private static let copies: [Row] = [
        Row("P-17: an approval of another order, replayed", "order.approval", nil, "another one or another version") {
            let other = try Forger(person: "rita").signing(try $0.edited(number: 2))
            return Given([other], [$0.approval])
        },
        Row("P-44: an approval of another version of the order", "order.approval", nil, "or another version of it") {
            let other = try Forger(person: "rita").signing(try $0.edited(maximumFee: 90_000))
            return Given([other], [$0.approval])
        },
        Row("P-44: two orders of one number", "proposal.repeated", "proposal.key-data", "order") {
            let other = try Forger(person: "rita").signing(try $0.edited(maximumFee: 90_000))
            var given = Given([$0.order, other], [$0.approval, try BadOrders.approval(of: other)])
            given.smuggled = [
                BadOrders.smuggled(.order, other), BadOrders.smuggled(.approval, given.approvals[1]),
            ]
            given.written = (1, 1)
            return given
        },
        Row("P-35: one approver's approval twice", "proposal.repeated", "proposal.key-data", "approval") {
            let again = try BadOrders.approval(of: $0.order, until: "2199-01-01")
            var given = Given([$0.order], [$0.approval, again])
            given.smuggled = [BadOrders.smuggled(.approval, again)]
            given.written = (1, 1)
            return given
        },
    ]

    private static let people: [Row] = [
        Row("P-19: a requester whose part has ended", "order.signed", nil, "the part of aiko in the vault ended on") {
            let lapsed = try Forger(person: "aiko").signing(try $0.edited(requester: "aiko"))
            return Given([lapsed], [try BadOrders.approval(of: lapsed)])
        },
        Row("P-19: an approver whose part has ended", "order.approval", nil, "the part of zoe in the vault ended on") {
            Given([$0.order], [try BadOrders.approval(of: $0.order, by: "zoe")])
        },
        Row("P-27: an approver who orders", "order.signed", nil, "does not list anton as requester") {
            let other = try Forger(person: "anton").signing(try $0.edited(requester: "anton"))
            return Given([other], [try BadOrders.approval(of: other)])
        },
        Row("P-27: a custodian who approves", "order.approval", nil, "does not list alice as approver") {
            Given([$0.order], [try BadOrders.approval(of: $0.order, by: "alice")])
        },
        Row("P-41: the requester who also approves", "order.approval", nil, "rita has ordered it and cannot approve it")
        {
            Given([$0.order], [try BadOrders.approval(of: $0.order, by: "rita")])
        },
        Row("P-41: the requester, in the approver's name", "order.approval", nil, "does not count") {
            Given([$0.order], [try BadOrders.approval(of: $0.order, by: "rita", named: "anton")])
        },
        Row("P-41: the approver, on the requester's machine", "order.approval", nil, "the device laptop-5") {
            Given([$0.order], [try BadOrders.approval(of: $0.order, on: "laptop-5")])
        },
        Row("P-43: nobody's approval", "order.approvals", nil, "has 0 of the 1 approval") { Given([$0.order], []) },
    ]

    @Test("each is refused by the coordinator, and by a custodian's machine without it", arguments: rows)
    func refused(_ row: Row) throws {
        let (folder, name) = try BadOrders.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let given = try row.make(BadOrders(in: walk))
        let files = try BadOrders.write(given.orders, given.approvals, in: walk)
        let before = try walk.folder.entries(of: ".")
        let honest = try walk.operate(["propose", "--order"] + files + ["--fee-rate", "5"], home: "fresh")
        #expect(honest.status != 0 && honest.error.contains("[\(row.coordinator)]"), "\(honest.error)")
        #expect(Self.flat(honest.error).contains(row.words), "\(honest.error)")
        #expect(try walk.folder.entries(of: ".") == before, "no case was opened")

        let forged = try HostileCoordinator(name, in: walk).forge(smuggled: given.smuggled) {
            $0.orders = Array(given.orders.prefix(given.written?.orders ?? given.orders.count))
            $0.approvals = Array(given.approvals.prefix(given.written?.approvals ?? given.approvals.count))
        }
        try walk.folder.write(forged.bytes, as: "forged.psbt")
        let run = try walk.signer("alice", ["sign", "forged.psbt", "--expect-digest", forged.digest, "-o", "answer"])
        #expect(run.status != 0 && run.error.contains("[\(row.signer)]"), "\(run.error)")
        #expect(Self.flat(run.error).contains(row.words), "\(run.error)")
        #expect(!FileManager.default.fileExists(atPath: walk.folder.file("answer")))
    }

    @Test("P-17, P-44: the same programs take the order and the approval as they are, in whatever order they come")
    func accepted() throws {
        let (folder, _) = try BadOrders.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let files = ["treasury.rita.1.anton.approval", "treasury.rita.1.order", "treasury.rita.1.anton.approval"]
        let (name, digest) = try walk.propose(files, home: "fresh")
        _ = try WalkVault.done(walk.signer("alice", ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        #expect(FileManager.default.fileExists(atPath: walk.folder.file("\(name).alice.share")))
    }

    @Test("P-19: an older version of a vault is refused once a newer one was seen, by both programs")
    func downgrade() throws {
        let (folder, name) = try BadOrders.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let policy = String(decoding: try walk.folder.bytes("policy.txt"), as: UTF8.self)
        try walk.folder.write(Array(policy.replacing("percent: 5", with: "percent: 4").utf8), as: "second.txt")
        _ = try WalkVault.done(walk.operate(["vault", "revise", "--policy", "second.txt"]))
        let second = try Document<Vault>(parsing: walk.folder.bytes("treasury.v2.vault"))
        for person in ["alice", "bob"] {
            _ = try WalkVault.done(
                walk.signer(person, ["vault", "sign", "treasury.v2.vault", "--expect-digest", second.digest.hex]))
        }
        _ = try WalkVault.done(
            walk.operate(["vault", "import", "treasury.v2.alice.vault", "treasury.v2.bob.vault"]))
        try FileManager.default.createDirectory(
            atPath: walk.folder.file("all"), withIntermediateDirectories: false, attributes: nil)
        _ = try WalkVault.done(walk.operate(["vault", "export", "-o", "all"]))
        let files = try walk.folder.entries(of: "all").map { "all/\($0)" }
        _ = try WalkVault.done(
            walk.signer("alice", ["vault", "register", "--expect-digest", second.digest.hex] + files))
        // A version 1 that asks for no approval, in place of the one that everybody read.
        let first = String(decoding: try walk.folder.bytes("treasury.vault"), as: UTF8.self)
        try walk.folder.write(Array(first.replacing("approvals: 1\n", with: "").utf8), as: "older.vault")
        let imported = try walk.operate(["vault", "import", "older.vault"])
        #expect(imported.status == 1 && imported.error.contains("[store.vault-conflict]"), "\(imported.error)")
        let zero = String(repeating: "0", count: 64)
        for (file, code) in [
            ("treasury.vault", "signer.vault-older-version"), ("older.vault", "signer.vault-forked"),
        ] {
            let run = try walk.signer("alice", ["vault", "register", file, "--expect-digest", zero, "-o", "x"])
            #expect(run.status == 1 && run.error.contains("[\(code)]"), "\(file): \(run.error)")
        }
        let old = try walk.signer("alice", ["sign", "\(name).proposal.psbt", "--expect-digest", zero, "-o", "x"])
        #expect(old.status == 1 && old.error.contains("[signer.case-closed-by-version]"), "\(old.error)")
        #expect(!FileManager.default.fileExists(atPath: walk.folder.file("x")))
    }

    @Test("an order to another vault of the same name is vetoed by nobody, and a heap of vetoes fills no journal")
    func vetoes() throws {
        let (folder, name) = try BadOrders.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let orders = try BadOrders(in: walk)
        let foreign = try Forger(person: "rita").signing(
            orders.edited(founding: Bytes32([UInt8](repeating: 7, count: 32))))
        try walk.folder.write(foreign.encoded, as: "foreign.order")
        let vetoed = try walk.signer(
            "alice",
            [
                "order", "veto", "foreign.order", "--reason", "not ours", "--expect-digest", foreign.digest.hex, "-o",
                "x",
            ])
        #expect(vetoed.status == 1 && vetoed.error.contains("[order.other-founding]"), "\(vetoed.error)")
        // On a machine that has registered the vault, no other document of its name decides what is kept.
        let other = try OrderWalk()
        let copied = try ProgramRun("/bin/cp", ["-a", other.folder.file("vault"), "others"], in: walk.folder.path)
        try #require(copied.status == 0)
        let others = try walk.folder.entries(of: "others").map { "others/\($0)" }
        let heeded = try walk.heed("alice", ["treasury.rita.1.order", "--vault"] + others)
        #expect(heeded.status == 1 && heeded.error.contains("[stop.registered-otherwise]"), "\(heeded.error)")
        let order = orders.order.body
        let reason = try RefusalReason(String(repeating: "x", count: 500))
        let vetoes = try (1...30).map { number in
            let statement = StopStatement(
                network: order.network, vault: order.vault, founding: order.founding, person: order.requester,
                device: try Identifier("laptop-5"), date: try CalendarDate(documentText: "2026-01-02"),
                journalSequence: UInt64(number), journalHead: Bytes32(bigEndianWords: (0, 0, 0, UInt64(number))),
                reason: reason)
            let digest = Bytes32(bigEndianWords: (1, 1, 1, UInt64(number)))
            return StopDocument.veto(
                try Forger(person: "rita").signing(
                    OrderVeto(statement: statement, order: digest, orderName: order.name)))
        }
        let heaped = try HostileCoordinator(name, in: walk).forge(documents: { $0.stops = vetoes })
        try walk.folder.write(heaped.bytes, as: "heaped.psbt")
        let before = try walk.folder.bytes("alice/journal").count
        _ = try walk.signer("alice", ["sign", "heaped.psbt", "--expect-digest", heaped.digest, "-o", "answer"])
        #expect(try walk.folder.bytes("alice/journal").count - before < 8_000, "no veto of another order is kept")
    }

    @Test("P-35: two people with one key are refused by both programs, whatever their names")
    func oneKey() throws {
        let (folder, _) = try BadOrders.proposed.get()
        let walk = try OrderWalk(copying: folder)
        _ = try WalkVault.done(
            ProgramRun(
                BuiltPrograms.signer,
                ["keys", "restore", "--home", "mallory", "--person", "mallory", "--name", "Mallory Example"]
                    + ["--organisation", "example", "--site", "site-9", "--device", "laptop-9", "--network", "regtest"]
                    + ["--words-fd", "3", "--passphrase-fd", "4", "--first-use", "--keystore-cost", "10"],
                in: walk.folder.path, passed: [3: OrderWalk.words(of: "alice"), 4: CustodianAtTerminal.passphrase]))
        _ = try WalkVault.done(
            ProgramRun(
                BuiltPrograms.signer, ["keys", "export", "--home", "mallory", "-o", "mallory.key-record"],
                in: walk.folder.path))
        _ = try WalkVault.done(walk.operate(["init", "--network", "regtest"], home: "other"))
        let made = try walk.operate(
            ["vault", "create", "--name", "twins", "--threshold", "2", "--orders", "optional"]
                + ["--accept", "organisation example"]
                + ["alice", "bob", "mallory"].map { "\($0).key-record" }, home: "other")
        #expect(made.status != 0 && made.error.contains("[vault.repeated-"), "\(made.error)")
        // A coordinator without scruples writes the document by hand: carol with alice's account key, and with her
        // identity key.
        let text = String(decoding: try walk.folder.bytes("treasury.vault"), as: UTF8.self)
        func word(_ place: Int, of prefix: String) throws -> String {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(prefix) })
            return String(line.split(separator: " ")[place])
        }
        let account = (try word(4, of: "cosigner: carol "), try word(4, of: "cosigner: alice "))
        let identity = (try word(3, of: "person: carol "), try word(3, of: "person: alice "))
        for (keys, code) in [(account, "vault.repeated-account-key"), (identity, "vault.repeated-identity-key")] {
            try walk.folder.write(Array(text.replacing(keys.0, with: keys.1).utf8), as: "twins.vault")
            let run = try walk.signer(
                "bob", ["vault", "register", "twins.vault", "--expect-digest", String(repeating: "0", count: 64)])
            #expect(run.status != 0 && run.error.contains("[\(code)]"), "\(run.error)")
            let imported = try walk.operate(["vault", "import", "twins.vault"], home: "other")
            #expect(imported.status != 0 && imported.error.contains("[\(code)]"), "\(imported.error)")
        }
    }

    @Test(
        "P-40: M keys in one organisation that nobody states, and roles that must be apart, are refused by both programs"
    )
    func oneOrganisation() throws {
        let (folder, _) = try BadOrders.proposed.get()
        let walk = try OrderWalk(copying: folder)
        _ = try WalkVault.done(walk.operate(["init", "--network", "regtest"], home: "other"))
        func create(_ more: [String]) throws -> ProgramRun {
            try walk.operate(
                ["vault", "create", "--name", "second", "--threshold", "2", "--orders", "optional"] + more
                    + ["alice", "bob", "carol", "rita"].map { "\($0).key-record" }, home: "other")
        }
        let text = String(decoding: try walk.folder.bytes("treasury.vault"), as: UTF8.self)
        let accepted = ["--accept", "organisation example"]
        for (options, edited, code) in [
            (
                ["--role", "rita=requester"], text.replacing("accepts: organisation example\n", with: ""),
                "vault.organisation-quorum"
            ),
            (
                ["--role", "rita=requester", "--role", "rita=approver"] + accepted,
                text.replacing("person: rita requester ", with: "person: rita approver,requester "),
                "vault.forbidden-roles"
            ),
        ] {
            let made = try create(options)
            #expect(made.status != 0 && made.error.contains("[\(code)]"), "\(made.error)")
            try #require(edited != text)
            try walk.folder.write(Array(edited.utf8), as: "edited.vault")
            let run = try walk.signer(
                "alice", ["vault", "register", "edited.vault", "--expect-digest", String(repeating: "0", count: 64)])
            #expect(run.status != 0 && run.error.contains("[\(code)]"), "\(run.error)")
        }
        _ = try WalkVault.done(create(["--role", "rita=requester"] + accepted))
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
