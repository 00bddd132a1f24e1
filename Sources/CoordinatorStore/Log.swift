import ByteCoding
import CoordinatorCore
import Custody
import GRDB

/// What happened, for the log.
package struct LogEvent: Sendable, Hashable {
    /// The kinds of entries.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case created = "store-created"
        case restored = "store-restored"
        case vaultAdded = "vault-added"
        case acknowledgementAdded = "acknowledgement-added"
        case coinsImported = "coins-imported"
        case snapshotTaken = "snapshot-taken"
        case coinFrozen = "coin-frozen"
        case coinThawed = "coin-thawed"
        case coinLabelled = "coin-labelled"
        case caseOpened = "case-opened"
        case fileReceived = "file-received"
        case confirmFileWritten = "confirm-file-written"
        case caseAssembled = "case-assembled"
        case caseAborted = "case-aborted"
        case caseReplaced = "case-replaced"
        case caseReopened = "case-reopened"
        case stopHeeded = "stop-heeded"
        case countersigned = "log-countersigned"
    }

    /// The kind.
    package let kind: Kind
    /// The case it concerns; `nil` when it concerns none.
    package let caseID: String?
    /// What happened, in words.
    package let text: String

    /// Describes an event.
    package init(kind: Kind, caseID: String?, text: String) {
        self.kind = kind
        self.caseID = caseID
        self.text = text
    }
}

/// The hash-chained log: each entry's hash covers the entry before it.
enum Log {
    /// Appends an entry inside the caller's transaction, so that state and log change together or not at all.
    static func append(_ event: LogEvent, _ now: Timestamp, in db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM log ORDER BY sequence DESC LIMIT 1")
        let previous = try last.map { row in try RowValue.bytes32(row, "hash") } ?? LogEntry.start
        let lastSequence: Int = last.map { $0["sequence"] } ?? 0
        let entry = LogEntry(
            sequence: lastSequence + 1, at: now.text, kind: event.kind.rawValue, caseID: event.caseID, text: event.text,
            after: previous)
        try db.execute(
            sql: "INSERT INTO log (sequence, at, kind, case_id, text, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                entry.sequence, entry.at, entry.kind, entry.caseID, entry.text, RowValue.data(previous),
                RowValue.data(entry.hash),
            ])
    }

    /// The number of the latest entry; 0 before the first.
    static func length(in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT max(sequence) FROM log") ?? 0
    }

    /// Reads all entries and checks the chain.
    static func entries(in db: Database) throws -> [LogEntry] {
        var previous = LogEntry.start
        var entries: [LogEntry] = []
        for row in try Row.fetchAll(db, sql: "SELECT * FROM log ORDER BY sequence") {
            let entry = LogEntry(
                sequence: row["sequence"], at: row["at"], kind: row["kind"], caseID: row["case_id"], text: row["text"],
                previous: try RowValue.bytes32(row, "previous"), hash: try RowValue.bytes32(row, "hash"))
            guard entry.sequence == entries.count + 1, entry.previous == previous, entry.isWhole else {
                throw StoreError.logBroken(sequence: entries.count + 1)
            }
            previous = entry.hash
            entries.append(entry)
        }
        return entries
    }
}
