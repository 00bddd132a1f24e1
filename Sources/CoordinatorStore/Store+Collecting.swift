import BitcoinCrypto
import ByteCoding
package import CoordinatorCore
package import Custody
import GRDB

/// A file as it came in.
package struct ReceivedFile: Sendable {
    /// Its name, for people.
    package let name: String
    /// Its bytes.
    package let bytes: [UInt8]

    /// Takes a file.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// What collecting a file led to.
package struct Collection: Sendable {
    /// The case that the file belongs to.
    package let caseID: CaseID
    /// What the file changed.
    package let report: CollectReport
    /// The case after it.
    package let state: CaseState
    /// Whether the very same file was collected before.
    package let isRepeated: Bool
}

extension Store {
    /// Finds the case of a file, verifies what the file brings and keeps it, in one transaction.
    ///
    /// A file that is refused as a whole is kept as well, under its SHA-256, with the reason. What comes for a case that has
    /// ended is verified and kept, too, and then refused.
    package func collect(
        _ file: ReceivedFile, today: CalendarDate? = nil, now: Timestamp
    ) throws(StoreError) -> Collection {
        let outcome: Result<Collection, StoreError> = try write { db in
            var id: String?
            do {
                let collected: CollectedFile
                do throws(CaseError) { collected = try CollectedFile(file.bytes) } catch {
                    throw StoreError.refused(error)
                }
                let found = try self.caseOf(collected, in: db)
                id = found
                var state = try Self.state(of: found, today: today, in: db)
                let isRepeated = try Self.isKnown(collected.hash, in: db)
                let report = try Self.take(file, into: &state, now, in: db)
                // Signatures that come too late are outside all the same: they are taken, so that they count as armed.
                try Self.requireOpen(found, in: db)
                return .success(
                    Collection(caseID: state.caseID, report: report, state: state, isRepeated: isRepeated))
            } catch let error as StoreError where error.isAboutFile {
                try Self.keep(file, caseID: id, outcome: error.code, now, in: db)
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    static func take(
        _ file: ReceivedFile, into state: inout CaseState, _ now: Timestamp, in db: Database
    ) throws -> CollectReport {
        let id = state.caseID.description
        let report: CollectReport
        let collected: CollectedFile
        do throws(CaseError) {
            collected = try CollectedFile(file.bytes)
            report = try state.collect(collected)
        } catch {
            throw StoreError.refused(error)
        }
        try keepStops(of: collected, state, now, in: db)
        try keep(file, caseID: id, outcome: report.hasRefusals ? "quarantined" : "taken", now, in: db)
        let source = RowValue.data(report.file)
        for signature in report.signatures {
            try db.execute(
                sql: """
                    INSERT INTO signature (case_id, input, public_key, person, value, file_sha256)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, signature.slot.input, RowValue.data(signature.slot.publicKey.bytes),
                    signature.person.description, RowValue.data(signature.value), source,
                ])
        }
        for answer in report.answers {
            try db.execute(
                sql: """
                    INSERT INTO answer_document (case_id, sha256, kind, person, bytes, file_sha256)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, RowValue.data(answer.fileHash), answer.kind.rawValue, answer.person.description,
                    RowValue.data(answer.encoded), source,
                ])
        }
        for item in report.quarantined {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO quarantine
                        (case_id, sha256, subject, person, reason_code, reason, value, file_sha256)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, RowValue.data(item.identity), item.subjectText, item.person?.description, item.reasonCode,
                    item.reason, RowValue.data(item.value), source,
                ])
        }
        try Log.append(
            LogEvent(
                kind: .fileReceived, caseID: id,
                text: "sha256 \(report.file.hex): " + report.logText
                    + LogClaims.text(of: report.answers)), now, in: db)
        return report
    }

    private func caseOf(_ file: CollectedFile, in db: Database) throws -> String {
        if let other = file.network, other != network {
            throw StoreError.fileOfOtherNetwork(file: other, home: network)
        }
        if let id = file.caseID {
            let known = try String.fetchOne(
                db, sql: "SELECT id FROM payment_case WHERE id = ?", arguments: [id.description])
            guard let known else {
                throw StoreError.fileOfNoCase(reason: "it is of case \(id.short), which was not proposed here")
            }
            return known
        }
        guard let hash = file.unsignedTransactionHash else {
            throw StoreError.fileOfNoCase(reason: "it names no case and has no transaction")
        }
        let ids = try String.fetchAll(
            db, sql: "SELECT id FROM payment_case WHERE unsigned_hash = ? ORDER BY state = 'open' DESC, opened_at DESC",
            arguments: [RowValue.data(hash)])
        guard let id = ids.first else {
            throw StoreError.fileOfNoCase(reason: "no case here has its transaction")
        }
        return id
    }

    private static func isKnown(_ hash: Bytes32, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM received_file WHERE sha256 = ?)",
            arguments: [RowValue.data(hash)]) ?? false
    }

    /// The most files that are kept for a case, far below what an evidence holds and far above what people bring.
    private static let mostFiles = 9_000
    /// The most bytes of a case's files together: the rest of an evidence, its reviews and its log among it, needs room, too.
    private static let mostBytes = EvidenceBundle.maximumBytes / 16 * 15

    /// Refuses a file with which the case's evidence, in which every file stands, could not be read any more.
    private static func requireRoom(for file: ReceivedFile, of id: String, in db: Database) throws {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) AS files, coalesce(sum(length(bytes)), 0) AS bytes FROM received_file
                WHERE case_id = ?
                """,
            arguments: [id])
        guard let row else { return }
        let (files, bytes): (Int, Int) = (row["files"], row["bytes"])
        guard files < mostFiles, bytes <= mostBytes - file.bytes.count else {
            throw StoreError.caseFull(caseID: String(id.prefix(8)))
        }
    }

    private static func keep(
        _ file: ReceivedFile, caseID: String?, outcome: String, _ now: Timestamp, in db: Database
    ) throws {
        let hash = SHA256.hash(file.bytes)
        if let caseID, try !isKnown(hash, in: db) { try requireRoom(for: file, of: caseID, in: db) }
        try db.execute(
            sql: """
                INSERT INTO received_file (sha256, case_id, name, bytes, outcome, received_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (sha256) DO UPDATE SET case_id = coalesce(excluded.case_id, case_id),
                    name = excluded.name, outcome = excluded.outcome, received_at = excluded.received_at
                """,
            arguments: [RowValue.data(hash), caseID, file.name, RowValue.data(file.bytes), outcome, now.text])
        if outcome != "taken", outcome != "quarantined" {
            try Log.append(
                LogEvent(kind: .fileReceived, caseID: caseID, text: "sha256 \(hash.hex): refused, \(outcome)"), now,
                in: db)
        }
    }
}

extension StoreError {
    /// Whether the error says something about a received file and nothing about the store.
    var isAboutFile: Bool {
        switch self {
        case .refused, .fileOfNoCase, .fileOfOtherNetwork, .caseEnded: true
        case .busy, .unavailable, .readOnly, .diskFull, .alreadyThere, .notAStore, .damaged, .unknownVault, .noVault,
            .severalVaults, .vaultConflict, .versionBeforeMissing, .vault, .acknowledgementConflict,
            .acknowledgementOfUnknownVault, .acknowledgement, .caseFull, .unknownCase, .ambiguousCase,
            .malformedCaseName,
            .caseExists, .changeIndexUsed, .caseRefused, .caseNotConfirmed, .coinLocked, .coinFrozen, .coinNotFrozen,
            .moreThanMoney, .unknownCoin, .orderNumberUsed, .orderUsed, .limitExceeded, .vaultFrozen, .orderVetoed,
            .orderLocked, .stop, .replacement, .logBroken, .unexpected:
            false
        }
    }
}
