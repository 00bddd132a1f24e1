package import BitcoinPrimitives
package import CoordinatorCore
import Foundation
import GRDB

/// The coordinator's memory: one SQLite file in which every change of state and its log entry are one transaction.
///
/// Write-ahead log, full synchronisation, foreign keys. Two programs may use one store: each change takes the write lock
/// at its beginning and waits for the other's for `busyTimeoutSeconds`.
package struct Store: Sendable {
    /// How long a change waits for another program's, in seconds: longer than collecting the largest file takes.
    package static let busyTimeoutSeconds: Double = 30

    /// The network that the home was made for.
    package let network: Network

    let queue: DatabaseQueue

    /// Where the store is, for its errors.
    let path: String

    /// Makes a new store for a network; refuses a file that already holds one.
    package static func create(at path: String, network: Network, now: Timestamp) throws(StoreError) -> Store {
        let queue = try connect(path)
        try guarding(path) {
            try queue.inTransaction(.immediate) { db in
                guard try !Self.isMade(db) else { throw StoreError.alreadyThere(path: path) }
                // What a killed init left is an empty file; anything else in it is somebody's.
                guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
                    throw StoreError.notAStore(path: path)
                }
                try Schema.migrator.migrate(in: db)
                try db.execute(
                    sql: "INSERT INTO home (id, network, created_at) VALUES (1, ?, ?)",
                    arguments: [network.rawValue, now.text])
                // The first entry names the log: no two stores have the same.
                let name = try String.fetchOne(db, sql: "SELECT lower(hex(randomblob(16)))") ?? ""
                try Log.append(
                    LogEvent(kind: .created, caseID: nil, text: "store \(name) made for \(network.rawValue)"), now,
                    in: db)
                return .commit
            }
        }
        return Store(network: network, queue: queue, path: path)
    }

    /// What a program does with a store.
    package enum Access: Sendable {
        /// It only looks; nothing is written, so that a home on a read-only medium can be read.
        case reading
        /// It may change something.
        case writing
    }

    /// Opens a store that is there, bringing an older layout up to date.
    package init(opening path: String, for access: Access = .writing) throws(StoreError) {
        if access == .reading, let store = try Self.readOnly(path) {
            self = store
            return
        }
        let queue = try Self.connect(path)
        let name: String = try Self.guarding(path) {
            var name: String?
            try queue.inTransaction(.immediate) { db in
                guard try Self.isMade(db) else { throw StoreError.notAStore(path: path) }
                try Schema.migrator.migrate(in: db)
                name = try String.fetchOne(db, sql: "SELECT network FROM home WHERE id = 1")
                return .commit
            }
            guard let name else { throw StoreError.notAStore(path: path) }
            return name
        }
        self.init(network: try Self.network(name), queue: queue, path: path)
    }

    /// A look at a store without any means to change it; `nil` when its layout is older and has to be brought up to date.
    static func readOnly(_ path: String) throws(StoreError) -> Store? {
        let queue = try guarding(path) { () throws -> DatabaseQueue in
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(busyTimeoutSeconds)
            do {
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                _ = try queue.read { try $0.tableExists("home") }
                return queue
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
                // A reader of a write-ahead log needs files beside it. Where none can be made, nobody else can be
                // writing either, and with no log left behind the file alone is the whole store.
                guard !FileManager.default.fileExists(atPath: path + "-wal") else { throw error }
                return try DatabaseQueue(path: try immutable(path), configuration: configuration)
            }
        }
        let found: String?? = try guarding(path) {
            try queue.read { db in
                guard try isMade(db) else { throw StoreError.notAStore(path: path) }
                return try Schema.migrator.isDue(in: db)
                    ? nil : .some(try String.fetchOne(db, sql: "SELECT network FROM home WHERE id = 1"))
            }
        }
        guard let found else { return nil }
        guard let name = found else { throw .notAStore(path: path) }
        return Store(network: try network(name), queue: queue, path: path)
    }

    /// The name under which SQLite reads a file that nobody changes, without anything beside it.
    static func immutable(_ path: String) throws(StoreError) -> String {
        guard let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) else {
            throw .unavailable(path: path, reason: "its name is no text")
        }
        return "file:\(escaped)?immutable=1"
    }

    /// Whether the tables are there; a file alone may be what a killed init left.
    static func isMade(_ db: Database) throws -> Bool { try db.tableExists("home") }

    static func network(_ name: String) throws(StoreError) -> Network {
        guard let network = Network(rawValue: name) else { throw .damaged(what: "the network is \"\(name)\"") }
        return network
    }

    private init(network: Network, queue: DatabaseQueue, path: String) {
        self.network = network
        self.queue = queue
        self.path = path
    }

    private static func connect(_ path: String) throws(StoreError) -> DatabaseQueue {
        try guarding(path) {
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(busyTimeoutSeconds)
            configuration.foreignKeysEnabled = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            // GRDB sets NORMAL for the write-ahead log; a signature acknowledged must outlive a power cut.
            try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            return queue
        }
    }

    /// The number that SQLite holds for one of its settings on this connection.
    package func setting(_ name: String) throws(StoreError) -> Int? {
        try Self.guarding(path) { try queue.read { try Int.fetchOne($0, sql: "PRAGMA \(name)") } }
    }

    /// Runs a change as one transaction; nothing of it remains when it throws, nor when it changed anything and wrote no
    /// entry into the log.
    func write<Result>(_ change: (Database) throws -> Result) throws(StoreError) -> Result {
        try Self.guarding(path) {
            var result: Result?
            try queue.inTransaction(.immediate) { db in
                let (rows, entries) = (db.totalChangesCount, try Log.length(in: db))
                result = try change(db)
                guard try db.totalChangesCount == rows || Log.length(in: db) > entries else {
                    throw StoreError.damaged(what: "a change that the log says nothing of")
                }
                return .commit
            }
            guard let result else { throw StoreError.damaged(what: "a transaction gave no result") }
            return result
        }
    }

    /// Runs a look at one consistent state.
    func read<Result>(_ look: (Database) throws -> Result) throws(StoreError) -> Result {
        try Self.guarding(path) { try queue.read(look) }
    }

    static func guarding<Result>(_ path: String, _ body: () throws -> Result) throws(StoreError) -> Result {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw StoreError(error, path)
        } catch {
            throw .damaged(what: "\(error)")
        }
    }
}
