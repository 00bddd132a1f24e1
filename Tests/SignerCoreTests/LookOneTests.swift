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

@Suite("Look 1: review, ask, sign")
struct LookOneTests {
    private func prepared(
        _ psbt: PSBT? = nil, network: Network = .regtest
    ) throws -> (world: SigningWorld, vault: Document<Vault>, input: String) {
        let world = try SigningWorld(network: network)
        let vault = try world.vault()
        let acknowledgements = try world.register(vault)
        let psbt = try psbt ?? SamplePSBT.payment(from: vault)
        let input = try world.write(world.proposal(psbt, vault, acknowledgements), as: "in.psbt")
        return (world, vault, input)
    }

    @Test("signs as Bitcoin Core does, byte for byte", arguments: ["v0", "v2"])
    func signsAsCore(version: String) throws {
        let (world, _, input) = try prepared(SamplePSBT.core("unsigned-\(version)"))
        for (index, custodian) in Custodian.all.enumerated() {
            let written = try world.sign(input, by: custodian)
            let expected = try SamplePSBT.core("signed-\(version)-\(index)")
            let signed = try world.psbt(written.path)
            #expect(signed.inputs == expected.inputs)
            #expect(signed.outputs == expected.outputs)
        }
    }

    @Test("gives a share that counts, and whose commitment the signatures keep")
    func givesShares() throws {
        let (world, vault, input) = try prepared()
        let written = try world.sign(input, by: .alice)
        #expect(written.path == world.file("01010101.alice.signed.psbt"))
        #expect(written.hash == SHA256.hash(try FileAccess.read(written.path, limit: 1 << 20)))
        let psbt = try world.psbt(written.path)
        let attachments = try ProposalFields.read(from: psbt)
        let caseDocument = try #require(attachments.caseDocument)
        let agreed = try AgreedCase(
            caseDocument, under: VaultAgreement(vault: vault, acknowledgements: attachments.acknowledgements))
        let tally = ShareTally(of: agreed, shares: attachments.shares)
        #expect(tally.judgements.map(\.problem) == [nil])
        let share = try #require(attachments.shares.first).body
        let signature = try #require(psbt.inputs[0].partialSigs.first).signature
        let salt = try #require(share.salt)
        #expect(share.isCommitted(to: [try ECDSASignature(strictDER: signature.dropLast())], salt: salt))
        let home = try world.open(.alice)
        #expect(share.machine.journalHead == home.journal.head)
        #expect(share.machine.journalSequence == home.journal.sequence)
        #expect(share.build == world.build)
    }

    @Test("shows every destination, the change and the fee before anything is asked")
    func shows() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        let terminal = try Answers.challenge(of: input, network: .regtest)
        _ = try LookOne.run(world.answering(input), in: &home, terminal: terminal)
        let text = terminal.shown.joined(separator: "\n")
        let address = try #require(
            Address(scriptPubKey: .p2wpkh(hash: [UInt8](repeating: 9, count: 20)), network: .regtest))
        #expect(text.contains(address.groups.prefix(8).joined(separator: " ")))
        #expect(text.contains("0.30000000 BTC"))
        #expect(text.contains("30000000 sat"))
        #expect(terminal.questions.count { !$0.contains("if you have read this") } == 2)
    }

    @Test("P-17: answers the same file with the same bytes, however often")
    func isIdempotent() throws {
        let (world, _, input) = try prepared()
        let first = try world.sign(input, by: .alice)
        let second = try world.sign(input, by: .alice, output: world.file("again.psbt"))
        #expect(!first.isRepeated)
        #expect(second.isRepeated)
        #expect(first.hash == second.hash)
        let events = try world.open(.alice).journal.entries.map(\.event)
        guard case .repeated(let again) = events.last else {
            Issue.record("the repetition is not in the journal")
            return
        }
        #expect(again.step == .sign)
    }

    @Test("signs nothing after three wrong answers, and records it")
    func refusesWrongAnswers() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        let before = home.journal.sequence
        #expect(throws: SignerError.challengeFailed) {
            try LookOne.run(world.answering(input), in: &home, terminal: Answers.wrong())
        }
        #expect(home.journal.sequence == before + 4)
        guard case .noted(.challengeFailed(let again)) = home.journal.entries.last?.event else {
            Issue.record("the failure is not in the journal")
            return
        }
        #expect(again.challenge.count == 1)
        #expect(home.journal.answeredCases.isEmpty)
        #expect(!FileAccess.exists(world.file("01010101.alice.signed.psbt")))
        #expect(home.journal.askedPositions(of: again.caseID)[0]?.count == 1)
        #expect(home.journal.failedChallenges(of: again.caseID) == 1)
    }

    @Test("has its questions on record before the first is asked, so that no way of ending it loses them")
    func recordsQuestionsFirst() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        let path = world.home(.alice) + "/journal"
        let seen = Seen()
        let terminal = ScriptedTerminal { (question, _) throws(TerminalError) in
            if let word = Answers.word(ofWarning: question) { return word }
            // What a program that is killed at this moment leaves behind.
            seen.last = (try? SignerJournal(opening: path))?.entries.last?.event
            throw .interrupted
        }
        #expect(throws: SignerError.cause(SignerErrorCause(error: TerminalError.interrupted))) {
            try LookOne.run(world.answering(input), in: &home, terminal: terminal)
        }
        guard case .asked(let asked) = seen.last else {
            Issue.record("the questions are not in the journal")
            return
        }
        #expect(asked.challenge.count == 1)
        let again = try Answers.challenge(of: input, network: .regtest)
        _ = try LookOne.run(world.answering(input), in: &home, terminal: again)
        #expect(again.text.contains("asked about this case 1 time(s) before"))
        #expect(home.journal.askedPositions(of: asked.caseID)[0]?.count == 2)
        #expect(home.journal.failedChallenges(of: asked.caseID) == 1)
    }

    private final class Seen: @unchecked Sendable {
        // Used by one test on one thread.
        var last: JournalEvent?
    }

    private func answering(
        _ world: SigningWorld, _ input: String, at time: String, output: String? = nil
    ) throws -> CaseAnswering {
        CaseAnswering(
            input: input, output: output, mode: .person, passphrase: .terminal, build: world.build,
            time: try UTCTime(parsing: time))
    }

    @Test("refuses a clock that is more than a day behind the journal")
    func clockBehind() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        let late = try UTCTime(parsing: "2026-11-20T09:29:59Z")
        #expect(throws: SignerError.clockBehind(clock: late, journal: try Fixed.time)) {
            try LookOne.run(
                answering(world, input, at: late.description), in: &home, terminal: ScriptedTerminal())
        }
        let written = try LookOne.run(
            answering(world, input, at: "2026-11-20T09:30:00Z"), in: &home,
            terminal: Answers.challenge(of: input, network: .regtest))
        #expect(FileAccess.exists(written.path))
    }

    @Test("P-48: a clock that is walked back by less than a day at a time is refused by the latest entry of all")
    func walkedBack() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        _ = try LookOne.run(
            answering(world, input, at: "2026-11-20T09:30:00Z"), in: &home,
            terminal: Answers.challenge(of: input, network: .regtest))
        let back = try UTCTime(parsing: "2026-11-19T12:00:00Z")
        let believed = home.day(at: back)
        #expect(try believed == Fixed.time.date)
        #expect(throws: SignerError.clockBehind(clock: back, journal: try Fixed.time)) {
            try LookOne.run(
                answering(world, input, at: back.description, output: world.file("again")), in: &home,
                terminal: ScriptedTerminal())
        }
    }

    @Test("does not judge validity by a day before the journal's last one")
    func laterDay() throws {
        let (world, vault, _) = try prepared()
        let acknowledgements = try Custodian.all.map {
            try Document<Acknowledgement>(
                parsing: FileAccess.read(
                    world.file("treasury.\($0.id).acknowledgement"), limit: DocumentLimits.bytes))
        }
        let yesterday = ValidityBound.date(try CalendarDate(year: 2026, month: 11, day: 20))
        let psbt = try world.proposal(
            SamplePSBT.payment(from: vault), vault, acknowledgements, notAfter: yesterday)
        let input = try world.write(psbt, as: "expired.psbt")
        var home = try world.open(.alice)
        #expect(throws: SignerError.refused(findings: 1, first: "case.expired")) {
            try LookOne.run(
                answering(world, input, at: "2026-11-20T12:00:00Z"), in: &home,
                terminal: ScriptedTerminal { (_, _) in "" })
        }
    }

    @Test("records a look that was broken off")
    func recordsInterruption() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        #expect(throws: SignerError.cause(SignerErrorCause(error: TerminalError.closed))) {
            try LookOne.run(
                world.answering(input), in: &home,
                terminal: ScriptedTerminal { (question, _) throws(TerminalError) in
                    guard let word = Answers.word(ofWarning: question) else { throw .closed }
                    return word
                })
        }
        guard case .notAccepted = home.journal.entries.last?.event else {
            Issue.record("the interruption is not in the journal")
            return
        }
    }

    @Test("leaves no answer in the journal when the passphrase is wrong")
    func refusesWrongPassphrase() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        let before = home.journal.sequence
        let right = try Answers.challenge(of: input, network: .regtest)
        let terminal = ScriptedTerminal(secrets: ["not the passphrase"]) { (question, shown) throws(TerminalError) in
            try right.write(shown)
            return try right.ask(question)
        }
        #expect(throws: SignerError.cause(SignerErrorCause(error: KeystoreError.wrongPassphrase))) {
            try LookOne.run(world.answering(input), in: &home, terminal: terminal)
        }
        #expect(home.journal.sequence == before + 3)
        #expect(home.journal.answeredCases.isEmpty)
        guard case .asked(let asked) = home.journal.entries.last?.event else {
            Issue.record("the questions are not in the journal")
            return
        }
        #expect(home.journal.askedPositions(of: asked.caseID)[0]?.count == 1)
        #expect(!FileAccess.exists(world.file("01010101.alice.signed.psbt")))
    }

    @Test("signs nothing when the journal cannot be written")
    func needsJournal() throws {
        let (world, _, input) = try prepared()
        var home = try world.open(.alice)
        let journal = world.home(.alice) + "/journal"
        try FileAccess.truncate(journal, to: 10)
        let error = #expect(throws: SignerError.self) {
            try LookOne.run(
                world.answering(input), in: &home, terminal: Answers.challenge(of: input, network: .regtest))
        }
        #expect(error?.code == "file.unwritable")
        #expect(!FileAccess.exists(world.file("01010101.alice.signed.psbt")))
    }

    @Test("P-33: signs another transaction under the same case id never")
    func oneDigestPerCase() throws {
        let (world, vault, input) = try prepared()
        _ = try world.sign(input, by: .alice)
        let acknowledgements = try ProposalFields.read(from: world.psbt(input)).acknowledgements
        let other = try SamplePSBT.payment(from: vault, paying: 31_000_000, coin: 8)
        let path = try world.write(world.proposal(other, vault, acknowledgements), as: "other.psbt")
        #expect(throws: SignerError.refused(findings: 1, first: "journal.case-digest")) {
            try world.sign(path, by: .alice, output: world.file("out"))
        }
        #expect(!FileAccess.exists(world.file("out")))
    }

    @Test("P-30: signs for the same coin in another case never")
    func oneCasePerCoin() throws {
        let (world, vault, input) = try prepared()
        _ = try world.sign(input, by: .alice)
        let acknowledgements = try ProposalFields.read(from: world.psbt(input)).acknowledgements
        let other = try SamplePSBT.payment(from: vault, paying: 31_000_000)
        let path = try world.write(world.proposal(other, vault, acknowledgements, caseNumber: 2), as: "other.psbt")
        #expect(throws: SignerError.refused(findings: 1, first: "journal.outpoint")) {
            try world.sign(path, by: .alice)
        }
    }

    @Test("asks nothing when the output is there already")
    func keepsExistingOutput() throws {
        let (world, _, input) = try prepared()
        let output = world.file("out")
        try FileAccess.create(output, [1])
        var home = try world.open(.alice)
        #expect(throws: SignerError.cause(SignerErrorCause(error: FileError.exists(path: output)))) {
            try LookOne.run(world.answering(input, output: output), in: &home, terminal: ScriptedTerminal())
        }
        #expect(try FileAccess.read(output, limit: 1) == [1])
    }

    @Test("refuses a PSBT without a case, and one of a vault that is not registered")
    func refusesStrangers() throws {
        let (world, vault, input) = try prepared()
        let plain = try world.write(SamplePSBT.payment(from: vault), as: "plain.psbt")
        #expect(throws: SignerError.noCase(path: plain)) { try world.sign(plain, by: .alice) }
        let stranger = try SigningWorld()
        var home = try stranger.open(.alice)
        #expect(throws: SignerError.unknownVault("treasury")) {
            try LookOne.run(stranger.answering(input), in: &home, terminal: ScriptedTerminal())
        }
    }

    @Test("refuses while an acknowledgement of the vault is missing")
    func needsAllAcknowledgements() throws {
        let (world, vault, _) = try prepared()
        let psbt = try world.proposal(SamplePSBT.payment(from: vault), vault, [])
        let path = try world.write(psbt, as: "few.psbt")
        #expect(throws: SignerError.refused(findings: 1, first: "vault.acknowledgements")) {
            try world.sign(path, by: .alice)
        }
    }

    @Test("P-17: refuses a share over another case, by name")
    func refusesForeignAttachments() throws {
        let (world, vault, input) = try prepared()
        let signed = try world.psbt(world.sign(input, by: .bob).path)
        let foreign = try ProposalFields.read(from: signed).shares
        var psbt = try world.proposal(
            SamplePSBT.payment(from: vault, coin: 9), vault,
            ProposalFields.read(from: signed).acknowledgements, caseNumber: 3)
        var attachments = try ProposalFields.read(from: psbt)
        attachments.shares = foreign
        try ProposalFields.attach(attachments, to: &psbt)
        let path = try world.write(psbt, as: "spliced.psbt")
        #expect(throws: SignerError.refused(findings: 1, first: "file.attachments")) {
            try world.sign(path, by: .alice)
        }
    }

    @Test("needs a person, unless the digest is given on a test network")
    func unattended() throws {
        let (world, _, input) = try prepared()
        let digest = try #require(ProposalFields.read(from: world.psbt(input)).caseDocument).digest
        var home = try world.open(.alice)
        let other = Bytes32(bigEndianWords: (9, 9, 9, 9))
        #expect(throws: SignerError.digestDiffers(expected: other, found: digest)) {
            try LookOne.run(
                world.answering(input, mode: .expectedDigest(other)), in: &home, terminal: ScriptedTerminal())
        }
        #expect(throws: SignerError.needsPerson) {
            try LookOne.run(world.answering(input), in: &home, terminal: UnattendedTerminal())
        }
        let terminal = ScriptedTerminal(secrets: [Custodian.passphrase])
        let written = try LookOne.run(
            world.answering(input, mode: .expectedDigest(digest)), in: &home, terminal: terminal)
        #expect(FileAccess.exists(written.path))
        #expect(terminal.questions.isEmpty)
        #expect(!terminal.shown.isEmpty)
    }

    @Test("has no unattended form on the main network")
    func unattendedOnMainnet() throws {
        let world = try SigningWorld(network: .mainnet)
        let vault = try world.vault()
        var home = try world.open(.alice)
        #expect(throws: SignerError.unattendedOnMainnet) {
            try VaultRegistration.run(
                vault, in: &home, acceptance: .expectedDigest(vault.digest), passphrase: .terminal,
                terminal: ScriptedTerminal(), output: world.file("a"), at: Fixed.time)
        }
        _ = consume home
        let acknowledgements = try world.register(vault)
        let psbt = try world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements)
        let digest = try #require(ProposalFields.read(from: psbt).caseDocument).digest
        let input = try world.write(psbt, as: "in.psbt")
        var again = try world.open(.alice)
        #expect(throws: SignerError.unattendedOnMainnet) {
            try LookOne.run(
                world.answering(input, mode: .expectedDigest(digest)), in: &again, terminal: ScriptedTerminal())
        }
        #expect(throws: SignerError.unattendedOnMainnet) {
            try Refusing.run(
                world.answering(input, mode: .expectedDigest(digest)), reason: RefusalReason("no"), in: &again,
                terminal: ScriptedTerminal())
        }
        let written = try LookOne.run(
            world.answering(input), in: &again, terminal: Answers.challenge(of: input, network: .mainnet))
        #expect(FileAccess.exists(written.path))
    }
}
