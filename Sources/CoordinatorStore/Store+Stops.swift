import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import Foundation
import GRDB

extension Store {
    /// Verifies with its vault what somebody has signed to stop something, or to let it go on, and keeps it for good.
    package func heed(_ document: StopDocument, now: Timestamp) throws(StoreError) -> Novelty {
        guard document.statement.network == network else {
            throw .fileOfOtherNetwork(file: document.statement.network, home: network)
        }
        let stored = try vault(named: document.statement.vault.description)
        let agreement: VaultAgreement
        do throws(VaultError) { agreement = try stored.agreement() } catch { throw .vault(error) }
        // A part that has ended since is judged whenever the document is counted.
        if let problem = document.problem(under: RegisteredVaultView(agreement), on: nil) { throw .stop(problem) }
        return try write { db in try Self.keep(document, now, in: db) ? .new : .known }
    }

    /// Everything that was kept about a vault, in the order in which it came.
    package func stops(of vault: Identifier) throws(StoreError) -> [StopDocument] {
        try read { db in try Self.stops(of: vault, in: db) }
    }

    /// What stands about a vault on a day.
    package func stopBook(of stored: StoredVault, today: CalendarDate?) throws(StoreError) -> StopBook {
        let agreement: VaultAgreement
        do throws(VaultError) { agreement = try stored.agreement() } catch { throw .vault(error) }
        return StopBook(
            try stops(of: stored.document.body.name), under: RegisteredVaultView(agreement), on: today)
    }

    /// Refuses to go on with a case whose vault is frozen, or whose order was vetoed.
    package func requireNotStopped(_ state: CaseState) throws(StoreError) {
        try read { db in try Self.requireNotStopped(state, in: db) }
    }

    static func stops(of vault: Identifier, in db: Database) throws -> [StopDocument] {
        try Row.fetchAll(
            db, sql: "SELECT bytes FROM stop_document WHERE vault = ? ORDER BY rowid", arguments: [vault.description]
        ).map { row in
            do { return try StopDocument(parsing: try RowValue.bytes(row, "bytes")) } catch let error as DocumentError {
                throw StoreError.damaged(what: "a document that stops something: \(error)")
            }
        }
    }

    /// Keeps what a returned file carries and what counts; the rest is nobody's word.
    static func keepStops(of file: CollectedFile, _ state: CaseState, _ now: Timestamp, in db: Database) throws {
        guard case .psbt(_, let attachments) = file.content else { return }
        let vault = RegisteredVaultView(state.agreedCase.vault)
        var known = try stops(of: state.vault.name, in: db)
        for document in StopDocument.freezesFirst(attachments.stops)
        where document.isWorthKeeping(beside: known, case: state.digest, orders: state.facts.header.orders)
            && document.problem(under: vault, on: nil) == nil
        {
            _ = try keep(document, now, in: db)
            known.append(document)
        }
    }

    /// Refuses to go on with a case whose vault is frozen, or whose order was vetoed.
    static func requireNotStopped(_ state: CaseState, in db: Database) throws {
        let book = StopBook(
            try stops(of: state.vault.name, in: db) + state.stops.counted,
            under: RegisteredVaultView(state.agreedCase.vault), on: nil)
        guard book.freezes.isEmpty else {
            throw StoreError.vaultFrozen(
                state.vault.name, by: book.freezes.map(\.document.body.statement.person).sorted())
        }
        for use in state.facts.orderUses {
            let vetoes = book.vetoes(of: use.order)
            guard vetoes.isEmpty else {
                throw StoreError.orderVetoed(use.name, by: vetoes.map(\.body.statement.person).sorted())
            }
        }
    }

    private static func keep(_ document: StopDocument, _ now: Timestamp, in db: Database) throws -> Bool {
        let digest = RowValue.data(document.digest)
        let isKnown = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM stop_document WHERE digest = ?)", arguments: [digest])
        if isKnown == true { return false }
        let statement = document.statement
        try db.execute(
            sql: "INSERT INTO stop_document (digest, vault, kind, person, bytes) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                digest, statement.vault.description, document.kind.rawValue, statement.person.description,
                RowValue.data(document.encoded),
            ])
        try Log.append(
            LogEvent(
                kind: .stopHeeded, caseID: nil,
                text: "\(document.kind.rawValue) by \(statement.person) of vault \(statement.vault), digest "
                    + "\(document.digest.hex): \(statement.reason)"), now, in: db)
        return true
    }
}
