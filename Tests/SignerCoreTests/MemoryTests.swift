import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore
import TestSupport
import Testing

/// A case id of one repeated byte.
private func caseID(_ number: UInt8) throws -> CaseID { try CaseID([UInt8](repeating: number, count: 16)) }

@Suite("A machine remembers the refusals that it has seen")
struct SeenRefusalTests {
    private struct Case {
        let held: HeldWorld
        let all: String
        let refusal: String

        init() throws {
            let world = try HeldWorld()
            let file = try world.gather([Custodian.alice, .bob].map { try world.sign(by: $0).files[0].path })
            let confirmations = try Custodian.all.map { try world.confirm(file, by: $0, releasing: false) }
            held = world
            all = try world.gather(confirmations.map(\.files[0].path), over: file)
            var home = try world.world.open(.carol)
            refusal = try Refusing.run(
                world.answering(world.proposal), reason: RefusalReason("not ordered"), in: &home,
                terminal: ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in "refuse" }
            ).path
        }
    }

    @Test("a file without the refusal releases nothing on the machine that saw it, and does on one that did not")
    func release() throws {
        let one = try Case()
        let refused = SignerError.refused(findings: 1, first: "case.refused")
        #expect(throws: refused) { try one.held.release(one.held.gather([one.refusal], over: one.all), by: .alice) }
        #expect(throws: refused) { try one.held.release(one.all, by: .alice) }
        #expect(throws: refused) { try one.held.confirm(one.all, by: .alice) }
        #expect(throws: refused) { try one.held.sign(by: .alice) }
        let home = try one.held.world.open(.alice)
        #expect(home.journal.refusalsSeen.values.map { $0.map(\.description) } == [["carol"]])
        #expect(home.journal.answered.map(\.signatures) == [.held])
        _ = consume home
        #expect(try one.held.release(one.all, by: .bob).path.hasSuffix(".bob.signed.psbt"))
    }

    @Test("either look remembers it, once", arguments: [true, false])
    func looks(isFirst: Bool) throws {
        let one = try Case()
        let vetoed = try one.held.gather([one.refusal], over: isFirst ? one.held.proposal : one.all)
        for _ in 0..<2 {
            let error = #expect(throws: SignerError.self) {
                _ = try isFirst ? one.held.sign(vetoed, by: .bob) : one.held.confirm(vetoed, by: .bob)
            }
            #expect(error == .refused(findings: 1, first: "case.refused"))
        }
        let seen = try one.held.world.open(.bob).journal.entries.filter {
            if case .refusalSeen = $0.event { true } else { false }
        }
        #expect(seen.count == 1)
        #expect(throws: SignerError.refused(findings: 1, first: "case.refused")) {
            try one.held.release(one.all, by: .bob)
        }
    }

    @Test("a refusal that its author has not signed stops the file and is not remembered")
    func unproven() throws {
        let one = try Case()
        let refusal = try Document<Refusal>(
            parsing: FileAccess.read(one.refusal, limit: DocumentLimits.bytes))
        let forged = try one.held.gather([], over: one.all) { _, attachments in
            attachments.refusals = [Document(body: refusal.body)]
        }
        #expect(throws: SignerError.refused(findings: 1, first: "case.refused")) {
            try one.held.release(forged, by: .alice)
        }
        #expect(try one.held.world.open(.alice).journal.refusalsSeen.isEmpty)
        #expect(try one.held.release(one.all, by: .alice).path.hasSuffix(".alice.signed.psbt"))
    }
}

@Suite("A payment that this machine has approved before")
struct RepeatedPaymentTests {
    @Test("goes on when both are typed to be paid, in either look, and the screen says what that means")
    func acknowledged() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        for custodian in Custodian.all { _ = try held.confirm(file, by: custodian, releasing: false) }
        let again = try held.another(case: 2, coin: 8)
        let terminal = try Answers.challenge(of: again, network: .regtest, both: nil)
        var home = try held.world.open(.alice)
        let outcome = try CaseVisit.sign(held.answering(again), secondLook: .later, in: &home, terminal: terminal)
        let date = try Fixed.time.date
        _ = consume home
        let shown = terminal.text
        #expect(
            shown.contains("PAID TWICE? Output 0: this machine has approved the same address and amount in the case"))
        #expect(
            shown.contains("PAID TWICE? This machine has approved the same payment in the case 01010101 on \(date)"))
        #expect(terminal.questions.contains { $0.hasPrefix("Type \"both 01010101\"") })
        let bob = try held.sign(again, by: .bob, both: nil)
        let second = try held.gather([outcome, bob].map(\.files[0].path), over: again)
        for custodian in Custodian.all {
            #expect(throws: SignerError.repeatsPayment([try caseID(1)])) {
                try held.confirm(second, by: custodian, both: "yes")
            }
            #expect(try held.confirm(second, by: custodian, releasing: false, both: nil).files.count == 1)
        }
    }

    @Test("stops at any other word, before the first question, and is on record")
    func declined() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        _ = try held.confirm(file, by: .carol)
        let again = try held.another(case: 2, coin: 8)
        for typed in ["", "both", "both 02020202", "BOTH 01010101", "yes"] {
            #expect(throws: SignerError.repeatsPayment([try caseID(1)])) {
                try held.sign(again, by: .carol, both: typed)
            }
        }
        let journal = try held.world.open(.carol).journal
        #expect(journal.answered.count == 1)
        #expect(journal.failedChallenges(of: try caseID(2)) == 5)
        let error = SignerError.repeatsPayment([try caseID(1)])
        #expect(error.code == "case.pays-again" && error.exitStatus == .refused && error.remedy != nil)
        #expect(error.description.contains("01010101"))
    }

    @Test("is never approved without a person")
    func unattended() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        _ = try held.confirm(file, by: .carol)
        let again = try held.another(case: 2, coin: 8)
        let digest = try #require(ProposalFields.read(from: held.world.psbt(again)).caseDocument).digest
        var home = try held.world.open(.carol)
        #expect(throws: SignerError.repeatsPayment([try caseID(1)])) {
            try CaseVisit.sign(
                held.answering(again, mode: .expectedDigest(digest)), in: &home,
                terminal: ScriptedTerminal(secrets: [Custodian.passphrase]))
        }
    }

    @Test("counts as soon as signatures are outside: \"it failed, please sign again\" to open cosigners")
    func armed() throws {
        let held = try HeldWorld(release: [.open])
        _ = try held.sign(by: .alice)
        let again = try held.another(case: 2, coin: 8)
        #expect(throws: SignerError.repeatsPayment([try caseID(1)])) { try held.sign(again, by: .alice) }
        // What is held harms nobody.
        let quiet = try HeldWorld()
        _ = try quiet.sign(by: .alice)
        #expect(try quiet.sign(quiet.another(case: 2, coin: 8), by: .alice).files.count == 1)
    }

    @Test("a coin of a case that was only confirmed here is taken again only by a case that replaces it")
    func confirmedCoins() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        _ = try held.confirm(file, by: .carol)
        #expect(throws: SignerError.refused(findings: 1, first: "journal.outpoint")) {
            try held.sign(held.another(case: 2, paying: 20_000_000), by: .carol)
        }
        #expect(try held.sign(held.another(case: 3, paying: 20_000_000, replaces: 1), by: .carol).files.count == 1)
    }
}

@Suite("Answers in one's own name that the machine never gave")
struct UnknownOwnAnswerTests {
    /// What a thief of the identity key would write: the machine's true head, so that its journal looks right.
    private func witness(_ held: HeldWorld, _ custodian: Custodian) throws -> MachineWitness {
        let journal = try held.world.open(custodian).journal
        return MachineWitness(journalSequence: journal.sequence, journalHead: journal.head)
    }

    private func statement(_ file: String, _ held: HeldWorld, _ custodian: Custodian) throws -> CaseStatement {
        let document = try #require(ProposalFields.read(from: held.world.psbt(file)).caseDocument)
        let owner = try held.world.open(custodian).owner
        return CaseStatement(of: document, person: owner.person, device: owner.device)
    }

    @Test("a confirmation stops the second look")
    func confirmation() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let shares = try ProposalFields.read(from: held.world.psbt(file)).shares
        let forged = try Custodian.carol.signed(
            Custody.Confirmation(
                statement: statement(file, held, .carol), facts: shares[0].body.facts, build: held.world.build,
                shares: shares.map(\.digest), machine: witness(held, .carol)))
        let poisoned = try held.gather([], over: file) { $1.confirmations.append(forged) }
        #expect(throws: SignerError.unknownOwnAnswer(kind: "confirmation")) { try held.confirm(poisoned, by: .carol) }
        #expect(try held.confirm(file, by: .carol).files.count == 1)
        let error = SignerError.unknownOwnAnswer(kind: "confirmation")
        #expect(error.code == "signer.unknown-own-answer" && error.exitStatus == .refused && error.remedy != nil)
    }

    @Test("a share stops the first look, and a release the release")
    func shareAndRelease() throws {
        let held = try HeldWorld()
        let build = held.world.build
        let forged = try Custodian.carol.signed(
            Share(
                statement: statement(held.proposal, held, .carol), kind: .held, commitment: build, salt: nil,
                facts: build, build: build, machine: witness(held, .carol)))
        let poisoned = try held.gather([], over: held.proposal) { $1.shares.append(forged) }
        #expect(throws: SignerError.unknownOwnAnswer(kind: "share")) { try held.sign(poisoned, by: .carol) }

        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        let release = try Custodian.alice.signed(
            Release(
                statement: statement(file, held, .alice), salt: build, confirmations: [], build: build,
                machine: witness(held, .alice)))
        let third = try held.gather([], over: all) { $1.releases.append(release) }
        #expect(throws: SignerError.unknownOwnAnswer(kind: "release")) { try held.release(third, by: .alice) }
        #expect(try held.release(all, by: .alice).path.hasSuffix(".alice.signed.psbt"))
    }

    @Test("signatures of the own key that were never released stop the second look and the release")
    func signatures() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        let journal = FileAccess.join(held.world.home(.alice), "journal")
        let before = try FileAccess.read(journal, limit: SignerJournal.maximumBytes)
        let released = try held.release(all, by: .alice)
        // As if the key had been used elsewhere: this machine knows of no release.
        try OldJournal.putBack(before, at: journal)
        let leaked = try held.gather([released.path], over: all) { $1.releases = [] }
        for act in [{ try _ = held.confirm(leaked, by: .alice) }, { try _ = held.release(leaked, by: .alice) }] {
            #expect(throws: SignerError.refused(findings: 1, first: "machine.own-signature")) { try act() }
        }
    }

    @Test("a refusal after the release says that it calls nothing back")
    func refusalAfterRelease() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        _ = try held.release(all, by: .alice)
        for (custodian, isTold) in [(Custodian.alice, true), (.bob, false)] {
            var home = try held.world.open(custodian)
            let terminal = ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in "refuse"
            }
            _ = try Refusing.run(
                held.answering(all), reason: RefusalReason("too late"), in: &home, terminal: terminal)
            #expect(terminal.text.contains("does not call them back") == isTold)
        }
    }
}
