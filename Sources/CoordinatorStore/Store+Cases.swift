import BitcoinCrypto
import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import Descriptors
import GRDB

/// The life of a case in the store.
package enum CaseLife: String, Sendable, Hashable {
    case open, assembled, aborted
    /// Ended by a case that takes its place.
    case replaced
}

/// A case in a list.
package struct CaseSummary: Sendable, Hashable {
    /// The case's name.
    package let caseID: CaseID
    /// Where it stands.
    package let life: CaseLife
    /// The vault's name.
    package let vault: String
    /// When it was opened, in UTC.
    package let openedAt: String
    /// When it ended, in UTC; `nil` while it is open.
    package let endedAt: String?
    /// The case whose place it takes.
    package let replaces: CaseID?
    /// The case that took its place.
    package let replacedBy: CaseID?
}

extension Store {
    /// Opens a case: its coins are held, its change index is used up, and all of it is one transaction.
    ///
    /// Signatures that an adopted PSBT already carries are collected in the same transaction. A payment built here
    /// (`usesFreshChange`) must go to a change index that no case has used by now; another wallet's counter is its own.
    /// A case that this one replaces must spend a coin in common; while it is open it ends here, and its coins go over or
    /// are free.
    package func open(
        _ state: CaseState, usesFreshChange: Bool = false, now: Timestamp
    ) throws(StoreError) -> CollectReport {
        try write { db in try Self.open(state, usesFreshChange: usesFreshChange, now, in: db) }
    }

    /// Opens all cases of a batch in one transaction: all of them are there, or none.
    package func open(
        _ batch: [CaseState], usesFreshChange: Bool, now: Timestamp
    ) throws(StoreError) -> [CollectReport] {
        try write { db in try batch.map { try Self.open($0, usesFreshChange: usesFreshChange, now, in: db) } }
    }

    private static func open(
        _ state: CaseState, usesFreshChange: Bool, _ now: Timestamp, in db: Database
    ) throws -> CollectReport {
        let id = state.caseID.description
        let vault = RowValue.data(state.agreedCase.vault.digest)
        let exists = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM payment_case WHERE id = ? OR digest = ?)",
            arguments: [id, RowValue.data(state.digest)])
        guard exists == false else { throw StoreError.caseExists(caseID: state.caseID.short) }
        try db.execute(
            sql: """
                INSERT INTO payment_case (id, digest, vault_digest, state, unsigned_hash, opened_at)
                VALUES (?, ?, ?, 'open', ?, ?)
                """,
            arguments: [
                id, RowValue.data(state.digest), vault, RowValue.data(state.facts.unsignedTransactionHash),
                now.text,
            ])
        try Self.requireNotStopped(state, in: db)
        try Self.useOrders(of: state, in: db)
        try Self.replace(with: state, now, in: db)
        try Self.requireLimits(of: state, now, in: db)
        for input in state.facts.inputs {
            // Another program may have frozen it since, and another wallet's PSBT knows nothing of it.
            let isFrozen = try Bool.fetchOne(
                db, sql: "SELECT frozen IS NOT NULL FROM coin WHERE txid = ? AND vout = ?",
                arguments: [RowValue.data(input.outpoint.txid.bytes), input.outpoint.vout])
            if isFrozen == true { throw StoreError.coinFrozen(outpoint: input.outpoint) }
            try Self.lock(input.outpoint, for: id, in: db)
        }
        if let changeIndex = Self.highestChangeIndex(of: state.facts) {
            try Self.useChangeIndex(changeIndex, of: vault, isFresh: usesFreshChange, in: db)
        }
        let bytes = state.proposal.fileBytes()
        try db.execute(
            sql: "INSERT INTO proposal (case_id, file) VALUES (?, ?)", arguments: [id, RowValue.data(bytes)])
        try Log.append(
            LogEvent(
                kind: .caseOpened, caseID: id,
                text:
                    "digest \(state.digest.hex) txid \(state.facts.finalTxid) leaving \(state.facts.leaving.sat) sat "
                    + "fee \(state.facts.fee.sat) sat"), now, in: db)
        var collected = state
        return try Self.take(
            ReceivedFile(name: CaseFileName.proposal(state.caseID), bytes: bytes), into: &collected, now, in: db)
    }

    /// The cases, newest first.
    package func cases() throws(StoreError) -> [CaseSummary] {
        try read { db in try Self.cases(in: db) }
    }

    static func cases(in db: Database) throws -> [CaseSummary] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT payment_case.*, vault.name AS vault_name, own.replaces AS replaces,
                    (SELECT case_id FROM replacement WHERE replacement.replaces = payment_case.id
                        ORDER BY rowid DESC LIMIT 1) AS replaced_by,
                    EXISTS (SELECT 1 FROM replacement WHERE replacement.replaces = payment_case.id AND ended = 1)
                        AS was_replaced
                FROM payment_case
                JOIN vault ON vault.digest = payment_case.vault_digest
                LEFT JOIN replacement AS own ON own.case_id = payment_case.id
                ORDER BY opened_at DESC, id
                """)
        return try rows.map { try Self.summary($0) }
    }

    /// The case whose name begins so; at least four hex characters.
    package func caseNamed(_ name: String) throws(StoreError) -> CaseSummary {
        let prefix = name.lowercased()
        guard (4...32).contains(prefix.utf8.count), prefix.utf8.allSatisfy(Self.isHexDigit) else {
            throw .malformedCaseName(name)
        }
        let found = try cases().filter { $0.caseID.description.hasPrefix(prefix) }
        guard let first = found.first else { throw .unknownCase(name: name) }
        guard found.count == 1 else {
            throw .ambiguousCase(name: name, cases: found.map(\.caseID.description))
        }
        return first
    }

    /// A case with everything that was collected, verified again.
    package func state(of id: CaseID, today: CalendarDate? = nil) throws(StoreError) -> CaseState {
        try read { db in try Self.state(of: id.description, today: today, in: db) }
    }

    /// The finished transaction of an assembled case, its scripts checked once more; `nil` before.
    ///
    /// Nothing in the file keeps another transaction out of its place, so it is compared with the case and with where the
    /// case stands.
    package func finalTransaction(of state: CaseState) throws(StoreError) -> Transaction? {
        let (id, name) = (state.caseID.description, state.caseID.short)
        let (kept, life) = try read { db in
            (
                try Row.fetchOne(db, sql: "SELECT bytes FROM final_transaction WHERE case_id = ?", arguments: [id])
                    .map { try RowValue.transaction($0, "bytes") },
                try String.fetchOne(db, sql: "SELECT state FROM payment_case WHERE id = ?", arguments: [id])
            )
        }
        guard (kept != nil) == (life == CaseLife.assembled.rawValue) else {
            throw .damaged(what: "case \(name) is \(life ?? "gone") \(kept == nil ? "without" : "with") a transaction")
        }
        guard let kept else { return nil }
        do throws(AssemblyError) { try FinalTransaction.check(kept, of: state) } catch {
            throw .damaged(what: "the transaction of case \(name): \(error)")
        }
        return kept
    }

    /// Ends a case without a transaction and frees its coins.
    package func abort(_ id: CaseID, reason: String, now: Timestamp) throws(StoreError) {
        try write { db in try Self.abort(id.description, reason: reason, now, in: db) }
    }

    static func abort(_ id: String, reason: String, _ now: Timestamp, in db: Database) throws {
        try requireOpen(id, in: db)
        try db.execute(sql: "DELETE FROM coin_lock WHERE case_id = ?", arguments: [id])
        try returnCoins(of: id, in: db)
        try end(id, as: .aborted, now, in: db)
        try Log.append(LogEvent(kind: .caseAborted, caseID: id, text: reason), now, in: db)
    }

    /// The log, its chain checked.
    package func log() throws(StoreError) -> [LogEntry] {
        try read { db in try Log.entries(in: db) }
    }

    static func requireOpen(_ id: String, in db: Database) throws {
        guard let life = try String.fetchOne(db, sql: "SELECT state FROM payment_case WHERE id = ?", arguments: [id])
        else { throw StoreError.unknownCase(name: id) }
        guard life == CaseLife.open.rawValue else {
            throw StoreError.caseEnded(caseID: String(id.prefix(8)), state: life)
        }
    }

    static func state(of id: String, today: CalendarDate?, in db: Database) throws -> CaseState {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT payment_case.vault_digest AS vault_digest, proposal.file AS file FROM payment_case
                    JOIN proposal ON proposal.case_id = payment_case.id WHERE payment_case.id = ?
                    """,
                arguments: [id])
        else { throw StoreError.unknownCase(name: id) }
        let agreement = try agreement(digest: try RowValue.bytes32(row, "vault_digest"), in: db)
        do {
            let file = try PSBTFile(fileBytes: try RowValue.bytes(row, "file"))
            var state = try CaseState(
                opening: file, under: agreement, today: today,
                stops: try stops(of: agreement.vault.name, in: db))
            try state.restore(
                signatures: try signatures(of: id, in: db), answers: try answers(of: id, in: db),
                quarantine: try quarantine(of: id, in: db))
            return state
        } catch let error as PSBTError {
            throw StoreError.damaged(what: "the proposal of case \(id): \(error)")
        } catch let error as CaseError {
            throw StoreError.damaged(what: "case \(id): \(error)")
        }
    }

    private static func summary(_ row: Row) throws -> CaseSummary {
        guard var life = CaseLife(rawValue: try RowValue.text(row, "state")) else {
            throw StoreError.damaged(what: "the state of a case")
        }
        let wasReplaced: Bool = row["was_replaced"]
        if life == .aborted, wasReplaced { life = .replaced }
        let replaces: String? = row["replaces"]
        let replacedBy: String? = row["replaced_by"]
        return CaseSummary(
            caseID: try RowValue.caseID(try RowValue.text(row, "id")), life: life,
            vault: try RowValue.text(row, "vault_name"), openedAt: try RowValue.text(row, "opened_at"),
            endedAt: row["ended_at"], replaces: try replaces.map { try RowValue.caseID($0) },
            replacedBy: try replacedBy.map { try RowValue.caseID($0) })
    }

    static func lock(_ outpoint: OutPoint, for id: String, in db: Database) throws {
        let arguments: StatementArguments = [RowValue.data(outpoint.txid.bytes), outpoint.vout]
        let holder = try String.fetchOne(
            db, sql: "SELECT case_id FROM coin_lock WHERE txid = ? AND vout = ?", arguments: arguments)
        if let holder { throw StoreError.coinLocked(outpoint: outpoint, caseID: String(holder.prefix(8))) }
        try db.execute(
            sql: "INSERT INTO coin_lock (txid, vout, case_id) VALUES (?, ?, ?)",
            arguments: [RowValue.data(outpoint.txid.bytes), outpoint.vout, id])
    }

    static func end(_ id: String, as life: CaseLife, _ now: Timestamp, in db: Database) throws {
        try db.execute(
            sql: "UPDATE payment_case SET state = ?, ended_at = ? WHERE id = ?",
            arguments: [life.rawValue, now.text, id])
    }

    private static func signatures(of id: String, in db: Database) throws -> [SignatureCheckpoint.Candidate] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM signature WHERE case_id = ? ORDER BY input, public_key", arguments: [id]
        ).map { row in
            SignatureCheckpoint.Candidate(
                slot: SignatureSlot(
                    input: Int(try RowValue.uint32(row, "input")), publicKey: try RowValue.publicKey(row, "public_key")),
                value: try RowValue.bytes(row, "value"))
        }
    }

    private static func answers(of id: String, in db: Database) throws -> [CaseAnswerDocument] {
        // The rowid counts in the order of arrival, in which evidence tells of them.
        try Row.fetchAll(db, sql: "SELECT * FROM answer_document WHERE case_id = ? ORDER BY rowid", arguments: [id])
            .map { row in
                guard let kind = CaseAnswerDocument.Kind(rawValue: try RowValue.text(row, "kind")) else {
                    throw StoreError.damaged(what: "the kind of a document")
                }
                do { return try CaseAnswerDocument(kind: kind, bytes: try RowValue.bytes(row, "bytes")) } catch let
                    error as DocumentError
                {
                    throw StoreError.damaged(what: "a stored \(kind.rawValue): \(error)")
                }
            }
    }

    private static func quarantine(of id: String, in db: Database) throws -> [QuarantinedItem] {
        try Row.fetchAll(db, sql: "SELECT * FROM quarantine WHERE case_id = ? ORDER BY rowid", arguments: [id])
            .map { row in
                guard let subject = QuarantinedItem.Subject(text: try RowValue.text(row, "subject")) else {
                    throw StoreError.damaged(what: "the subject of a quarantined item")
                }
                let person: String? = row["person"]
                return QuarantinedItem(
                    subject: subject, person: try person.map { try Identifier($0) },
                    reasonCode: try RowValue.text(row, "reason_code"), reason: try RowValue.text(row, "reason"),
                    value: try RowValue.bytes(row, "value"))
            }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
