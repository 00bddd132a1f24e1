import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import Foundation
import GRDB
import TestSupport
import Testing

/// P-28: the state never changes without an entry in the log, whatever function changes it.
@Suite("Every change and its log entry are one transaction")
struct LogTransactionTests {
    private static let now = StoreMaker.now

    /// One function that changes something, on a store in which it would.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What has to be there before; answers the case that it is about.
        let before: @Sendable (borrowing StoreMaker) throws -> FixtureCase
        let change: @Sendable (borrowing StoreMaker, FixtureCase) throws -> Void

        init(
            _ name: String,
            before: @escaping @Sendable (borrowing StoreMaker) throws -> FixtureCase = { try $0.fixture() },
            _ change: @escaping @Sendable (borrowing StoreMaker, FixtureCase) throws -> Void
        ) {
            testDescription = name
            self.before = before
            self.change = change
        }
    }

    private static let listed: @Sendable (borrowing StoreMaker) throws -> FixtureCase = { maker in
        let fixture = try maker.fixture()
        _ = try maker.store.importCoins(maker.coins(fixture), of: maker.vault.document, now: now)
        return fixture
    }

    private static let opened: @Sendable (borrowing StoreMaker) throws -> FixtureCase = { try $0.opened() }

    private static let frozen: @Sendable (borrowing StoreMaker) throws -> FixtureCase = { maker in
        let fixture = try listed(maker)
        try maker.store.freeze([maker.coins(fixture)[0].outpoint], reason: "x", of: maker.vault.document, now: now)
        return fixture
    }

    private static let confirmed: @Sendable (borrowing StoreMaker) throws -> FixtureCase = { maker in
        let fixture = try maker.opened()
        for signer in [0, 1] { _ = try maker.collect(maker.answer(fixture, by: signer).encoded()) }
        for person in 0...2 { _ = try maker.collect(maker.confirmation(fixture, by: person, of: [0, 1]).encoded) }
        return fixture
    }

    static let changes: [Change] = [
        Change("another vault") { maker, _ in
            _ = try maker.store.add(FixtureVault { $0.name = "twin" }.document, now: now)
        },
        Change("an acknowledgement") { maker, _ in
            let twin = try FixtureVault { $0.name = "twin" }
            _ = try maker.store.add(twin.document, now: now)
            _ = try maker.store.add(twin.acknowledgements[0], now: now)
        },
        Change("coins") { maker, fixture in
            _ = try maker.store.importCoins(maker.coins(fixture), of: maker.vault.document, now: now)
        },
        Change("a frozen coin", before: listed) { maker, fixture in
            try maker.store.freeze(
                [maker.coins(fixture)[0].outpoint], reason: "x", of: maker.vault.document, now: now)
        },
        Change("a thawed coin", before: frozen) { maker, fixture in
            try maker.store.thaw([maker.coins(fixture)[0].outpoint], of: maker.vault.document, now: now)
        },
        Change("a label", before: listed) { maker, fixture in
            _ = try maker.store.mark(
                [CoinMark(outpoint: maker.coins(fixture)[0].outpoint, label: "rent")], of: maker.vault.document,
                now: now)
        },
        Change("a case") { maker, fixture in _ = try maker.store.open(maker.state(fixture), now: now) },
        Change("a file", before: opened) { maker, fixture in
            _ = try maker.collect(maker.answer(fixture, by: 0).encoded())
        },
        Change("a file of nothing") { maker, _ in _ = try? maker.collect(Array("hello".utf8)) },
        Change("a re-display file", before: opened) { maker, fixture in
            _ = try maker.store.confirmFileWritten(fixture.header.caseID, hash: SHA256.hash([1]), now: now)
        },
        Change("an aborted case", before: opened) { maker, fixture in
            try maker.store.abort(fixture.header.caseID, reason: "x", now: now)
        },
        Change("a withdrawn case", before: opened) { maker, fixture in
            try maker.store.withdraw(fixture.header.caseID, usesFreshChange: true, reason: "x", now: now)
        },
        Change("an assembled case", before: confirmed) { maker, fixture in
            let known = try maker.store.known(fixture.header.caseID)
            let state = known.state
            let confirmed = try #require(state.confirmationTally()?.confirmed)
            try maker.store.assembled(
                FinalTransaction(confirmed, of: state), of: state.caseID, knowing: known, now: now)
        },
    ]

    @Test("a change whose entry does not come is undone, down to the last row", arguments: changes)
    func undone(_ change: Change) throws {
        let maker = try StoreMaker.make()
        let fixture = try change.before(maker)
        let entries = try maker.store.log().count
        try maker.raw {
            // Unlike an error, this keeps the entry away without a word.
            try $0.execute(sql: "CREATE TRIGGER silent BEFORE INSERT ON log BEGIN SELECT RAISE(IGNORE); END")
        }
        let before = try Self.content(maker)
        let error = #expect(throws: (any Error).self) {
            try change.change(maker, fixture)
            throw StoreMakerError.foreignCoin
        }
        if change.testDescription != "a file of nothing" { #expect((error as? StoreError)?.code == "store.damaged") }
        #expect(try Self.content(maker) == before)
        // And with the entry it is done.
        try maker.raw { try $0.execute(sql: "DROP TRIGGER silent") }
        try change.change(maker, fixture)
        #expect(try maker.store.log().count > entries)
        #expect(try Self.content(maker) != before)
    }

    @Test("there is one door to a change, and it looks after the entry")
    func oneDoor() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/CoordinatorStore")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(files.count > 10)
        // A copy of a whole store is made, and given its entry, before anybody opens it as one.
        for file in files where !["Store.swift", "Store+Backup.swift"].contains(file) {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            for call in ["inTransaction", "writeWithoutTransaction", "queue.write", "inSavepoint"] {
                #expect(!text.contains(call), "\(file): \(call)")
            }
        }
    }

    /// Every row of every table, as text.
    private static func content(_ maker: borrowing StoreMaker) throws -> [String] {
        try maker.raw { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
            return try tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table): \($0)" }
            }
        }
    }
}
