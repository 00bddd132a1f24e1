import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// Plain PSBTs of other coordinators at the built programs: nothing of Rensho's is in them, and nothing comes back but
/// signatures.
@Suite("The signer on plain PSBTs of other coordinators")
struct ForeignProposalWalkTests {
    private static let vault = ["--release", "open", "--orders", "optional", "--foreign-proposals"]

    /// A walk in whose vault such proposals are allowed, with everybody's acknowledgements on every machine.
    private static func walk() throws -> SampleWalk {
        let walk = try SampleWalk(vault: vault)
        let shown = try walk.json(walk.operate(["vault", "show", "treasury", "--json"]))
        let hash = try #require(shown["hash"] as? String)
        let files = ["treasury.vault"] + SampleWalk.custodians.map { "treasury.\($0).acknowledgement" }
        for person in SampleWalk.custodians {
            try walk.expectDone(
                walk.custodian(
                    person, ["vault", "register", "-o", "\(person).again", "--expect-digest", hash] + files))
        }
        return walk
    }

    /// Looks at a file and signs it; gives the name of the answer and the case digest.
    private static func sign(
        _ file: String, by person: String, in walk: borrowing SampleWalk
    ) throws -> (answer: String, digest: String) {
        let shown = try walk.json(walk.signer(["review", file, "--home", person, "--json"]))
        #expect(shown["foreign"] as? Bool == true)
        let digest = try #require(shown["case_digest"] as? String)
        let name = try String(#require(shown["case"] as? String).prefix(8))
        try walk.expectDone(walk.custodian(person, ["sign", file, "--expect-digest", digest]))
        return ("\(name).\(person).signed.psbt", digest)
    }

    private static func psbt(_ name: String, in walk: borrowing SampleWalk) throws -> PSBTFile {
        try PSBTFile(fileBytes: Array(Data(contentsOf: URL(fileURLWithPath: walk.folder.file(name)))))
    }

    /// Checks that an answer is the file that came, in its version and encoding, and partial signatures beside it.
    private static func expectPlain(_ answer: String, of file: String, in walk: borrowing SampleWalk) throws {
        let (before, after) = (try psbt(file, in: walk), try psbt(answer, in: walk))
        #expect(before.encoding == after.encoding)
        var psbt = after.psbt
        for index in psbt.inputs.indices {
            #expect(after.psbt.inputs[index].partialSigs.count == before.psbt.inputs[index].partialSigs.count + 1)
            psbt.inputs[index].partialSigs = before.psbt.inputs[index].partialSigs
        }
        #expect(psbt == before.psbt)
        #expect(!after.psbt.global.proprietary.contains { $0.identifier == ProposalFields.identifier })
    }

    @Test(
        "a PSBT by Bitcoin Core is signed twice, added up by embit, BDK and libwally, and is the transaction that Core made",
        arguments: ["v0", "v2"])
    func core(version: String) throws {
        let walk = try Self.walk()
        let file = "unsigned-\(version).psbt.b64"
        try FileManager.default.copyItem(
            atPath: BuiltPrograms.sample + "/" + file, toPath: walk.folder.file(file))
        let alice = try Self.sign(file, by: "alice", in: walk)
        let bob = try Self.sign(file, by: "bob", in: walk)
        // Every machine makes the same case of the file.
        #expect(alice.digest == bob.digest)
        for answer in [alice.answer, bob.answer] { try Self.expectPlain(answer, of: file, in: walk) }
        // One after the other gives the same: the second machine takes the first one's signatures as they are.
        let chained = try Self.sign(alice.answer, by: "carol", in: walk)
        #expect(chained.digest == alice.digest)
        try Self.expectPlain(chained.answer, of: alice.answer, in: walk)

        // The journal counts the case: the coins are armed, and another payment of theirs is refused.
        let log = try walk.json(walk.signer(["log", "show", "--json", "--home", "alice"]))
        let coins = try #require(log["coins"] as? [[String: Any]])
        #expect(!coins.isEmpty && coins.allSatisfy { $0["state"] as? String == "armed" })

        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/final-\(version).json"))
        let core = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        guard IndependentScript.interpreter != nil else { return }
        let run = try IndependentScript.run(
            "finalise.py", [walk.folder.file(alice.answer), walk.folder.file(bob.answer)])
        let made = try #require(
            try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any], "\(run.text)")
        let hex = try #require(core["hex"] as? String)
        #expect(made["embit"] as? String == hex && made["wally"] as? String == hex)
        if version == "v0" { #expect(made["bdk"] as? String == hex) }
        try Self.expectAccepted(hex)
    }

    @Test(
        "a PSBT by embit is signed, added up by three others and accepted by consensus code; another for its coin is refused",
        .enabled(if: IndependentScript.interpreter != nil, "make test names the interpreter in RENSHO_PYTHON"))
    func embit() throws {
        let walk = try Self.walk()
        let made = try IndependentScript.run(
            "finalise.py", ["--make", BuiltPrograms.sample + "/unsigned-v0.psbt.b64", walk.folder.file("embit.psbt")])
        try #require(made.status == 0, "\(made.text)")
        let answers = try ["bob", "carol"].map { try Self.sign("embit.psbt", by: $0, in: walk).answer }
        let run = try IndependentScript.run("finalise.py", answers.map { walk.folder.file($0) })
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any], "\(run.text)")
        let hex = try #require(found["embit"] as? String)
        #expect(found["bdk"] as? String == hex && found["wally"] as? String == hex)
        try Self.expectAccepted(hex)

        try FileManager.default.copyItem(
            atPath: BuiltPrograms.sample + "/unsigned-v0.psbt.b64", toPath: walk.folder.file("core.psbt"))
        let shown = try walk.signer(["review", "core.psbt", "--home", "bob"])
        #expect(shown.status == 1 && shown.output.contains("[journal.outpoint]"), "\(shown.output)")
    }

    @Test(
        "a custodian at the terminal reads first that there is no order and no second look, and nothing further is offered"
    )
    func atTerminal() throws {
        let walk = try Self.walk()
        let file = "unsigned-v0.psbt.b64"
        try FileManager.default.copyItem(
            atPath: BuiltPrograms.sample + "/" + file, toPath: walk.folder.file(file))
        let paper = try Paper(BuiltPrograms.sample + "/payouts.csv")
        let visit = try CustodianAtTerminal(paper: paper).run(["sign", file, "--home", "alice"], in: walk.folder.path)
        #expect(visit.status == 0, "\(visit.screen)")
        let first = try #require(visit.text.firstRange(of: "NOORDERandNOSECONDLOOK"))
        let vault = try #require(visit.text.firstRange(of: "Vault:treasury"))
        #expect(first.lowerBound < vault.lowerBound)
        #expect(!visit.wasOffered && visit.passphrases == 1)
    }

    @Test("a vault that does not allow them takes none, and a case of one is neither confirmed nor released")
    func notAllowed() throws {
        let walk = try SampleWalk(vault: ["--release", "open", "--orders", "optional"])
        let file = BuiltPrograms.sample + "/unsigned-v0.psbt.b64"
        let digest = String(repeating: "0", count: 64)
        for command in [["review", file], ["sign", file, "--expect-digest", digest]] {
            let run = try walk.signer(command + ["--home", "alice"])
            #expect(run.status == 65 && run.error.contains("[signer.no-case]"), "\(run.error)")
        }
        let allowed = try Self.walk()
        for verb in ["confirm", "release"] {
            let run = try allowed.signer([verb, file, "-o", "answer", "--expect-digest", digest, "--home", "alice"])
            #expect(run.status == 1 && run.error.contains("[signer.no-second-look]"), "\(run.error)")
        }
        // Without the acknowledgements of the others, which no plain PSBT carries, nothing is signed.
        let bare = try SampleWalk(vault: Self.vault)
        let shown = try bare.signer(["review", file, "--home", "alice"])
        #expect(shown.status == 1 && shown.output.contains("[vault.acknowledgements]"), "\(shown.output)")
    }

    @Test(
        "a vault allows them only where every cosigner is open and orders are optional",
        arguments: [
            (["--orders", "optional"], "vault.foreign-proposals-held"),
            (["--release", "open", "--orders", "required"], "vault.foreign-proposals-with-orders"),
        ])
    func invalidVault(options: [String], code: String) throws {
        let walk = try SampleWalk(vault: [])
        let run = try walk.operate(
            ["vault", "create", "--name", "second", "--threshold", "2", "--accept", "organisation example"] + options
                + ["--foreign-proposals"] + SampleWalk.custodians.map { "\($0).key-record" })
        #expect(run.status != 0 && run.error.contains("[\(code)]"), "\(run.error)")
    }

    /// Has Bitcoin Core's consensus code judge a transaction over the sample's coins.
    private static func expectAccepted(_ hex: String) throws {
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        let data = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/transactions.json"))
        let known = try #require(try JSONSerialization.jsonObject(with: data) as? [String: String])
        let spent = try transaction.inputs.map { input in
            let funding = try #require(known[input.previousOutput.txid.description])
            return try Transaction(decoding: [UInt8](hexText: funding)).outputs[Int(input.previousOutput.vout)]
        }
        let verdict = try ConsensusCheck.verdict(of: transaction, spending: spent)
        #expect(verdict.isAccepted, "\(verdict.text)")
    }
}
