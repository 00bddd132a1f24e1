import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("Look 2: the same payment again, after the quorum")
struct LookTwoTests {
    private struct Quorum {
        let world: SigningWorld
        let vault: Document<Vault>
        /// The re-display file after Alice and Bob have signed.
        let input: String
        let signed: [String]
    }

    private func quorum() throws -> Quorum {
        let world = try SigningWorld()
        let vault = try world.vault()
        let acknowledgements = try world.register(vault)
        let proposal = try world.write(
            world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements), as: "in.psbt")
        let signed = try [Custodian.alice, .bob].map { try world.sign(proposal, by: $0).path }
        return Quorum(
            world: world, vault: vault, input: try world.redisplay(signed, as: "confirm.psbt"), signed: signed)
    }

    /// Confirms as Alice, expecting a refusal; returns its code.
    private func refusal(_ world: SigningWorld, _ input: String, by custodian: Custodian = .alice) throws -> String? {
        let error = #expect(throws: SignerError.self) {
            try world.confirm(input, by: custodian, output: world.file("out"))
        }
        #expect(!FileAccess.exists(world.file("out")))
        return error?.code
    }

    /// The re-display file with changes, as a new file.
    private func changed(
        _ quorum: Quorum, _ change: (inout PSBT, inout ProposalAttachments) throws -> Void
    ) throws -> String {
        var psbt = try quorum.world.psbt(quorum.input)
        var attachments = try ProposalFields.read(from: psbt)
        try change(&psbt, &attachments)
        try ProposalFields.attach(attachments, to: &psbt)
        return try quorum.world.write(psbt, as: "changed.psbt")
    }

    @Test("P-48: counts no share of somebody whose part has ended since, whatever day he wrote")
    func lapsed() throws {
        let world = try SigningWorld()
        let last = try CalendarDate(year: 2026, month: 11, day: 21)
        let vault = try world.vault { _, people in
            people = people.map { one in
                Person(
                    id: one.id, roles: Set(one.roles), identityKey: one.identityKey, organisation: one.organisation,
                    site: one.site, device: one.device, expiry: one.id.description == "bob" ? last : nil, name: one.name
                )
            }
        }
        let acknowledgements = try world.register(vault, expecting: vault.digest)
        let proposal = try world.write(
            world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements), as: "in.psbt")
        let input = try world.redisplay(
            [Custodian.alice, .bob].map { try world.sign(proposal, by: $0).path }, as: "confirm.psbt")
        func confirm(_ custodian: Custodian, at time: String) throws -> WrittenFile {
            var home = try world.open(custodian)
            let answering = CaseAnswering(
                input: input, output: nil, mode: .person, passphrase: .terminal, build: world.build,
                time: try UTCTime(parsing: time), tools: .system)
            return try LookTwo.run(answering, in: &home, terminal: Answers.challenge(of: input, network: .regtest))
        }
        #expect(try FileAccess.exists(confirm(.carol, at: "2026-11-21T23:30:00Z").path))
        let error = #expect(throws: SignerError.self) { try confirm(.alice, at: "2026-11-22T00:30:00Z") }
        #expect(error?.code == "signer.quorum-missing")
    }

    @Test("P-31: lets everybody confirm, whether he signed or not")
    func everybodyConfirms() throws {
        let quorum = try quorum()
        let confirmations = try Custodian.all.map { custodian in
            let written = try quorum.world.confirm(quorum.input, by: custodian)
            return try Document<Custody.Confirmation>(
                parsing: FileAccess.read(written.path, limit: DocumentLimits.bytes))
        }
        let attachments = try ProposalFields.read(from: quorum.world.psbt(quorum.input))
        let agreed = try AgreedCase(
            #require(attachments.caseDocument),
            under: VaultAgreement(vault: quorum.vault, acknowledgements: attachments.acknowledgements))
        let verified = try #require(ShareTally(of: agreed, shares: attachments.shares).quorum)
        let tally = ConfirmationTally(of: verified, confirmations: confirmations, refusals: [])
        #expect(tally.confirmations.map(\.problem) == [nil, nil, nil])
        #expect(tally.confirmed != nil)
        #expect(confirmations[2].body.machine.heads.map(\.person.description) == ["alice", "bob"])
    }

    @Test("shows who approved and every destination again, with questions that were not asked before")
    func showsAgain() throws {
        let quorum = try quorum()
        var home = try quorum.world.open(.alice)
        let terminal = try Answers.challenge(of: quorum.input, network: .regtest)
        let written = try LookTwo.run(quorum.world.answering(quorum.input), in: &home, terminal: terminal)
        #expect(written.path == quorum.world.file("01010101.alice.confirmation"))
        let text = terminal.shown.joined(separator: "\n")
        #expect(text.contains("SECOND LOOK"))
        #expect(text.contains("  bob, bob-ltd, site-bob\n    Bob 例\n"))
        #expect(text.contains("30000000 sat"))
        let asked = home.journal.askedPositions(of: try CaseID([UInt8](repeating: 1, count: 16)))
        #expect(asked[0]?.count == 2)
    }

    @Test("gives the same confirmation again")
    func isIdempotent() throws {
        let quorum = try quorum()
        let first = try quorum.world.confirm(quorum.input, by: .carol)
        let second = try quorum.world.confirm(quorum.input, by: .carol, output: quorum.world.file("again"))
        #expect(second.isRepeated)
        #expect(first.hash == second.hash)
    }

    @Test("waits for the quorum, with the exit status of something that is missing")
    func needsQuorum() throws {
        let quorum = try quorum()
        let one = try quorum.world.redisplay([quorum.signed[0]], as: "one.psbt")
        #expect(try refusal(quorum.world, one, by: .carol) == "signer.quorum-missing")
        #expect(SignerError.quorumMissing(reason: "").exitStatus == .incomplete)
        let unsigned = try changed(quorum) { psbt, _ in
            psbt.inputs[0].partialSigs.removeLast()
        }
        #expect(try refusal(quorum.world, unsigned, by: .carol) == "signer.quorum-missing")
    }

    @Test("refuses a signature that does not verify")
    func refusesBadSignature() throws {
        let quorum = try quorum()
        let path = try changed(quorum) { psbt, _ in
            let first = psbt.inputs[0].partialSigs[0]
            let second = psbt.inputs[0].partialSigs[1]
            psbt.inputs[0].partialSigs = [
                PartialSig(publicKey: first.publicKey, signature: second.signature), second,
            ]
        }
        #expect(try refusal(quorum.world, path) == "signer.refused")
    }

    @Test("refuses signatures other than those that a share stands for")
    func refusesOtherCommitment() throws {
        let quorum = try quorum()
        let bob = try Custodian.bob.person
        let path = try changed(quorum) { _, attachments in
            let index = try #require(attachments.shares.firstIndex { $0.body.statement.person == bob })
            let share = attachments.shares[index].body
            attachments.shares[index] = try Self.signed(
                Share(
                    statement: share.statement, kind: share.kind, commitment: Bytes32(bigEndianWords: (1, 1, 1, 1)),
                    salt: share.salt, facts: share.facts, build: share.build, machine: share.machine), by: .bob)
        }
        #expect(try refusal(quorum.world, path) == "signer.bad-answer")
    }

    /// The re-display file with Bob's share naming other facts, made by a program with some hash.
    private func otherFacts(_ quorum: Quorum, build: Bytes32) throws -> String {
        let bob = try Custodian.bob.person
        return try changed(quorum) { _, attachments in
            let index = try #require(attachments.shares.firstIndex { $0.body.statement.person == bob })
            let share = attachments.shares[index].body
            attachments.shares[index] = try Self.signed(
                Share(
                    statement: share.statement, kind: share.kind, commitment: share.commitment, salt: share.salt,
                    facts: Bytes32(bigEndianWords: (1, 1, 1, 1)), build: build, machine: share.machine), by: .bob)
        }
    }

    @Test("refuses a share of the same program over other facts")
    func refusesOtherFacts() throws {
        let quorum = try quorum()
        let path = try otherFacts(quorum, build: quorum.world.build)
        #expect(
            throws: SignerError.badAnswer(
                person: try Custodian.bob.person,
                reason: "the same program shows other facts here than the share names")
        ) { try quorum.world.confirm(path, by: .carol) }
    }

    @Test("says when another version of the program showed other facts")
    func namesOtherFacts() throws {
        let quorum = try quorum()
        let path = try otherFacts(quorum, build: Bytes32(bigEndianWords: (7, 7, 7, 7)))
        var home = try quorum.world.open(.carol)
        let terminal = try Answers.challenge(of: path, network: .regtest)
        _ = try LookTwo.run(quorum.world.answering(path), in: &home, terminal: terminal)
        #expect(
            terminal.text.contains(
                "! Another version of the program showed other facts, or other words for them, to: bob."))
    }

    @Test("refuses a share whose signature is not its author's")
    func refusesForgedShare() throws {
        let quorum = try quorum()
        let bob = try Custodian.bob.person
        let path = try changed(quorum) { _, attachments in
            let index = try #require(attachments.shares.firstIndex { $0.body.statement.person == bob })
            let share = attachments.shares[index].body
            attachments.shares[index] = Document(
                body: try Share(
                    statement: share.statement, kind: share.kind, commitment: share.commitment, salt: share.salt,
                    facts: share.facts, build: share.build, machine: share.machine))
        }
        #expect(try refusal(quorum.world, path) == "signer.bad-answer")
    }

    @Test("refuses a share in its own name that this machine has not given")
    func refusesForeignOwnShare() throws {
        let quorum = try quorum()
        let alice = try Custodian.alice.person
        let path = try changed(quorum) { _, attachments in
            let index = try #require(attachments.shares.firstIndex { $0.body.statement.person == alice })
            let share = attachments.shares[index].body
            attachments.shares[index] = try Self.signed(
                Share(
                    statement: share.statement, kind: share.kind, commitment: share.commitment, salt: share.salt,
                    facts: share.facts, build: share.build,
                    machine: MachineWitness(journalSequence: 99, journalHead: share.machine.journalHead)), by: .alice)
        }
        #expect(try refusal(quorum.world, path) == "signer.quarantine")
    }

    @Test("P-17: refuses another transaction than the one of look 1")
    func refusesOtherTransaction() throws {
        let quorum = try quorum()
        let acknowledgements = try ProposalFields.read(from: quorum.world.psbt(quorum.input)).acknowledgements
        let other = try quorum.world.proposal(
            SamplePSBT.payment(from: quorum.vault, paying: 30_000_001), quorum.vault, acknowledgements)
        let path = try quorum.world.write(other, as: "other.psbt")
        #expect(try refusal(quorum.world, path) == "signer.refused")
    }

    @Test("stops at one refusal")
    func stopsAtVeto() throws {
        let quorum = try quorum()
        var home = try quorum.world.open(.carol)
        let written = try Refusing.run(
            quorum.world.answering(quorum.input), reason: RefusalReason("not ordered"), in: &home,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in "refuse" })
        let refusal = try Document<Refusal>(parsing: FileAccess.read(written.path, limit: DocumentLimits.bytes))
        let path = try changed(quorum) { _, attachments in attachments.refusals = [refusal] }
        #expect(throws: SignerError.refused(findings: 1, first: "case.refused")) {
            try quorum.world.confirm(path, by: .alice)
        }
    }

    /// A document signed by a custodian's identity key.
    private static func signed<Body>(_ body: Body, by custodian: Custodian) throws -> Document<Body> {
        let words = try SecretBytes(copying: Array(custodian.words.utf8))
        let seed = try Mnemonic(parsing: words).seed(passphrase: nil)
        let key = try IdentityKey(seed: seed, network: .regtest, number: 0)
        var document = Document(body: body)
        document.add(
            DocumentSignature(
                person: try custodian.person, identityKey: key.publicKey, signature: try key.sign(document.digest)))
        return document
    }
}

@Suite("Refusing a case")
struct RefusingTests {
    private func prepared() throws -> (world: SigningWorld, input: String) {
        let world = try SigningWorld()
        let vault = try world.vault()
        let acknowledgements = try world.register(vault)
        return (
            world,
            try world.write(world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements), as: "in.psbt")
        )
    }

    private func typing(_ word: String) -> ScriptedTerminal {
        ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in word }
    }

    @Test("P-34: is signed, says why, and bars every later answer on this machine")
    func refuses() throws {
        let (world, input) = try prepared()
        var home = try world.open(.alice)
        let reason = try RefusalReason("金額が違います")
        let written = try Refusing.run(world.answering(input), reason: reason, in: &home, terminal: typing("refuse"))
        #expect(written.path == world.file("01010101.alice.refusal"))
        let refusal = try Document<Refusal>(parsing: FileAccess.read(written.path, limit: DocumentLimits.bytes))
        #expect(refusal.body.reason == reason)
        try refusal.checkSoleSignature(of: home.owner.person, with: home.owner.identityKey)
        #expect(refusal.body.journalHead == home.journal.head)
        let caseID = refusal.body.statement.caseID
        for look in ["sign", "confirm"] {
            #expect(throws: SignerError.alreadyRefused(caseID)) {
                _ =
                    look == "sign"
                    ? try LookOne.run(world.answering(input), in: &home, terminal: typing(""))
                    : try LookTwo.run(world.answering(input), in: &home, terminal: typing(""))
            }
        }
    }

    @Test("refuses other contents under the same case id anew, over their own digest")
    func refusesOtherContents() throws {
        let (world, input) = try prepared()
        var home = try world.open(.alice)
        _ = try Refusing.run(
            world.answering(input), reason: RefusalReason("first"), in: &home, terminal: typing("refuse"))
        let vault = try #require(home.vaults.first).document
        let acknowledgements = try ProposalFields.read(from: world.psbt(input)).acknowledgements
        let other = try world.proposal(SamplePSBT.payment(from: vault, paying: 31_000_000), vault, acknowledgements)
        let digest = try #require(ProposalFields.read(from: other).caseDocument).digest
        let path = try world.write(other, as: "other.psbt")
        let written = try Refusing.run(
            world.answering(path, output: world.file("second")), reason: RefusalReason("second"), in: &home,
            terminal: typing("refuse"))
        #expect(!written.isRepeated)
        let refusal = try Document<Refusal>(parsing: FileAccess.read(written.path, limit: DocumentLimits.bytes))
        #expect(refusal.body.statement.caseDigest == digest)
        #expect(try refusal.body.reason == RefusalReason("second"))
    }

    @Test("is the same refusal when it is given again, with the first reason")
    func isIdempotent() throws {
        let (world, input) = try prepared()
        var home = try world.open(.alice)
        let first = try Refusing.run(
            world.answering(input), reason: RefusalReason("first"), in: &home, terminal: typing("refuse"))
        let terminal = typing("refuse")
        let again = try Refusing.run(
            world.answering(input, output: world.file("again")), reason: RefusalReason("second"), in: &home,
            terminal: terminal)
        #expect(terminal.text.contains("A refusal is final for this case. Reason: first"))
        #expect(terminal.text.contains("The new reason is dropped: second"))
        #expect(again.isRepeated)
        #expect(first.hash == again.hash)
    }

    @Test("does not happen unless the word is typed")
    func needsWord() throws {
        let (world, input) = try prepared()
        var home = try world.open(.alice)
        let before = home.journal.sequence
        #expect(throws: SignerError.notRefused) {
            try Refusing.run(
                world.answering(input), reason: RefusalReason("no"), in: &home, terminal: typing("yes"))
        }
        // That it was looked at stays.
        #expect(home.journal.sequence == before + 1)
    }

    @Test("takes the expected digest on a test network")
    func unattended() throws {
        let (world, input) = try prepared()
        var home = try world.open(.alice)
        let digest = try #require(ProposalFields.read(from: world.psbt(input)).caseDocument).digest
        let other = Bytes32(bigEndianWords: (9, 9, 9, 9))
        #expect(throws: SignerError.digestDiffers(expected: other, found: digest)) {
            try Refusing.run(
                world.answering(input, mode: .expectedDigest(other)), reason: RefusalReason("no"), in: &home,
                terminal: typing(""))
        }
        let written = try Refusing.run(
            world.answering(input, mode: .expectedDigest(digest)), reason: RefusalReason("no"), in: &home,
            terminal: typing(""))
        #expect(FileAccess.exists(written.path))
    }
}
