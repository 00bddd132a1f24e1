import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// P-32, P-34, P-42: refusals, vetoes, freezes, excuses and overrides at the built programs, also when the coordinator
/// carries none of them.
@Suite("What stops a payment, at the built programs")
struct StopWalkTests {
    private static let reason = ["--reason", "somebody asked me to sign again"]

    private func sign(_ walk: OrderWalk, _ person: String, _ file: String, _ digest: String) throws -> ProgramRun {
        try walk.signer(person, ["sign", file, "--expect-digest", digest, "-o", "\(person).answer"])
    }

    private func heed(_ walk: OrderWalk, _ people: [String], _ files: [String]) throws {
        for person in people { _ = try WalkVault.done(walk.heed(person, files)) }
    }

    @Test("P-32: a refusal that comes on a stick ends the case, although no file of the coordinator carries it")
    func refusal() throws {
        let (folder, name, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let file = "\(name).proposal.psbt"
        _ = try WalkVault.done(
            walk.signer("bob", ["refuse", file, "--expect-digest", digest] + Self.reason))
        try walk.folder.write(try walk.folder.bytes("\(name).bob.refusal").dropLast(2), as: "broken")
        let broken = try walk.heed("carol", ["broken"])
        #expect(broken.status != 0, "\(broken.output)")
        try heed(walk, ["carol"], ["\(name).bob.refusal"])
        let carol = try sign(walk, "carol", file, digest)
        #expect(carol.status == 1 && carol.error.contains("[case.refused]"), "\(carol.error)")
        _ = try WalkVault.done(sign(walk, "alice", file, digest))
        // The coordinator that collects it goes on with nothing.
        _ = try WalkVault.done(walk.operate(["collect", "\(name).bob.refusal", "alice.answer"]))
        #expect(try walk.operate(["confirm", name]).error.contains("[confirm.case-refused]"))
    }

    @Test("P-32: one freeze stops every machine that sees it and the coordinator, and M custodians lift it")
    func freeze() throws {
        let (folder, name, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let file = "\(name).proposal.psbt"
        let vault = try Document<Vault>(parsing: walk.folder.bytes("treasury.vault")).digest.hex
        func freeze(_ person: String, _ output: String) throws -> ProgramRun {
            try walk.signer(
                person,
                ["freeze", "--expect-digest", vault, "-o", output] + Self.reason
                    + TheftWalk.vaultFiles(of: walk, for: person))
        }
        for person in ["anton", "rita"] {
            #expect(try freeze(person, "x").error.contains("[stop.not-entitled]"))
        }
        _ = try WalkVault.done(freeze("aiko", "aiko.freeze"))
        _ = try WalkVault.done(freeze("carol", "carol.freeze"))
        let again = try freeze("carol", "again.freeze")
        #expect(again.status == 0 && again.error.contains("answered before"), "\(again.error)")
        #expect(try walk.folder.bytes("again.freeze") == walk.folder.bytes("carol.freeze"))
        // Her own machine stops at once, another one as soon as it has seen it.
        let own = try sign(walk, "carol", file, digest)
        #expect(own.status == 1 && own.error.contains("[vault.frozen]") && own.error.contains("FROZEN"), "\(own.error)")
        try heed(walk, ["alice", "bob"], ["carol.freeze"])
        let alice = try sign(walk, "alice", file, digest)
        #expect(alice.status == 1 && alice.error.contains("[vault.frozen]"), "\(alice.error)")
        let order = "treasury.rita.1.order"
        let orderDigest = try Document<Order>(parsing: walk.folder.bytes(order)).digest.hex
        _ = try WalkVault.done(walk.heed("anton", ["carol.freeze"] + walk.vaultFiles))
        let approval = try walk.signer(
            "anton", ["order", "approve", order, "--expect-digest", orderDigest, "-o", "y"] + walk.vaultFiles)
        #expect(approval.status == 1 && approval.error.contains("[vault.frozen]"), "\(approval.error)")
        _ = try WalkVault.done(walk.operate(["heed", "carol.freeze"]))
        let status = try walk.operate(["status"])
        #expect(status.output.contains("FROZEN: vault treasury by carol"), "\(status.output)")
        #expect(try walk.operate(["status", name]).output.contains("STOPPED: The vault is frozen by carol"))
        let proposing = try walk.operate(
            ["propose", "--order", order, "treasury.rita.1.anton.approval", "--fee-rate", "5", "--replaces", name]
                + ["--reason", "again"])
        #expect(proposing.status == 1 && proposing.error.contains("[vault.frozen]"), "\(proposing.error)")
        #expect(try walk.operate(["confirm", name]).error.contains("[store.vault-frozen]"))
        // The auditor lifts nothing, one custodian not enough, two do.
        let freezeDigest = try Document<Freeze>(parsing: walk.folder.bytes("carol.freeze")).digest.hex
        func lift(_ person: String) throws -> ProgramRun {
            try walk.signer(
                person,
                ["lift", "--expect-digest", freezeDigest, "--reason", "we have spoken", "-o", "\(person).lift"]
                    + TheftWalk.vaultFiles(of: walk, for: person))
        }
        #expect(try lift("aiko").error.contains("[stop.not-entitled]"))
        _ = try WalkVault.done(lift("bob"))
        try heed(walk, ["alice"], ["bob.lift"])
        #expect(try sign(walk, "alice", file, digest).error.contains("[vault.frozen]"))
        _ = try WalkVault.done(lift("alice"))
        _ = try WalkVault.done(sign(walk, "alice", file, digest))
        // The old freeze stops nothing again; another one does.
        try heed(walk, ["alice"], ["again.freeze", "aiko.freeze"])
        try FileManager.default.removeItem(atPath: walk.folder.file("alice.answer"))
        #expect(try sign(walk, "alice", file, digest).error.contains("aiko"))
        _ = try WalkVault.done(walk.operate(["heed", "alice.lift", "bob.lift"]))
        #expect(!(try walk.operate(["status"]).output.contains("FROZEN")))
    }

    @Test("P-32: a freeze in a returned file or in a re-display file is seen and kept")
    func carried() throws {
        let (folder, name, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let vault = try Document<Vault>(parsing: walk.folder.bytes("treasury.vault")).digest.hex
        _ = try WalkVault.done(
            walk.signer("carol", ["freeze", "--expect-digest", vault, "-o", "carol.freeze"] + Self.reason))
        let freeze = try StopDocument(parsing: walk.folder.bytes("carol.freeze"))
        let clean = try walk.folder.bytes("\(name).proposal.psbt")
        var file = PSBTFileEditing(clean)
        try file.edit { $0.stops = [freeze] }
        try walk.folder.write(file.bytes, as: "frozen.psbt")
        #expect(try sign(walk, "alice", "frozen.psbt", digest).error.contains("[vault.frozen]"))
        // The same case without it: the machine remembers.
        #expect(try sign(walk, "alice", "\(name).proposal.psbt", digest).error.contains("[vault.frozen]"))
        #expect(try walk.heed("alice").output.contains("carol"))
        // The coordinator keeps what a returned file carries.
        let collected = try walk.operate(["collect", "frozen.psbt"])
        #expect(collected.status == 0, "\(collected.error)")
        #expect(try walk.operate(["status"]).output.contains("FROZEN: vault treasury by carol"))
        // Somebody else's freeze with carol's name on it is nobody's.
        var forged = try StopDocument(parsing: walk.folder.bytes("carol.freeze"))
        if case .freeze(let own) = forged {
            var document = Document(body: own.body)
            let line = try #require(own.signatures.first)
            document.add(
                DocumentSignature(
                    person: line.person,
                    identityKey: try #require(
                        Document<Vault>(parsing: walk.folder.bytes("treasury.vault")).body.person(
                            try Identifier("bob"))
                    ).identityKey, signature: line.signature))
            forged = .freeze(document)
        }
        try walk.folder.write(forged.encoded, as: "forged.freeze")
        #expect(try walk.heed("bob", ["forged.freeze"]).error.contains("[signature.other-key]"))
        #expect(try walk.operate(["heed", "forged.freeze"]).error.contains("[signature.other-key]"))
    }

    @Test("P-32: a veto by anybody of the vault ends an order on every machine that sees it")
    func veto() throws {
        let (folder, name, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        let order = "treasury.rita.1.order"
        let orderDigest = try Document<Order>(parsing: walk.folder.bytes(order)).digest.hex
        _ = try WalkVault.done(
            walk.signer(
                "anton",
                ["order", "veto", order, "--expect-digest", orderDigest] + Self.reason + walk.vaultFiles))
        let veto = "treasury.rita.1.anton.veto"
        let approval = try walk.signer(
            "anton", ["order", "approve", order, "--expect-digest", orderDigest, "-o", "y"] + walk.vaultFiles)
        #expect(approval.status == 1 && approval.error.contains("[order.vetoed]"), "\(approval.error)")
        _ = try WalkVault.done(sign(walk, "bob", "\(name).proposal.psbt", digest))
        try heed(walk, ["alice", "bob"], [veto])
        for person in ["alice", "bob"] {
            let run = try walk.signer(
                person, ["sign", "\(name).proposal.psbt", "--expect-digest", digest, "-o", "\(person).later"])
            #expect(
                run.status == 1 && run.error.contains("[order.vetoed]") && run.error.contains("VETOED"), "\(run.error)")
        }
        _ = try WalkVault.done(walk.operate(["heed", veto]))
        #expect(try walk.operate(["confirm", name]).error.contains("[store.order-vetoed]"))
        _ = try WalkVault.done(walk.operate(["abort", name, "--reason", "vetoed"]))
        let proposing = try walk.operate(
            ["propose", "--order", order, "treasury.rita.1.anton.approval", "--fee-rate", "5"])
        #expect(proposing.status == 1 && proposing.error.contains("[order.vetoed]"), "\(proposing.error)")
    }

    @Test("P-34: an absent custodian is excused by M custodians and an approver for one case, in everybody's sight")
    func excuse() throws {
        let (folder, name, digest) = try TheftWalk.proposed.get()
        let walk = try OrderWalk(copying: folder)
        for person in ["alice", "bob"] {
            _ = try WalkVault.done(walk.signer(person, ["sign", "\(name).proposal.psbt", "--expect-digest", digest]))
        }
        _ = try WalkVault.done(walk.operate(["collect", "\(name).alice.share", "\(name).bob.share"]))
        _ = try WalkVault.done(walk.operate(["confirm", name]))
        let file = "\(name).confirm.psbt"
        for person in ["alice", "bob"] {
            _ = try WalkVault.done(walk.signer(person, ["confirm", file, "--expect-digest", digest]))
        }
        _ = try WalkVault.done(walk.operate(["collect", "\(name).alice.confirmation", "\(name).bob.confirmation"]))
        func excuse(_ person: String, of absent: String = "carol") throws -> ProgramRun {
            try walk.signer(
                person,
                ["excuse", file, "--absent", absent, "--reason", "in hospital", "--expect-digest", digest]
                    + TheftWalk.vaultFiles(of: walk, for: person))
        }
        #expect(try excuse("alice", of: "alice").error.contains("[stop.no-absentee]"))
        #expect(try excuse("alice", of: "anton").error.contains("[stop.no-absentee]"))
        #expect(try excuse("aiko").error.contains("[stop.not-entitled]"))
        for person in ["alice", "bob"] { _ = try WalkVault.done(excuse(person)) }
        _ = try WalkVault.done(walk.operate(["heed"] + ["alice", "bob"].map { "\(name).\($0).carol.excuse" }))
        _ = try WalkVault.done(walk.operate(["confirm", name, "-o", "half.psbt"]))
        let half = try walk.signer("alice", ["release", "half.psbt", "--expect-digest", digest, "-o", "x.psbt"])
        #expect(half.status != 0 && half.error.contains("[release.unconfirmed]"), "\(half.error)")
        _ = try WalkVault.done(excuse("anton"))
        _ = try WalkVault.done(walk.operate(["heed", "\(name).anton.carol.excuse"]))
        let status = try walk.operate(["status", name]).output
        #expect(status.contains("carol is excused by alice, bob, anton") && status.contains("excused"), "\(status)")
        _ = try WalkVault.done(walk.operate(["confirm", name, "-o", "last.psbt"]))
        for person in ["alice", "bob"] {
            let run = try walk.signer(
                person, ["release", "last.psbt", "--expect-digest", digest, "-o", "\(person).signed.psbt"])
            #expect(run.status == 0 && run.error.contains("WITHOUT carol"), "\(run.error)")
            #expect(run.error.contains("without the confirmation of: carol"), "\(run.error)")
        }
        _ = try WalkVault.done(walk.operate(["collect", "alice.signed.psbt", "bob.signed.psbt"]))
        let assembled = try walk.operate(["assemble", name])
        #expect(assembled.status == 0 && assembled.error.contains("WITHOUT carol"), "\(assembled.error)")
        // The evidence carries the excuses: without them the case was never confirmed by everybody.
        _ = try WalkVault.done(walk.operate(["evidence", "export", name]))
        let verify = ["evidence", "verify", "\(name).evidence", "--vault", "treasury.vault"]
        let proven = try ProgramRun(BuiltPrograms.coordinator, verify, in: walk.folder.path)
        #expect(proven.status == 0, "\(proven.error)")
        for person in ["alice", "bob", "anton"] {
            #expect(proven.output.contains("an excuse by \(person)"), "\(proven.output)")
        }
    }

    @Test("P-42: an override takes a larger quorum, names its rule, and overrides nothing else")
    func override() throws {
        let walk = try TheftWalk.begin()
        let order = try walk.order(1, [(TheftWalk.waiting, 50_000_000)])
        let files = [order, try walk.approve(order)]
        let refused = try walk.operate(["propose", "--order"] + files + ["--fee-rate", "5"])
        #expect(refused.status == 1 && refused.error.contains("[output.entry-waiting]"), "\(refused.error)")
        let (name, digest) = try walk.propose(files, ["--await-override"])
        let file = "\(name).proposal.psbt"
        #expect(try sign(walk, "alice", file, digest).error.contains("[output.entry-waiting]"))
        func override(_ person: String, _ rule: String = "destination-wait") throws -> ProgramRun {
            try walk.signer(
                person,
                ["override", file, "--rule", rule, "--reason", "the hot wallet burns", "--expect-digest", digest]
                    + TheftWalk.vaultFiles(of: walk, for: person))
        }
        #expect(try override("alice", "destination-cap").error.contains("[stop.case-refused]"))
        #expect(try override("aiko").error.contains("[stop.not-entitled]"))
        #expect(try override("alice", "order-payments").status == 64)
        for person in ["alice", "bob", "anton"] { _ = try WalkVault.done(override(person)) }
        try heed(walk, ["alice"], ["\(name).bob.override", "\(name).anton.override"])
        let quorum = try sign(walk, "alice", file, digest)
        #expect(quorum.status == 1 && quorum.error.contains("[output.entry-waiting]"), "\(quorum.error)")
        _ = try WalkVault.done(override("carol"))
        try heed(walk, ["alice"], ["\(name).carol.override"])
        let passed = try CustodianAtTerminal(paper: Paper(walk.folder.file("payouts-1.csv"))).run(
            ["sign", file, "--home", "alice"], in: walk.folder.path)
        #expect(passed.status == 0 && passed.text.contains("EMERGENCY:"), "\(passed.screen)")
        // Another case of the same order is not overridden.
        let another = try walk.propose(
            files, ["--await-override", "--replaces", name, "--reason", "the fee was too low"])
        let other = try walk.signer(
            "alice", ["sign", "\(another.name).proposal.psbt", "--expect-digest", another.digest, "-o", "z"])
        #expect(other.status == 1 && other.error.contains("[output.entry-waiting]"), "\(other.error)")
        // Given up while it waited, it has its evidence all the same, which says so.
        _ = try WalkVault.done(walk.operate(["abort", another.name]))
        _ = try WalkVault.done(walk.operate(["evidence", "export", another.name]))
        let proven = try ProgramRun(
            BuiltPrograms.coordinator,
            ["evidence", "verify", "\(another.name).evidence", "--vault", "treasury.vault"], in: walk.folder.path)
        #expect(
            proven.status == 0 && proven.output.contains("The vault's rules refuse this"),
            "\(proven.output)\(proven.error)")
    }
}
