import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import GRDB
import TestSupport
import Testing

/// P-28, P-49: nothing that comes, and no second program, makes a case's evidence unverifiable.
@Suite("A store whose evidence holds whatever comes")
struct HostileStoreTests {
    private static let now = StoreMaker.now

    private static func replay(_ maker: borrowing StoreMaker) throws -> EvidenceReplay {
        let bundle = try maker.store.evidence(of: FixtureCase.caseID(1)).bundle()
        return try EvidenceReplay(EvidenceBundle(parsing: bundle.encoded), trusting: maker.vault.document)
    }

    @Test("a case takes no more files than its evidence can hold, and then keeps nothing of a further one")
    func full() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        let id = fixture.header.caseID.description
        try maker.raw { db in
            try db.execute(
                sql: """
                    INSERT INTO received_file (sha256, case_id, name, bytes, outcome, received_at)
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 9000)
                    SELECT randomblob(32), ?, 'junk', x'00', 'psbt.magic', '2026-06-15T09:00:00Z' FROM number
                    """,
                arguments: [id])
        }
        let before = try maker.store.log()
        let answer = try maker.answer(fixture, by: 0).encoded()
        #expect(throws: StoreError.caseFull(caseID: String(id.prefix(8)))) { try maker.collect(answer) }
        #expect(try maker.store.log() == before)
        #expect(try maker.store.state(of: fixture.header.caseID).signatures.isEmpty)
        // What is there already may come again, and other cases go on.
        #expect(try maker.collect(fixture.proposal().encoded()).report.bringsNothingNew)
        let second = try maker.fixture(2) { fixture in
            fixture.coins = []
            try fixture.addCoin(0, 20, sat: 300_000_000)
        }
        _ = try maker.store.open(maker.state(second), now: Self.now)
        _ = try maker.collect(maker.answer(second, by: 0).encoded())
    }

    @Test(
        "the transaction that is kept is the one that the log bears out, also when a file comes while it is assembled")
    func race() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        for signer in [1, 2] { _ = try maker.collect(maker.answer(fixture, by: signer).encoded()) }
        for person in 0...2 { _ = try maker.collect(maker.confirmation(fixture, by: person, of: [1, 2]).encoded) }
        let id = fixture.header.caseID
        let known = try maker.store.known(id)
        let confirmed = try #require(known.state.confirmationTally()?.confirmed)
        let early = try FinalTransaction(confirmed, of: known.state)
        #expect(early.signers.map(\.description) == ["bob", "carol"])
        // Another program collects alice's signatures in between.
        _ = try maker.another().collect(
            ReceivedFile(name: "alice", bytes: maker.answer(fixture, by: 0).encoded()), now: Self.now)
        let kept = try maker.store.assembled(early, of: id, knowing: known, now: Self.now)
        #expect(kept.signers.map(\.description) == ["alice", "bob"])
        #expect(try maker.store.finalTransaction(of: maker.store.state(of: id)) == kept.transaction)
        #expect(try Self.replay(maker).final?.transaction == kept.transaction)
    }

    @Test("a countersignature that the case's own vault does not bear out stays out of its evidence")
    func countersigns() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        let export = try maker.store.logExport()
        let vault = maker.vault.document
        let alice = maker.vault.cosigners[0]
        var document = Document(
            body: try LogCountersign(
                network: .regtest, vault: vault.body.name, vaultHash: vault.digest, person: alice.person,
                device: FixtureVault.device(of: alice.person), logs: [export.latest], heads: [],
                build: SHA256.hash([1]), journalSequence: 9, journalHead: SHA256.hash([9]),
                date: CalendarDate(year: 2026, month: 6, day: 17)))
        document.add(try alice.signature(over: document.digest))
        // As a later version of the vault, which lists her as auditor, would have had it taken in.
        _ = try maker.store.add(document, now: Self.now)
        _ = try maker.collect(maker.answer(fixture, by: 0).encoded())
        let replay = try Self.replay(maker)
        #expect(replay.documents.isEmpty && replay.files.count == 1)
    }

    @Test("what excuses somebody after the payment was assembled changes nothing of how it was")
    func lateExcuse() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        for signer in [0, 1] { _ = try maker.collect(maker.answer(fixture, by: signer).encoded()) }
        for person in 0...2 { _ = try maker.collect(maker.confirmation(fixture, by: person, of: [0, 1]).encoded) }
        let id = fixture.header.caseID
        let known = try maker.store.known(id)
        let final = try FinalTransaction(#require(known.state.confirmationTally()?.confirmed), of: known.state)
        try maker.store.assembled(final, of: id, knowing: known, now: Self.now)
        let excuse = try FixtureStop(maker.vault).excuse("bob", of: "alice", in: known.state.digest, id)
        #expect(try maker.store.heed(excuse, now: Self.now) == .new)
        let replay = try Self.replay(maker)
        #expect(replay.final?.transaction == final.transaction)
        #expect(replay.documents.isEmpty)
    }

    @Test("a case is withdrawn in one transaction: its end, its order and its change index together")
    func withdrawn() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        let before = try maker.store.log()
        try maker.raw {
            try $0.execute(
                sql: """
                    CREATE TRIGGER stuck BEFORE UPDATE OF next_change_index ON vault
                    BEGIN SELECT RAISE(ABORT, 'no'); END
                    """)
        }
        #expect(throws: StoreError.self) {
            try maker.store.withdraw(fixture.header.caseID, usesFreshChange: true, reason: "x", now: Self.now)
        }
        #expect(try maker.store.caseNamed("0101").life == .open && maker.store.log() == before)
    }
}
