import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport
import Testing

/// One case to which everything happens that must not count; each has a code of its own, nothing is lost, and the case
/// comes to its end with the right files.
@Suite("a walk past bad files")
struct BadInputWalkTests {
    @Test("goes on with the right file after every refusal")
    func walk() throws {
        let walk = try CaseWalk(
            WalkVault(WalkShape(2, of: ["alice", "bob", "carol"])), psbtVersion: "2")
        try walk.round([WalkVisit("alice sign"), WalkVisit("bob sign")])
        let quorum = try walk.latestFile()
        try Self.refusesUnattended(walk, quorum)
        try Self.refusesChangedSequence(walk, quorum)

        let carol = try Self.answer(walk, WalkVisit("carol confirm"), quorum)
        try Self.refusesForgedConfirmations(walk, quorum, carol)
        try walk.collect([carol])

        // Alice's machine before her confirmation, as a backup keeps it.
        try Self.copy(walk, "alice", "alice-backup")
        let second = "second.psbt"
        _ = try WalkVault.done(walk.operate(["confirm", walk.name, "-o", second]))
        let alice = try Self.answer(walk, WalkVisit("alice confirm"), second)
        try walk.collect([alice])
        let third = "third.psbt"
        _ = try WalkVault.done(walk.operate(["confirm", walk.name, "-o", third]))
        let bob = try Self.answer(walk, WalkVisit("bob confirm"), third)
        try walk.collect([bob])
        let all = "all.psbt"
        _ = try WalkVault.done(walk.operate(["confirm", walk.name, "-o", all]))

        try Self.copy(walk, "alice", "alice-now")
        try Self.copy(walk, "alice-backup", "alice")
        for visit in ["alice confirm", "alice release"] {
            try Self.expectRefusal(walk, WalkVisit(visit), all, "signer.quarantine")
        }
        try Self.copy(walk, "alice-now", "alice")
        try walk.collect([Self.answer(walk, WalkVisit("alice release"), all)])

        try Self.refusesBadSignature(walk, Self.answer(walk, WalkVisit("bob release"), all))
        _ = try WalkVault.done(walk.operate(["assemble", walk.name]))
        let hex = String(decoding: try walk.folder.bytes("\(walk.name).tx"), as: UTF8.self)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        #expect(transaction.inputs.allSatisfy { $0.witness.count == 4 })
    }

    /// Without a person at a terminal and without a digest given beforehand nothing is answered.
    private static func refusesUnattended(_ walk: CaseWalk, _ file: String) throws {
        for step in ["sign", "confirm", "release"] {
            let run = try ProgramRun(
                "/usr/bin/setsid",
                ["--wait", BuiltPrograms.signer, step, file, "--home", "carol", "-o", "never", "--passphrase-fd", "4"],
                in: walk.folder.path, passed: [4: CustodianAtTerminal.passphrase])
            #expect(run.status == 64 && run.error.contains("[terminal.none]"), "\(step): \(run.error)")
        }
        #expect(!FileManager.default.fileExists(atPath: walk.folder.file("never")))
    }

    private static func refusesChangedSequence(_ walk: CaseWalk, _ file: String) throws {
        let opened = try PSBTFile(fileBytes: walk.folder.bytes(file))
        var psbt = opened.psbt
        psbt.inputs[1].sequence = .final
        try walk.folder.write(PSBTFile(psbt: psbt, encoding: opened.encoding).fileBytes(), as: "sequence.psbt")
        for person in ["alice", "carol"] {
            let seen = try refused(walk, WalkVisit(person, [.confirm]), "sequence.psbt")
            #expect(
                seen.screen.contains("[signer.refused]") && seen.screen.contains("[case.differs]"), "\(seen.screen)")
        }
        try expectPutAside(walk, "sequence.psbt", "collect.request-changed")
    }

    private static func refusesForgedConfirmations(_ walk: CaseWalk, _ quorum: String, _ carol: String) throws {
        let original = try Document<Custody.Confirmation>(parsing: walk.folder.bytes(carol))
        let forger = Forger(person: "carol")
        let other = SHA256.hash([1])
        // The code on the coordinator, and the one on a custodian's machine.
        let forgeries: [(file: String, forged: Document<Custody.Confirmation>, code: String, screen: String)] = [
            (
                "other-digest", try forger.confirmation(like: original, caseDigest: other), "answer.other-digest",
                "[file.attachments]"
            ),
            (
                "other-vault", try forger.confirmation(like: original, vaultHash: other), "collect.other-vault",
                "[file.attachments]"
            ),
            (
                "two-names", try forger.confirmation(like: original, inTheNameOf: "bob", on: "laptop-1"),
                "signature.other-key", "[signer.bad-answer]"
            ),
            (
                "nobody", try forger.confirmation(like: original, inTheNameOf: "zoe"), "answer.unknown-person",
                "[signer.bad-answer]"
            ),
            (
                "other-device", try forger.confirmation(like: original, on: "laptop-9"), "answer.other-device",
                "[signer.bad-answer]"
            ),
        ]
        for (file, forged, code, screen) in forgeries {
            try walk.folder.write(forged.encoded, as: file)
            try expectPutAside(walk, file, code)
            // A coordinator who hands it on is found out on every machine, and the forger is named.
            let opened = try PSBTFile(fileBytes: walk.folder.bytes(quorum))
            var psbt = opened.psbt
            var attachments = try ProposalFields.read(from: psbt)
            attachments.confirmations = [forged]
            try ProposalFields.attach(attachments, to: &psbt)
            try walk.folder.write(PSBTFile(psbt: psbt, encoding: opened.encoding).fileBytes(), as: file + ".psbt")
            let seen = try refused(walk, WalkVisit("alice confirm"), file + ".psbt")
            let person = forged.body.statement.person
            #expect(
                seen.screen.contains(screen) && seen.text.contains("of\(person)"), "\(file): \(seen.screen)")
        }
        let status = try WalkVault.object(walk.operate(["status", walk.name, "--json"]).output)
        #expect(status["confirmed_by"] as? [String] == [])
    }

    private static func refusesBadSignature(_ walk: CaseWalk, _ released: String) throws {
        let opened = try PSBTFile(fileBytes: walk.folder.bytes(released))
        var psbt = opened.psbt
        let good = psbt.inputs[1].partialSigs[0]
        psbt.inputs[1].partialSigs[0] = PartialSig(
            publicKey: good.publicKey, signature: psbt.inputs[0].partialSigs[0].signature)
        try walk.folder.write(PSBTFile(psbt: psbt, encoding: opened.encoding).fileBytes(), as: "bad.psbt")
        let bad = try walk.operate(["collect", "bad.psbt"])
        #expect(bad.status == 1 && bad.output.contains("input 1: bob's signature"), "\(bad.output)")
        #expect(bad.output.contains("+1 signature by bob"), "\(bad.output)")
        let early = try walk.operate(["assemble", walk.name])
        #expect(early.status == 2 && early.error.contains("[assemble.not-released]"), "\(early.error)")
        try walk.collect([released])
    }

    // MARK: Steps

    private static func answer(_ walk: CaseWalk, _ visit: WalkVisit, _ file: String) throws -> String {
        let stick = "stick-\(visit.person)-\(visit.steps.map(\.rawValue).joined())"
        try FileManager.default.createDirectory(
            atPath: walk.folder.file(stick), withIntermediateDirectories: false, attributes: nil)
        try walk.folder.write(walk.folder.bytes(file), as: "\(stick)/case.psbt")
        let seen = try walk.run(visit, "\(stick)/case.psbt")
        guard seen.status == 0 else { throw WalkFailure("\(visit): status \(seen.status)\n\(seen.screen)") }
        let files = try walk.folder.entries(of: stick).filter { $0 != "case.psbt" }
        #expect(files.count == 1, "\(visit): \(files)")
        return "\(stick)/\(files.first ?? "")"
    }

    /// A visit that ends with a refusal and leaves no file.
    private static func refused(_ walk: CaseWalk, _ visit: WalkVisit, _ file: String) throws
        -> CustodianAtTerminal.Visit
    {
        let before = try walk.folder.entries(of: ".")
        let seen = try walk.run(visit, file)
        #expect(seen.status == 1, "\(visit): \(seen.screen)")
        #expect(try walk.folder.entries(of: ".") == before, "\(visit)")
        return seen
    }

    private static func expectRefusal(_ walk: CaseWalk, _ visit: WalkVisit, _ file: String, _ code: String) throws {
        let seen = try refused(walk, visit, file)
        #expect(seen.screen.contains("[\(code)]"), "\(visit): \(seen.screen)")
        #expect(seen.passphrases == 0, "\(visit)")
    }

    /// The coordinator names what it does not take, and what it has stays.
    private static func expectPutAside(_ walk: CaseWalk, _ file: String, _ code: String) throws {
        let run = try walk.operate(["collect", file, "--json"])
        #expect(run.status == 1 && run.output.contains("\"\(code)\""), "\(file): \(run.output)\(run.error)")
    }

    private static func copy(_ walk: CaseWalk, _ home: String, _ other: String) throws {
        let target = walk.folder.file(other)
        if FileManager.default.fileExists(atPath: target) { try FileManager.default.removeItem(atPath: target) }
        _ = try WalkVault.done(ProgramRun("/bin/cp", ["-a", home, other], in: walk.folder.path))
    }
}
