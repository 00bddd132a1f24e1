import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import GRDB
import TestSupport
import Testing

@Suite struct StoreCaseTests {
    static let now = StoreMaker.now

    @Test("opens a case, holds its coins and uses up its change address")
    func opens() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.fixture()
        _ = try maker.store.importCoins(try maker.coins(fixture), of: maker.vault.document, now: Self.now)
        _ = try maker.store.open(try maker.state(fixture), now: Self.now)
        let id = try FixtureCase.caseID(1)
        #expect(try maker.store.coins(of: maker.vault.document).map(\.lockedBy) == [id, id])
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 6)
        let summary = try maker.store.caseNamed("0101")
        #expect(summary.caseID == id)
        #expect(summary.life == .open)
        #expect(summary.vault == "treasury")
        #expect(try maker.store.log().last?.kind == "file-received")
        #expect(try maker.another().state(of: id).digest == maker.state(fixture).digest)
    }

    @Test("opens no second case with one of its coins, and then nothing of it remains")
    func holdsCoins() throws {
        let maker = try StoreMaker.make()
        _ = try maker.opened(1)
        let before = try maker.store.log()
        let outpoint = OutPoint(txid: try maker.fixture().previousTransaction(0).txid, vout: 1)
        #expect(throws: StoreError.coinLocked(outpoint: outpoint, caseID: "01010101")) { try maker.opened(2) }
        #expect(try maker.store.cases().count == 1)
        #expect(try maker.store.log() == before)
        #expect(throws: StoreError.caseExists(caseID: "01010101")) { try maker.opened(1) }
    }

    @Test("opens no payment whose change index another case has taken since, and another wallet's all the same")
    func freshChange() throws {
        let maker = try StoreMaker.make()
        let first = try maker.fixture(1)
        let second = try maker.fixture(2) { fixture in
            fixture.coins = []
            try fixture.addCoin(0, 20, sat: 300_000_000)
        }
        _ = try maker.store.open(try maker.state(first), usesFreshChange: true, now: Self.now)
        let before = try maker.store.log()
        #expect(throws: StoreError.changeIndexUsed(index: 5)) {
            try maker.store.open(try maker.state(second), usesFreshChange: true, now: Self.now)
        }
        #expect(try maker.store.log() == before)
        _ = try maker.store.open(try maker.state(second), now: Self.now)
    }

    @Test("gives back the change index of a case whose file was never written, unless a later one has moved on")
    func withdraws() throws {
        let maker = try StoreMaker.make()
        _ = try maker.opened(1)
        try maker.store.withdraw(try FixtureCase.caseID(1), usesFreshChange: true, reason: "test", now: Self.now)
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 5)
        #expect(try maker.store.caseNamed("0101").life == .aborted)
        _ = try maker.opened(2)
        _ = try maker.opened(3) { fixture in
            fixture.coins = []
            try fixture.addCoin(0, 20, sat: 300_000_000)
            fixture.payments.removeLast()
            try fixture.addOwnOutput(1, 9, sat: 49_999_000)
        }
        try maker.store.withdraw(try FixtureCase.caseID(2), usesFreshChange: true, reason: "test", now: Self.now)
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 10)
    }

    @Test("has the proposal file byte for byte")
    func proposalFile() throws {
        let maker = try StoreMaker.make()
        let state = try maker.state(try maker.opened())
        #expect(try maker.store.proposalFile(of: state.caseID) == state.proposal.fileBytes())
        #expect(throws: StoreError.unknownCase(name: "09090909")) {
            try maker.store.proposalFile(of: try FixtureCase.caseID(9))
        }
    }

    @Test("keeps no transaction of a case that was refused while it was assembled")
    func refusedMeanwhile() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        for signer in 0..<2 { _ = try maker.collect(try maker.answer(fixture, by: signer).encoded()) }
        for custodian in 0..<3 {
            _ = try maker.collect(try maker.confirmation(fixture, by: custodian, of: [0, 1]).encoded)
        }
        let state = try maker.store.state(of: try FixtureCase.caseID(1))
        let final = try FinalTransaction(try #require(state.confirmationTally()?.confirmed), of: state)
        _ = try maker.collect(try maker.refusal(fixture, by: 2).encoded)
        #expect(throws: StoreError.caseRefused(caseID: "01010101", people: ["carol"])) {
            try maker.store.assembled(final, of: state.caseID, now: Self.now)
        }
        #expect(try maker.store.finalTransaction(of: state) == nil)
    }

    @Test("counts the same of several shares by one person whichever came first, also after reopening")
    func oneShare() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        // Of several shares at least one pair arrives against the order of their hashes.
        var last: CaseState?
        for journal in 1...6 {
            last = try maker.collect(try maker.answer(fixture, by: 0, journal: UInt64(journal)).encoded()).state
        }
        let live = try #require(last)
        let counted = try #require(live.shares.map(\.digest).min())
        #expect(live.shares.count == 6 && live.shareTally().accepted.map(\.digest) == [counted])
        let reopened = try maker.another().state(of: try FixtureCase.caseID(1))
        #expect(reopened.shareTally().accepted.map(\.digest) == [counted])
    }

    @Test("keeps both signatures of a key that signed twice, and uses the ones that the share stands for")
    func signedTwice() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        let facts = try maker.state(fixture).facts.inputs[0]
        let key = try #require(facts.script.keys.first { $0.keyIndex == 0 })
        var early = try fixture.proposal()
        early.inputs[0].addPartialSig(
            publicKey: key.publicKey.encoded,
            signature: try maker.vault.cosigners[0].otherSignature(
                facts.signatureDigest, branch: facts.script.position.branch, index: facts.script.position.index))
        _ = try maker.collect(early.encoded())
        _ = try maker.collect(try maker.answer(fixture, by: 0).encoded())
        let state = try maker.another().state(of: try FixtureCase.caseID(1))
        #expect(state.standing(of: try Identifier("alice")) == .complete)
        #expect(state.quarantine.values.map(\.reasonCode) == ["signature.conflict"])
    }

    @Test("tells of a file that came again what became of it the last time")
    func latestOutcome() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.fixture(1)
        let answer = try maker.answer(fixture, by: 0).encoded()
        #expect(throws: StoreError.self) { try maker.collect(answer, as: "early") }
        _ = try maker.opened(1)
        _ = try maker.collect(answer, as: "again")
        let row = try maker.raw { db in
            try #require(
                try Row.fetchOne(db, sql: "SELECT * FROM received_file WHERE name <> '01010101.proposal.psbt'"))
        }
        #expect(row["outcome"] == "taken")
        #expect(row["name"] == "again")
        #expect(row["case_id"] == (try FixtureCase.caseID(1)).description)
    }

    @Test("finds a case by any unique beginning of its id")
    func names() throws {
        let maker = try StoreMaker.make()
        let ids = ["aabbccdd", "aabbccee"]
        for (number, text) in ids.enumerated() {
            let id = try CaseID(try Hex.decode(text + String(repeating: "0", count: 24)))
            _ = try maker.opened(1) { fixture in
                fixture.header = try CaseHeader(drill: false, caseID: id)
                fixture.coins = []
                try fixture.addCoin(0, UInt32(20 + number), sat: 300_000_000)
            }
        }
        #expect(try maker.store.caseNamed("aabbccdd").caseID.short == "aabbccdd")
        #expect(try maker.store.caseNamed("AABBCCE").caseID.short == "aabbccee")
        let error = try #require(throws: StoreError.self) { try maker.store.caseNamed("aabb") }
        #expect(error.code == "store.ambiguous-case")
        #expect(throws: StoreError.unknownCase(name: "0000")) { try maker.store.caseNamed("0000") }
        for name in ["", "aab", "xyzw", String(repeating: "a", count: 33)] {
            #expect(throws: StoreError.malformedCaseName(name)) { try maker.store.caseNamed(name) }
        }
    }

    @Test("frees the coins of an aborted case and keeps those of an assembled one")
    func ends() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        let id = try FixtureCase.caseID(1)
        try maker.store.abort(id, reason: "test", now: Self.now)
        #expect(try maker.store.caseNamed("0101").life == .aborted)
        #expect(throws: StoreError.caseEnded(caseID: "01010101", state: "aborted")) {
            try maker.store.abort(id, reason: "again", now: Self.now)
        }
        #expect(throws: StoreError.caseEnded(caseID: "01010101", state: "aborted")) {
            try maker.collect(try maker.answer(fixture, by: 0).encoded())
        }
        let second = try maker.opened(2)
        for signer in 0..<2 { _ = try maker.collect(try maker.answer(second, by: signer).encoded()) }
        for custodian in 0..<3 {
            _ = try maker.collect(try maker.confirmation(second, by: custodian, of: [0, 1]).encoded)
        }
        let state = try maker.store.state(of: try FixtureCase.caseID(2))
        let final = try FinalTransaction(try #require(state.confirmationTally()?.confirmed), of: state)
        try maker.store.assembled(final, of: state.caseID, now: Self.now)
        #expect(try maker.another().finalTransaction(of: state) == final.transaction)
        #expect(throws: StoreError.self) { try maker.opened(3) }
        #expect(throws: StoreError.caseEnded(caseID: "02020202", state: "assembled")) {
            try maker.store.abort(state.caseID, reason: "late", now: Self.now)
        }
        #expect(try maker.store.log().last?.kind == "case-assembled")
    }

    @Test("collects files, keeps each by its hash, and knows the state again after reopening")
    func collects() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        let bytes = try maker.answer(fixture, by: 0).encoded()
        let first = try maker.collect(bytes, as: "a.psbt")
        #expect(first.report.signatures.count == 2)
        #expect(!first.isRepeated)
        let again = try maker.collect(bytes, as: "b.psbt")
        #expect(again.isRepeated)
        #expect(again.report.bringsNothingNew)
        let state = try maker.another().state(of: try FixtureCase.caseID(1))
        #expect(state.signatures == first.state.signatures)
        #expect(state.answers == first.state.answers)
        let names = try maker.raw { try String.fetchAll($0, sql: "SELECT name FROM received_file ORDER BY rowid") }
        #expect(names == ["01010101.proposal.psbt", "b.psbt"])
    }

    @Test("finds the case of a file that lost its documents by its transaction")
    func stripped() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        var psbt = try fixture.proposal()
        try fixture.sign(&psbt, by: 2)
        psbt.global.proprietary = []
        #expect(try maker.collect(psbt.encoded()).report.signatures.count == 2)
    }

    @Test("gives every refused file its own sentence, keeps it, and changes nothing else")
    func refuses() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        func error(_ bytes: [UInt8]) throws -> StoreError {
            try #require(throws: StoreError.self) { try maker.collect(bytes) }
        }
        let foreign = try maker.fixture(9)
        #expect(
            try error(foreign.proposal().encoded())
                == .fileOfNoCase(reason: "it is of case 09090909, which was not proposed here"))
        var unknown = try maker.fixture(9) { $0.payments[0].sat -= 1 }.psbt()
        unknown.global.proprietary = []
        #expect(try error(unknown.encoded()) == .fileOfNoCase(reason: "no case here has its transaction"))
        let test = try FixtureCase(FixtureVault { $0.network = .testnet4 })
        #expect(try error(test.proposal().encoded()) == .fileOfOtherNetwork(file: .testnet4, home: .regtest))
        let twin = try FixtureCase(FixtureVault { $0.name = "twin" })
        #expect(try error(twin.proposal().encoded()).code == "collect.other-vault")
        var changed = try maker.answer(fixture, by: 0)
        changed.inputs[0].sighashType = 3
        #expect(try error(changed.encoded()).code == "collect.request-changed")
        #expect(try error(Array("nonsense".utf8)).code == "psbt.magic")
        #expect(try maker.store.state(of: try FixtureCase.caseID(1)).signatures.isEmpty)
        let outcomes = try maker.raw {
            try String.fetchAll($0, sql: "SELECT outcome FROM received_file ORDER BY rowid")
        }
        #expect(
            outcomes == [
                "taken", "store.file-of-no-case", "store.file-of-no-case", "store.file-of-other-network",
                "collect.other-vault", "collect.request-changed", "psbt.magic",
            ])
    }

    @Test("keeps quarantined signatures as evidence over a restart")
    func quarantine() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        var psbt = try fixture.proposal()
        try fixture.sign(&psbt, by: 0)
        let key = psbt.inputs[0].partialSigs[0].publicKey
        psbt.inputs[0].partialSigs = [
            PartialSig(publicKey: key, signature: psbt.inputs[1].partialSigs[0].signature)
        ]
        let collection = try maker.collect(psbt.encoded())
        #expect(collection.report.quarantined.count == 1)
        #expect(try maker.another().state(of: collection.caseID).quarantine == collection.state.quarantine)
    }

    @Test("never replaces or removes a verified signature, nor a received file")
    func protects() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        _ = try maker.collect(try maker.answer(fixture, by: 0).encoded())
        for sql in [
            "UPDATE signature SET value = x'00'", "DELETE FROM signature", "DELETE FROM received_file",
        ] {
            #expect(throws: DatabaseError.self) { try maker.raw { try $0.execute(sql: sql) } }
        }
        try maker.raw { try $0.execute(sql: "DROP TRIGGER signature_stays; UPDATE signature SET value = x'3001'") }
        let error = try #require(throws: StoreError.self) { try maker.store.state(of: try FixtureCase.caseID(1)) }
        #expect(error.code == "store.damaged")
    }

    @Test("writes a change and its log entry together or not at all")
    func atomic() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened()
        let before = try maker.store.log()
        try maker.raw {
            try $0.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'no'); END")
        }
        #expect(throws: StoreError.self) { try maker.collect(try maker.answer(fixture, by: 0).encoded()) }
        #expect(throws: StoreError.self) {
            try maker.store.abort(try FixtureCase.caseID(1), reason: "x", now: Self.now)
        }
        #expect(throws: StoreError.self) {
            try maker.store.importCoins(try maker.coins(fixture), of: maker.vault.document, now: Self.now)
        }
        try maker.raw { try $0.execute(sql: "DROP TRIGGER full") }
        #expect(try maker.store.log() == before)
        #expect(try maker.store.state(of: try FixtureCase.caseID(1)).signatures.isEmpty)
        #expect(try maker.store.caseNamed("0101").life == .open)
        #expect(try maker.store.coins(of: maker.vault.document).isEmpty)
        #expect(try maker.raw { try Int.fetchOne($0, sql: "SELECT count(*) FROM received_file") } == 1)
    }
}
