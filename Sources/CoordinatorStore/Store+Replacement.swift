import BitcoinPrimitives
package import CoordinatorCore
package import Custody
import GRDB

extension Store {
    /// For each of these cases of one vault, the cases of the store that pay somebody the same and could be paid beside it: of
    /// any life and of any version of the vault.
    ///
    /// A machine that approved one of them goes on only after its custodian typed that both are to be paid. The case
    /// documents of the proposals are read, nothing is verified anew: a case that was damaged since stops no other one.
    package func repetitions(of states: [CaseState]) throws(StoreError) -> [[CaseID]] {
        guard let vault = states.first?.vault.name else { return [] }
        return try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT payment_case.id AS id, proposal.file AS file FROM payment_case
                    JOIN vault ON vault.digest = payment_case.vault_digest
                    JOIN proposal ON proposal.case_id = payment_case.id WHERE vault.name = ?
                    """,
                arguments: [vault.description])
            let earlier = try rows.map { try Self.documents(of: $0).document }
            return states.map { Replacement.repetitions(of: $0.facts, among: earlier) }
        }
    }

    /// Ends the case that a new one replaces, or takes over the coins that an assembled one holds.
    static func replace(with new: CaseState, _ now: Timestamp, in db: Database) throws {
        guard let oldID = new.facts.header.replaces else { return }
        let id = oldID.description
        guard let life = try String.fetchOne(db, sql: "SELECT state FROM payment_case WHERE id = ?", arguments: [id])
        else { throw StoreError.unknownCase(name: oldID.short) }
        let old = try state(of: id, today: nil, in: db)
        do throws(ReplacementError) { try Replacement.check(new.facts, replaces: old.facts) } catch {
            throw StoreError.replacement(error)
        }
        let isOpen = life == CaseLife.open.rawValue
        try db.execute(
            sql: "INSERT INTO replacement (case_id, replaces, ended) VALUES (?, ?, ?)",
            arguments: [new.caseID.description, id, isOpen])
        if isOpen {
            try db.execute(sql: "DELETE FROM coin_lock WHERE case_id = ?", arguments: [id])
            try end(id, as: .aborted, now, in: db)
            try Log.append(
                LogEvent(kind: .caseReplaced, caseID: id, text: "replaced by case \(new.caseID)"), now, in: db)
            return
        }
        for input in new.facts.inputs {
            try db.execute(
                sql: "DELETE FROM coin_lock WHERE txid = ? AND vout = ? AND case_id = ?",
                arguments: [RowValue.data(input.outpoint.txid.bytes), input.outpoint.vout, id])
        }
    }

    /// Gives the coins of an assembled case back to it when its replacement ends: its transaction may still be paid.
    static func returnCoins(of id: String, in db: Database) throws {
        var next: String? = id
        while let current = next {
            next = try String.fetchOne(
                db, sql: "SELECT replaces FROM replacement WHERE case_id = ?", arguments: [current])
            guard let old = next else { return }
            let life = try String.fetchOne(db, sql: "SELECT state FROM payment_case WHERE id = ?", arguments: [old])
            guard life == CaseLife.assembled.rawValue else { continue }
            for input in try state(of: old, today: nil, in: db).facts.inputs {
                let arguments: StatementArguments = [
                    RowValue.data(input.outpoint.txid.bytes), input.outpoint.vout, old,
                ]
                try db.execute(
                    sql: "INSERT OR IGNORE INTO coin_lock (txid, vout, case_id) VALUES (?, ?, ?)", arguments: arguments)
            }
        }
    }

    /// Opens again the case that was open until a replacement ended it; not when another case took one of its coins since.
    static func reopenReplaced(by id: String, _ now: Timestamp, in db: Database) throws {
        let old = try String.fetchOne(
            db, sql: "SELECT replaces FROM replacement WHERE case_id = ? AND ended = 1", arguments: [id])
        guard let old else { return }
        let inputs = try state(of: old, today: nil, in: db).facts.inputs
        let taken = try inputs.contains { input in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM coin_lock WHERE txid = ? AND vout = ?)",
                arguments: [RowValue.data(input.outpoint.txid.bytes), input.outpoint.vout]) ?? false
        }
        if taken { return }
        try db.execute(sql: "DELETE FROM replacement WHERE case_id = ?", arguments: [id])
        try db.execute(
            sql: "UPDATE payment_case SET state = 'open', ended_at = NULL WHERE id = ?", arguments: [old])
        for input in inputs { try lock(input.outpoint, for: old, in: db) }
        try Log.append(
            LogEvent(kind: .caseReopened, caseID: old, text: "case \(id), which replaced it, was never written"), now,
            in: db)
    }
}
