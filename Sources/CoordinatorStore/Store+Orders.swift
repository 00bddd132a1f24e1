import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
package import Custody
import Foundation
import GRDB

extension Store {
    /// The highest number of a requester's orders that any case of this store has used; `nil` before the first.
    package func lastOrderNumber(of requester: Identifier, vault: Identifier) throws(StoreError) -> UInt64? {
        try read { db in
            try String.fetchAll(
                db, sql: "SELECT number FROM order_use WHERE vault = ? AND requester = ?",
                arguments: [vault.description, requester.description]
            ).compactMap { UInt64($0) }.max()
        }
    }

    /// Keeps which orders a case pays. Refuses an order whose number another one has, and a second case for an order that
    /// spends no coin of an earlier one, and a third case until an auditor has countersigned: the custodians' machines
    /// would refuse each of them too.
    static func useOrders(of state: CaseState, in db: Database) throws {
        let coins = Set(state.facts.inputs.map(\.outpoint))
        for use in state.facts.orderUses {
            let rows = try Row.fetchAll(
                db, sql: "SELECT case_id, digest FROM order_use WHERE vault = ? AND requester = ? AND number = ?",
                arguments: [use.vault.description, use.name.requester.description, String(use.name.number)])
            for row in rows {
                let earlier = try RowValue.text(row, "case_id")
                guard try RowValue.bytes32(row, "digest") == use.order else {
                    throw StoreError.orderNumberUsed(use.name, caseID: String(earlier.prefix(8)))
                }
                let inputs = try self.state(of: earlier, today: nil, in: db).facts.inputs
                guard !coins.isDisjoint(with: inputs.map(\.outpoint)) else {
                    throw StoreError.orderUsed(use.name, caseID: String(earlier.prefix(8)))
                }
            }
            let failed = try Set(rows.map { try RowValue.caseID(try RowValue.text($0, "case_id")) })
            let book = StopBook(
                try stops(of: state.vault.name, in: db) + state.stops.counted,
                under: RegisteredVaultView(state.agreedCase.vault), on: nil)
            guard !book.isLocked(use.order, after: failed) else {
                throw StoreError.orderLocked(use.name, cases: failed.sorted().map(\.description))
            }
            try db.execute(
                sql: "INSERT INTO order_use (case_id, vault, requester, number, digest) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    state.caseID.description, use.vault.description, use.name.requester.description,
                    String(use.name.number), RowValue.data(use.order),
                ])
        }
    }
}
