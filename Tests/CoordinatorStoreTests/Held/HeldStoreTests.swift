import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import Foundation
import GRDB
import Review
import TestSupport
import Testing

@Suite struct HeldStoreTests {
    static let now = Timestamp(seconds: 1_700_000_000)

    /// A store in a folder of its own, with a vault that all have acknowledged.
    struct Setting {
        let folder: URL
        let store: Store
        let vault: FixtureVault

        var path: String { folder.appendingPathComponent("store.sqlite").path }

        init(_ release: ReleaseRule = .held) throws {
            vault = try FixtureVault { $0.release = [release] }
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("rensho-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            store = try Store.create(
                at: folder.appendingPathComponent("store.sqlite").path, network: .regtest, now: HeldStoreTests.now)
            _ = try store.add(vault.document, now: HeldStoreTests.now)
            for acknowledgement in vault.acknowledgements {
                _ = try store.add(acknowledgement, now: HeldStoreTests.now)
            }
        }

        func remove() { try? FileManager.default.removeItem(at: folder) }

        /// A case of this vault, not yet opened.
        func caseState(_ number: UInt8, _ change: (inout FixtureCase) throws -> Void = { _ in }) throws -> CaseState {
            var fixture = try FixtureCase(vault)
            fixture.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(number))
            try change(&fixture)
            return try CaseState(
                opening: PSBTFile(psbt: try fixture.proposal(), encoding: .binary), under: vault.agreement())
        }

        func holders() throws -> Set<String> {
            try Set(
                DatabaseQueue(path: path).read { db in
                    try String.fetchAll(db, sql: "SELECT substr(case_id, 1, 8) FROM coin_lock")
                })
        }
    }

    static func replacing(_ fixture: inout FixtureCase, _ number: UInt8, _ old: UInt8) throws {
        fixture.header = try CaseHeader(
            drill: false, caseID: FixtureCase.caseID(number), replaces: FixtureCase.caseID(old),
            reason: ReplacementReason("the fee was too low"))
        fixture.payments[1].sat -= 1_000
    }

    static func share(_ state: CaseState, _ cosigner: FixtureCosigner, _ salt: Bytes32, _ signed: PSBT) throws
        -> Document<Share>
    {
        let person = try cosigner.person
        let signatures = try signed.inputs.map { input in
            try ECDSASignature(strictDER: try #require(input.partialSigs.first).signature.dropLast())
        }
        var document = Document(
            body: try Share(
                statement: CaseStatement(
                    of: state.agreedCase.document, person: person, device: try FixtureVault.device(of: person)),
                kind: .held,
                commitment: CaseCommitment.digest(network: .regtest, salt: salt, signatures: signatures), salt: nil,
                facts: state.review().factsHash, build: SHA256.hash([1]),
                machine: MachineWitness(journalSequence: 1, journalHead: SHA256.hash([2]))))
        document.add(try cosigner.signature(over: document.digest))
        return document
    }

    @Test("keeps share and release, takes what was put aside before, and reads all of it back")
    func release() throws {
        let setting = try Setting()
        defer { setting.remove() }
        let state = try setting.caseState(1)
        _ = try setting.store.open(state, now: Self.now)
        var fixture = try FixtureCase(setting.vault)
        fixture.header = state.facts.header
        var signed = try fixture.proposal()
        try fixture.sign(&signed, by: 0)
        let salt = SHA256.hash([5])
        let share = try Self.share(state, setting.vault.cosigners[0], salt, signed)
        var release = Document(
            body: try Release(
                statement: share.body.statement, salt: salt, confirmations: [], build: SHA256.hash([1]),
                machine: MachineWitness(journalSequence: 2, journalHead: SHA256.hash([3]))))
        release.add(try setting.vault.cosigners[0].signature(over: release.digest))

        func collect(_ bytes: [UInt8]) throws -> Collection {
            try setting.store.collect(ReceivedFile(name: "x", bytes: bytes), now: Self.now)
        }
        #expect(
            try collect(signed.encoded()).report.quarantined.map(\.reasonCode) == ["held.no-share", "held.no-share"])
        #expect(
            try collect(share.encoded).report.quarantined.map(\.reasonCode) == ["held.no-release", "held.no-release"])
        let last = try collect(release.encoded)
        #expect(last.report.signatures.count == 2)
        #expect(last.report.released.map(\.description) == ["alice"])
        let again = try setting.store.state(of: state.caseID)
        #expect(again.signatures == last.state.signatures)
        #expect(again.quarantine.isEmpty)
        #expect(again.releases == [release])
        #expect(CaseStatus(again) == CaseStatus(last.state))
        #expect(try collect(signed.encoded()).report.bringsNothingNew)
    }

    @Test("counts signatures that come after a case has ended as armed, and refuses the file")
    func late() throws {
        let setting = try Setting()
        defer { setting.remove() }
        let state = try setting.caseState(1)
        _ = try setting.store.open(state, now: Self.now)
        var fixture = try FixtureCase(setting.vault)
        fixture.header = state.facts.header
        try setting.store.abort(state.caseID, reason: "test", now: Self.now)
        for signer in 0..<2 {
            var signed = try fixture.proposal()
            try fixture.sign(&signed, by: signer)
            for _ in 0..<2 {
                #expect(throws: StoreError.caseEnded(caseID: "01010101", state: "aborted")) {
                    try setting.store.collect(ReceivedFile(name: "x", bytes: signed.encoded()), now: Self.now)
                }
            }
        }
        let status = CaseStatus(try setting.store.state(of: state.caseID))
        #expect(status.isArmed)
        #expect(status.rows.map(\.armedInputs) == [2, 2, 0])
        #expect(try setting.store.caseNamed("0101").life == .aborted)
    }

    @Test("numbers re-display files, the same one once")
    func redisplay() throws {
        let setting = try Setting()
        defer { setting.remove() }
        let state = try setting.caseState(1)
        _ = try setting.store.open(state, now: Self.now)
        let (one, two) = (SHA256.hash([1]), SHA256.hash([2]))
        #expect(try setting.store.latestRedisplay(of: state.caseID) == nil)
        #expect(try setting.store.number(ofRedisplay: one, of: state.caseID) == 1)
        #expect(try setting.store.confirmFileWritten(state.caseID, hash: one, now: Self.now).number == 1)
        #expect(try setting.store.confirmFileWritten(state.caseID, hash: one, now: Self.now).number == 1)
        #expect(try setting.store.number(ofRedisplay: one, of: state.caseID) == 1)
        #expect(try setting.store.number(ofRedisplay: two, of: state.caseID) == 2)
        #expect(try setting.store.confirmFileWritten(state.caseID, hash: two, now: Self.now).number == 2)
        #expect(try setting.store.latestRedisplay(of: state.caseID)?.hash == two)
        #expect(CaseFileName.redisplay(state.caseID, number: 1) == "01010101.confirm.psbt")
        #expect(CaseFileName.redisplay(state.caseID, number: 2) == "01010101.confirm-2.psbt")
        #expect(try setting.store.log().filter { $0.kind == "confirm-file-written" }.count == 2)
        try setting.store.abort(state.caseID, reason: "test", now: Self.now)
        #expect(throws: StoreError.caseEnded(caseID: "01010101", state: "aborted")) {
            try setting.store.confirmFileWritten(state.caseID, hash: one, now: Self.now)
        }
    }

    @Test("a replacement ends the open case and takes over its coins")
    func replaces() throws {
        let setting = try Setting()
        defer { setting.remove() }
        let old = try setting.caseState(1)
        _ = try setting.store.open(old, now: Self.now)
        let new = try setting.caseState(2) { try Self.replacing(&$0, 2, 1) }
        _ = try setting.store.open(new, now: Self.now)
        let cases = try setting.store.cases()
        let first = try #require(cases.first { $0.caseID == old.caseID })
        #expect(first.life == .replaced)
        #expect(first.replacedBy == new.caseID)
        let second = try #require(cases.first { $0.caseID == new.caseID })
        #expect(second.life == .open)
        #expect(second.replaces == old.caseID)
        #expect(try setting.holders() == ["02020202"])
        #expect(try setting.store.log().contains { $0.kind == "case-replaced" })
        try setting.store.abort(new.caseID, reason: "test", now: Self.now)
        #expect(try setting.holders().isEmpty)
    }

    @Test("refuses a replacement of an unknown case, or of one with which it shares no coin, and changes nothing")
    func refuses() throws {
        let setting = try Setting()
        defer { setting.remove() }
        let unknown = try setting.caseState(2) { try Self.replacing(&$0, 2, 1) }
        #expect(throws: StoreError.unknownCase(name: "01010101")) { try setting.store.open(unknown, now: Self.now) }
        let old = try setting.caseState(1)
        _ = try setting.store.open(old, now: Self.now)
        let beside = try setting.caseState(3) { fixture in
            try Self.replacing(&fixture, 3, 1)
            for place in 0...1 { fixture.coins[place].sat += 7 }
        }
        #expect(throws: StoreError.replacement(.sharesNoCoin(new: beside.caseID, old: old.caseID))) {
            try setting.store.open(beside, now: Self.now)
        }
        #expect(try setting.store.cases().map(\.life) == [.open])
        #expect(try setting.holders() == ["01010101"])
        #expect(try setting.store.repetitions(of: [beside]) == [[old.caseID]])
        let plain = try setting.caseState(4)
        #expect(throws: StoreError.self) { try setting.store.open(plain, now: Self.now) }
    }

    @Test("goes on with the replaced case when the replacement's file could never be written")
    func reopens() throws {
        let setting = try Setting()
        defer { setting.remove() }
        let old = try setting.caseState(1)
        _ = try setting.store.open(old, now: Self.now)
        let new = try setting.caseState(2) { try Self.replacing(&$0, 2, 1) }
        _ = try setting.store.open(new, now: Self.now)
        try setting.store.withdraw(new.caseID, usesFreshChange: true, reason: "disk full", now: Self.now)
        let lives = try setting.store.cases().map { "\($0.caseID.short) \($0.life.rawValue)" }.sorted()
        #expect(lives == ["01010101 open", "02020202 aborted"])
        #expect(try setting.holders() == ["01010101"])
        #expect(try setting.store.cases().allSatisfy { $0.replacedBy == nil && $0.replaces == nil })
        #expect(try setting.store.log().contains { $0.kind == "case-reopened" })

        // A replacement that was written and is given up does not bring it back: somebody may have accepted it.
        let again = try setting.caseState(3) { try Self.replacing(&$0, 3, 1) }
        _ = try setting.store.open(again, now: Self.now)
        try setting.store.abort(again.caseID, reason: "test", now: Self.now)
        #expect(try setting.store.caseNamed("0101").life == .replaced)
    }

    @Test("gives the coins of an assembled case back to it when its replacement is given up")
    func assembled() throws {
        let setting = try Setting(.open)
        defer { setting.remove() }
        let old = try setting.caseState(1)
        _ = try setting.store.open(old, now: Self.now)
        try DatabaseQueue(path: setting.path).write { db in
            try db.execute(
                sql: "UPDATE payment_case SET state = 'assembled' WHERE id = ?", arguments: [old.caseID.description])
        }
        let new = try setting.caseState(2) { try Self.replacing(&$0, 2, 1) }
        _ = try setting.store.open(new, now: Self.now)
        #expect(try setting.holders() == ["02020202"])
        #expect(try setting.store.cases().first { $0.caseID == old.caseID }?.life == .assembled)
        try setting.store.abort(new.caseID, reason: "test", now: Self.now)
        #expect(try setting.holders() == ["01010101"])
    }
}
