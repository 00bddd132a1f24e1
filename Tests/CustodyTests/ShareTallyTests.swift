import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("Counting shares")
struct ShareTallyTests {
    let custody: TestCustody
    let agreedCase: AgreedCase
    var document: Document<CaseDocument> { agreedCase.document }

    init() throws {
        custody = try TestCustody.shared.get()
        agreedCase = try custody.agreedCase()
    }

    @Test("P-35: makes a quorum of as many distinct people as the threshold, in any order")
    func quorum() throws {
        let alice = try custody.share(custody.alice, of: document)
        let carol = try custody.share(custody.carol, of: document)
        let one = ShareTally(of: agreedCase, shares: [carol])
        #expect(one.quorum == nil && one.accepted == [carol] && one.threshold == 2)
        let tally = ShareTally(of: agreedCase, shares: [carol, alice])
        let quorum = try #require(tally.quorum)
        #expect(quorum.people == [custody.alice.id, custody.carol.id])
        #expect(quorum.digest == document.digest)
        #expect(tally.judgements.map(\.problem) == [nil, nil])
        #expect(tally.judgements.map(\.person) == [custody.carol.id, custody.alice.id])
        #expect(tally.judgements.map(\.document) == [carol.digest, alice.digest])
    }

    @Test("keeps shares above the threshold")
    func surplus() throws {
        let shares = try custody.custodians.map { try custody.share($0, of: document) }
        #expect(ShareTally(of: agreedCase, shares: shares).quorum?.shares == shares)
    }

    @Test("P-35: counts nobody twice")
    func twice() throws {
        let share = try custody.share(custody.alice, of: document)
        let again = ShareTally(of: agreedCase, shares: [share, share])
        #expect(again.quorum == nil && again.judgements.map(\.problem) == [nil, nil])
        let body = share.body
        let different = try custody.alice.signed(
            Document(
                body: Share(
                    statement: body.statement, kind: .open, commitment: TestCustody.hash(1), salt: body.salt,
                    facts: body.facts, build: body.build, machine: body.machine)))
        let both = ShareTally(of: agreedCase, shares: [share, different])
        #expect(both.quorum == nil && both.accepted == [share])
        #expect(both.judgements.map(\.problem) == [nil, .repeated(custody.alice.id)])
    }

    /// The case of a vault in which Alice's part ends on a day of November 2026.
    private func lapsing(lastDay: Int) throws -> AgreedCase {
        var parts = try custody.vaultParts()
        let alice = parts.people[0]
        parts.people[0] = Person(
            id: alice.id, roles: Set(alice.roles), identityKey: alice.identityKey, organisation: alice.organisation,
            site: alice.site, device: alice.device,
            expiry: try CalendarDate(year: 2026, month: 11, day: lastDay), name: alice.name)
        return try custody.agreedCase(custody.agreement(Document(body: try parts.vault())))
    }

    @Test(
        "P-48: counts nobody whose part has ended by the machine's day, whatever day he writes; what only stops goes on"
    )
    func lapsed() throws {
        let agreed = try lapsing(lastDay: 21)
        let share = try custody.share(custody.alice, of: agreed.document)
        let last = try CalendarDate(year: 2026, month: 11, day: 21)
        let next = try CalendarDate(year: 2026, month: 11, day: 22)
        let today = try AgreedCase(agreed.document, under: agreed.vault, on: last)
        let tomorrow = try AgreedCase(agreed.document, under: agreed.vault, on: next)
        #expect(ShareTally(of: today, shares: [share]).accepted == [share])
        let problem = AnswerProblem.lapsed(custody.alice.id, lastDay: last, day: next)
        #expect(ShareTally(of: tomorrow, shares: [share]).judgements.map(\.problem) == [problem])
        #expect(problem.code == "answer.lapsed" && problem.isLapse)
        let refusal = try custody.refusal(custody.alice, of: agreed.document)
        #expect(tomorrow.problem(in: refusal, verifier: OpenSSLVerifier()) == nil)
        let book = HeadsBook(of: tomorrow, attachments: ProposalAttachments(shares: [share]))
        #expect(book.latest.map(\.person) == [custody.alice.id])
    }

    @Test("does not count an answer after the last day of its author")
    func expired() throws {
        func problem(lastDay: Int) throws -> AnswerProblem? {
            let agreed = try lapsing(lastDay: lastDay)
            let share = try custody.share(custody.alice, of: agreed.document)
            return ShareTally(of: agreed, shares: [share]).judgements[0].problem
        }
        #expect(try problem(lastDay: 21) == nil)
        #expect(
            try problem(lastDay: 20)
                == .expired(
                    custody.alice.id, lastDay: CalendarDate(year: 2026, month: 11, day: 20),
                    answered: CalendarDate(year: 2026, month: 11, day: 21)))
    }

    @Test("P-35: does not count one person under two names")
    func twoNames() throws {
        let alice = try custody.share(custody.alice, of: document)
        let body = try custody.share(custody.bob, of: document).body
        let asBob = try custody.alice.signed(Document(body: body), as: custody.bob.id)
        let tally = ShareTally(of: agreedCase, shares: [alice, asBob])
        #expect(tally.quorum == nil)
        #expect(
            tally.judgements.last?.problem
                == .signature(
                    .otherKey(
                        person: custody.bob.id, found: custody.alice.identityKey, expected: custody.bob.identityKey)))
    }

    @Test("says for every share that does not count, who and why, and keeps the good ones")
    func judgements() throws {
        let bob = custody.bob
        let otherID = try CaseID(documentText: "ffffffffffffffffffffffffffffffff")
        let carolsDevice = try custody.carol.device
        let table: [(String, AnswerProblem, (CaseStatement) throws -> CaseStatement)] = [
            ("answer.other-network", .otherNetwork, { $0.with(network: .testnet4) }),
            ("answer.other-case", .otherCase(otherID), { $0.with(caseID: otherID) }),
            ("answer.other-digest", .otherDigest(TestCustody.hash(1)), { $0.with(caseDigest: TestCustody.hash(1)) }),
            ("answer.other-vault", .otherVault(TestCustody.hash(1)), { $0.with(vaultHash: TestCustody.hash(1)) }),
            (
                "answer.other-device", .otherDevice(found: carolsDevice, expected: try bob.device),
                { $0.with(device: carolsDevice) }
            ),
        ]
        let good = try custody.share(custody.alice, of: document)
        for (code, problem, change) in table {
            let share = try custody.share(bob, of: document, change: change)
            let tally = ShareTally(of: agreedCase, shares: [share, good])
            #expect(tally.judgements == [Self.judgement(of: share, in: tally), Self.judgement(of: good, in: tally)])
            #expect(tally.judgements.map(\.problem) == [problem, nil], "\(code)")
            #expect(tally.judgements[0].person == bob.id)
            #expect(tally.quorum == nil && tally.accepted == [good])
            #expect(problem.code == code)
        }
    }

    private static func judgement(of share: Document<Share>, in tally: ShareTally) -> AnswerJudgement? {
        tally.judgements.first { $0.document == share.digest }
    }

    @Test("refuses shares that are unsigned, of outsiders, of people without a key, or of the other kind")
    func people() throws {
        var parts = try custody.vaultParts()
        parts.people.append(try custody.dave.person(roles: [.approver]))
        parts.cosigners[1] = custody.bob.cosigner(.held)
        let agreedCase = try custody.agreedCase(custody.agreement(Document(body: parts.vault())))
        let document = agreedCase.document
        let table: [(Document<Share>, AnswerProblem)] = [
            (
                Document(body: try custody.share(custody.alice, of: document).body),
                .signature(.unsigned(person: custody.alice.id))
            ),
            (
                try custody.share(custody.alice, of: document) { $0.with(person: try Identifier("yan")) },
                .unknownPerson(try Identifier("yan"))
            ),
            (try custody.share(custody.dave, of: document), .noCustodian(custody.dave.id)),
            (try custody.share(custody.bob, of: document), .otherReleaseRule(found: .open, expected: .held)),
            (
                try custody.share(custody.alice, of: document, kind: .held),
                .otherReleaseRule(found: .held, expected: .open)
            ),
        ]
        for (share, problem) in table {
            #expect(ShareTally(of: agreedCase, shares: [share]).judgements.map(\.problem) == [problem])
        }
        let held = try custody.share(custody.bob, of: document, kind: .held)
        let open = try custody.share(custody.carol, of: document)
        #expect(ShareTally(of: agreedCase, shares: [held, open]).quorum != nil)
    }

    @Test("only happens for a case of the agreed vault")
    func agreedCaseRules() throws {
        let agreement = try custody.agreement()
        let body = try custody.caseParts().document().body
        let table: [(String, CaseDocument)] = [
            ("network", try CaseDocumentTests.with(body, network: .testnet4)),
            ("vault-hash", try CaseDocumentTests.with(body, hash: TestCustody.hash(1))),
            ("vault", try CaseDocumentTests.with(body, vault: Identifier("warm"))),
            ("vault-version", try CaseDocumentTests.with(body, version: 2)),
            ("confirmations", try CaseDocumentTests.with(body, confirmations: .quorum)),
            ("custodian", try CaseDocumentTests.with(body, custodians: [custody.alice.id, custody.bob.id])),
        ]
        for (field, changed) in table {
            #expect(throws: AgreedCaseError.otherVault(field: field)) {
                try AgreedCase(Document(body: changed), under: agreement)
            }
        }
    }
}
