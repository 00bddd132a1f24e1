import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
package import Custody
import GRDB

/// A coin that a case holds, or that a case's signatures can still spend.
package struct HeldCoin: Sendable, Hashable {
    /// The coin.
    package let outpoint: OutPoint
    /// The case.
    package let caseID: CaseID
    /// Where the case stands.
    package let life: CaseLife
    /// Whether enough signatures for it are outside the custodians' machines: whoever has them can spend it.
    package let isArmed: Bool
}

extension Store {
    /// The coins of open and assembled cases, and those of ended cases that stay armed; sorted by case and coin.
    ///
    /// Coins of an assembled case are there until a list lacks them: its transaction, or another one, has spent them.
    /// Counts what was collected and verified when it came, and verifies nothing anew: a list of a thousand cases answers
    /// at once.
    package func heldCoins() throws(StoreError) -> [HeldCoin] {
        let lives = Dictionary(
            try cases().map { ($0.caseID.description, $0.life) }, uniquingKeysWith: { first, _ in first })
        return try read { db in
            let outside = try Self.signaturesOutside(in: db)
            let thresholds = try Self.thresholds(in: db)
            let unspent = try Self.lockedUnspent(in: db)
            var coins: [HeldCoin] = []
            for (id, life) in lives {
                let inputs = outside[id] ?? [:]
                let needed = thresholds[id] ?? .max
                let isHeld = life == .open || life == .assembled
                guard isHeld || inputs.values.contains(where: { $0.count >= needed }) else { continue }
                let outpoints = try inputs.isEmpty ? Self.locked(by: id, in: db) : Self.spent(by: id, in: db)
                let isWhole = !outpoints.isEmpty && outpoints.indices.allSatisfy { (inputs[$0]?.count ?? 0) >= needed }
                guard isHeld || isWhole else { continue }
                let caseID = try RowValue.caseID(id)
                let left = life == .assembled ? outpoints.filter(unspent.contains) : outpoints
                coins += left.map { HeldCoin(outpoint: $0, caseID: caseID, life: life, isArmed: isWhole) }
            }
            return coins.sorted { ($0.caseID, $0.outpoint) < ($1.caseID, $1.outpoint) }
        }
    }

    /// For each case and input, whose usable signatures came, those that were put aside among them.
    private static func signaturesOutside(in db: Database) throws -> [String: [Int: Set<String>]] {
        var found: [String: [Int: Set<String>]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT case_id, input, person FROM signature") {
            found[try RowValue.text(row, "case_id"), default: [:]][
                Int(try RowValue.uint32(row, "input")), default: []
            ].insert(try RowValue.text(row, "person"))
        }
        let aside = try Row.fetchAll(
            db, sql: "SELECT case_id, subject, person, reason_code FROM quarantine WHERE person IS NOT NULL")
        for row in aside where QuarantinedItem.isUsable(reasonCode: try RowValue.text(row, "reason_code")) {
            guard case .signature(let slot) = QuarantinedItem.Subject(text: try RowValue.text(row, "subject")) else {
                continue
            }
            found[try RowValue.text(row, "case_id"), default: [:]][slot.input, default: []].insert(
                try RowValue.text(row, "person"))
        }
        return found
    }

    private static func thresholds(in db: Database) throws -> [String: Int] {
        var byVault: [Bytes32: Int] = [:]
        var thresholds: [String: Int] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, vault_digest FROM payment_case") {
            let digest = try RowValue.bytes32(row, "vault_digest")
            let threshold = try byVault[digest] ?? agreement(digest: digest, in: db).vault.threshold
            byVault[digest] = threshold
            thresholds[try RowValue.text(row, "id")] = threshold
        }
        return thresholds
    }

    /// The coins that any case holds and that no list has shown to be gone.
    private static func lockedUnspent(in db: Database) throws -> Set<OutPoint> {
        Set(
            try Row.fetchAll(
                db,
                sql: """
                    SELECT coin_lock.txid AS txid, coin_lock.vout AS vout FROM coin_lock
                    LEFT JOIN coin ON coin.txid = coin_lock.txid AND coin.vout = coin_lock.vout
                    WHERE coalesce(coin.is_gone, 0) = 0
                    """
            ).map { try RowValue.outpoint($0) })
    }

    static func locked(by id: String, in db: Database) throws -> [OutPoint] {
        try Row.fetchAll(db, sql: "SELECT txid, vout FROM coin_lock WHERE case_id = ?", arguments: [id]).map {
            try RowValue.outpoint($0)
        }
    }

    /// The coins of a case in the order of its inputs.
    static func spent(by id: String, in db: Database) throws -> [OutPoint] {
        let row = try Row.fetchOne(db, sql: "SELECT file FROM proposal WHERE case_id = ?", arguments: [id])
        guard let row else { return [] }
        do {
            return try PSBTFile(fileBytes: RowValue.bytes(row, "file")).psbt.unsignedTransaction().inputs.map(
                \.previousOutput)
        } catch let error as PSBTError {
            throw StoreError.damaged(what: "the proposal of case \(id): \(error)")
        }
    }
}
