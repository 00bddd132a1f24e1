package import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import Foundation
import GRDB

/// What the operator says about one coin.
package struct CoinMark: Sendable, Hashable {
    /// What becomes of a coin's freeze.
    package enum Freeze: Sendable, Hashable {
        /// It stays as it is.
        case unchanged
        /// It is frozen.
        case frozen(reason: String)
        /// It is thawed.
        case thawed
    }

    /// The coin.
    package let outpoint: OutPoint
    /// Its new label; `nil` leaves the old one.
    package let label: String?
    /// Its freeze.
    package let freeze: Freeze

    /// Says something about a coin.
    package init(outpoint: OutPoint, label: String? = nil, freeze: Freeze = .unchanged) {
        self.outpoint = outpoint
        self.label = label
        self.freeze = freeze
    }
}

extension Store {
    /// Freezes coins, so that no payment takes them; all of them, or none when one is unknown or frozen already.
    package func freeze(
        _ coins: [OutPoint], reason: String, of vault: Document<Vault>, now: Timestamp
    ) throws(StoreError) {
        try write { db in
            for outpoint in coins {
                guard try Self.frozen(outpoint, of: vault, in: db) == nil else {
                    throw StoreError.coinFrozen(outpoint: outpoint)
                }
                try Self.apply(CoinMark(outpoint: outpoint, freeze: .frozen(reason: reason)), now, in: db)
            }
        }
    }

    /// Thaws coins; all of them, or none when one is unknown or not frozen.
    package func thaw(_ coins: [OutPoint], of vault: Document<Vault>, now: Timestamp) throws(StoreError) {
        try write { db in
            for outpoint in coins {
                guard try Self.frozen(outpoint, of: vault, in: db) != nil else {
                    throw StoreError.coinNotFrozen(outpoint: outpoint)
                }
                try Self.apply(CoinMark(outpoint: outpoint, freeze: .thawed), now, in: db)
            }
        }
    }

    /// Gives coins labels; says how many of the marks changed something. A coin that is not the vault's refuses all.
    package func mark(
        _ marks: [CoinMark], of vault: Document<Vault>, now: Timestamp
    ) throws(StoreError) -> Int {
        try write { db in
            var changed = 0
            for mark in marks {
                let frozen = try Self.frozen(mark.outpoint, of: vault, in: db)
                let isNew =
                    switch mark.freeze {
                    case .unchanged: false
                    case .frozen: frozen == nil
                    case .thawed: frozen != nil
                    }
                let label = try String.fetchOne(
                    db, sql: "SELECT label FROM coin WHERE txid = ? AND vout = ?", arguments: Self.key(mark.outpoint))
                let isOtherLabel = mark.label.map { $0 != label } ?? false
                guard isNew || isOtherLabel else { continue }
                let applied = CoinMark(
                    outpoint: mark.outpoint, label: isOtherLabel ? mark.label : nil,
                    freeze: isNew ? mark.freeze : .unchanged)
                try Self.apply(applied, now, in: db)
                changed += 1
            }
            return changed
        }
    }

    /// Why a coin of the vault is frozen; `nil` when it is not.
    private static func frozen(
        _ outpoint: OutPoint, of vault: Document<Vault>, in db: Database
    ) throws -> String? {
        let row = try Row.fetchOne(
            db, sql: "SELECT frozen FROM coin WHERE txid = ? AND vout = ? AND vault_digest = ?",
            arguments: key(outpoint) + [RowValue.data(vault.digest)])
        guard let row else { throw StoreError.unknownCoin(outpoint) }
        return row["frozen"]
    }

    private static func apply(_ mark: CoinMark, _ now: Timestamp, in db: Database) throws {
        if let label = mark.label {
            try db.execute(
                sql: "UPDATE coin SET label = ? WHERE txid = ? AND vout = ?",
                arguments: [label] + key(mark.outpoint))
            try Log.append(
                LogEvent(kind: .coinLabelled, caseID: nil, text: "\(mark.outpoint): \(label)"), now, in: db)
        }
        switch mark.freeze {
        case .unchanged: return
        case .frozen(let reason):
            try db.execute(
                sql: "UPDATE coin SET frozen = ? WHERE txid = ? AND vout = ?",
                arguments: [reason] + key(mark.outpoint))
            try Log.append(
                LogEvent(kind: .coinFrozen, caseID: nil, text: "\(mark.outpoint): \(reason)"), now, in: db)
        case .thawed:
            try db.execute(
                sql: "UPDATE coin SET frozen = NULL WHERE txid = ? AND vout = ?", arguments: key(mark.outpoint))
            try Log.append(LogEvent(kind: .coinThawed, caseID: nil, text: "\(mark.outpoint)"), now, in: db)
        }
    }

    private static func key(_ outpoint: OutPoint) -> StatementArguments {
        [RowValue.data(outpoint.txid.bytes), outpoint.vout]
    }
}
