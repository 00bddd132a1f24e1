import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import CoordinatorCore
import Custody
import GRDB

/// What a whole store holds, as far as a backup is recognised by it.
package struct StoreContents: Sendable, Hashable {
    /// The network.
    package let network: Network
    /// The number of entries in its log.
    package let entries: Int
    /// The hash of the last one.
    package let head: Bytes32
    /// The number of its cases, ended ones among them.
    package let cases: Int
}

extension Store {
    /// Writes a copy of everything into an empty file, and checks the copy.
    ///
    /// The copy is one state of the store, while other programs go on changing it: SQLite reads it in one transaction.
    package func copy(into path: String) throws(StoreError) -> StoreContents {
        try Self.guarding(self.path) {
            try queue.writeWithoutTransaction { db in try db.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        }
        let contents = try Self.contents(at: path)
        let own = try read { db in
            try Row.fetchOne(db, sql: "SELECT hash FROM log WHERE sequence = ?", arguments: [contents.entries])
                .map { try RowValue.bytes32($0, "hash") }
        }
        guard own == contents.head else { throw .damaged(what: "the copy \(path) is not of this store") }
        return contents
    }

    /// Copies a backup into an empty file, of which its log then tells, and checks it.
    package static func restore(
        _ backup: String, into path: String, now: Timestamp
    ) throws(StoreError) -> StoreContents {
        let before = try contents(at: backup)
        let source = try unchanging(backup)
        try guarding(path) {
            try source.writeWithoutTransaction { db in try db.execute(sql: "VACUUM INTO ?", arguments: [path]) }
            // Not the write-ahead log of a store in use: nothing may stay beside the file when it gets its name.
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            try queue.inTransaction(.immediate) { db in
                try Schema.migrator.migrate(in: db)
                try Log.append(
                    LogEvent(
                        kind: .restored, caseID: nil,
                        text: "from a backup of \(before.entries) entries, the last \(before.head.hex)"), now, in: db)
                return .commit
            }
            try queue.close()
        }
        return try contents(at: path)
    }

    /// Checks a whole store that nobody is changing: its pages, its references, its tables and its log.
    package static func contents(at path: String) throws(StoreError) -> StoreContents {
        let queue = try unchanging(path)
        let (name, contents) = try guarding(path) {
            try queue.read { db in
                guard try isMade(db) else { throw StoreError.notAStore(path: path) }
                guard try !Schema.migrator.isNewer(in: db) else {
                    throw StoreError.damaged(what: "its layout is newer than this program")
                }
                try checkPages(db)
                try Schema.migrator.requireTables(in: db)
                let entries = try Log.entries(in: db)
                guard let last = entries.last else { throw StoreError.logBroken(sequence: 1) }
                let cases = try Int.fetchOne(db, sql: "SELECT count(*) FROM payment_case") ?? 0
                let name = try String.fetchOne(db, sql: "SELECT network FROM home WHERE id = 1") ?? ""
                return (name, (entries: entries.count, head: last.hash, cases: cases))
            }
        }
        return StoreContents(
            network: try network(name), entries: contents.entries, head: contents.head, cases: contents.cases)
    }

    /// Reads every page, index and reference, and every file that came back; what is wrong with them is an error.
    package func checkPages() throws(StoreError) { try read { db in try Self.checkPages(db) } }

    private static func checkPages(_ db: Database) throws {
        let found = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") ?? "no answer"
        guard found == "ok" else { throw StoreError.damaged(what: found) }
        if let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
            throw StoreError.damaged(what: "a row of \(row["table"] as String? ?? "") refers to nothing")
        }
        // SQLite knows its pages, and not what was written into them.
        let files = try Row.fetchCursor(db, sql: "SELECT sha256, bytes FROM received_file")
        while let row = try files.next() {
            guard try SHA256.hash(RowValue.bytes(row, "bytes")) == RowValue.bytes32(row, "sha256") else {
                throw StoreError.damaged(what: "a received file is not the one that it was")
            }
        }
    }

    /// A file that is read as it is, without anything beside it.
    private static func unchanging(_ path: String) throws(StoreError) -> DatabaseQueue {
        try guarding(path) {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: try Self.immutable(path), configuration: configuration)
        }
    }
}
