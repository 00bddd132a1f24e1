import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// P-28, P-29, P-49: requester, approver, auditor, coordinator and three custodians at the built programs; the case ends in
/// a file that a bare folder accepts, and in logs and journals that fit together.
@Suite("Evidence, logs and countersignatures at the built programs")
struct EvidenceWalkTests {
    /// A whole case with everybody's journals and the coordinator's log.
    private static let walked = Result { () throws -> (walk: OrderWalk, name: String) in
        let walk = try OrderWalk()
        let order = try walk.order(1)
        let (name, digest) = try walk.propose([order, walk.approve(order)])
        func done(_ run: ProgramRun) throws { _ = try WalkVault.done(run) }
        // What another coordinator would have who began with the same case.
        try done(ProgramRun("/bin/cp", ["-a", "operator", "forgetful"], in: walk.folder.path))
        for person in ["alice", "bob"] {
            try done(walk.signer(person, ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        }
        try done(walk.operate(["collect", "\(name).alice.share", "\(name).bob.share"]))
        try done(walk.operate(["confirm", name]))
        for person in OrderWalk.custodians {
            try done(walk.signer(person, ["confirm", "\(name).confirm.psbt", "--expect-digest", digest]))
        }
        try done(walk.operate(["collect"] + OrderWalk.custodians.map { "\(name).\($0).confirmation" }))
        try done(walk.operate(["confirm", name, "-o", "last.psbt"]))
        for person in ["alice", "bob"] {
            try done(
                walk.signer(person, ["release", "last.psbt", "--expect-digest", digest, "-o", "\(person).signed.psbt"]))
        }
        try done(walk.operate(["collect", "alice.signed.psbt", "bob.signed.psbt"]))
        try done(walk.operate(["assemble", name]))
        try done(walk.operate(["log", "export", "-o", "coordinator.log-export"]))
        for person in OrderWalk.custodians {
            try done(walk.signer(person, ["log", "export", "-o", "\(person).journal-copy"]))
        }
        let hash = try Document<Vault>(parsing: walk.folder.bytes("treasury.vault")).digest.hex
        try done(
            walk.signer(
                "zoe",
                ["log", "countersign", "coordinator.log-export"] + OrderWalk.custodians.map { "\($0).journal-copy" }
                    + ["--expect-digest", hash, "-o", "zoe.log-countersign"] + walk.vaultFiles))
        try done(walk.operate(["log", "import", "zoe.log-countersign"]))
        try done(walk.operate(["evidence", "export", name]))
        return (walk, name)
    }

    /// A folder with nothing but the given files: a machine without a home.
    private static func bare(_ files: [String]) throws -> WalkFolder {
        let (walk, _) = try walked.get()
        let folder = try WalkFolder()
        for file in files { try folder.write(walk.folder.bytes(file), as: file) }
        return folder
    }

    /// What somebody's machine says it has done in all these years.
    private static func journal(of person: String, in walk: OrderWalk) throws -> String {
        try WalkVault.done(
            ProgramRun(
                BuiltPrograms.signer,
                ["log", "show", "--since", "2000-01-01", "--until", "2999-12-31", "--lang", "en", "--home", person],
                in: walk.folder.path))
    }

    private static func run(_ arguments: [String], in folder: WalkFolder) throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.coordinator, arguments, in: folder.path)
    }

    @Test(
        "P-49: a bare machine with the vault's document accepts the whole walk, in text, JSON and as a page in both languages"
    )
    func verified() throws {
        let (_, name) = try Self.walked.get()
        let folder = try Self.bare(["\(name).evidence", "treasury.vault"])
        let verify = ["evidence", "verify", "\(name).evidence", "--vault", "treasury.vault"]
        let object = try WalkVault.object(WalkVault.done(Self.run(verify + ["--json"], in: folder)))
        let acts = (object["acts"] as? [[String: Any]] ?? []).map { "\($0["act"] ?? "") \($0["person"] ?? "")" }
        #expect(
            acts == [
                "acknowledged alice", "acknowledged bob", "acknowledged carol", "ordered rita", "approved anton",
                "signed alice", "signed bob", "confirmed alice", "confirmed bob", "confirmed carol", "released alice",
                "released bob",
            ])
        #expect(object["countersigned_by"] as? [String] == ["zoe"])
        #expect((object["contradictions"] as? [Any])?.isEmpty == true)
        let text = try WalkVault.done(Self.run(verify + ["--lang", "en"], in: folder))
        let txid = try #require(object["txid"] as? String)
        for payment in OrderWalk.payments {
            let address = try OrderWalk.address(payment.number)
            #expect(text.filter { !$0.isWhitespace }.contains(address) && text.contains("\(payment.sat)"))
        }
        for language in ["en", "ja"] {
            _ = try WalkVault.done(
                Self.run(verify + ["--html", "--lang", language, "-o", "\(language).html"], in: folder))
            let page = try String(contentsOfFile: folder.file("\(language).html"), encoding: .utf8)
            #expect(page.contains(txid) && page.contains("rita (rita Example)") && !page.contains("<script"))
        }
        #expect(text.contains("laptop-0") && text.contains(txid))
    }

    @Test("what the documents name and the coordinator left out is named, and the status says that it is not whole")
    func missing() throws {
        let (walked, name) = try Self.walked.get()
        let walk = try OrderWalk(copying: walked.folder)
        let files = ["alice.share", "alice.confirmation", "carol.confirmation"].map { "\(name).\($0)" }
        let collected = try walk.operate(["collect"] + files, home: "forgetful")
        #expect(collected.status == 0, "\(collected.output)\(collected.error)")
        _ = try WalkVault.done(walk.operate(["evidence", "export", name, "-o", "short.evidence"], home: "forgetful"))
        let verify = ["evidence", "verify", "short.evidence", "--vault", "treasury.vault"]
        let text = try Self.run(verify + ["--lang", "en"], in: walk.folder)
        let bob = try Document<Share>(parsing: walk.folder.bytes("\(name).bob.share")).digest.hex
        #expect(text.status == 2 && text.output.contains("MISSING: the confirmation of carol names a share"))
        #expect(text.output.filter { !$0.isWhitespace }.contains(bob))
        let json = try Self.run(verify + ["--json"], in: walk.folder)
        let missing = try #require(try WalkVault.object(json.output)["missing"] as? [[String: Any]])
        #expect(json.status == 2 && missing.map { $0["digest"] as? String } == [bob, bob])
        #expect(missing.map { $0["named_by"] as? String } == ["alice", "carol"])
    }

    @Test("is refused under another vault, damaged, and without a vault")
    func refused() throws {
        let (_, name) = try Self.walked.get()
        let folder = try Self.bare(["\(name).evidence", "treasury.vault"])
        let twin = try FixtureVault { $0.name = "twin" }
        try folder.write(twin.document.encoded, as: "twin.vault")
        let other = try Self.run(["evidence", "verify", "\(name).evidence", "--vault", "twin.vault"], in: folder)
        #expect(other.status == 1 && other.error.contains("[evidence.other-vault]"), "\(other.error)")
        var bytes = try folder.bytes("\(name).evidence")
        bytes[bytes.count / 2] ^= 1
        try folder.write(bytes, as: "damaged.evidence")
        let damaged = try Self.run(["evidence", "verify", "damaged.evidence", "--vault", "treasury.vault"], in: folder)
        #expect(damaged.status == 65 && damaged.error.contains("[evidence.part]"), "\(damaged.error)")
        #expect(try Self.run(["evidence", "verify", "\(name).evidence"], in: folder).status == 64)
    }

    @Test("P-29: journals, log, countersignature and evidence fit together on a bare machine; a shortened log does not")
    func audited() throws {
        let (_, name) = try Self.walked.get()
        let copies = OrderWalk.custodians.map { "\($0).journal-copy" }
        let files = copies + ["coordinator.log-export", "zoe.log-countersign", "\(name).evidence"]
        let folder = try Self.bare(files + ["treasury.vault"])
        // The log went on after it was exported, and the evidence knows it.
        let first = try Self.run(["log", "verify", "--vault", "treasury.vault", "--json"] + files, in: folder)
        #expect(first.status == 2 && first.output.contains("log-audit.cut-off"), "\(first.output)")
        let whole = try WalkVault.object(
            WalkVault.done(
                Self.run(["log", "verify", "--vault", "treasury.vault", "--json"] + files.dropLast(), in: folder)))
        let chains = try #require(whole["chains"] as? [[String: Any]])
        #expect(chains.count == 4 && chains.allSatisfy { ($0["compared"] as? Int ?? 0) > 0 })
        let export = try LogExport(parsing: folder.bytes("coordinator.log-export"))
        var entries = export.entries
        entries.remove(at: 4)
        var forged: [LogEntry] = []
        for entry in entries {
            forged.append(
                LogEntry(
                    sequence: forged.count + 1, at: entry.at, kind: entry.kind, caseID: entry.caseID, text: entry.text,
                    after: forged.last?.hash ?? LogEntry.start))
        }
        let bytes = try #require(LogExport(network: .regtest, forged)).encoded
        try folder.write(bytes, as: "forged.log-export")
        let caught = try Self.run(
            ["log", "verify", "--vault", "treasury.vault", "forged.log-export", "\(name).evidence"], in: folder)
        #expect(caught.status == 1 && caught.output.contains("log-audit.other-entry"), "\(caught.output)")
    }

    @Test("who is no auditor cannot countersign, and a log written anew is not countersigned again")
    func countersigning() throws {
        let (walked, _) = try Self.walked.get()
        let walk = try OrderWalk(copying: walked.folder)
        let hash = try Document<Vault>(parsing: walk.folder.bytes("treasury.vault")).digest.hex
        let files = ["log", "countersign", "coordinator.log-export", "--expect-digest", hash]
        let rita = try walk.signer("rita", files + walk.vaultFiles)
        #expect(rita.status != 0 && rita.error.contains("[countersign.no-auditor]"), "\(rita.error)")
        let export = try LogExport(parsing: walk.folder.bytes("coordinator.log-export"))
        let first = try #require(export.entries.first)
        let short = try #require(LogExport(network: .regtest, [first])).encoded
        try walk.folder.write(short, as: "short.log-export")
        let again = try walk.signer(
            "zoe", ["log", "countersign", "short.log-export", "--expect-digest", hash] + walk.vaultFiles)
        #expect(again.status != 0 && again.error.contains("[journal-copy.other-than-seen]"), "\(again.error)")
        let shown = try Self.journal(of: "zoe", in: walk)
        #expect(shown.contains("Countersigned for the vault treasury: coordinators' logs 1, journals 3."))
    }

    @Test("status lists cases with their age and coins, diff says in words what changed, and log show what was done")
    func looking() throws {
        let (walked, name) = try Self.walked.get()
        let walk = try OrderWalk(copying: walked.folder)
        let list = try WalkVault.done(walk.operate(["status"]))
        #expect(list.contains("\(name)  assembled") && list.contains("armed  "), "\(list)")
        let status = try WalkVault.done(walk.operate(["status", name]))
        #expect(status.contains("Opened   ") && status.contains(" = line 0 of order "), "\(status)")
        #expect(
            status.contains(
                "Ordered  by rita (rita Example), order 1, valid until 2199-12-31, approved by anton\n"), "\(status)")
        #expect(status.contains(" sat/vB; the amounts of ") && status.contains(" inputs are proven by"), "\(status)")
        let object = try WalkVault.object(WalkVault.done(walk.operate(["status", name, "--json"])))
        let coins = try #require(object["coins"] as? [[String: Any]])
        #expect(!coins.isEmpty && coins.count == object["proven_inputs"] as? Int)
        #expect(coins.allSatisfy { $0["state"] as? String == "armed" })
        for coin in coins { #expect(status.contains("Spends   \(coin["outpoint"] ?? "-")  ")) }
        let orders = try #require(object["orders"] as? [[String: Any]])
        #expect(orders.map { $0["requester"] as? String } == ["rita"])
        #expect(orders.first?["approved_by"] as? [String] == ["anton"])
        let same = try walk.operate(["diff", "\(name).proposal.psbt", "\(name).proposal.psbt"])
        #expect(same.status == 64, "diff has no home")
        func diff(_ left: String, _ right: String) throws -> ProgramRun {
            try ProgramRun(BuiltPrograms.coordinator, ["diff", left, right], in: walk.folder.path)
        }
        #expect(try diff("\(name).proposal.psbt", "\(name).proposal.psbt").output == "identical\n")
        let added = try diff("\(name).proposal.psbt", "alice.signed.psbt")
        #expect(
            added.status == 0 && added.output.hasPrefix("signatures\n") && added.output.contains("+release of alice"))
        let log = try WalkVault.done(walk.operate(["log", "show", "--case", name]))
        #expect(log.contains("case-assembled") && log.contains("; journals alice/"))
        #expect(try walk.operate(["log", "verify"]).output.contains("No contradiction."))
        let signed = try Self.journal(of: "alice", in: walk)
        #expect(
            signed.contains("Cases signed in these entries: 1, leaving the vault together: 1.20000000 BTC"), "\(signed)"
        )
    }

    @Test("status --watch shows the answer anew when another program changes it, and ends with Ctrl-C")
    func watching() throws {
        let walk = try OrderWalk()
        let order = try walk.order(1)
        let (name, digest) = try walk.propose([order, walk.approve(order)])
        let terminal = try PseudoTerminal(
            .init(
                BuiltPrograms.coordinator, ["status", name, "--watch", "--home", "operator"], folder: walk.folder.path,
                environment: BuiltPrograms.environment(home: walk.folder.path), outputIsTerminal: true))
        try terminal.expect("Approvals: 0 of 2")
        try terminal.expect("Next: ")
        _ = try WalkVault.done(walk.signer("alice", ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        _ = try WalkVault.done(walk.operate(["collect", "\(name).alice.share"]))
        // The screen is cleared before the new answer, so that it stands alone.
        try terminal.expect("\u{1b}[H\u{1b}[2JCase     \(name)")
        try terminal.expect("Approvals: 1 of 2")
        terminal.type("\u{3}")
        #expect(try terminal.exitStatus() == 128 + SIGINT)
        let shown = terminal.transcript.components(separatedBy: "Approvals: ").count - 1
        #expect(shown == 2, "it is shown again only when something changed")
        let json = try walk.operate(["status", name, "--watch", "--json"])
        #expect(json.status == 64)
    }

    @Test("what was signed in a period is asked for by its days")
    func period() throws {
        let (walked, name) = try Self.walked.get()
        let walk = try OrderWalk(copying: walked.folder)
        func shown(_ days: [String]) throws -> String {
            try WalkVault.done(
                ProgramRun(
                    BuiltPrograms.signer, ["log", "show", "--lang", "en", "--home", "alice"] + days,
                    in: walk.folder.path))
        }
        #expect(try shown(["--since", "2000-01-01"]).contains("Cases signed in these entries: 1"))
        let before = try shown(["--since", "2000-01-01", "--until", "2000-12-31"])
        // Neither entries nor coins of another time.
        #expect(before == "The journal has no such entry.\n" && !before.contains(name), "\(before)")
    }
}
