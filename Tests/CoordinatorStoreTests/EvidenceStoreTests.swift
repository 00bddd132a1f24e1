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

/// P-28, P-49: what the store gives away proves itself elsewhere.
@Suite("Evidence and log of a store")
struct EvidenceStoreTests {
    private static func replay(_ maker: borrowing StoreMaker, _ number: UInt8 = 1) throws -> EvidenceReplay {
        let bundle = try maker.store.evidence(of: FixtureCase.caseID(number)).bundle()
        return try EvidenceReplay(EvidenceBundle(parsing: bundle.encoded), trusting: maker.vault.document)
    }

    @Test("P-49: the evidence of every state is accepted, with every file that came and what became of it")
    func states() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        #expect(try Self.replay(maker).files.isEmpty)
        _ = try maker.collect(maker.answer(fixture, by: 0).encoded())
        var changed = try maker.answer(fixture, by: 1)
        changed.inputs[0].sighashType = 3
        #expect(throws: StoreError.self) { try maker.collect(changed.encoded()) }
        _ = try maker.collect(maker.answer(fixture, by: 1).encoded())
        _ = try maker.collect(maker.answer(fixture, by: 0).encoded())
        for custodian in 0..<3 {
            _ = try maker.collect(maker.confirmation(fixture, by: custodian, of: [0, 1]).encoded)
        }
        let open = try Self.replay(maker)
        #expect(open.files.map(\.refusal) == [nil, "collect.request-changed", nil, nil, nil, nil])
        #expect(open.final == nil && open.state.confirmationTally()?.confirmed != nil)
        let id = try FixtureCase.caseID(1)
        let state = try maker.store.state(of: id)
        let final = try FinalTransaction(#require(state.confirmationTally()?.confirmed), of: state)
        try maker.store.assembled(final, of: id, now: StoreMaker.now)
        #expect(try Self.replay(maker).final?.transaction == final.transaction)
        // What comes after the end is in it, too, and changes nothing.
        #expect(throws: StoreError.self) { try maker.collect(maker.refusal(fixture, by: 2).encoded) }
        let late = try Self.replay(maker)
        #expect(late.final?.transaction == final.transaction && late.state.refusedBy.count == 1)
    }

    @Test("an aborted and a replaced case have their evidence")
    func ended() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        _ = try maker.collect(maker.answer(fixture, by: 0).encoded())
        _ = try maker.opened(2) {
            $0.header = try CaseHeader(
                drill: false, caseID: FixtureCase.caseID(2), replaces: FixtureCase.caseID(1),
                reason: ReplacementReason("the fee was too low"))
            $0.payments[1].sat -= 1_000
        }
        #expect(try Self.replay(maker, 1).bundle.manifest.body.state == .replaced)
        try maker.store.abort(FixtureCase.caseID(2), reason: "given up", now: StoreMaker.now)
        #expect(try Self.replay(maker, 2).bundle.manifest.body.state == .aborted)
        #expect(try Self.replay(maker, 1).state.armed.keys.map(\.description) == ["alice"])
    }

    @Test("P-28: a log that somebody wrote into gives no evidence and no export")
    func tampered() throws {
        let maker = try StoreMaker.make()
        _ = try maker.opened()
        _ = try maker.store.logExport()
        try maker.raw { db in
            try db.execute(sql: "DROP TRIGGER log_keeps_entries")
            try db.execute(sql: "UPDATE log SET text = replace(text, 'leaving', 'Leaving') WHERE kind = 'case-opened'")
        }
        #expect(throws: StoreError.self) { try maker.store.logExport() }
        #expect(throws: StoreError.self) { try maker.store.evidence(of: FixtureCase.caseID(1)) }
    }

    @Test("a file that was taken out of the store is missed")
    func fileMissing() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        _ = try maker.collect(maker.refusal(fixture, by: 0).encoded)
        try maker.raw { db in
            try db.execute(sql: "DROP TRIGGER received_file_is_kept")
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
        }
        #expect(throws: Never.self) { try Self.replay(maker) }
        try maker.raw { db in
            try db.execute(sql: "UPDATE received_file SET bytes = x'00' WHERE name = 'file'")
        }
        #expect(throws: EvidenceRefusal.self) { try Self.replay(maker) }
    }

    @Test("the log names the journal entry of every document, and fits the export of an hour before")
    func heads() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        let before = try maker.store.logExport()
        _ = try maker.collect(maker.answer(fixture, by: 0, journal: 7).encoded())
        let after = try maker.store.logExport()
        let heads = after.entries.flatMap { LogClaims.heads(in: $0) }
        #expect(heads == [PeerHead(person: try Identifier("alice"), sequence: 7, hash: SHA256.hash([2]))])
        #expect(before.header.first == after.header.first)
        let files = [LogAuditFile(before, named: "before"), LogAuditFile(after, named: "after")]
        #expect(LogAudit(files.compactMap(\.chain), []).problems.isEmpty)
        let other = try StoreMaker.make()
        #expect(try other.store.logExport().header.first != after.header.first)
    }

    @Test("lists which coins a case holds, and which of them are armed, also after its end")
    func coins() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        func states() throws -> [Bool] { try maker.store.heldCoins().map(\.isArmed) }
        #expect(try states() == [false, false])
        _ = try maker.collect(maker.answer(fixture, by: 0).encoded())
        #expect(try states() == [false, false])
        _ = try maker.collect(maker.answer(fixture, by: 2).encoded())
        #expect(try states() == [true, true])
        #expect(
            try Set(maker.store.heldCoins().map(\.outpoint))
                == Set(fixture.transaction().inputs.map(\.previousOutput)))
        try maker.store.abort(FixtureCase.caseID(1), reason: "given up", now: StoreMaker.now)
        #expect(try states() == [true, true])
        let second = try maker.opened(2)
        try maker.store.abort(second.header.caseID, reason: "given up", now: StoreMaker.now)
        #expect(try maker.store.heldCoins().allSatisfy { $0.caseID == fixture.header.caseID })
    }
}
