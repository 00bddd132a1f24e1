import BitcoinPrimitives
package import CoordinatorCore
import Custody
import Foundation
import GRDB

/// Assembled cases of which another transaction has spent a coin: theirs can never be confirmed.
extension Store {
    /// Whether the last list shows that a case's transaction cannot be confirmed any more: it was whole, one of the case's
    /// coins is gone and another one is there, and nothing is there that its own transaction made.
    package func isOvertaken(_ state: CaseState) throws(StoreError) -> Bool {
        try read { db in
            let listed = try Row.fetchAll(
                db,
                sql: """
                    SELECT coin.txid AS txid, coin.vout AS vout, is_gone FROM coin
                    JOIN coin_list ON coin_list.vault_digest = coin.vault_digest WHERE is_whole = 1
                    """)
            let spent = Set(state.facts.inputs.map(\.outpoint))
            var (isOneGone, isOneThere) = (false, false)
            for row in listed {
                let outpoint = try RowValue.outpoint(row)
                let isGone: Bool = row["is_gone"]
                if outpoint.txid == state.facts.finalTxid, !isGone { return false }
                guard spent.contains(outpoint) else { continue }
                if isGone { isOneGone = true } else { isOneThere = true }
            }
            return isOneGone && isOneThere
        }
    }

    /// Lets go of the coins of assembled cases that a whole list shows to be overtaken; says how many are free again.
    ///
    /// A coin that the list shows without a confirmation is not gone for this: the chain may only have been reorganised.
    static func freeOvertaken(
        _ proven: [ProvenCoin], _ list: CoinList, of vault: Data, in db: Database
    ) throws -> Int {
        guard list.isWhole else { return 0 }
        let shown = Set(proven.map(\.outpoint)).union(list.listed)
        let made = Set(shown.map(\.txid))
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT coin_lock.case_id AS id, final_transaction.txid AS txid FROM coin_lock
                JOIN coin ON coin.txid = coin_lock.txid AND coin.vout = coin_lock.vout
                JOIN payment_case ON payment_case.id = coin_lock.case_id
                JOIN final_transaction ON final_transaction.case_id = coin_lock.case_id
                WHERE coin.vault_digest = ? AND coin.is_gone = 0 AND payment_case.state = 'assembled'
                """,
            arguments: [vault])
        var freed = 0
        for row in rows {
            let id = try RowValue.text(row, "id")
            let own = Txid(try RowValue.bytes32(row, "txid"))
            guard !made.contains(own) else { continue }
            let isOvertaken = try spent(by: id, in: db).contains { outpoint in
                guard !shown.contains(outpoint) else { return false }
                return try Bool.fetchOne(
                    db, sql: "SELECT is_gone FROM coin WHERE txid = ? AND vout = ?",
                    arguments: [RowValue.data(outpoint.txid.bytes), outpoint.vout]) ?? false
            }
            guard isOvertaken else { continue }
            freed += try locked(by: id, in: db).count { shown.contains($0) }
            try db.execute(sql: "DELETE FROM coin_lock WHERE case_id = ?", arguments: [id])
        }
        return freed
    }
}
