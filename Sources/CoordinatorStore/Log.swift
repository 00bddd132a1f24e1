import BitcoinCrypto
package import ByteCoding
import CoordinatorCore
import Foundation
import GRDB

/// What happened, for the log.
package struct LogEvent: Sendable, Hashable {
    /// The kinds of entries.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case created = "store-created"
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

/// One entry of the append-only log.
package struct LogEntry: Sendable, Hashable {
    /// The position, from 1, without gaps.
    package let sequence: Int
    /// When, in UTC.
    package let at: String
    /// The kind of event.
    package let kind: String
    /// The case it concerns.
    package let caseID: String?
    /// What happened.
    package let text: String
    /// The hash of the entry before; 32 zero bytes for the first.
    package let previous: Bytes32
    /// The hash of this entry.
    package let hash: Bytes32
}

/// The hash-chained log: each entry's hash covers the entry before it.
enum Log {
    /// Appends an entry inside the caller's transaction, so that state and log change together or not at all.
    static func append(_ event: LogEvent, _ now: Timestamp, in db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM log ORDER BY sequence DESC LIMIT 1")
        let previous = try last.map { row in try RowValue.bytes32(row, "hash") } ?? start
        let lastSequence: Int = last.map { $0["sequence"] } ?? 0
        let sequence = lastSequence + 1
        let text = oneLine(event.text)
        let digest = hash(
            sequence: sequence, at: now.text, kind: event.kind.rawValue, caseID: event.caseID, text: text,
            previous: previous)
        try db.execute(
            sql: "INSERT INTO log (sequence, at, kind, case_id, text, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                sequence, now.text, event.kind.rawValue, event.caseID, text, RowValue.data(previous),
                RowValue.data(digest),
            ])
    }

    /// Reads all entries and checks the chain.
    static func entries(in db: Database) throws -> [LogEntry] {
        var previous = start
        var entries: [LogEntry] = []
        for row in try Row.fetchAll(db, sql: "SELECT * FROM log ORDER BY sequence") {
            let entry = LogEntry(
                sequence: row["sequence"], at: row["at"], kind: row["kind"], caseID: row["case_id"], text: row["text"],
                previous: try RowValue.bytes32(row, "previous"), hash: try RowValue.bytes32(row, "hash"))
            let expected = hash(
                sequence: entry.sequence, at: entry.at, kind: entry.kind, caseID: entry.caseID, text: entry.text,
                previous: previous)
            guard entry.sequence == entries.count + 1, entry.previous == previous, entry.hash == expected else {
                throw StoreError.logBroken(sequence: entries.count + 1)
            }
            previous = entry.hash
            entries.append(entry)
        }
        return entries
    }

    private static let start = Bytes32(bigEndianWords: (0, 0, 0, 0))

    private static func hash(
        sequence: Int, at: String, kind: String, caseID: String?, text: String, previous: Bytes32
    ) -> Bytes32 {
        // Every field stands on a line of its own and none contains a line end, so no two entries share their bytes.
        let lines = [String(sequence), previous.hex, at, kind, caseID ?? "-", text]
        return TaggedHash.hash(tag: "rensho/coordinator-log/v1", Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    private static func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }
}
