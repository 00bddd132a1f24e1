import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import Foundation
import GRDB

extension Store {
    /// Keeps a countersigned snapshot that was verified, and says so in the log; one that is there already stays.
    package func keep(_ snapshot: VerifiedSnapshot, now: Timestamp) throws(StoreError) {
        let body = snapshot.snapshot
        try write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO coin_snapshot (digest, vault, height, date, document) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    RowValue.data(snapshot.document.digest), body.vault.description, body.height,
                    body.date.description, RowValue.data(snapshot.document.encoded),
                ])
            try Log.append(
                LogEvent(
                    kind: .snapshotTaken, caseID: nil,
                    text: "vault \(body.vault) height \(body.height) of \(body.date) total \(body.total.sat) sat by "
                        + snapshot.countersigners.map(\.description).joined(separator: ",")), now, in: db)
        }
    }

    /// The newest snapshot of a vault that was taken in; `nil` without any.
    package func snapshot(of vault: Identifier) throws(StoreError) -> Document<CoinSnapshot>? {
        try read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT document FROM coin_snapshot WHERE vault = ? ORDER BY height DESC, date DESC LIMIT 1",
                arguments: [vault.description])
            return try row.map { try RowValue.document($0, "document") }
        }
    }

    /// Refuses a case with which more would leave than a limit of its vault lets, with the cases of this store.
    ///
    /// The custodians' machines count by themselves what they have confirmed, and refuse it too.
    package func requireLimits(of state: CaseState, now: Timestamp) throws(StoreError) {
        try read { db in try Self.requireLimits(of: state, now, in: db) }
    }

    static func requireLimits(of state: CaseState, _ now: Timestamp, in db: Database) throws {
        let rules = state.vault.rules
        guard !rules.limits.isEmpty else { return }
        let earlier = try counted(of: state.vault.name, except: state.caseID, in: db)
        let (year, month, day) = now.date
        let uses = state.limitUses(
            after: earlier, clock: try? CalendarDate(year: year, month: month, day: day), marks: try marks(in: db))
        if let use = uses.first(where: \.isExceeded) { throw StoreError.limitExceeded(use) }
    }

    /// The vault's coins as its last list showed them, whatever cases hold.
    package func listedCoins(of vault: Document<Vault>) throws(StoreError) -> Set<OutPoint> {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT txid, vout FROM coin WHERE vault_digest = ? AND is_gone = 0",
                arguments: [RowValue.data(vault.digest)])
            return Set(try rows.map { try RowValue.outpoint($0) })
        }
    }

    private static func marks(in db: Database) throws -> [ChainMark] {
        try Row.fetchAll(db, sql: "SELECT height, date FROM coin_snapshot").map { row in
            ChainMark(date: try date(RowValue.text(row, "date")), height: try RowValue.uint32(row, "height"))
        }
    }

    /// The cases of a vault that may still be paid, or have been: the open and the assembled ones, and of those that were
    /// given up each of which a signature or a confirmation has come.
    private static func counted(of vault: Identifier, except new: CaseID, in db: Database) throws -> [CountedCase] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT payment_case.id AS id, payment_case.state AS state, payment_case.ended_at AS ended_at,
                    proposal.file AS file
                FROM payment_case
                JOIN vault ON vault.digest = payment_case.vault_digest
                JOIN proposal ON proposal.case_id = payment_case.id
                WHERE vault.name = ? AND payment_case.id <> ? AND (payment_case.state <> 'aborted'
                    OR EXISTS (SELECT 1 FROM signature WHERE signature.case_id = payment_case.id)
                    OR EXISTS (SELECT 1 FROM answer_document WHERE answer_document.case_id = payment_case.id
                        AND answer_document.kind IN ('confirmation', 'release')))
                ORDER BY payment_case.opened_at, payment_case.id
                """,
            arguments: [vault.description, new.description])
        return try rows.map { row in
            let (document, attachments) = try documents(of: row)
            let ended: String? = row["ended_at"]
            // What is open is answered today or later; a moment's text begins with its day.
            let day = try ended.map { try date(String($0.prefix(10))) }
            return CountedCase(document, requesters: Set(attachments.orders.map(\.body.requester)), day: day)
        }
    }

    /// The case document of a row with a case's `id` and its proposal's `file`, and what stands beside it.
    static func documents(of row: Row) throws -> (document: CaseDocument, attachments: ProposalAttachments) {
        let id = try RowValue.text(row, "id")
        let attachments: ProposalAttachments
        do {
            attachments = try ProposalFields.read(from: PSBTFile(fileBytes: RowValue.bytes(row, "file")).psbt)
        } catch {
            throw StoreError.damaged(what: "the proposal of case \(id): \(error)")
        }
        guard let document = attachments.caseDocument?.body else {
            throw StoreError.damaged(what: "the proposal of case \(id): it has no case document")
        }
        return (document, attachments)
    }

    private static func date(_ text: String) throws -> CalendarDate {
        do { return try CalendarDate(documentText: text) } catch {
            throw StoreError.damaged(what: "the day \(text)")
        }
    }
}

extension CountedCase {
    /// A case of the store, by its document.
    fileprivate init(_ document: CaseDocument, requesters: Set<Identifier>, day: CalendarDate?) {
        self.init(
            caseID: document.header.caseID, spends: Set(document.inputs.map(\.outPoint)),
            pays: document.outputs.compactMap { output in
                guard case .external = output.role else { return nil }
                return TxOut(amount: output.amount, scriptPubKey: output.scriptPubKey)
            }, fee: document.fee, requesters: requesters, day: day)
    }
}
