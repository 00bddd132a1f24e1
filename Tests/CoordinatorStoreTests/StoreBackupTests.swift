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

/// P-33: copies of a store that is in use, and what is made of them.
@Suite("Backup and restoration of a store")
struct StoreBackupTests {
    private static let now = StoreMaker.now

    private static func empty(_ path: String) throws { try Data().write(to: URL(fileURLWithPath: path)) }

    @Test("a copy is the store at one moment, while another connection writes without a pause")
    func concurrent() throws {
        let maker = try StoreMaker.make()
        let fixture = try maker.fixture()
        let coins = try maker.coins(fixture)
        _ = try maker.store.importCoins(coins, of: maker.vault.document, now: Self.now)
        let other = try maker.another()
        let writer = Writer(store: other, coin: coins[0].outpoint, vault: maker.vault.document)
        writer.start()
        var entries: [Int] = []
        for number in 0..<8 {
            let path = maker.folder.file("copy-\(number)")
            try Self.empty(path)
            let contents = try maker.store.copy(into: path)
            entries.append(contents.entries)
            // The label in the copy is the one that its last entry tells: state and log are of one moment.
            let copy = try Store(opening: path, for: .reading)
            let told = try #require(try copy.log().last)
            #expect(told.hash == contents.head)
            if told.kind == "coin-labelled" {
                let stored = try copy.coins(of: maker.vault.document).first { $0.coin.outpoint == coins[0].outpoint }
                let label = try #require(stored?.coin.label)
                #expect(told.text.hasSuffix(": \(label)"), "\(told.text)")
            }
        }
        writer.stop()
        #expect(entries == entries.sorted() && writer.count > 0)
        #expect(try Set(maker.store.log().map(\.sequence)).isSuperset(of: entries))
    }

    @Test("a restored store goes on from the backup's log and says so; the backup stays as it is")
    func restores() throws {
        let maker = try StoreMaker.make()
        _ = try maker.opened()
        let (backup, made) = (maker.folder.file("backup"), maker.folder.file("made"))
        try Self.empty(backup)
        let contents = try maker.store.copy(into: backup)
        #expect(contents.cases == 1 && contents.network == .regtest)
        #expect(try contents.head == maker.store.log().last?.hash)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: backup))
        try Self.empty(made)
        let restored = try Store.restore(backup, into: made, now: Self.now)
        #expect(restored.entries == contents.entries + 1 && restored.cases == 1)
        let log = try Store(opening: made).log()
        #expect(log.last?.kind == "store-restored")
        #expect(log.last?.text == "from a backup of \(contents.entries) entries, the last \(contents.head.hex)")
        #expect(try log.dropLast() == maker.store.log()[...])
        #expect(try Data(contentsOf: URL(fileURLWithPath: backup)) == bytes)
        let id = try FixtureCase.caseID(1)
        #expect(try Store(opening: made).proposalFile(of: id) == maker.store.proposalFile(of: id))
    }

    /// Somebody's change to a backup, and what is said about it.
    struct Damage: Sendable, CustomTestStringConvertible {
        let title: String
        let sql: [String]
        let error: StoreError

        var testDescription: String { title }
    }

    static let damages = [
        Damage(
            title: "an entry of the log without its hash",
            sql: ["DROP TRIGGER log_keeps_entries", "UPDATE log SET text = 'x' WHERE sequence = 2", keepsEntries],
            error: .logBroken(sequence: 2)),
        Damage(
            title: "a trigger less", sql: ["DROP TRIGGER log_keeps_all"],
            error: .damaged(what: "its tables are not those of its layout")),
        Damage(
            title: "a trigger more",
            sql: ["CREATE TRIGGER more AFTER INSERT ON log BEGIN DELETE FROM coin; END"],
            error: .damaged(what: "its tables are not those of its layout")),
        Damage(
            title: "a row without the one that it refers to",
            sql: [
                "PRAGMA foreign_keys = OFF",
                "INSERT INTO replacement (case_id, replaces, ended) VALUES ('a', 'b', 0)",
            ], error: .damaged(what: "a row of replacement refers to nothing")),
        Damage(
            title: "a byte of a file that came back",
            sql: ["UPDATE received_file SET bytes = zeroblob(length(bytes))"],
            error: .damaged(what: "a received file is not the one that it was")),
        Damage(
            title: "a newer layout", sql: ["PRAGMA user_version = 99"],
            error: .damaged(what: "its layout is newer than this program")),
        Damage(
            title: "no log", sql: ["DROP TRIGGER log_keeps_all", "DELETE FROM log", keepsAll],
            error: .logBroken(sequence: 1)),
    ]

    private static let keepsEntries = """
        CREATE TRIGGER log_keeps_entries BEFORE UPDATE ON log
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        """
    private static let keepsAll = """
        CREATE TRIGGER log_keeps_all BEFORE DELETE ON log
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        """

    @Test("a backup that somebody wrote into is not restored", arguments: damages)
    func damaged(_ damage: Damage) throws {
        let maker = try StoreMaker.make()
        _ = try maker.collect(maker.answer(maker.opened(), by: 0).encoded())
        let (backup, made) = (maker.folder.file("backup"), maker.folder.file("made"))
        try Self.empty(backup)
        _ = try maker.store.copy(into: backup)
        _ = try Store.contents(at: backup)
        let queue = try DatabaseQueue(path: backup)
        try queue.writeWithoutTransaction { db in for sql in damage.sql { try db.execute(sql: sql) } }
        try queue.close()
        #expect(throws: damage.error) { try Store.contents(at: backup) }
        try Self.empty(made)
        #expect(throws: damage.error) { try Store.restore(backup, into: made, now: Self.now) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: made)).isEmpty)
    }

    @Test("a page that was changed is found when the pages are looked at")
    func pages() throws {
        let maker = try StoreMaker.make()
        try maker.store.checkPages()
        try maker.raw { db in
            try db.execute(sql: "PRAGMA writable_schema = ON")
            try db.execute(sql: "UPDATE sqlite_master SET rootpage = 2 WHERE name = 'log'")
        }
        #expect(throws: StoreError.self) { try maker.another().checkPages() }
    }
}

/// Labels a coin over and over until it is stopped.
private final class Writer: @unchecked Sendable {
    // A class, because a thread works on it; the lock orders the accesses.
    private let store: Store
    private let coin: OutPoint
    private let vault: Document<Vault>
    private let lock = NSLock()
    private let ended = DispatchSemaphore(value: 0)
    private var isStopped = false
    private var written = 0

    init(store: Store, coin: OutPoint, vault: Document<Vault>) {
        self.store = store
        self.coin = coin
        self.vault = vault
    }

    var count: Int { lock.withLock { written } }

    func start() {
        Thread.detachNewThread { [self] in
            while !lock.withLock({ isStopped }) {
                let label = "label \(count)."
                guard (try? store.mark([CoinMark(outpoint: coin, label: label)], of: vault, now: StoreMaker.now)) != nil
                else { break }
                lock.withLock { written += 1 }
            }
            ended.signal()
        }
    }

    func stop() {
        lock.withLock { isStopped = true }
        ended.wait()
    }
}
