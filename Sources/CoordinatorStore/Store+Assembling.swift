import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import GRDB

extension Store {
    /// Ends a case with its finished transaction; its coins stay held, since they are as good as spent.
    /// - Parameter known: the case as it was when the transaction was assembled; without it, or when something has come
    ///   since, everything is read and verified anew, and the transaction is assembled from what is there now: the evidence
    ///   of the case gives that one.
    /// - Returns: the transaction that was kept.
    @discardableResult
    package func assembled(
        _ final: FinalTransaction, of id: CaseID, knowing known: KnownCase? = nil, now: Timestamp
    ) throws(StoreError) -> FinalTransaction {
        try write { db in
            try Self.requireOpen(id.description, in: db)
            // Another program may have collected a refusal since the transaction was assembled.
            let (state, isKnown) = try Self.current(known, of: id, in: db)
            guard state.refusedBy.isEmpty else {
                throw StoreError.caseRefused(caseID: id.short, people: state.refusedBy.map(\.description))
            }
            guard let confirmed = state.confirmationTally()?.confirmed,
                let kept = isKnown ? final : try? FinalTransaction(confirmed, of: state)
            else { throw StoreError.caseNotConfirmed(caseID: id.short) }
            try Self.requireNotStopped(state, in: db)
            let transaction = kept.transaction
            try db.execute(
                sql: "INSERT INTO final_transaction (case_id, txid, wtxid, bytes) VALUES (?, ?, ?, ?)",
                arguments: [
                    id.description, RowValue.data(transaction.txid.bytes), RowValue.data(transaction.wtxid.bytes),
                    RowValue.data(transaction.encoded()),
                ])
            try Self.end(id.description, as: .assembled, now, in: db)
            try Log.append(
                LogEvent(
                    kind: .caseAssembled, caseID: id.description,
                    text: "txid \(transaction.txid) wtxid \(transaction.wtxid) signed by "
                        + kept.signers.map(\.description).joined(separator: ",")), now, in: db)
            return kept
        }
    }

    /// A case with everything that was collected, and the place in the log that says up to when.
    package func known(_ id: CaseID, today: CalendarDate? = nil) throws(StoreError) -> KnownCase {
        try read { db in
            KnownCase(
                state: try Self.state(of: id.description, today: today, in: db), logLength: try Log.length(in: db))
        }
    }

    /// What was read before, as long as nothing at all was written since.
    private static func current(
        _ known: KnownCase?, of id: CaseID, in db: Database
    ) throws -> (state: CaseState, isKnown: Bool) {
        if let known, known.state.caseID == id, try known.logLength == Log.length(in: db) { return (known.state, true) }
        return (try state(of: id.description, today: nil, in: db), false)
    }
}

/// A case as it was read from the store.
package struct KnownCase: Sendable {
    /// The case.
    package let state: CaseState
    /// The number of the log's latest entry then.
    let logLength: Int
}
