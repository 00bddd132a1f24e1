import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore
import TestSupport
import Testing

/// One payment made and, as far as a test wants it, a second case begun, before Alice's machine is lost.
private struct Loss {
    let held: HeldWorld
    /// The file with everybody's confirmation of the first case.
    let paid: String
    /// The proposal of the second case.
    let second: String
    /// The file of the second case with Alice's share.
    let withShare: String
    /// The bytes of that share.
    let share: Bytes32

    init(seenByBob: Bool = false) throws {
        let held = try HeldWorld()
        held.tools = .forTests
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        let released = try held.gather([held.release(all, by: .alice).path], over: all)
        _ = try held.release(released, by: .bob)
        let second = try held.another(case: 2, coin: 8, paying: 20_000_000)
        let answer = try held.sign(second, by: .alice).files[0]
        let withShare = try held.gather([answer.path], over: second)
        if seenByBob { _ = try held.sign(withShare, by: .bob) }
        self.held = held
        paid = all
        self.second = second
        self.withShare = withShare
        share = answer.hash
    }

    static func caseID(_ number: UInt8) throws -> CaseID { try CaseID([UInt8](repeating: number, count: 16)) }
}

@Suite("A machine restored from its words")
struct RestorationTests {
    @Test("answers nothing in quarantine, and shows, registers and refuses")
    func quarantine() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        let quarantine = try #require(try held.world.open(.alice).quarantine())
        #expect(quarantine.cause == .restored)
        #expect(try quarantine.since == Fixed.time.date)
        #expect(try quarantine.missing.map(\.people) == [[Custodian.bob.person, Custodian.carol.person]])
        for act in [
            { try _ = held.sign(loss.second, by: .alice) }, { try _ = held.sign(by: .alice) },
            { try _ = held.confirm(loss.paid, by: .alice) }, { try _ = held.release(loss.paid, by: .alice) },
        ] {
            #expect(throws: SignerError.quarantine(quarantine)) { try act() }
        }
        let error = SignerError.quarantine(quarantine)
        #expect(error.code == "signer.quarantine" && error.exitStatus == .refused && error.remedy != nil)
        #expect(error.description.contains("its keys were restored"))
        var home = try held.world.open(.alice)
        let reviewed = try CaseReview(
            CaseFile(reading: loss.second, in: home), in: home, purpose: .inspect, at: Fixed.time)
        #expect(reviewed.review.isSignable)
        let refused = try Refusing.run(
            held.answering(loss.second), reason: RefusalReason("not ordered"), in: &home,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in "refuse" })
        #expect(refused.path.hasSuffix(".alice.refusal"))
    }

    @Test("does not begin in quarantine when its person states that the words are new")
    func firstUse() throws {
        let held = try HeldWorld()
        try held.wipe(.alice, history: .neverUsed)
        #expect(try held.world.open(.alice).quarantine() == nil)
        #expect(throws: SignerError.notInQuarantine) { try held.adoptAll(by: .alice) }
        #expect(SignerError.notInQuarantine.code == "signer.not-in-quarantine")
        #expect(try held.sign(by: .alice).files.count == 1)
    }

    @Test("goes on after everybody's records: the second case to its release, the first payment not again")
    func goesOn() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        let shown = try held.adoptAll(by: .alice)
        let text = shown.joined(separator: " ")
        #expect(
            text.contains(
                "Case 01010101, answered with: confirmation, held-share".replacing("held-share", with: "share")))
        #expect(try held.world.open(.alice).quarantine() == nil)

        // What was answered before counts as if this machine had answered it.
        let journal = try held.world.open(.alice).journal
        let first = try #require(journal.answered.first { $0.caseID == (try? Loss.caseID(1)) })
        #expect(first.mayBePaid && first.isFromBefore && first.isConfirmed && first.signatures == .armed)
        #expect(first.pays.map(\.amount.sat) == [30_000_000] && first.spends.count == 1)
        #expect(throws: SignerError.refused(findings: 1, first: "journal.case-digest")) {
            try held.sign(held.another(case: 1, coin: 7, paying: 1_000_000), by: .alice)
        }
        #expect(throws: SignerError.refused(findings: 1, first: "journal.outpoint")) {
            try held.sign(held.another(case: 4, coin: 7, paying: 1_000_000), by: .alice)
        }
        #expect(throws: SignerError.repeatsPayment([try Loss.caseID(1)])) {
            try held.sign(held.another(case: 5, coin: 9), by: .alice)
        }

        // The share of before is given again byte for byte.
        let again = try held.sign(loss.withShare, by: .alice)
        #expect(again.files[0].hash == loss.share && again.files[0].isRepeated)
        let file = try held.gather([held.sign(loss.withShare, by: .bob).files[0].path], over: loss.withShare)
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        let released = try held.release(all, by: .alice)
        #expect(try held.verified(released.path, of: .alice, in: all).signatures.count == 1)
        // The others have seen that the machine was restored, and say so.
        for custodian in [Custodian.bob, .carol] {
            let seen = try held.world.open(custodian).journal.restorationsSeen.map(\.adopted.person.description)
            #expect(Set(seen).isSubset(of: ["alice"]))
        }
        var home = try held.world.open(.bob)
        let terminal = ScriptedTerminal(secrets: [Custodian.passphrase])
        _ = try Releasing.run(held.answering(all), in: &home, terminal: terminal)
        #expect(terminal.shown.contains("MACHINES THAT WERE RESTORED"))
        #expect(home.journal.restorationsSeen.map(\.adopted.person.description) == ["alice"])
    }

    @Test("confirms and releases what others have seen it sign, without a new first look")
    func seenShare() throws {
        let loss = try Loss(seenByBob: true)
        let held = loss.held
        try held.wipe(.alice)
        try held.adoptAll(by: .alice)
        #expect(try held.world.open(.alice).journal.hasSigned(Loss.caseID(2)))
        let file = try held.gather([held.sign(loss.withShare, by: .bob).files[0].path], over: loss.withShare)
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        #expect(try held.verified(held.release(all, by: .alice).path, of: .alice, in: all).signatures.count == 1)
        // Where the file does not carry the share, no second one is made.
        #expect(throws: SignerError.answeredBefore(kind: "share", try Loss.caseID(2))) {
            try held.sign(loss.second, by: .alice)
        }
        let error = SignerError.answeredBefore(kind: "share", try Loss.caseID(2))
        #expect(error.code == "signer.answered-before" && error.exitStatus == .refused && error.remedy != nil)
    }

    @Test("takes every earlier answer up again: share, confirmation and release, each verified at its own step")
    func everyAnswer() throws {
        let held = try HeldWorld()
        held.tools = .forTests
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        let before = try held.release(all, by: .alice)
        // Nobody's record names any of it: the honest worst case.
        let records = try [Custodian.bob, .carol].map { custodian in
            try held.changed(held.record(of: .alice, by: custodian), signedBy: custodian) { parts in
                parts.cases = []
                parts.setHead(of: parts.of, nil)
            }
        }
        let released = try held.gather([before.path], over: all) { psbt, _ in
            for index in psbt.inputs.indices { psbt.inputs[index].partialSigs = [] }
        }
        try held.wipe(.alice)
        try held.adopt(records, by: .alice)
        #expect(throws: SignerError.unknownOwnAnswer(kind: "share")) { try held.confirm(released, by: .alice) }
        #expect(throws: SignerError.notConfirmedHere(try Loss.caseID(1))) { try held.release(released, by: .alice) }
        #expect(try held.sign(released, by: .alice).files[0].isRepeated)
        #expect(throws: SignerError.notConfirmedHere(try Loss.caseID(1))) { try held.release(released, by: .alice) }
        let confirmed = try held.confirm(released, by: .alice, releasing: false)
        #expect(confirmed.files[0].isRepeated)
        let again = try held.release(released, by: .alice)
        #expect(again.isRepeated)
        let documents = try ProposalFields.read(from: held.world.psbt(again.path))
        #expect(documents.releases == (try ProposalFields.read(from: held.world.psbt(before.path)).releases))
        #expect(try held.world.open(.alice).journal.answered.map(\.signatures) == [.armed])
    }

    @Test("takes further records over after the quarantine, without going on to another era")
    func further() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        try held.adoptAll(by: .alice)
        let before = try held.world.open(.alice).journal
        #expect(before.given(try Loss.caseID(2)) == nil)
        _ = try held.sign(loss.withShare, by: .bob)
        try held.adopt([held.record(of: .alice, by: .bob)], by: .alice)
        let after = try held.world.open(.alice).journal
        #expect(try after.hasSigned(Loss.caseID(2)) && after.sequence == before.sequence + 1)
    }

    @Test("gives no share again that its own keys did not make")
    func foreignShare() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        try held.adoptAll(by: .alice)
        let forged = try held.gather([], over: loss.withShare) { _, attachments in
            let share = attachments.shares[0].body
            attachments.shares = [
                try Custodian.alice.signed(
                    Share(
                        statement: share.statement, kind: share.kind, commitment: held.world.build, salt: nil,
                        facts: share.facts, build: share.build, machine: share.machine))
            ]
        }
        #expect(throws: SignerError.commitmentDiffers(try Loss.caseID(2))) { try held.sign(forged, by: .alice) }
        #expect(try held.world.open(.alice).journal.given(Loss.caseID(2)) == nil)
    }

    @Test("remembers its own refusal")
    func refusal() throws {
        let loss = try Loss()
        let held = loss.held
        var home = try held.world.open(.alice)
        let refused = try Refusing.run(
            held.answering(loss.second), reason: RefusalReason("not ordered"), in: &home,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in "refuse" })
        _ = consume home
        let vetoed = try held.gather([refused.path], over: loss.second)
        #expect(throws: SignerError.self) { try held.sign(vetoed, by: .bob) }
        try held.wipe(.alice)
        try held.adoptAll(by: .alice)
        #expect(throws: SignerError.alreadyRefused(try Loss.caseID(2))) { try held.sign(loss.second, by: .alice) }
        #expect(throws: SignerError.alreadyRefused(try Loss.caseID(2))) { try held.confirm(loss.second, by: .alice) }
        #expect(throws: SignerError.alreadyRefused(try Loss.caseID(2))) { try held.release(loss.second, by: .alice) }
    }

    @Test("numbers its entries beyond everything that the lost journal can have had, and notices the next old copy")
    func eras() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        try held.adoptAll(by: .alice)
        let copy = try held.journal(of: .alice)
        #expect(try held.world.open(.alice).journal.sequence == SignerJournal.eraLength)
        let answer = try held.sign(held.another(case: 3, coin: 9, paying: 3_000_000), by: .alice).files[0]
        let share = try Document<Share>(parsing: FileAccess.read(answer.path, limit: DocumentLimits.bytes)).body
        #expect(share.machine.journalSequence == SignerJournal.eraLength + 4)
        #expect(share.machine.heads.contains { $0.person == share.statement.person && $0.sequence > 0 })
        let file = try held.gather([answer.path], over: held.another(case: 3, coin: 9, paying: 3_000_000))
        try held.putBack(copy, of: .alice)
        let error = #expect(throws: SignerError.self) { try held.sign(file, by: .alice) }
        #expect(error?.code == "signer.quarantine")
        // Restored again, it goes on in the next era.
        try held.adoptAll(by: .alice)
        #expect(try held.world.open(.alice).journal.sequence == 2 * SignerJournal.eraLength)
        #expect(try held.sign(file, by: .alice).files[0].hash == answer.hash)
    }

    @Test("stays in quarantine when taking over is interrupted or not wanted, and can begin again")
    func interrupted() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        let records = try [Custodian.bob, .carol].map { try held.record(of: .alice, by: $0) }
        let before = try held.journal(of: .alice)
        for word in ["", "yes", "TAKE OVER"] {
            #expect(throws: SignerError.notAdopted) { try held.adopt(records, by: .alice, typing: word) }
        }
        #expect(SignerError.notAdopted.code == "signer.not-adopted")
        #expect(try held.journal(of: .alice) == before)
        #expect(throws: SignerError.needsPerson) {
            var home = try held.world.open(.alice)
            _ = try Restoration.run(
                records, in: &home, passphrase: .terminal, terminal: UnattendedTerminal(), at: Fixed.time)
        }
        try held.adopt(records, by: .alice)
        let whole = try held.journal(of: .alice)
        let lines = whole.split(separator: UInt8(ascii: "\n"))
        try held.putBack(Array(whole.dropLast((lines.last?.count ?? 0) + 1)), of: .alice)
        let home = try held.world.open(.alice)
        #expect(home.quarantine() != nil && !home.journal.answered.isEmpty)
        _ = consume home
        try held.adopt(records, by: .alice)
        #expect(try held.journal(of: .alice) == whole)
    }

    @Test("keeps a vault that it registers later in quarantine")
    func laterVault() throws {
        let loss = try Loss()
        try loss.held.wipe(.alice)
        try loss.held.adoptAll(by: .alice)
        let home = try loss.held.world.open(.alice)
        #expect(try home.quarantine(of: Identifier("treasury")) == nil)
        #expect(try home.quarantine(of: Identifier("another"))?.cause == .restored)
    }

    @Test("takes nothing over before its vault is registered")
    func noVault() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice, registering: false)
        #expect(try held.world.open(.alice).quarantine()?.missing == [])
        #expect(throws: SignerError.self) { try held.adoptAll(by: .alice) }
        #expect(try held.world.open(.alice).quarantine() != nil)
    }
}

@Suite("Records that do not count, and records that lie")
struct RecordAttackTests {
    /// A change that makes a record of Bob one that is refused.
    private struct Attack: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        var signer = Custodian.bob
        let change: @Sendable (inout RecordParts) throws -> Void

        var testDescription: String { name }
    }

    private static let attacks = [
        Attack(name: "of another network", code: "record.other-network") { $0.network = .testnet4 },
        Attack(name: "of another vault", code: "record.other-vault") { $0.vault = try Identifier("other") },
        Attack(name: "of another version", code: "record.other-version") { $0.vaultVersion = 2 },
        Attack(name: "of another document", code: "record.other-version") {
            $0.vaultHash = Bytes32(bigEndianWords: (1, 2, 3, 4))
        },
        Attack(name: "about somebody else", code: "record.other-person") { $0.of = try Custodian.carol.person },
        Attack(name: "by somebody without a key", code: "record.no-custodian") { $0.person = try Identifier("dave") },
        Attack(name: "from another machine", code: "record.other-device") { $0.device = try Identifier("other") },
        Attack(name: "forged by the person himself", code: "signature.other-signer", signer: .alice) { _ in },
        Attack(name: "of the day before", code: "record.stale") { parts in
            parts.setDate(try CalendarDate(year: 2026, month: 11, day: 20))
        },
        Attack(name: "older than what another has seen of its author", code: "record.stale") { parts in
            parts.machine = MachineWitness(
                journalSequence: 1, journalHead: parts.machine.journalHead, heads: parts.machine.heads,
                date: parts.machine.date)
        },
        Attack(name: "naming an entry that no journal reaches", code: "record.implausible-head") { parts in
            parts.setHead(of: parts.of, (SignerJournal.maximumErasAhead + 1) * SignerJournal.eraLength)
        },
    ]

    @Test("is refused by name", arguments: attacks.indices)
    func refused(place: Int) throws {
        let attack = Self.attacks[place]
        let held = try Loss().held
        try held.wipe(.alice)
        let bob = try held.changed(held.record(of: .alice, by: .bob), signedBy: attack.signer, attack.change)
        let carol = try held.record(of: .alice, by: .carol)
        let before = try held.journal(of: .alice)
        let error = #expect(throws: SignerError.self) { try held.adopt([carol, bob], by: .alice) }
        #expect(error?.code == attack.code, "\(attack.name)")
        #expect(try held.journal(of: .alice) == before)
    }

    @Test("is refused when lines of one record are put under the signature of another")
    func spliced() throws {
        let held = try Loss().held
        let empty = try held.record(of: .alice, by: .bob)
        try held.wipe(.alice)
        let one = String(decoding: try FileAccess.read(empty, limit: DocumentLimits.bytes), as: UTF8.self)
        let lines = one.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let places = lines.indices.filter {
            ["case", "answer", "spend", "pay", "order", "fee"].contains(lines[$0].prefix { $0 != ":" })
        }
        #expect(places.count > 4)
        let kept = lines.indices.filter { !places.contains($0) }.map { lines[$0] }.joined(separator: "\n")
        let path = try held.write(Array(kept.utf8), as: "spliced.record")
        let carol = try held.record(of: .alice, by: .carol)
        let error = #expect(throws: SignerError.self) { try held.adopt([carol, path], by: .alice) }
        #expect(error?.code == "signature.invalid")
    }

    @Test("is asked of every other custodian, once")
    func complete() throws {
        let held = try Loss().held
        try held.wipe(.alice)
        let bob = try held.record(of: .alice, by: .bob)
        let carol = try held.record(of: .alice, by: .carol)
        let vault = held.vault.body.name
        let missing = SignerError.recordsMissing([.init(vault: vault, people: [try Custodian.bob.person])])
        #expect(throws: missing) { try held.adopt([carol], by: .alice) }
        #expect(missing.code == "record.missing" && missing.exitStatus == .incomplete)
        let other = try held.record(of: .alice, by: .bob)
        #expect(throws: SignerError.repeatedRecord(path: other, person: try Custodian.bob.person)) {
            try held.adopt([carol, bob, other], by: .alice)
        }
        try held.adopt([carol, other, other], by: .alice)
        // Bob's earlier record is older than the one that was taken over.
        try held.putBack(held.journal(of: .alice), of: .alice)
        #expect(try held.world.open(.alice).quarantine() == nil)
    }

    @Test("of somebody who claims to have seen nothing takes nothing away from what the others saw")
    func claimsNothing() throws {
        let held = try Loss().held
        try held.wipe(.alice)
        let bob = try held.changed(held.record(of: .alice, by: .bob), signedBy: .bob) { parts in
            parts.cases = []
            parts.setHead(of: parts.of, nil)
        }
        try held.adopt([bob, held.record(of: .alice, by: .carol)], by: .alice)
        #expect(throws: SignerError.refused(findings: 1, first: "journal.case-digest")) {
            try held.sign(held.another(case: 1, coin: 7, paying: 1_000_000), by: .alice)
        }
        #expect(throws: SignerError.repeatsPayment([try Loss.caseID(1)])) {
            try held.sign(held.another(case: 5, coin: 9), by: .alice)
        }
    }

    @Test("of somebody who invents cases keeps the machine from answering them, and lets nothing through")
    func claimsTooMuch() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        let invented = RecordedCase(
            caseID: try Loss.caseID(9), digest: Bytes32(bigEndianWords: (9, 9, 9, 9)), vaultVersion: 1,
            replaces: try Loss.caseID(2),
            answers: [
                RecordedAnswer(kind: .heldShare, document: Bytes32(bigEndianWords: (9, 9, 9, 8)), date: nil)
            ], spends: [try Self.coin(of: held.another(case: 3, coin: 9), held)], pays: [])
        let other = RecordedCase(
            caseID: try Loss.caseID(6), digest: Bytes32(bigEndianWords: (9, 9, 9, 7)), vaultVersion: 1, replaces: nil,
            answers: [
                RecordedAnswer(kind: .confirmation, document: Bytes32(bigEndianWords: (9, 9, 9, 6)), date: nil)
            ], spends: [], pays: [])
        let bob = try held.changed(held.record(of: .alice, by: .bob), signedBy: .bob) { parts in
            parts.cases += [invented, other]
        }
        try held.adopt([bob, held.record(of: .alice, by: .carol)], by: .alice)
        // The coin, the case that is said to be replaced, and the case id.
        #expect(throws: SignerError.refused(findings: 1, first: "journal.outpoint")) {
            try held.sign(held.another(case: 3, coin: 9, paying: 3_000_000), by: .alice)
        }
        #expect(throws: SignerError.refused(findings: 1, first: "case.replaced")) {
            try held.sign(loss.second, by: .alice)
        }
        #expect(throws: SignerError.refused(findings: 1, first: "journal.case-digest")) {
            try held.sign(held.another(case: 6, coin: 10, paying: 4_000_000), by: .alice)
        }
        #expect(try held.sign(held.another(case: 10, coin: 11, paying: 5_000_000), by: .alice).files.count == 1)
    }

    @Test("P-33: of two digests for one case shows the contradiction, and the case is never answered")
    func contradiction() throws {
        let loss = try Loss(seenByBob: true)
        let held = loss.held
        try held.wipe(.alice)
        let carol = try held.changed(held.record(of: .alice, by: .carol), signedBy: .carol) { parts in
            parts.cases.append(
                RecordedCase(
                    caseID: try Loss.caseID(2), digest: Bytes32(bigEndianWords: (9, 9, 9, 9)), vaultVersion: 1,
                    replaces: nil,
                    answers: [
                        RecordedAnswer(kind: .heldShare, document: Bytes32(bigEndianWords: (9, 9, 9, 8)), date: nil)
                    ], spends: [], pays: []))
        }
        let shown = try held.adopt([held.record(of: .alice, by: .bob), carol], by: .alice)
        #expect(shown.contains { $0.contains("CONTRADICTION: the records name two contents of the case 02020202") })
        #expect(throws: SignerError.refused(findings: 1, first: "journal.case-digest")) {
            try held.sign(loss.withShare, by: .alice)
        }
    }

    @Test("P-47: that adds a coin to a case which others tell otherwise lets no case with that coin take its place")
    func addedCoin() throws {
        let held = try Loss().held
        let other = try held.another(case: 4, coin: 9, replaces: 1)
        let coin = try Self.coin(of: other, held)
        let first = try Loss.caseID(1)
        try held.wipe(.alice)
        let carol = try held.changed(held.record(of: .alice, by: .carol), signedBy: .carol) { parts in
            parts.cases = parts.cases.map { one in
                guard one.caseID == first else { return one }
                return RecordedCase(
                    caseID: one.caseID, digest: one.digest, vaultVersion: one.vaultVersion, replaces: one.replaces,
                    answers: one.answers, spends: one.spends + [coin], pays: one.pays, orders: one.orders, fee: one.fee)
            }
        }
        let shown = try held.adopt([held.record(of: .alice, by: .bob), carol], by: .alice)
        #expect(shown.contains { $0.contains("CONTRADICTION: the records name two contents of the case 01010101") })
        #expect(throws: SignerError.refused(findings: 1, first: "case.replaces")) {
            try held.sign(other, by: .alice)
        }
        let answered = try #require(try held.world.open(.alice).journal.answered.first { $0.caseID == first })
        #expect(answered.spends.count == 2 && answered.surelySpends.count == 1 && answered.isOnlyTold)
        // A coin that everybody tells of lets a replacement go on.
        _ = try held.sign(held.another(case: 5, coin: 7, paying: 29_000_000, replaces: 1), by: .alice)
    }

    @Test("of a high entry is survived: the journal goes on above it, and the numbers do not run out")
    func highHead() throws {
        let loss = try Loss()
        let held = loss.held
        try held.wipe(.alice)
        let high = SignerJournal.maximumErasAhead * SignerJournal.eraLength + 5
        let bob = try held.changed(held.record(of: .alice, by: .bob), signedBy: .bob) { parts in
            parts.setHead(of: parts.of, high)
        }
        try held.adopt([bob, held.record(of: .alice, by: .carol)], by: .alice)
        let journal = try held.world.open(.alice).journal
        #expect(journal.sequence == (SignerJournal.maximumErasAhead + 1) * SignerJournal.eraLength)
        #expect(try SignerJournal(opening: FileAccess.join(held.world.home(.alice), "journal")).head == journal.head)
        #expect(try held.sign(loss.withShare, by: .alice).files[0].hash == loss.share)
    }

    @Test("in a file, an entry that no journal reaches refuses the file and starts no quarantine")
    func absurdClaim() throws {
        let held = try HeldWorld()
        let file = try held.gather([held.sign(by: .bob).files[0].path])
        let absurd = SignerJournal.maximumErasAhead * SignerJournal.eraLength + SignerJournal.eraLength
        let poisoned = try held.gather([], over: file) { _, attachments in
            let share = attachments.shares[0].body
            attachments.shares = [
                try Custodian.bob.signed(
                    Share(
                        statement: share.statement, kind: share.kind, commitment: share.commitment, salt: nil,
                        facts: share.facts, build: share.build,
                        machine: MachineWitness(
                            journalSequence: share.machine.journalSequence, journalHead: share.machine.journalHead,
                            heads: [
                                PeerHead(
                                    person: try Custodian.alice.person, sequence: absurd, hash: held.world.build)
                            ], date: share.machine.date)))
            ]
        }
        let error = #expect(throws: SignerError.self) { try held.sign(poisoned, by: .alice) }
        #expect(error?.code == "signer.bad-answer")
        #expect(try held.world.open(.alice).quarantine() == nil)
        #expect(try held.sign(file, by: .alice).files.count == 1)
    }

    private static func coin(of path: String, _ held: HeldWorld) throws -> OutPoint {
        try held.world.psbt(path).unsignedTransaction().inputs[0].previousOutput
    }
}
