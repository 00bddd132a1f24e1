import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import Descriptors
import Foundation
import GRDB

extension Store {
    /// The last index that BIP-32 has for a child without hardening.
    private static let lastChildIndex: UInt32 = 0x7fff_ffff

    /// The proposal file of a case, byte for byte as it was opened.
    package func proposalFile(of id: CaseID) throws(StoreError) -> [UInt8] {
        try read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT file FROM proposal WHERE case_id = ?", arguments: [id.description])
            guard let row else { throw StoreError.unknownCase(name: id.short) }
            return try RowValue.bytes(row, "file")
        }
    }

    /// Ends a case whose proposal file could not be written: its coins are free, and a change index that it took as well.
    ///
    /// Nobody can have seen the file, so nobody can pay to that address, and an open case that it replaced goes on. All of
    /// it is one transaction. The change address of another wallet's PSBT (not `usesFreshChange`) may stand elsewhere
    /// already, and stays used.
    package func withdraw(
        _ id: CaseID, usesFreshChange: Bool, reason: String, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            try Self.abort(id.description, reason: reason, now, in: db)
            // Nobody can have answered it, so its orders are as unused as before.
            try db.execute(sql: "DELETE FROM order_use WHERE case_id = ?", arguments: [id.description])
            try Self.reopenReplaced(by: id.description, now, in: db)
            guard usesFreshChange else { return }
            let state = try Self.state(of: id.description, today: nil, in: db)
            guard let index = Self.highestChangeIndex(of: state.facts) else { return }
            // Only while no later case or coin has moved it further.
            try db.execute(
                sql: "UPDATE vault SET next_change_index = ? WHERE digest = ? AND next_change_index = ?",
                arguments: [index, RowValue.data(state.agreedCase.vault.digest), Self.following(index)])
        }
    }

    /// Moves the vault's next change index past one that is used now.
    static func useChangeIndex(_ index: UInt32, of vault: Data, isFresh: Bool, in db: Database) throws {
        let next = try Int64.fetchOne(
            db, sql: "SELECT next_change_index FROM vault WHERE digest = ?", arguments: [vault])
        if isFresh, let next, Int64(index) < next { throw StoreError.changeIndexUsed(index: index) }
        try db.execute(
            sql: "UPDATE vault SET next_change_index = max(next_change_index, ?) WHERE digest = ?",
            arguments: [following(index), vault])
    }

    /// The index after one, as far as there is any.
    static func following(_ index: UInt32) -> UInt32 { index < lastChildIndex ? index + 1 : lastChildIndex }

    static func highestChangeIndex(of facts: CaseFacts) -> UInt32? {
        facts.outputs.compactMap { output -> UInt32? in
            if case .change(let position) = output.role { position.index } else { nil }
        }.max()
    }
}
