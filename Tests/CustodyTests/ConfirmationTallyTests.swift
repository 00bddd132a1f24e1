import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("Counting confirmations and refusals")
struct ConfirmationTallyTests {
    let custody: TestCustody

    init() throws { custody = try TestCustody.shared.get() }

    struct Walk {
        let custody: TestCustody
        let quorum: VerifiedQuorum
        let shares: [Document<Share>]
        var document: Document<CaseDocument> { quorum.agreedCase.document }

        func confirmation(
            _ party: Party, change: (CaseStatement) throws -> CaseStatement = { $0 }
        ) throws -> Document<Custody.Confirmation> {
            try custody.confirmation(party, of: document, seeing: shares, change: change)
        }
    }

    func walk(
        _ rule: ConfirmationRule = .all, signers: [Party]? = nil, extra: [Person] = []
    ) throws -> Walk {
        var parts = try custody.vaultParts()
        parts.rules = VaultTests.rules(confirmations: rule)
        parts.people += extra
        let agreedCase = try custody.agreedCase(custody.agreement(Document(body: parts.vault())))
        let shares = try (signers ?? [custody.alice, custody.bob]).map {
            try custody.share($0, of: agreedCase.document)
        }
        let quorum = try #require(ShareTally(of: agreedCase, shares: shares).quorum)
        return Walk(custody: custody, quorum: quorum, shares: shares)
    }

    @Test("under the rule all, needs every custodian, also those outside the quorum")
    func all() throws {
        let walk = try walk()
        let everybody = try custody.custodians.map { try walk.confirmation($0) }
        for missing in everybody.indices {
            var some = everybody
            some.remove(at: missing)
            let tally = ConfirmationTally(of: walk.quorum, confirmations: some, refusals: [])
            #expect(tally.confirmed == nil)
            #expect(tally.missing == 1)
            #expect(tally.awaited == [custody.custodians[missing].id])
        }
        let tally = ConfirmationTally(of: walk.quorum, confirmations: everybody.reversed(), refusals: [])
        let confirmed = try #require(tally.confirmed)
        #expect(tally.missing == 0 && tally.awaited.isEmpty && tally.refusedBy.isEmpty)
        #expect(tally.confirmedBy == custody.custodians.map(\.id))
        #expect(confirmed.quorum == walk.quorum && confirmed.digest == walk.document.digest)
        #expect(confirmed.answers[custody.carol.id] == .confirmation(everybody[2]))
    }

    @Test("under the rule quorum, needs as many share-givers as the threshold")
    func quorum() throws {
        let walk = try walk(.quorum)
        let (alice, bob, carol) = try (
            walk.confirmation(custody.alice), walk.confirmation(custody.bob), walk.confirmation(custody.carol)
        )
        let one = ConfirmationTally(of: walk.quorum, confirmations: [alice], refusals: [])
        #expect(one.confirmed == nil && one.missing == 1 && one.awaited == [custody.bob.id])
        let outsider = ConfirmationTally(of: walk.quorum, confirmations: [alice, carol], refusals: [])
        #expect(outsider.confirmed == nil && outsider.missing == 1)
        #expect(outsider.confirmedBy == [custody.alice.id, custody.carol.id])
        #expect(ConfirmationTally(of: walk.quorum, confirmations: [bob, alice], refusals: []).confirmed != nil)
        let wide = try self.walk(.quorum, signers: custody.custodians)
        let two = try [wide.confirmation(custody.alice), wide.confirmation(custody.carol)]
        #expect(ConfirmationTally(of: wide.quorum, confirmations: two, refusals: []).confirmed != nil)
    }

    @Test("counts nobody twice")
    func twice() throws {
        let walk = try walk()
        let alice = try walk.confirmation(custody.alice)
        let body = alice.body
        let different = try custody.alice.signed(
            Document(
                body: Custody.Confirmation(
                    statement: body.statement, facts: TestCustody.hash(1), build: body.build, shares: body.shares,
                    machine: body.machine)))
        let tally = ConfirmationTally(of: walk.quorum, confirmations: [alice, alice, different], refusals: [])
        #expect(tally.confirmations.map(\.problem) == [nil, nil, .repeated(custody.alice.id)])
        #expect(tally.missing == 2)
    }

    @Test("says for every confirmation that does not count, who and why")
    func judgements() throws {
        let walk = try walk(extra: [custody.dave.person(roles: [.approver])])
        let otherID = try CaseID(documentText: "ffffffffffffffffffffffffffffffff")
        let (bob, dave) = (custody.bob, custody.dave)
        let table: [(Document<Custody.Confirmation>, AnswerProblem)] = [
            (try walk.confirmation(bob) { $0.with(network: .signet) }, .otherNetwork),
            (try walk.confirmation(bob) { $0.with(caseID: otherID) }, .otherCase(otherID)),
            (
                try walk.confirmation(bob) { $0.with(caseDigest: TestCustody.hash(1)) },
                .otherDigest(TestCustody.hash(1))
            ),
            (try walk.confirmation(bob) { $0.with(vaultHash: TestCustody.hash(1)) }, .otherVault(TestCustody.hash(1))),
            (
                try walk.confirmation(bob) { $0.with(device: try custody.alice.device) },
                .otherDevice(found: try custody.alice.device, expected: try bob.device)
            ),
            (try walk.confirmation(dave), .noCustodian(dave.id)),
            (
                try walk.confirmation(bob) { $0.with(person: custody.carol.id, device: try custody.carol.device) },
                .signature(.otherSigner(found: bob.id, expected: custody.carol.id))
            ),
            (
                try custody.confirmation(bob, of: walk.document, seeing: [walk.shares[0]]),
                .tooFewShares(seen: 1, needed: 2)
            ),
            (
                try custody.confirmation(
                    bob, of: walk.document,
                    seeing: [walk.shares[0], custody.share(custody.carol, of: walk.document)]),
                .tooFewShares(seen: 1, needed: 2)
            ),
        ]
        for (confirmation, problem) in table {
            let tally = ConfirmationTally(of: walk.quorum, confirmations: [confirmation], refusals: [])
            #expect(tally.confirmations.map(\.problem) == [problem])
            #expect(tally.confirmedBy.isEmpty && tally.confirmed == nil)
        }
    }

    @Test("ends for ever with one verified refusal by anybody in the vault")
    func refusals() throws {
        let walk = try walk(extra: [custody.dave.person(roles: [.approver])])
        let everybody = try custody.custodians.map { try walk.confirmation($0) }
        for party in [custody.alice, custody.carol, custody.dave] {
            let refusal = try custody.refusal(party, of: walk.document)
            let tally = ConfirmationTally(of: walk.quorum, confirmations: everybody, refusals: [refusal, refusal])
            #expect(tally.confirmed == nil && tally.missing == 0)
            #expect(tally.refusedBy == [party.id])
            #expect(tally.refusals.map(\.problem) == [nil, nil])
        }
    }

    @Test("is not ended by a refusal that nobody signed, or of another case")
    func emptyRefusals() throws {
        let walk = try walk()
        let everybody = try custody.custodians.map { try walk.confirmation($0) }
        let refusal = try custody.refusal(custody.alice, of: walk.document)
        let stranger = try custody.refusal(custody.dave, of: walk.document)
        let elsewhere = try custody.refusal(custody.alice, of: walk.document) {
            $0.with(caseDigest: TestCustody.hash(1))
        }
        let forged = try custody.bob.signed(Document(body: refusal.body), as: custody.alice.id)
        let tally = ConfirmationTally(
            of: walk.quorum, confirmations: everybody,
            refusals: [Document(body: refusal.body), stranger, elsewhere, forged])
        #expect(tally.confirmed != nil && tally.refusedBy.isEmpty)
        #expect(
            tally.refusals.map(\.problem?.code) == [
                "signature.missing", "answer.unknown-person", "answer.other-digest", "signature.other-key",
            ])
    }
}
