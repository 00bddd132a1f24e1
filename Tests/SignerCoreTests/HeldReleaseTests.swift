import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("Held signatures leave only when everybody has confirmed")
struct HeldReleaseTests {
    private static let caseID = Result { try CaseID([UInt8](repeating: 1, count: 16)) }

    /// Everybody's names of the files that a visit wrote.
    private func names(_ outcome: CaseVisit.Outcome) throws -> [String] {
        try outcome.files.map { try FileAccess.split($0.path).name }
    }

    private func share(_ path: String) throws -> Document<Share> {
        try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
    }

    /// Alice and Bob have given shares; the file that goes around.
    private func quorum(_ held: HeldWorld) throws -> String {
        try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
    }

    /// The file with the confirmations of some.
    private func confirmed(_ held: HeldWorld, _ file: String, by people: [Custodian]) throws -> String {
        try held.gather(
            try people.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
    }

    @Test(
        "a first look gives a share that commits to the signatures, and nothing else", arguments: [PSBTVersion.v0, .v2])
    func givesShareOnly(_ version: PSBTVersion) throws {
        let held = try HeldWorld(version: version)
        let outcome = try held.sign(by: .alice)
        #expect(try names(outcome) == ["01010101.alice.share"])
        let share = try share(outcome.files[0].path)
        #expect(share.body.kind == .held && share.body.salt == nil)
        let home = try held.world.open(.alice)
        #expect(home.journal.answered.map(\.signatures) == [.held])
        #expect(home.journal.answered[0].pays.map(\.amount.sat) == [30_000_000])
    }

    @Test("the whole way: shares, everybody's confirmation, release", arguments: [PSBTVersion.v0, .v2])
    func walk(_ version: PSBTVersion) throws {
        let held = try HeldWorld(version: version)
        let file = try quorum(held)
        let carol = try held.confirm(file, by: .carol)
        let alice = try held.confirm(file, by: .alice)
        #expect(try names(carol) == ["01010101.carol.confirmation"])
        #expect(try names(alice) == ["01010101.alice.confirmation"])
        let second = try held.gather([carol.files[0].path, alice.files[0].path], over: file)
        let bob = try held.confirm(second, by: .bob)
        #expect(try names(bob) == ["01010101.bob.confirmation", "01010101.bob.signed.psbt"])
        #expect(bob.stopped == nil)
        let third = try held.gather(bob.files.map(\.path), over: second)
        let released = try held.release(third, by: .alice)
        for (path, custodian) in [(bob.files[1].path, Custodian.bob), (released.path, .alice)] {
            let verified = try held.verified(path, of: custodian, in: third)
            #expect(verified.release.body.confirmations.count == 3)
        }
        let whole = try held.gather([released.path], over: third)
        #expect(try held.world.psbt(whole).inputs.allSatisfy { $0.partialSigs.count == 2 })
        #expect(try held.world.open(.alice).journal.answered.map(\.signatures) == [.armed])
    }

    @Test("waits while anybody's confirmation is missing, and names him", arguments: Custodian.all.indices)
    func waits(missing: Int) throws {
        let held = try HeldWorld()
        let file = try quorum(held)
        var others = Custodian.all
        let absent = others.remove(at: missing)
        let some = try confirmed(held, file, by: others)
        for custodian in others where custodian.id != "carol" {
            let error = #expect(throws: SignerError.self) { try held.release(some, by: custodian) }
            #expect(error == .notReleased(.unconfirmed([try absent.person], needed: 1)))
            #expect(error?.code == "release.unconfirmed" && error?.exitStatus == .incomplete)
        }
        #expect(try held.world.open(others[0]).journal.released(try Self.caseID.get()) == nil)
    }

    @Test("needs a share and a confirmation that this machine gave")
    func needsOwnAnswers() throws {
        let held = try HeldWorld()
        let file = try quorum(held)
        #expect(throws: SignerError.notConfirmedHere(try Self.caseID.get())) {
            try held.release(file, by: .alice)
        }
        let all = try confirmed(held, file, by: Custodian.all)
        #expect(throws: SignerError.notSignedHere(try Self.caseID.get())) { try held.release(all, by: .carol) }
    }

    @Test("under the rule quorum, waits for as many confirmations as shares are needed")
    func quorumRule() throws {
        let held = try HeldWorld(confirmations: .quorum)
        let file = try quorum(held)
        let one = try confirmed(held, file, by: [.alice])
        #expect(throws: SignerError.notReleased(.unconfirmed([try Custodian.bob.person], needed: 1))) {
            try held.release(one, by: .alice)
        }
        let two = try confirmed(held, one, by: [.bob])
        let released = try held.release(two, by: .alice)
        #expect(try held.verified(released.path, of: .alice, in: two).signatures.count == 1)
    }

    @Test("gives the same share, confirmation and release again")
    func isIdempotent() throws {
        let held = try HeldWorld()
        #expect(try held.sign(by: .alice).files[0].hash == held.sign(by: .alice).files[0].hash)
        let file = try quorum(held)
        let others = try confirmed(held, file, by: [.bob, .carol])
        let first = try held.confirm(others, by: .alice)
        let second = try held.confirm(others, by: .alice)
        #expect(first.files.map(\.hash) == second.files.map(\.hash))
        #expect(second.files.map(\.isRepeated) == [true, true])
        let all = try held.gather([first.files[0].path], over: others)
        #expect(try held.release(all, by: .alice).hash == held.release(all, by: .alice).hash)
        let entries = try held.world.open(.alice).journal.entries
        #expect(entries.filter { if case .released = $0.event { true } else { false } }.count == 1)
    }

    @Test("stays with whoever confirms last when he says so, and says what follows")
    func keepsBack() throws {
        let held = try HeldWorld()
        let others = try confirmed(held, quorum(held), by: [.bob, .carol])
        var home = try held.world.open(.alice)
        let terminal = try Answers.challenge(of: others, network: .regtest)
        let outcome = try CaseVisit.confirm(
            held.world.answering(others), releasing: false, in: &home, terminal: terminal)
        #expect(outcome.files.count == 1)
        #expect(terminal.text.contains("your signatures stay here until you release them"))
        #expect(home.journal.released(try Self.caseID.get()) == nil)
    }

    @Test("the release makes its own confirmation again when the file does not carry it")
    func bringsOwnConfirmation() throws {
        let held = try HeldWorld()
        let file = try quorum(held)
        let others = try confirmed(held, file, by: [.bob, .carol])
        let alice = try held.confirm(others, by: .alice, releasing: false)
        let released = try held.release(others, by: .alice)
        let documents = try ProposalFields.read(from: held.world.psbt(released.path))
        let own = try Document<Custody.Confirmation>(
            parsing: FileAccess.read(alice.files[0].path, limit: DocumentLimits.bytes))
        #expect(documents.confirmations.contains(own))
        #expect(try held.verified(released.path, of: .alice, in: others).release.body.confirmations.count == 3)
    }

    @Test("sign and confirm in one visit show everything twice, with other questions")
    func signAndConfirm() throws {
        let held = try HeldWorld()
        let first = try held.gather([held.sign(by: .alice).files[0].path])
        let bob = try held.sign(first, by: .bob, secondLook: .ask, onward: "yes")
        #expect(try names(bob) == ["01010101.bob.share", "01010101.bob.confirmation"])
        let home = try held.world.open(.bob)
        #expect(home.journal.askedPositions(of: try Self.caseID.get())[0]?.count == 2)
        _ = consume home
        // Carol comes last: her share is one more than needed, and she ends it in one visit.
        let file = try held.gather(bob.files.map(\.path), over: first)
        let rest = try held.gather([held.confirm(file, by: .alice).files[0].path], over: file)
        let carol = try held.sign(rest, by: .carol, secondLook: .now)
        #expect(
            try names(carol) == ["01010101.carol.share", "01010101.carol.confirmation", "01010101.carol.signed.psbt"])
        let all = try held.gather(carol.files.map(\.path), over: rest)
        #expect(try held.verified(carol.files[2].path, of: .carol, in: all).share.body.kind == .held)
        #expect(try held.verified(held.release(all, by: .bob).path, of: .bob, in: all).signatures.count == 1)
    }

    @Test("stops after the share when the second look is not wanted, or there is no quorum yet")
    func stopsAfterShare() throws {
        let held = try HeldWorld()
        let alice = try held.sign(by: .alice, secondLook: .now)
        #expect(alice.files.count == 1 && alice.stopped == nil)
        let file = try held.gather([alice.files[0].path])
        #expect(try held.sign(file, by: .bob, secondLook: .ask, onward: "no").files.count == 1)
        let home = try held.world.open(.bob)
        #expect(home.journal.confirmed(try Self.caseID.get()) == nil)
    }

    @Test("with some cosigners open, waits for the others just the same")
    func mixed() throws {
        let held = try HeldWorld(release: [.open, .held, .held])
        let alice = try held.sign(by: .alice)
        #expect(try names(alice) == ["01010101.alice.signed.psbt"])
        let file = try held.gather([alice.files[0].path, held.sign(by: .bob).files[0].path])
        let others = try confirmed(held, file, by: [.alice, .bob])
        #expect(throws: SignerError.notReleased(.unconfirmed([try Custodian.carol.person], needed: 1))) {
            try held.release(others, by: .bob)
        }
        let all = try confirmed(held, others, by: [.carol])
        #expect(throws: SignerError.notReleased(.open(try Custodian.alice.person))) {
            try held.release(all, by: .alice)
        }
        let released = try held.release(all, by: .bob)
        #expect(try held.world.psbt(released.path).inputs[0].partialSigs.count == 2)
    }

    @Test("stops at a refusal, even when everybody has confirmed")
    func stopsAtRefusal() throws {
        let held = try HeldWorld()
        let all = try confirmed(held, quorum(held), by: Custodian.all)
        var home = try held.world.open(.carol)
        let refusal = try Refusing.run(
            held.world.answering(all), reason: RefusalReason("not ordered"), in: &home,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in "refuse" })
        let vetoed = try held.gather([refusal.path], over: all)
        #expect(throws: SignerError.refused(findings: 1, first: "case.refused")) {
            try held.release(vetoed, by: .alice)
        }
    }

    @Test("does not release signatures other than those that its share stands for")
    func otherCommitment() throws {
        let held = try HeldWorld()
        let file = try quorum(held)
        let alice = try Custodian.alice.person
        let changed = try held.gather([], over: file) { _, attachments in
            let place = try #require(attachments.shares.firstIndex { $0.body.statement.person == alice })
            let share = attachments.shares[place].body
            attachments.shares[place] = try Custodian.alice.signed(
                Share(
                    statement: share.statement, kind: .held, commitment: Bytes32(bigEndianWords: (1, 1, 1, 1)),
                    salt: nil, facts: share.facts, build: share.build, machine: share.machine))
        }
        let all = try confirmed(held, changed, by: Custodian.all)
        #expect(throws: SignerError.commitmentDiffers(try Self.caseID.get())) { try held.release(all, by: .alice) }
        #expect(try held.world.open(.alice).journal.released(try Self.caseID.get()) == nil)
    }

    @Test("names what differs when one sequence number of the transaction is another")
    func otherSequence() throws {
        let held = try HeldWorld(version: .v2)
        let file = try quorum(held)
        let changed = try held.gather([], over: file) { psbt, _ in psbt.inputs[0].sequence = .final }
        let home = try held.world.open(.alice)
        let review = try CaseReview(
            CaseFile(reading: changed, in: home), in: home, purpose: .confirm, at: Fixed.time, tools: .forTests
        ).review
        let checks = review.findings.filter { $0.severity == .refuse }.map(\.check)
        #expect(checks.contains("journal.case-digest") && checks.contains("case.differs"))
        let finding = try #require(review.findings.first { $0.check == "journal.case-digest" })
        #expect(finding.text.contains("the coins, destinations and amounts are the same"))
        _ = consume home
        #expect(throws: SignerError.self) { try held.confirm(changed, by: .alice) }
    }
}

@Suite("Replacement and repetition")
struct ReplacementTests {
    @Test("a second case for signed coins is refused unless it replaces the first, which then is over here")
    func replacement() throws {
        let held = try HeldWorld()
        let first = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let all = try held.gather(
            Custodian.all.map { try held.confirm(first, by: $0, releasing: false).files[0].path }, over: first)
        #expect(throws: SignerError.refused(findings: 1, first: "journal.outpoint")) {
            try held.sign(held.another(case: 2, paying: 20_000_000), by: .alice)
        }
        let later = try held.another(case: 3, replaces: 1)
        #expect(try held.sign(later, by: .alice).files.count == 1)
        for act in [
            { try _ = held.confirm(all, by: .alice) }, { try _ = held.release(all, by: .alice) },
            { try _ = held.sign(by: .alice) },
        ] {
            let error = #expect(throws: SignerError.self) { try act() }
            #expect(error?.code == "signer.refused")
        }
        let home = try held.world.open(.alice)
        let checks = try CaseReview(
            CaseFile(reading: all, in: home), in: home, purpose: .confirm, at: Fixed.time, tools: .forTests
        ).review.findings.filter { $0.severity == .refuse }.map(\.check)
        #expect(checks.contains("case.replaced"))
        _ = consume home
        // Bob has not accepted the replacement: his release of the first case still stands.
        #expect(try held.release(all, by: .bob).path.hasSuffix("01010101.bob.signed.psbt"))
    }

    @Test("a replacement spends a coin of the case that it replaces")
    func sharesCoin() throws {
        let held = try HeldWorld()
        _ = try held.sign(by: .alice)
        #expect(throws: SignerError.refused(findings: 1, first: "case.replaces")) {
            try held.sign(held.another(case: 2, coin: 8, replaces: 1), by: .alice)
        }
    }

    @Test("a confirmed payment is not made again from other coins by who does not type that both are to be paid")
    func paysAgain() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        _ = try held.confirm(file, by: .carol)
        let first = try CaseID([UInt8](repeating: 1, count: 16))
        let other = try CaseID([UInt8](repeating: 2, count: 16))
        let again = try held.another(case: 2, coin: 8)
        #expect(throws: SignerError.repeatsPayment([first])) {
            try held.sign(again, by: .carol)
        }
        // Who has not confirmed the first may sign the second, but then confirms only one of them.
        let second = try held.gather(
            [Custodian.alice, .bob].map { try held.sign(again, by: $0).files[0].path }, over: again)
        #expect(throws: SignerError.repeatsPayment([first])) {
            try held.confirm(second, by: .carol)
        }
        _ = try held.confirm(second, by: .alice)
        #expect(throws: SignerError.repeatsPayment([other])) {
            try held.confirm(file, by: .alice)
        }
        #expect(try held.confirm(held.quorum(paying: 29_000_000), by: .carol).files.count == 1)
    }
}

@Suite("A machine that runs from an old copy")
struct OldCopyTests {
    private func journal(_ held: HeldWorld, _ custodian: Custodian) -> String {
        FileAccess.join(held.world.home(custodian), "journal")
    }

    @Test("answers nothing once others have seen more of its journal than it has")
    func behind() throws {
        let held = try HeldWorld()
        let path = journal(held, .alice)
        let copy = try FileAccess.read(path, limit: SignerJournal.maximumBytes)
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let alice = try Custodian.alice.person
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        try OldJournal.putBack(copy, at: path)
        for act in [
            { try _ = held.sign(file, by: .alice) }, { try _ = held.confirm(file, by: .alice) },
            { try _ = held.release(all, by: .alice) },
        ] {
            let error = #expect(throws: SignerError.self) { try act() }
            #expect(error?.code == "signer.quarantine")
        }
        let quarantine = try #require(try held.world.open(.alice).quarantine())
        #expect(quarantine.cause == .behind(seen: 6, saidBy: alice))
        #expect(try quarantine.since == Fixed.time.date)
        #expect(
            try quarantine.missing == [
                .init(vault: held.vault.body.name, people: [Custodian.bob.person, Custodian.carol.person])
            ])
        let error = SignerError.quarantine(quarantine)
        #expect(error.description.contains("alice has seen entry 6") && error.remedy != nil)
        #expect(error.description.contains("records are missing of bob, carol (vault treasury)"))
        // Bob's word is enough, where Alice's own documents are kept from her.
        try OldJournal.putBack(copy, at: path)
        let hearsay = try held.gather([], over: all) { _, attachments in
            attachments.shares.removeAll { $0.body.statement.person == alice }
            attachments.confirmations.removeAll { $0.body.statement.person == alice }
        }
        let second = #expect(throws: SignerError.self) { try held.sign(hearsay, by: .alice) }
        #expect(second?.code == "signer.quarantine")
    }

    @Test("answers nothing once its journal has gone another way")
    func forked() throws {
        let held = try HeldWorld()
        let path = journal(held, .alice)
        let copy = try FileAccess.read(path, limit: SignerJournal.maximumBytes)
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        try OldJournal.putBack(copy, at: path)
        _ = try held.sign(held.another(case: 2, coin: 8, paying: 10_000_000), by: .alice)
        let error = #expect(throws: SignerError.self) { try held.confirm(file, by: .alice) }
        let quarantine = try #require(try held.world.open(.alice).quarantine())
        #expect(error == .quarantine(quarantine))
        #expect(quarantine.cause == .forked(sequence: 6, saidBy: try Custodian.alice.person))
        // From then on every case of the vault is left alone, whatever its file says.
        #expect(throws: SignerError.quarantine(quarantine)) {
            try held.sign(held.another(case: 3, coin: 9, paying: 11_000_000), by: .alice)
        }
    }

    @Test("remembers the heads of others from one case to the next")
    func remembersHeads() throws {
        let held = try HeldWorld()
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        _ = try held.confirm(file, by: .carol)
        let home = try held.world.open(.carol)
        #expect(home.journal.peerHeads.map(\.person.description) == ["alice", "bob"])
        _ = consume home
        let next = try held.sign(held.another(case: 2, coin: 8, paying: 10_000_000), by: .carol)
        let share = try Document<Share>(
            parsing: FileAccess.read(next.files[0].path, limit: DocumentLimits.bytes))
        #expect(share.body.machine.heads.map(\.person.description) == ["alice", "bob"])
    }
}

extension HeldWorld {
    /// A quorum of Alice and Bob over a case with another amount and other coins.
    func quorum(paying sat: UInt64) throws -> String {
        let other = try another(case: 9, coin: 9, paying: sat)
        return try gather([Custodian.alice, .bob].map { try sign(other, by: $0).files[0].path }, over: other)
    }
}

extension CaseTools {
    /// Fixed randomness, and words that nobody waits for.
    static let forTests = CaseTools(
        randomness: { (count) throws(SignerError) in [UInt8](repeating: 3, count: count) },
        words: { _ in ["these", "are", "not", "the", "words", "of", "the", "digest"] })
}

extension Custodian {
    /// A document signed by the person's identity key.
    func signed<Body>(_ body: Body) throws -> Document<Body> {
        let seed = try Mnemonic(parsing: SecretBytes(copying: Array(words.utf8))).seed(passphrase: nil)
        let key = try IdentityKey(seed: seed, network: .regtest, number: 0)
        var document = Document(body: body)
        document.add(
            DocumentSignature(
                person: try person, identityKey: key.publicKey, signature: try key.sign(document.digest)))
        return document
    }
}
