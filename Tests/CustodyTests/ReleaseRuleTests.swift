import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import TestSupport
import Testing

@Suite("The rule that lets held signatures go")
struct ReleaseRuleTests {
    let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    /// A case of a vault whose cosigners are all held, until said otherwise.
    private struct Walk {
        let custody: TestCustody
        let agreedCase: AgreedCase
        let shares: [Document<Share>]

        init(
            _ custody: TestCustody, _ rule: ConfirmationRule = .all, open: Set<Identifier> = [],
            signers: [Party]? = nil, approver: Party? = nil
        ) throws {
            self.custody = custody
            var parts = try custody.vaultParts()
            parts.rules = VaultTests.rules(confirmations: rule)
            if let approver { parts.people.append(try approver.person(roles: [.approver])) }
            parts.cosigners = custody.custodians.map { $0.cosigner(open.contains($0.id) ? .open : .held) }
            let agreedCase = try custody.agreedCase(custody.agreement(Document(body: parts.vault())))
            self.agreedCase = agreedCase
            shares = try (signers ?? [custody.alice, custody.bob]).map {
                try custody.share($0, of: agreedCase.document, kind: open.contains($0.id) ? .open : .held)
            }
        }

        func confirmation(
            _ party: Party, seeing: [Document<Share>]? = nil,
            change: (CaseStatement) throws -> CaseStatement = { $0 }
        ) throws -> Document<Custody.Confirmation> {
            try custody.confirmation(party, of: agreedCase.document, seeing: seeing ?? shares, change: change)
        }

        func permit(
            _ party: Party, _ confirmations: [Document<Custody.Confirmation>], shares: [Document<Share>]? = nil,
            refusals: [Document<Refusal>] = [], stops: StopBook? = nil
        ) throws(ReleaseRefusal) -> ReleasePermit {
            try ReleaseRule.permit(
                for: party.id, shares: ShareTally(of: agreedCase, shares: shares ?? self.shares),
                confirmations: confirmations, refusals: refusals, stops: stops)
        }
    }

    @Test("under the rule all, needs every custodian, also those outside the quorum")
    func all() throws {
        let walk = try Walk(custody)
        let everybody = try custody.custodians.map { try walk.confirmation($0) }
        let permit = try walk.permit(custody.alice, everybody.reversed())
        #expect(permit.person == custody.alice.id && permit.digest == walk.agreedCase.digest)
        #expect(permit.share == walk.shares[0])
        #expect(permit.confirmations == everybody.map(\.digest).sorted())
        for missing in [1, 2] {
            var some = everybody
            some.remove(at: missing)
            let refusal = ReleaseRefusal.unconfirmed([custody.custodians[missing].id], needed: 1)
            #expect(throws: refusal) { try walk.permit(custody.alice, some) }
            #expect(refusal.code == "release.unconfirmed")
        }
        #expect(throws: ReleaseRefusal.unconfirmed([custody.bob.id, custody.carol.id], needed: 2)) {
            try walk.permit(custody.alice, [everybody[0]])
        }
        #expect(throws: ReleaseRefusal.notConfirmed(custody.alice.id)) {
            try walk.permit(custody.alice, Array(everybody.dropFirst()))
        }
    }

    @Test("under the rule quorum, needs as many share-givers as the threshold, the releasing one among them")
    func quorum() throws {
        let walk = try Walk(custody, .quorum)
        let confirmations = try custody.custodians.map { try walk.confirmation($0) }
        #expect(try walk.permit(custody.bob, Array(confirmations.prefix(2))).confirmations.count == 2)
        // Carol gave no share: her confirmation takes nobody's place.
        #expect(throws: ReleaseRefusal.unconfirmed([custody.bob.id], needed: 1)) {
            try walk.permit(custody.alice, [confirmations[0], confirmations[2]])
        }
        #expect(throws: ReleaseRefusal.notConfirmed(custody.alice.id)) {
            try walk.permit(custody.alice, Array(confirmations.dropFirst()))
        }
        let surplus = try Walk(custody, .quorum, signers: custody.custodians)
        let two = try [custody.alice, custody.carol].map { try surplus.confirmation($0) }
        #expect(try surplus.permit(custody.carol, two).quorum.shares.count == 3)
    }

    @Test("needs the quorum, an own held share, and nobody's refusal")
    func others() throws {
        let walk = try Walk(custody)
        let everybody = try custody.custodians.map { try walk.confirmation($0) }
        #expect(throws: ReleaseRefusal.noShare(custody.carol.id)) { try walk.permit(custody.carol, everybody) }
        #expect(throws: ReleaseRefusal.noQuorum(shares: 1, needed: 2)) {
            try walk.permit(custody.alice, everybody, shares: [walk.shares[0]])
        }
        let refusal = try custody.refusal(custody.carol, of: walk.agreedCase.document)
        #expect(throws: ReleaseRefusal.refused(by: [custody.carol.id])) {
            try walk.permit(custody.alice, everybody, refusals: [refusal])
        }
        let open = try Walk(custody, open: [custody.alice.id])
        let confirmations = try custody.custodians.map { try open.confirmation($0) }
        #expect(throws: ReleaseRefusal.open(custody.alice.id)) { try open.permit(custody.alice, confirmations) }
        #expect(try open.permit(custody.bob, confirmations).share.body.kind == .held)
    }

    /// What these people sign to excuse somebody in a walk's case, under its vault with an approver in it.
    private func excuses(
        _ walk: Walk, of absent: Party, by people: [Party], in digest: Bytes32? = nil
    ) throws -> StopBook {
        let vault = RegisteredVaultView(walk.agreedCase.vault)
        let documents = try people.map { party in
            let statement = StopStatement(
                network: .regtest, vault: vault.vault.name, founding: vault.digest, person: party.id,
                device: try party.device, date: try CalendarDate(year: 2026, month: 11, day: 21), journalSequence: 1,
                journalHead: TestCustody.hash(1), reason: try RefusalReason("in hospital"))
            return StopDocument.excuse(
                try party.signed(
                    Document(
                        body: Excuse(
                            statement: statement, caseID: walk.agreedCase.document.body.header.caseID,
                            caseDigest: digest ?? walk.agreedCase.digest, absent: absent.id))))
        }
        return StopBook(documents, under: vault, on: nil)
    }

    @Test(
        "P-34: under the rule all, an excuse stands for an absent custodian's confirmation, and never for the releasing one's"
    )
    func excused() throws {
        let walk = try Walk(custody, approver: custody.dave)
        let (alice, bob, carol, dave) = (custody.alice, custody.bob, custody.carol, custody.dave)
        let present = try [alice, bob].map { try walk.confirmation($0) }
        let complete = try excuses(walk, of: carol, by: [alice, bob, dave])
        let permit = try walk.permit(alice, present, stops: complete)
        #expect(permit.confirmations.count == 5 && present.allSatisfy { permit.confirmations.contains($0.digest) })
        let waiting = ReleaseRefusal.unconfirmed([carol.id], needed: 1)
        for incomplete in [
            try excuses(walk, of: carol, by: [alice, bob]), try excuses(walk, of: carol, by: [alice, dave]),
            try excuses(walk, of: carol, by: [alice, bob, dave], in: TestCustody.hash(9)),
        ] {
            #expect(throws: waiting) { try walk.permit(alice, present, stops: incomplete) }
        }
        // A refusal of the absent one stands, and nobody releases on an excuse of his own.
        let refusal = try custody.refusal(carol, of: walk.agreedCase.document)
        #expect(throws: ReleaseRefusal.refused(by: [carol.id])) {
            try walk.permit(alice, present, refusals: [refusal], stops: complete)
        }
        let three = try Walk(custody, signers: custody.custodians, approver: dave)
        let others = try [alice, bob].map { try three.confirmation($0) }
        #expect(throws: ReleaseRefusal.notConfirmed(carol.id)) {
            try three.permit(carol, others, stops: try excuses(three, of: carol, by: [alice, bob, dave]))
        }
        // Where M of those who signed confirm, an excuse is nobody's confirmation.
        let quorum = try Walk(custody, .quorum, approver: dave)
        #expect(throws: ReleaseRefusal.unconfirmed([bob.id], needed: 1)) {
            try quorum.permit(
                alice, [try quorum.confirmation(alice)], stops: try excuses(quorum, of: bob, by: [alice, carol, dave]))
        }
    }

    @Test("does not count a confirmation over another digest, vault or case, by nobody, or under another name")
    func foreign() throws {
        let walk = try Walk(custody)
        let others = try [custody.alice, custody.bob].map { try walk.confirmation($0) }
        let waiting = ReleaseRefusal.unconfirmed([custody.carol.id], needed: 1)
        let other = TestCustody.hash(9)
        let foreign = [
            try walk.confirmation(custody.carol) { $0.with(caseDigest: other) },
            try walk.confirmation(custody.carol) { $0.with(vaultHash: other) },
            try walk.confirmation(custody.carol) { $0.with(network: .signet) },
            try walk.confirmation(custody.bob) { [custody] in $0.with(person: custody.carol.id) },
            try walk.confirmation(custody.dave),
            // The look after the quorum names the shares that were seen.
            try walk.confirmation(custody.carol, seeing: [walk.shares[0]]),
        ]
        for confirmation in foreign {
            #expect(throws: waiting) { try walk.permit(custody.alice, others + [confirmation]) }
        }
        #expect(
            try walk.permit(custody.alice, others + foreign + [walk.confirmation(custody.carol)]).person
                == custody.alice.id)
    }

    @Test("has a code, a sentence and a remedy for every refusal")
    func texts() throws {
        let (a, b) = (custody.alice.id, custody.bob.id)
        let table: [(ReleaseRefusal, String)] = [
            (.refused(by: [a]), "release.refused"), (.noShare(a), "release.no-share"), (.open(a), "release.open"),
            (.noQuorum(shares: 1, needed: 2), "release.no-quorum"), (.notConfirmed(a), "release.not-confirmed"),
            (.unconfirmed([a, b], needed: 1), "release.unconfirmed"),
        ]
        for (refusal, code) in table {
            #expect(refusal.code == code)
            #expect(refusal.description.first?.isLowercase == true || refusal.description.first?.isNumber == true)
            #expect(refusal.remedy != nil || refusal == .open(a))
        }
        #expect(ReleaseRefusal.unconfirmed([a, b], needed: 2).description == "not confirmed by alice, bob")
    }
}

@Suite("Released signatures")
struct VerifiedReleaseTests {
    private static let inputCount = 40

    /// A held case of many inputs, with the share and release that Alice's machine would write.
    private struct Released {
        let vault: FixtureVault
        let fixture: FixtureCase
        let caseDocument: Document<CaseDocument>
        let salt = TestCustody.hash(7)
        var psbt: PSBT

        init(release: [ReleaseRule] = [.held]) throws {
            vault = try FixtureVault { $0.release = release }
            var fixture = try FixtureCase(vault)
            while fixture.coins.count < inputCount {
                try fixture.addCoin(0, UInt32(fixture.coins.count + 1), sat: 10_000)
            }
            fixture.payments[0].sat += 10_000 * UInt64(inputCount - 2) - 50_000
            self.fixture = fixture
            caseDocument = try fixture.caseDocument()
            psbt = try fixture.psbt()
            try fixture.sign(&psbt, by: 0)
        }

        var examination: CaseExamination {
            CaseExamination(psbt: psbt, vault: vault.view, header: fixture.header)
        }

        var signatures: CosignerSignatures { CosignerSignatures(ofKey: 0, in: psbt, examination: examination) }

        func statement() throws -> CaseStatement {
            let person = try vault.cosigners[0].person
            return CaseStatement(of: caseDocument, person: person, device: try FixtureVault.device(of: person))
        }

        func share(_ signatures: [ECDSASignature], kind: ReleaseRule = .held) throws -> Document<Share> {
            try signed(
                Share(
                    statement: statement(), kind: kind,
                    commitment: CaseCommitment.digest(network: .regtest, salt: salt, signatures: signatures),
                    salt: kind == .open ? salt : nil, facts: salt, build: salt,
                    machine: MachineWitness(journalSequence: 3, journalHead: salt)))
        }

        func release(salt: Bytes32? = nil) throws -> Document<Release> {
            try signed(
                Release(
                    statement: statement(), salt: salt ?? self.salt, confirmations: [], build: self.salt,
                    machine: MachineWitness(journalSequence: 5, journalHead: self.salt)))
        }

        func signed<Body>(_ body: Body) throws -> Document<Body> {
            var document = Document(body: body)
            document.add(try vault.cosigners[0].signature(over: document.digest))
            return document
        }

        func tally(_ shares: [Document<Share>]) throws -> ShareTally {
            ShareTally(of: try AgreedCase(caseDocument, under: vault.agreement()), shares: shares)
        }
    }

    @Test("count when they are all valid and fit the share's commitment")
    func counts() throws {
        let released = try Released()
        let signatures = try #require(released.signatures.complete)
        #expect(signatures.count == Self.inputCount)
        let tally = try released.tally([released.share(signatures)])
        let verified = try VerifiedRelease(released.release(), signatures: released.signatures, shares: tally)
        #expect(verified.signatures == signatures)
    }

    @Test("name the input whose signature is bad or missing, and keep the good ones")
    func names() throws {
        var released = try Released()
        let person = try released.vault.cosigners[0].person
        let tally = try released.tally([released.share(try #require(released.signatures.complete))])
        let good = released.psbt
        // The signature of input 22 at input 23.
        released.psbt.inputs[23].partialSigs[0] = PartialSig(
            publicKey: good.inputs[23].partialSigs[0].publicKey, signature: good.inputs[22].partialSigs[0].signature)
        #expect(released.signatures.bad.map(\.input) == [23])
        #expect(released.signatures.bad.map(\.verdict) == [.wrong])
        #expect(released.signatures.valid.count == Self.inputCount - 1)
        let bad = ReleaseProblem.badSignatures(person, inputs: [23])
        #expect(throws: bad) {
            try VerifiedRelease(released.release(), signatures: released.signatures, shares: tally)
        }
        #expect(bad.code == "release.bad-signature" && bad.description.contains("input 23"))
        released.psbt = good
        released.psbt.inputs[4].partialSigs = []
        #expect(throws: ReleaseProblem.missingSignatures(person, inputs: [4])) {
            try VerifiedRelease(released.release(), signatures: released.signatures, shares: tally)
        }
        released.psbt = try released.fixture.psbt()
        #expect(released.signatures.isEmpty && released.signatures.complete == nil)
    }

    @Test("are refused when they are not the ones that the share stands for, or there is no such share")
    func otherCommitment() throws {
        let released = try Released()
        let person = try released.vault.cosigners[0].person
        let signatures = try #require(released.signatures.complete)
        let other = try released.tally([released.share(signatures.reversed())])
        #expect(throws: ReleaseProblem.commitment(person)) {
            try VerifiedRelease(released.release(), signatures: released.signatures, shares: other)
        }
        let right = try released.tally([released.share(signatures)])
        #expect(throws: ReleaseProblem.commitment(person)) {
            try VerifiedRelease(
                released.release(salt: TestCustody.hash(8)), signatures: released.signatures, shares: right)
        }
        #expect(throws: ReleaseProblem.noShare(person)) {
            try VerifiedRelease(released.release(), signatures: released.signatures, shares: released.tally([]))
        }
        var unsigned = try released.release()
        unsigned = Document(body: unsigned.body)
        #expect(throws: ReleaseProblem.answer(.signature(.unsigned(person: person)))) {
            try VerifiedRelease(unsigned, signatures: released.signatures, shares: right)
        }
        let open = try Released(release: [.open])
        let tally = try open.tally([open.share(try #require(open.signatures.complete), kind: .open)])
        #expect(throws: ReleaseProblem.open(person)) {
            try VerifiedRelease(open.release(), signatures: open.signatures, shares: tally)
        }
    }

    @Test("have a code for every problem")
    func texts() throws {
        let person = try Identifier("alice")
        let table: [(ReleaseProblem, String)] = [
            (.answer(.otherNetwork), "answer.other-network"), (.noShare(person), "release.no-share"),
            (.open(person), "release.open"), (.badSignatures(person, inputs: [1, 2]), "release.bad-signature"),
            (.missingSignatures(person, inputs: Array(0..<30)), "release.missing-signature"),
            (.commitment(person), "release.commitment"),
        ]
        for (problem, code) in table { #expect(problem.code == code && !problem.description.isEmpty) }
        #expect(table[4].0.description.hasSuffix("18, 19 and 10 more"))
    }
}

@Suite("What documents say about journals")
struct HeadsBookTests {
    let custody: TestCustody
    let agreedCase: AgreedCase

    init() throws {
        custody = try TestCustody.shared.get()
        agreedCase = try custody.agreedCase()
    }

    private func share(
        _ party: Party, at sequence: UInt64, hash: UInt8, heads: [PeerHead] = [],
        of document: Document<CaseDocument>? = nil
    ) throws -> Document<Share> {
        let share = try custody.share(party, of: document ?? agreedCase.document).body
        return try party.signed(
            Document(
                body: Share(
                    statement: share.statement, kind: share.kind, commitment: share.commitment, salt: share.salt,
                    facts: share.facts, build: share.build,
                    machine: MachineWitness(
                        journalSequence: sequence, journalHead: TestCustody.hash(hash), heads: heads))))
    }

    private func head(_ party: Party, _ sequence: UInt64, _ hash: UInt8) -> PeerHead {
        PeerHead(person: party.id, sequence: sequence, hash: TestCustody.hash(hash))
    }

    @Test("P-33: keeps the latest head that each person gives of his own journal, and no hearsay")
    func latest() throws {
        let book = HeadsBook(
            of: agreedCase,
            attachments: ProposalAttachments(
                shares: [
                    try share(custody.bob, at: 7, hash: 1, heads: [head(custody.carol, 99, 2)]),
                    try share(custody.alice, at: 4, hash: 3),
                ],
                confirmations: [
                    try custody.confirmation(custody.alice, of: agreedCase.document, seeing: [])
                ]))
        #expect(
            book.latest == [
                PeerHead(person: custody.alice.id, sequence: 12, hash: TestCustody.hash(0x10)), head(custody.bob, 7, 1),
            ])
        #expect(book.claims(about: custody.carol.id).map(\.saidBy) == [custody.bob.id])
        #expect(book.forks.isEmpty)
    }

    @Test("P-33: finds two entries of one number, proven when their owner signed both")
    func forks() throws {
        let proven = HeadsBook(
            of: agreedCase,
            attachments: ProposalAttachments(
                shares: [try share(custody.alice, at: 12, hash: 3)],
                confirmations: [try custody.confirmation(custody.alice, of: agreedCase.document, seeing: [])]))
        #expect(proven.forks.map(\.person) == [custody.alice.id])
        #expect(proven.forks.map(\.isProven) == [true])
        let told = HeadsBook(
            of: agreedCase,
            attachments: ProposalAttachments(
                shares: [
                    try share(custody.bob, at: 1, hash: 1, heads: [head(custody.alice, 12, 9)]),
                    try share(custody.alice, at: 12, hash: 3),
                ]))
        #expect(told.forks.map(\.isProven) == [false])
        #expect(told.forks.first?.first.isOwn == true)
    }

    @Test("does not listen to shares, confirmations and releases by people without a key, and to anybody's refusal")
    func withoutKey() throws {
        var parts = try custody.vaultParts()
        parts.people.append(try custody.dave.person(roles: [.approver]))
        let agreedCase = try custody.agreedCase(custody.agreement(Document(body: parts.vault())))
        let document = agreedCase.document
        let book = HeadsBook(
            of: agreedCase,
            attachments: ProposalAttachments(
                shares: [
                    try share(custody.dave, at: 7, hash: 1, heads: [head(custody.alice, 500, 2)], of: document)
                ],
                confirmations: [try custody.confirmation(custody.dave, of: document, seeing: [])],
                refusals: [try custody.refusal(custody.dave, of: document)],
                releases: [try custody.release(custody.dave, of: document, seeing: [])]))
        #expect(book.claims(about: custody.alice.id).isEmpty)
        #expect(book.claims.map(\.saidBy) == [custody.dave.id], "the refusal's own head")
    }

    @Test("does not listen to documents that do not count")
    func ignores() throws {
        let forged = Document(body: try share(custody.bob, at: 7, hash: 1).body)
        let release = try custody.release(custody.carol, of: agreedCase.document, seeing: [])
        let refusal = try custody.refusal(custody.alice, of: agreedCase.document)
        let book = HeadsBook(
            of: agreedCase,
            attachments: ProposalAttachments(shares: [forged], refusals: [refusal], releases: [release]))
        #expect(Set(book.claims.map(\.saidBy)) == [custody.alice.id, custody.carol.id])
    }
}
