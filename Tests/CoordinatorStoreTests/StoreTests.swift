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
            throws: StoreError.damaged(what: "its layout 99 is newer than layout 8, which this program knows")
        ) { try maker.another() }
        #expect(throws: StoreError.self) { try Store(opening: folder.path + "/no/such/folder/store") }
    }

    @Test("P-19: keeps vaults and acknowledgements, each once, and refuses another document of one version")
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
        #expect(try maker.store.importCoins(coins, of: maker.vault.document, now: Self.now).added == 3)
        #expect(try maker.store.importCoins(coins, of: maker.vault.document, now: Self.now).added == 0)
        let stored = try maker.another().coins(of: maker.vault.document)
        #expect(stored.map(\.coin.amount.sat) == [200_000_000, 100_000_000, 5_000])
        #expect(stored.allSatisfy { $0.lockedBy == nil })
        // A change coin at 8 means that change addresses up to 8 are used.
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 9)
    }

    @Test("takes a whole list for all that there is, and a partial one only for what it shows")
    func lists() throws {
        let maker = try StoreMaker.make()
        var fixture = try maker.fixture()
        try fixture.addCoin(0, 8, sat: 5_000)
        let coins = try maker.coins(fixture)
        let document = maker.vault.document
        let points = coins.map(\.outpoint)
        func take(_ coins: [ProvenCoin], _ list: CoinList) throws -> CoinImport {
            try maker.store.importCoins(coins, of: document, list: list, now: Self.now)
        }
        func sat() throws -> [UInt64] { try maker.store.coins(of: document).map(\.coin.amount.sat) }
        let whole = CoinList(isWhole: true, listed: Set(points), unconfirmed: [])
        #expect(try take(coins, whole) == CoinImport(added: 3, gone: 0))
        // Listed, though not proven this time, is there.
        #expect(try take([], whole) == CoinImport(added: 0, gone: 0))
        #expect(try take([coins[0]], .partial) == CoinImport(added: 0, gone: 0))
        #expect(try sat() == [200_000_000, 100_000_000, 5_000])
        let shorter = CoinList(isWhole: true, listed: Set(points.prefix(2)), unconfirmed: [points[1]])
        #expect(try take([coins[0]], shorter) == CoinImport(added: 0, gone: 2))
        #expect(try sat() == [100_000_000])
        // A coin comes back when a list shows it again, and is no new one.
        #expect(try take([coins[2]], .partial) == CoinImport(added: 0, gone: 0))
        #expect(try sat() == [100_000_000, 5_000])
        // What a case holds stays in sight.
        _ = try maker.opened()
        #expect(try take([], CoinList(isWhole: true, listed: [], unconfirmed: [])) == CoinImport(added: 0, gone: 2))
        #expect(try sat() == [200_000_000, 100_000_000])
    }

    @Test("moves a coin to the vault that proved it last, and takes a list for that vault alone")
    func rightVault() throws {
        let maker = try StoreMaker.make()
        let twin = try FixtureVault { $0.name = "twin" }
        _ = try maker.store.add(twin.document, now: Self.now)
        let coins = try maker.coins(try maker.fixture())
        _ = try maker.store.importCoins(coins, of: maker.vault.document, now: Self.now)
        let empty = CoinList(isWhole: true, listed: [], unconfirmed: [])
        #expect(try maker.store.importCoins([], of: twin.document, list: empty, now: Self.now).gone == 0)
        #expect(try maker.store.importCoins(coins, of: twin.document, now: Self.now).added == 0)
        #expect(try maker.store.coins(of: twin.document).count == 2)
        #expect(try maker.store.coins(of: maker.vault.document).isEmpty)
    }

    @Test("goes to the last change index that there is and not beyond")
    func lastChangeIndex() throws {
        let maker = try StoreMaker.make()
        var fixture = try maker.fixture()
        try fixture.addCoin(1, 0x7fff_ffff, sat: 5_000)
        _ = try maker.store.importCoins(try maker.coins(fixture), of: maker.vault.document, now: Self.now)
        #expect(try maker.store.vault(named: nil).nextChangeIndex == 0x7fff_ffff)
    }

    @Test("P-20: takes the next version of a vault, and uses it once the thresholds of both have signed")
    func versions() throws {
        let maker = try StoreMaker.make()
        // Another document than the one that is there, and a version that comes too early.
        let stray = try FixtureVault { $0.version = 2 }
        #expect(throws: StoreError.vaultConflict(name: "treasury", version: "1")) {
            try maker.store.add(stray.document, now: Self.now)
        }
        let early = try FixtureVault { $0.version = 3 }
        #expect(throws: StoreError.versionBeforeMissing(name: "treasury", version: 3)) {
            try maker.store.add(early.document, now: Self.now)
        }
        let second = try FixtureVault {
            $0.version = 2
            $0.previous = maker.vault.document.digest
            $0.maximumFeeSat = 90_000
        }
        #expect(try maker.store.add(second.document, now: Self.now) == .new)
        #expect(try maker.store.add(second.document, now: Self.now) == .known)
        // Acknowledgements alone agree on no later version.
        for acknowledgement in second.acknowledgements { _ = try maker.store.add(acknowledgement, now: Self.now) }
        #expect(try maker.store.vault(named: nil).document == maker.vault.document)
        #expect(try maker.store.vaults().map(\.isAgreed) == [false, true])
        // Two custodians sign copies of their own.
        var copies: [Document<Vault>] = []
        for cosigner in second.cosigners.prefix(2) {
            var copy = second.document
            copy.add(try cosigner.signature(over: copy.digest))
            copies.append(copy)
            #expect(try maker.store.add(copy, now: Self.now) == .new)
            #expect(try maker.store.add(copy, now: Self.now) == .known)
        }
        let inUse = try maker.store.vault(named: "treasury")
        #expect(inUse.document == copies[0].merging(copies[1]) && inUse.isAgreed)
        // The scripts are the same, so no change address is used twice.
        #expect(inUse.nextChangeIndex == (try maker.store.vaults().last?.nextChangeIndex))
        var forged = second.document
        forged.add(try #require(copies[0].signatures.first))
        let stranger = try #require(maker.vault.acknowledgements.last?.signatures.first)
        forged.add(stranger)
        #expect(throws: StoreError.vault(.signature(.invalid(person: stranger.person)))) {
            try maker.store.add(forged, now: Self.now)
        }
        let fork = try FixtureVault {
            $0.version = 2
            $0.previous = maker.vault.document.digest
            $0.maximumFeeSat = 80_000
        }
        #expect(throws: StoreError.vaultConflict(name: "treasury", version: "2")) {
            try maker.store.add(fork.document, now: Self.now)
        }
    }

    @Test("is made in the empty file that a killed init left, and in no other")
    func killedInit() throws {
        let folder = TemporaryFolder()
        let path = folder.file("store")
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(try Store.create(at: path, network: .signet, now: Self.now).network == .signet)
        let other = folder.file("other")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE mine (id INTEGER)") }
        #expect(throws: StoreError.notAStore(path: other)) {
            try Store.create(at: other, network: .signet, now: Self.now)
        }
    }

    @Test("can be read where nothing can be written")
    func readOnly() throws {
        let maker = try StoreMaker.make()
        let folder = TemporaryFolder()
        let path = folder.file("copy?%41.sqlite")
        _ = try DatabaseQueue(path: maker.path).writeWithoutTransaction {
            try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try FileManager.default.copyItem(atPath: maker.path, toPath: path)
        // The companion that a reader of a write-ahead log needs cannot be made, as on a read-only medium.
        try FileManager.default.createDirectory(atPath: path + "-shm", withIntermediateDirectories: false)
        let store = try Store(opening: path, for: .reading)
        #expect(try store.vault(named: nil).document == maker.vault.document)
        let other = try FixtureVault { $0.name = "second" }
        #expect(throws: StoreError.self) { try store.add(other.document, now: Self.now) }
        let none = folder.file("none")
        try DatabaseQueue(path: none).close()
        #expect(throws: StoreError.notAStore(path: none)) { try Store(opening: none, for: .reading) }
    }

    /// Takes a store back to its first layout.
    static let backToFirstLayout = """
        CREATE TABLE document (
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('share', 'confirmation', 'refusal')),
            person TEXT NOT NULL,
            bytes BLOB NOT NULL,
            file_sha256 BLOB NOT NULL REFERENCES received_file (sha256),
            PRIMARY KEY (case_id, sha256)
        ) STRICT;
        INSERT INTO document SELECT * FROM answer_document ORDER BY rowid;
        DROP TABLE answer_document;
        DROP TABLE order_use;
        DROP TABLE stop_document;
        DROP TABLE coin_snapshot;
        DROP TABLE countersign;
        DROP TABLE redisplay;
        DROP TABLE replacement;
        ALTER TABLE coin DROP COLUMN is_gone;
        ALTER TABLE coin DROP COLUMN frozen;
        ALTER TABLE coin DROP COLUMN height;
        DROP TABLE coin_list;
        PRAGMA user_version = 1;
        """

    @Test("brings an older layout up to date, also for a reader")
    func migrates() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.opened(1)
        for file in try [
            maker.answer(fixture, by: 1).encoded(), maker.answer(fixture, by: 0).encoded(),
            maker.confirmation(fixture, by: 2, of: [0, 1]).encoded,
        ] { _ = try maker.collect(file) }
        let before = try maker.store.state(of: try FixtureCase.caseID(1)).answers
        #expect(before.map(\.person.description) == ["bob", "alice", "carol"])
        try maker.raw { try $0.execute(sql: Self.backToFirstLayout) }
        let store = try Store(opening: maker.path, for: .reading)
        #expect(try store.coins(of: maker.vault.document).isEmpty)
        #expect(try store.state(of: try FixtureCase.caseID(1)).answers == before)
        #expect(try maker.raw { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 8)
        #expect(try store.freshness(of: maker.vault.document) == nil)
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
