package import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import Descriptors
import Foundation
import GRDB

/// A coin as the store keeps it.
package struct StoredCoin: Sendable {
    /// The coin, proven again from its previous transaction and the vault.
    package let coin: ProvenCoin
    /// The case that holds it; `nil` when it is free.
    package let lockedBy: CaseID?
    /// Whether that case has its transaction, so that the coin is as good as spent.
    package let isAssembled: Bool
    /// Why the operator froze it; `nil` when it is not frozen.
    package let frozen: String?

    /// What may be done with it; a case that holds it comes first.
    package var state: CoinState {
        if let lockedBy { return .held(by: lockedBy) }
        if let frozen { return .frozen(reason: frozen) }
        return .free
    }
}

/// When and from what the coins of a vault were listed last.
package struct CoinFreshness: Sendable, Hashable {
    /// When the list was imported.
    package let listedAt: Timestamp
    /// The program and call that it came from.
    package let source: String
    /// The height of the chain when it was made; `nil` when it did not say.
    package let tipHeight: UInt32?
    /// Whether it was the vault's whole list.
    package let isWhole: Bool

    /// States when coins were listed.
    package init(listedAt: Timestamp, source: String, tipHeight: UInt32?, isWhole: Bool) {
        self.listedAt = listedAt
        self.source = source
        self.tipHeight = tipHeight
        self.isWhole = isWhole
    }
}

/// What a list of coins says beside the coins that could be proven.
package struct CoinList: Sendable {
    /// Whether the list is all that the vault has.
    package let isWhole: Bool
    /// Everything that it lists, proven or not.
    package let listed: Set<OutPoint>
    /// What it lists without a confirmation.
    package let unconfirmed: Set<OutPoint>
    /// The program and call that it came from.
    package let source: String
    /// The height of the chain when it was made; `nil` when it does not say.
    package let tipHeight: UInt32?

    /// A list of some coins.
    package static let partial = CoinList(isWhole: false, listed: [], unconfirmed: [])

    /// Describes a list.
    package init(
        isWhole: Bool, listed: Set<OutPoint>, unconfirmed: Set<OutPoint>, source: String = "unnamed list",
        tipHeight: UInt32? = nil
    ) {
        self.isWhole = isWhole
        self.listed = listed
        self.unconfirmed = unconfirmed
        self.source = source
        self.tipHeight = tipHeight
    }
}

/// What an import of coins changed.
package struct CoinImport: Sendable, Hashable {
    /// How many coins were not there before.
    package let added: Int
    /// How many coins are gone that were there before.
    package let gone: Int
    /// How many coins are free again because the assembled case that held them can never be confirmed.
    package let freed: Int

    /// States what changed.
    package init(added: Int, gone: Int, freed: Int = 0) {
        self.added = added
        self.gone = gone
        self.freed = freed
    }
}

extension Store {
    /// Keeps proven coins with their previous transactions; says how many were new and how many are gone.
    ///
    /// A change coin moves the vault's next change index past its own, so that no change address is used twice. A coin
    /// that the list leaves out although it is whole, or shows without a confirmation, is marked as gone: it is not
    /// selected until a list shows it again. Nothing is kept of a list with which the vault would have more than there can
    /// ever be.
    package func importCoins(
        _ coins: [ProvenCoin], of vault: Document<Vault>, list: CoinList = .partial, now: Timestamp
    ) throws(StoreError) -> CoinImport {
        try write { db in
            let gone = try Self.markGone(coins, list, of: RowValue.data(vault.digest), in: db)
            var added = 0
            var nextChange: UInt32 = 0
            for coin in coins {
                let txid = RowValue.data(coin.outpoint.txid.bytes)
                try db.execute(
                    sql: "INSERT OR IGNORE INTO previous_transaction (txid, bytes) VALUES (?, ?)",
                    arguments: [txid, RowValue.data(coin.previousTransaction.encoded())])
                let known = try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM coin WHERE txid = ? AND vout = ?)",
                    arguments: [txid, coin.outpoint.vout])
                if known != true { added += 1 }
                let position = coin.script.position
                try db.execute(
                    sql: """
                        INSERT INTO coin (txid, vout, vault_digest, branch, position, confirmations, height, label)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (txid, vout) DO UPDATE SET
                            vault_digest = excluded.vault_digest, branch = excluded.branch,
                            position = excluded.position, confirmations = excluded.confirmations,
                            height = coalesce(excluded.height, height), is_gone = 0,
                            label = CASE WHEN label = '' THEN excluded.label ELSE label END
                        """,
                    arguments: [
                        txid, coin.outpoint.vout, RowValue.data(vault.digest), position.branch, position.index,
                        coin.confirmations, coin.height, coin.label,
                    ])
                if position.branch == ScriptPosition.changeBranch {
                    nextChange = max(nextChange, Self.following(position.index))
                }
            }
            try db.execute(
                sql: "UPDATE vault SET next_change_index = max(next_change_index, ?) WHERE digest = ?",
                arguments: [nextChange, RowValue.data(vault.digest)])
            try Self.noteList(list, of: RowValue.data(vault.digest), now, in: db)
            try Self.requirePossible(coins, of: RowValue.data(vault.digest), in: db)
            let freed = try Self.freeOvertaken(coins, list, of: RowValue.data(vault.digest), in: db)
            try Log.append(
                LogEvent(
                    kind: .coinsImported, caseID: nil,
                    text: "\(coins.count) coins of vault \(vault.body.name) listed by \(list.source), \(added) new, "
                        + "\(gone) gone" + (freed == 0 ? "" : ", \(freed) free again")), now,
                in: db)
            return CoinImport(added: added, gone: gone, freed: freed)
        }
    }

    /// Refuses a vault that would have more than 21 million bitcoin: no chain has such coins, and no sum of them holds.
    private static func requirePossible(_ proven: [ProvenCoin], of vault: Data, in db: Database) throws {
        var amounts = Dictionary(proven.map { ($0.outpoint, $0.amount) }) { first, _ in first }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT coin.txid AS txid, coin.vout AS vout FROM coin
                LEFT JOIN coin_lock ON coin_lock.txid = coin.txid AND coin_lock.vout = coin.vout
                LEFT JOIN payment_case ON payment_case.id = coin_lock.case_id
                WHERE coin.vault_digest = ? AND (is_gone = 0 OR payment_case.state = 'open')
                """,
            arguments: [vault])
        for row in rows {
            let outpoint = try RowValue.outpoint(row)
            guard amounts[outpoint] == nil,
                let known = try Row.fetchOne(
                    db, sql: "SELECT bytes FROM previous_transaction WHERE txid = ?",
                    arguments: [RowValue.data(outpoint.txid.bytes)])
            else { continue }
            let outputs = try RowValue.transaction(known, "bytes").outputs
            guard let place = Int(exactly: outpoint.vout), outputs.indices.contains(place) else { continue }
            amounts[outpoint] = outputs[place].amount
        }
        do { _ = try Amount.sum(Array(amounts.values)) } catch { throw StoreError.moreThanMoney }
    }

    private static func noteList(_ list: CoinList, of vault: Data, _ now: Timestamp, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO coin_list (vault_digest, listed_at, source, tip_height, is_whole) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (vault_digest) DO UPDATE SET listed_at = excluded.listed_at, source = excluded.source,
                    tip_height = excluded.tip_height, is_whole = excluded.is_whole
                """,
            arguments: [vault, now.seconds, list.source, list.tipHeight, list.isWhole])
    }

    /// When the vault's coins were listed last; `nil` when they never were.
    package func freshness(of vault: Document<Vault>) throws(StoreError) -> CoinFreshness? {
        try read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM coin_list WHERE vault_digest = ?", arguments: [RowValue.data(vault.digest)])
            return try row.map { row in
                let tip: Int64? = row["tip_height"]
                return CoinFreshness(
                    listedAt: Timestamp(seconds: row["listed_at"]), source: try RowValue.text(row, "source"),
                    tipHeight: tip.flatMap { UInt32(exactly: $0) }, isWhole: row["is_whole"])
            }
        }
    }

    /// Marks the coins that a list takes away; says how many were there before.
    private static func markGone(
        _ proven: [ProvenCoin], _ list: CoinList, of vault: Data, in db: Database
    ) throws -> Int {
        let present = Set(proven.map(\.outpoint)).union(list.listed)
        let rows = try Row.fetchAll(
            db, sql: "SELECT txid, vout FROM coin WHERE vault_digest = ? AND is_gone = 0", arguments: [vault])
        var gone = 0
        for row in rows {
            let outpoint = try RowValue.outpoint(row)
            let isTaken = list.unconfirmed.contains(outpoint) || (list.isWhole && !present.contains(outpoint))
            guard isTaken else { continue }
            try db.execute(
                sql: "UPDATE coin SET is_gone = 1 WHERE txid = ? AND vout = ?",
                arguments: [RowValue.data(outpoint.txid.bytes), outpoint.vout])
            gone += 1
        }
        return gone
    }

    /// The vault's coins, largest first, each proven again; those that are gone only while an open case holds them.
    ///
    /// What an assembled case spends is gone for good as soon as a list lacks it; `replaced` is an assembled case whose coins
    /// are wanted all the same, for a wallet leaves out what a transaction spends that still waits in its node's memory.
    package func coins(
        of vault: Document<Vault>, replacing replaced: CaseID? = nil
    ) throws(StoreError) -> [StoredCoin] {
        try read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT coin.*, previous_transaction.bytes AS bytes, coin_lock.case_id AS case_id,
                        payment_case.state AS case_state
                    FROM coin JOIN previous_transaction USING (txid)
                    LEFT JOIN coin_lock ON coin_lock.txid = coin.txid AND coin_lock.vout = coin.vout
                    LEFT JOIN payment_case ON payment_case.id = coin_lock.case_id
                    WHERE coin.vault_digest = ?
                        AND (is_gone = 0 OR payment_case.state <> 'assembled' OR coin_lock.case_id = ?)
                    """,
                arguments: [RowValue.data(vault.digest), replaced?.description])
            let positions = try rows.map { row in
                ScriptPosition(
                    branch: try RowValue.uint32(row, "branch"), index: try RowValue.uint32(row, "position"))
            }
            let scripts: [DerivedScript]
            do { scripts = try vault.body.descriptor.scripts(at: positions) } catch {
                throw StoreError.damaged(what: "the position of a coin: \(error)")
            }
            guard scripts.count == rows.count else { throw StoreError.damaged(what: "the positions of coins") }
            return try zip(rows, scripts).map { try Self.coin($0, script: $1) }.sorted { left, right in
                left.coin.amount == right.coin.amount
                    ? left.coin.outpoint < right.coin.outpoint : left.coin.amount > right.coin.amount
            }
        }
    }

    private static func coin(_ row: Row, script: DerivedScript) throws -> StoredCoin {
        let outpoint = try RowValue.outpoint(row)
        let confirmations: Int? = row["confirmations"]
        let height: Int64? = row["height"]
        let coin: ProvenCoin
        do {
            coin = try CoinBook.prove(
                outpoint, previousTransaction: try RowValue.transaction(row, "bytes"), script: script,
                confirmations: confirmations, height: height.flatMap { UInt32(exactly: $0) },
                label: try RowValue.text(row, "label"))
        } catch let error as CoinProblem {
            throw StoreError.damaged(what: "coin \(outpoint): \(error)")
        }
        let lock: String? = row["case_id"]
        let caseState: String? = row["case_state"]
        return StoredCoin(
            coin: coin, lockedBy: try lock.map { try RowValue.caseID($0) },
            isAssembled: caseState == CaseLife.assembled.rawValue, frozen: row["frozen"])
    }
}

extension Store {
    /// The coins of a vault that a later list did not have any more.
    package func goneCoins(of vault: Document<Vault>) throws(StoreError) -> Set<OutPoint> {
        try read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT txid, vout FROM coin WHERE vault_digest = ? AND is_gone = 1",
                arguments: [RowValue.data(vault.digest)])
            return Set(try rows.map { try RowValue.outpoint($0) })
        }
    }
}
