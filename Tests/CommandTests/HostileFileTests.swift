import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Foundation
import TestSupport
import Testing

/// What an operator and a custodian meet on a bad day: each has its own sentence, code and exit status, and nothing is
/// lost, overwritten or half-written.
@Suite("bad files and bad moments, at the programs")
struct HostileFileTests {
    @Test("a file that was changed, cut, renamed or answered before is judged for what it is")
    func proposalFiles() throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(Self.payouts)
        let proposal = "\(proposed.name).proposal.psbt"
        let original = try Self.bytes(walk, proposal)

        try Self.write(walk, "cut.psbt", Array(original.prefix(900)))
        try Self.expectRefusal(sign(walk, "alice", "cut.psbt", proposed), 65, "psbt.truncated")
        try Self.expectRefusal(walk.operate(["inspect", "cut.psbt"]), 65, "psbt.truncated")

        try Self.write(walk, "other-destination.psbt", Self.changingDestination(original))
        try Self.expectRefusal(sign(walk, "alice", "other-destination.psbt", proposed), 1, "case.differs")
        try Self.write(walk, "other-amount.psbt", Self.changingAmount(original))
        try Self.expectRefusal(sign(walk, "alice", "other-amount.psbt", proposed), 1, "case.differs")

        try Self.expectRefusal(sign(walk, "alice", "nosuch.psbt", proposed), 66, "file.missing")
        try FileManager.default.createSymbolicLink(
            atPath: walk.folder.file("link.psbt"), withDestinationPath: walk.folder.file(proposal))
        try Self.expectRefusal(sign(walk, "alice", "link.psbt", proposed), 66, "file.link")

        try walk.expectDone(walk.sign("alice", proposed))
        let first = try Self.bytes(walk, "\(proposed.name).alice.share")
        try Self.expectRefusal(walk.sign("alice", proposed), 73, "file.exists")
        try walk.expectDone(
            walk.custodian(
                "alice", ["sign", proposal, "--expect-digest", proposed.digest, "-o", "again.share"]))
        #expect(try Self.bytes(walk, "again.share") == first)
        try Self.expectRefusal(
            walk.custodian(
                "bob", ["sign", proposal, "--expect-digest", proposed.digest, "-o", "treasury.vault/x.psbt"]), 73,
            "file.not-folder")
        #expect(!walk.folder.entries.contains { $0.hasPrefix("cut.") && $0 != "cut.psbt" || $0.hasSuffix(".part") })
        #expect(try Self.bytes(walk, proposal) == original)
    }

    @Test("collecting keeps what is good, names what is bad, and counts nobody twice")
    func collecting() throws {
        let walk = try SampleWalk(open: SampleWalk.custodians)
        let proposed = try walk.propose(Self.payouts)
        try walk.expectDone(walk.sign("alice", proposed))
        try walk.expectDone(walk.sign("bob", proposed))
        let alice = "\(proposed.name).alice.signed.psbt"
        let bob = "\(proposed.name).bob.signed.psbt"

        try Self.expectRefusal(walk.operate(["confirm", proposed.name]), 2, "confirm.no-quorum")
        #expect(try walk.operate(["collect", alice]).output.contains("+share by alice"))
        let again = try walk.operate(["collect", alice])
        #expect(again.output.contains("nothing new"))

        var damaged = try PSBTFile(fileBytes: Self.bytes(walk, bob))
        var psbt = damaged.psbt
        psbt.inputs[1].partialSigs[0] = try Self.damaging(psbt.inputs[1].partialSigs[0])
        damaged = PSBTFile(psbt: psbt, encoding: damaged.encoding)
        try Self.write(walk, "damaged.psbt", damaged.fileBytes())
        let bad = try walk.operate(["collect", "damaged.psbt"])
        #expect(bad.status == 1)
        #expect(bad.output.contains("bob") && bad.output.contains("input 1"), "\(bad.output)")
        let grid = try walk.json(status(walk, proposed))
        #expect(grid["has_quorum"] as? Bool == false)

        try Self.write(walk, "changed.psbt", Self.changingDestination(Self.bytes(walk, bob)))
        let changed = try walk.operate(["collect", "changed.psbt"])
        #expect(changed.status == 1 && changed.output.contains("[collect.request-changed]"), "\(changed.output)")

        // Beside bob's good signatures stands one under a key that is no point of the curve.
        var stranger = try PSBTFile(fileBytes: Self.bytes(walk, bob))
        psbt = stranger.psbt
        psbt.inputs[0].partialSigs.append(
            PartialSig(
                publicKey: try EncodedPublicKey([0x02] + [UInt8](repeating: 0xff, count: 32)),
                signature: psbt.inputs[0].partialSigs[0].signature))
        stranger = PSBTFile(psbt: psbt, encoding: stranger.encoding)
        try Self.write(walk, "stranger.psbt", stranger.fileBytes())
        let mixed = try walk.operate(["collect", "stranger.psbt"])
        #expect(mixed.status == 1)
        #expect(mixed.output.contains("not taken: input 0: an unknown key's signature"), "\(mixed.output)")
        #expect(mixed.output.contains("+1 signature by bob"), "\(mixed.output)")
        #expect(try walk.json(status(walk, proposed))["has_quorum"] as? Bool == true)
        try Self.expectRefusal(walk.operate(["assemble", proposed.name]), 2, "assemble.not-confirmed")
    }

    @Test("one refusal stops the case on the coordinator and on the machine that refused")
    func refusing() throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(Self.payouts)
        let proposal = "\(proposed.name).proposal.psbt"
        try walk.expectDone(
            walk.custodian(
                "carol", ["refuse", proposal, "--reason", "not on my paper", "--expect-digest", proposed.digest]))
        try Self.expectRefusal(sign(walk, "carol", proposal, proposed), 1, "signer.already-refused")
        for person in ["alice", "bob"] {
            try walk.expectDone(walk.sign(person, proposed))
            try walk.collect(person, ["share"], proposed)
        }
        #expect(try walk.operate(["collect", "\(proposed.name).carol.refusal"]).output.contains("carol"))
        let confirm = try walk.operate(["confirm", proposed.name])
        #expect(confirm.status == 1, "\(confirm.error)")
        let assemble = try walk.operate(["assemble", proposed.name])
        #expect(assemble.status == 1, "\(assemble.error)")
        #expect(!walk.folder.entries.contains { $0.hasSuffix(".tx") })
    }

    @Test("files of another case, another vault and another network have sentences of their own")
    func otherCases() throws {
        let walk = try SampleWalk()
        let csv = "address,amount_btc,reference\nbcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg,0.5,a\n"
        try csv.write(toFile: walk.folder.file("one.csv"), atomically: true, encoding: .utf8)
        let first = try walk.propose(["--payouts", "one.csv", "--fee-rate", "2"])
        let second = try walk.propose(["--payouts", "one.csv", "--fee-rate", "2"])
        try walk.expectDone(walk.sign("alice", first))
        // Shown under the other case's digest, the file is what it is.
        try Self.expectRefusal(
            walk.custodian(
                "alice", ["sign", "\(second.name).proposal.psbt", "--expect-digest", first.digest]), 1,
            "signer.digest-differs")

        let other = try SampleWalk()
        let copied = "\(first.name).alice.share"
        try Self.write(other, copied, Self.bytes(walk, copied))
        let unknown = try other.operate(["collect", copied])
        #expect(unknown.status == 1 && unknown.output.contains(first.name), "\(unknown.output)\(unknown.error)")

        let mainnet = "address,amount_btc,reference\nbc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4,0.5,a\n"
        try mainnet.write(toFile: walk.folder.file("mainnet.csv"), atomically: true, encoding: .utf8)
        let wrong = try walk.operate(["propose", "--payouts", "mainnet.csv", "--fee-rate", "2"])
        #expect(wrong.status == 65 && wrong.error.contains("mainnet"), "\(wrong.error)")
        try Self.expectRefusal(
            walk.operate(["coins", "import", "one.csv", "--transactions", "one.csv"]), 65, "json.unexpected")
    }

    @Test("without a terminal nothing is signed unless the digest is given")
    func unattended() throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(Self.payouts)
        try Self.expectRefusal(
            walk.custodian("alice", ["sign", "\(proposed.name).proposal.psbt"]), 64, "terminal.none")
    }

    @Test(
        "on the main network a digest does not stand for a person",
        .enabled(if: OfflineMachine.isPossible, "this machine lets the tests make no network name space"))
    func unattendedMainnet() throws {
        let walk = try SampleWalk()
        let words = Array(repeating: "abandon", count: 11).joined(separator: " ") + " about\n"
        let goOn = "in spite of it, or nothing to stop here: "
        let restoring = try OfflineMachine.offline.signer(
            [
                "keys", "restore", "--home", "main", "--person", "dave", "--name", "Dave", "--organisation", "example",
                "--site", "here", "--device", "laptop", "--network", "mainnet", "--words-fd", "3", "--first-use",
            ], in: walk.folder.path, passed: Array(words.utf8))
        // The name space of the tests has a root in it.
        try restoring.expect(goOn)
        restoring.send("root")
        for question in ["New passphrase for the keystore: ", "The same passphrase again: "] {
            try restoring.expect(question)
            restoring.send("long enough to be taken")
        }
        #expect(try restoring.exitStatus() == 0, "\(restoring.transcript)")
        let hash = String(repeating: "0", count: 64)
        let registering = try OfflineMachine.offline.signer(
            ["vault", "register", "treasury.vault", "--home", "main", "--expect-digest", hash], in: walk.folder.path)
        try registering.expect(goOn)
        registering.send("root")
        #expect(try registering.exitStatus() == 1, "\(registering.transcript)")
        #expect(registering.transcript.contains("[signer."), "\(registering.transcript)")
        #expect(!walk.folder.entries.contains { $0.hasSuffix(".dave.acknowledgement") })
    }

    @Test("a proposal file that was lost is written again, and one that cannot be written leaves nothing behind")
    func proposalAgain() throws {
        let walk = try SampleWalk()
        let failed = try walk.operate(["propose", "-o", "nosuch/x.psbt"] + Self.payouts)
        #expect(failed.status == 73, "\(failed.error)")
        let proposed = try walk.propose(Self.payouts)
        let name = "\(proposed.name).proposal.psbt"
        let original = try Self.bytes(walk, name)
        try Self.expectRefusal(walk.operate(["propose", "--again", proposed.name]), 73, "file.exists")
        try FileManager.default.removeItem(atPath: walk.folder.file(name))
        let status = try walk.operate(["status", proposed.name])
        #expect(status.output.contains("rensho propose --again \(proposed.name)"))
        try walk.expectDone(walk.operate(["propose", "--again", proposed.name]))
        #expect(try Self.bytes(walk, name) == original)
        for extra in [["--drill"], ["--psbt", "x"], ["--fee-rate", "2"]] {
            try Self.expectRefusal(walk.operate(["propose", "--again", proposed.name] + extra), 64, "usage")
        }
        try walk.expectDone(walk.operate(["abort", proposed.name]))
        try Self.expectRefusal(walk.operate(["propose", "--again", proposed.name]), 1, "store.case-ended")
    }

    @Test("another wallet's PSBT takes no options of a payment, and malformed values are slips of the hand")
    func optionValues() throws {
        let walk = try SampleWalk()
        let psbt = ["propose", "--psbt", BuiltPrograms.sample + "/unsigned-v0.psbt.b64"]
        for extra in [["--lock-time", "1"], ["--psbt-version", "2"]] {
            try Self.expectRefusal(walk.operate(psbt + extra), 64, "usage")
        }
        let csv = BuiltPrograms.sample + "/payouts.csv"
        for values in [["--fee-rate", "x"], ["--fee-rate", "5", "--coins", "x"]] {
            try Self.expectRefusal(walk.operate(["propose", "--payouts", csv] + values), 64, "usage")
        }
        try Self.expectRefusal(walk.operate(["init", "--network", "nowhere"]), 64, "usage")
        let held = try walk.operate(["propose", "--payouts", csv, "--fee-rate", "0.09"])
        #expect(held.status == 1 && held.error.contains("0.1 sat/vB"), "\(held.error)")
    }

    @Test("collecting ends with the worst status of its files, and importing takes nothing beside a stranger")
    func worst() throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(Self.payouts)
        try Self.write(walk, "junk", Array("junk".utf8))
        try walk.expectDone(walk.sign("alice", proposed))
        let changed = try Self.changingAmount(Self.bytes(walk, "\(proposed.name).proposal.psbt"))
        try Self.write(walk, "changed.psbt", changed)
        #expect(try walk.operate(["collect", "changed.psbt", "junk"]).status == 65)
        #expect(try walk.operate(["collect", "nosuch", "junk", "changed.psbt"]).status == 66)
        try Self.expectRefusal(
            walk.operate(["vault", "import", "treasury.alice.acknowledgement", "junk"]), 1, "vault-import.other-file")
    }

    @Test("a vault has no address before everybody acknowledged it, and needs somebody who orders")
    func unacknowledged() throws {
        let walk = try SampleWalk()
        let records = SampleWalk.custodians.map { "\($0).key-record" }
        let exception = ["--accept", "organisation example"]
        let create = ["vault", "create", "--name", "second", "--threshold", "2"] + exception + records
        try Self.expectRefusal(walk.operate(create), 1, "vault-create.nobody-orders")
        let made = try walk.operate(create + ["--orders", "optional"])
        #expect(made.status == 0, "\(made.output)\(made.error)")
        try Self.expectRefusal(walk.operate(["address", "--vault", "second"]), 2, "vault.not-acknowledged")
        // A vault that the store refuses leaves no file either.
        let again =
            ["vault", "create", "--name", "second", "--threshold", "2", "--orders", "optional", "--max-fee", "0.02"]
            + ["-o", "third.vault"] + exception + records
        try Self.expectRefusal(walk.operate(again), 1, "store.vault-conflict")
        #expect(!walk.folder.entries.contains("third.vault"))
    }

    @Test("two proposals at one time go to two change addresses")
    func atOneTime() async throws {
        let walk = try SampleWalk()
        let csv = "address,amount_btc,reference\nbcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg,0.01,a\n"
        try csv.write(toFile: walk.folder.file("one.csv"), atomically: true, encoding: .utf8)
        let folder = walk.folder.path
        let runs = try await withThrowingTaskGroup(of: ProgramRun.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try ProgramRun(
                        BuiltPrograms.coordinator,
                        ["propose", "--payouts", "one.csv", "--fee-rate", "2", "--home", "operator", "--json"],
                        in: folder)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let scripts = try runs.map { run in
            let name = try String(#require(walk.json(run)["case"] as? String).prefix(8))
            let file = try PSBTFile(fileBytes: Self.bytes(walk, "\(name).proposal.psbt"))
            return try #require(file.psbt.unsignedTransaction().outputs.last).scriptPubKey
        }
        #expect(Set(scripts).count == 2)
    }

    @Test("a home that a killed init left unfinished is made by the next, with rights for its owner alone")
    func killedInit() throws {
        let folder = TemporaryFolder()
        let home = folder.file("home")
        try FileManager.default.createDirectory(
            atPath: home, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let store = home + "/coordinator.sqlite"
        try Data().write(to: URL(fileURLWithPath: store))
        let make = ["init", "--network", "regtest", "--home"]
        #expect(try ProgramRun(BuiltPrograms.coordinator, make + [home], in: folder.path).status == 0)
        try Self.expectRefusal(
            ProgramRun(BuiltPrograms.coordinator, make + [home], in: folder.path), 73, "store.already-there")
        let other = folder.file("other")
        #expect(try ProgramRun(BuiltPrograms.coordinator, make + [other], in: folder.path).status == 0)
        let rights = try FileManager.default.attributesOfItem(atPath: other + "/coordinator.sqlite")
        #expect(rights[.posixPermissions] as? Int == 0o600)
    }

    @Test("arguments that make no sense are usage errors, and help is asked-for data")
    func usage() throws {
        let folder = TemporaryFolder()
        for program in [BuiltPrograms.coordinator, BuiltPrograms.signer] {
            #expect(try ProgramRun(program, ["frobnicate"], in: folder.path).status == 64)
            let help = try ProgramRun(program, ["--help"], in: folder.path)
            #expect(help.status == 0 && help.output.contains("USAGE") && help.error.isEmpty)
        }
    }
}

extension HostileFileTests {
    private static let payouts = ["--payouts", BuiltPrograms.sample + "/payouts.csv", "--fee-rate", "5"]

    private func sign(
        _ walk: borrowing SampleWalk, _ person: String, _ file: String, _ proposed: SampleWalk.Proposed
    ) throws -> ProgramRun {
        try walk.custodian(person, ["sign", file, "--expect-digest", proposed.digest, "-o", "never-\(person).psbt"])
    }

    private func status(_ walk: borrowing SampleWalk, _ proposed: SampleWalk.Proposed) throws -> ProgramRun {
        let run = try walk.operate(["status", proposed.name, "--json"])
        return ProgramRun(status: 0, output: run.output, error: run.error)
    }

    private static func expectRefusal(_ run: ProgramRun, _ status: Int32, _ code: String) throws {
        #expect(
            run.status == status && (run.error + run.output).contains("[\(code)]"),
            "\(run.status)\n\(run.output)\n\(run.error)")
    }

    private static func bytes(_ walk: borrowing SampleWalk, _ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: walk.folder.file(name))))
    }

    private static func write(_ walk: borrowing SampleWalk, _ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: walk.folder.file(name)))
    }

    /// The first output goes to another key: the change of 2024.
    private static func changingDestination(_ file: [UInt8]) throws -> [UInt8] {
        try changing(file) { TxOut(amount: $0.amount, scriptPubKey: .p2wpkh(hash: [UInt8](repeating: 7, count: 20))) }
    }

    private static func changingAmount(_ file: [UInt8]) throws -> [UInt8] {
        try changing(file) { TxOut(amount: try Amount(sat: $0.amount.sat - 1000), scriptPubKey: $0.scriptPubKey) }
    }

    private static func changing(_ file: [UInt8], _ change: (TxOut) throws -> TxOut) throws -> [UInt8] {
        let opened = try PSBTFile(fileBytes: file)
        var psbt = opened.psbt
        var transaction = try #require(psbt.global.unsignedTx)
        transaction.outputs[0] = try change(transaction.outputs[0])
        psbt.global.unsignedTx = transaction
        return PSBTFile(psbt: psbt, encoding: opened.encoding).fileBytes()
    }

    /// Another message's signature: well formed, but not for this transaction.
    private static func damaging(_ signature: PartialSig) throws -> PartialSig {
        var bytes = signature.signature
        bytes[bytes.count - 5] ^= 1
        return PartialSig(publicKey: signature.publicKey, signature: bytes)
    }
}
