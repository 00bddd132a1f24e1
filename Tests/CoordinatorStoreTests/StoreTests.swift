import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import CoordinatorStore
import Custody
import GRDB
import TestSupport
import Testing

@Suite struct StoreTests {
    static let now = StoreMaker.now

    @Test("is made once, for one network, and opened again")
    func creates() throws {
        let folder = TemporaryFolder()
        let path = folder.file("store")
        let store = try Store.create(at: path, network: .signet, now: Self.now)
        #expect(store.network == .signet)
        #expect(try Store(opening: path).network == .signet)
        #expect(throws: StoreError.alreadyThere(path: path)) {
            try Store.create(at: path, network: .regtest, now: Self.now)
        }
        #expect(try store.log().map(\.kind) == ["store-created"])
    }

    @Test("keeps a write-ahead log, synchronises fully and checks foreign keys")
    func settings() throws {
        let maker = try StoreMaker.make()
        #expect(try maker.raw { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try maker.store.setting("synchronous") == 2)
        #expect(try maker.store.setting("foreign_keys") == 1)
    }

    @Test("opens neither what is no store, nor one of a newer layout")
    func refusesFiles() throws {
        let folder = TemporaryFolder()
        let empty = folder.file("empty")
        #expect(throws: StoreError.notAStore(path: empty)) { try Store(opening: empty) }
        let text = folder.file("text")
        try DatabaseQueue(path: text).close()
        let maker = try StoreMaker.make()
        try maker.raw { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(
            throws: StoreError.damaged(what: "its layout 99 is newer than layout 1, which this program knows")
        ) { try maker.another() }
        #expect(throws: StoreError.self) { try Store(opening: folder.path + "/no/such/folder/store") }
    }

    @Test("keeps vaults and acknowledgements, each once, and refuses another document of one version")
    func vaults() throws {
        let maker = try StoreMaker.make()
        #expect(try maker.store.add(maker.vault.document, now: Self.now) == .known)
        #expect(try maker.store.add(maker.vault.acknowledgements[0], now: Self.now) == .known)
        let stored = try maker.store.vault(named: nil)
        #expect(stored.document == maker.vault.document)
        #expect(stored.book.missing.isEmpty)
        let changed = try FixtureVault { $0.maximumFeeSat = 1 }
        #expect(throws: StoreError.vaultConflict(name: "treasury", version: "1")) {
            try maker.store.add(changed.document, now: Self.now)
        }
        #expect(
            throws: StoreError.acknowledgementOfUnknownVault(name: "treasury", digest: changed.document.digest.hex)
        ) { try maker.store.add(changed.acknowledgements[0], now: Self.now) }
        let other = try FixtureVault { $0.network = .testnet4 }
        #expect(throws: StoreError.fileOfOtherNetwork(file: .testnet4, home: .regtest)) {
            try maker.store.add(other.document, now: Self.now)
        }
        _ = try maker.store.add(try FixtureVault { $0.name = "second" }.document, now: Self.now)
        #expect(throws: StoreError.severalVaults(names: ["second", "treasury"])) { try maker.store.vault(named: nil) }
        #expect(throws: StoreError.unknownVault(name: "third")) { try maker.store.vault(named: "third") }
        #expect(try maker.store.vault(named: "treasury").document == maker.vault.document)
    }

    @Test("names the absence of any vault")
    func noVault() throws {
        let folder = TemporaryFolder()
        let store = try Store.create(at: folder.file("store"), network: .regtest, now: Self.now)
        #expect(throws: StoreError.noVault) { try store.vault(named: nil) }
        #expect(throws: StoreError.noVault) { try store.vault(named: "x") }
    }

    @Test("keeps coins with their previous transactions and proves them again")
    func coins() throws {
        let maker = try StoreMaker.make()
        var fixture = try maker.fixture()
        try fixture.addCoin(1, 8, sat: 5_000)
        let coins = try maker.coins(fixture)
        #expect(try maker.store.importCoins(coins, of: maker.vault.document, now: Self.now) == 3)
        #expect(try maker.store.importCoins(coins, of: maker.vault.document, now: Self.now) == 0)
        let stored = try maker.another().coins(of: maker.vault.document)
        #expect(stored.map(\.coin.amount.sat) == [200_000_000, 100_000_000, 5_000])
        #expect(stored.allSatisfy { $0.lockedBy == nil })
        // A change coin at 8 means that change addresses up to 8 are used.
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 9)
    }

    @Test("finds a coin that was altered behind its back")
    func damagedCoin() throws {
        let maker = try StoreMaker.make()
        let coins = try maker.coins(try maker.fixture())
        _ = try maker.store.importCoins(coins, of: maker.vault.document, now: Self.now)
        try maker.raw { try $0.execute(sql: "UPDATE coin SET position = 7 WHERE position = 1") }
        let error = try #require(throws: StoreError.self) { try maker.store.coins(of: maker.vault.document) }
        #expect(error.code == "store.damaged")
    }

    @Test("chains its log, and nothing in it can be altered, removed or skipped")
    func log() throws {
        let maker = try StoreMaker.make()
        let entries = try maker.store.log()
        #expect(entries.map(\.sequence) == Array(1...5))
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.hash == $1.previous })
        #expect(throws: DatabaseError.self) { try maker.raw { try $0.execute(sql: "UPDATE log SET text = 'x'") } }
        #expect(throws: DatabaseError.self) { try maker.raw { try $0.execute(sql: "DELETE FROM log") } }
        for (sql, broken) in [
            ("UPDATE log SET text = 'x' WHERE sequence = 2", 2), ("UPDATE log SET at = 'x' WHERE sequence = 5", 5),
            ("DELETE FROM log WHERE sequence = 3", 3), ("UPDATE log SET case_id = 'x' WHERE sequence = 4", 4),
        ] {
            let copy = try StoreMaker.make()
            try copy.raw { db in
                try db.execute(sql: "DROP TRIGGER log_keeps_entries; DROP TRIGGER log_keeps_all; \(sql)")
            }
            #expect(throws: StoreError.logBroken(sequence: broken)) { try copy.store.log() }
        }
    }

    @Test("tells two programs apart: the second waits, and then sees what the first did")
    func twoPrograms() async throws {
        let maker = try StoreMaker.make()
        let one = maker.store
        let other = try maker.another()
        let vaults = try (0..<8).map { number in try FixtureVault { $0.name = "vault-\(number)" }.document }
        await withTaskGroup(of: Bool.self) { group in
            for (number, vault) in vaults.enumerated() {
                let store = number.isMultiple(of: 2) ? one : other
                group.addTask { (try? store.add(vault, now: Self.now)) == .new }
            }
            for await isNew in group { #expect(isNew) }
        }
        #expect(try one.vaults().count == 9)
        #expect(try other.log().count == 13)
    }
}
