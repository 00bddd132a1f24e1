import BitcoinCrypto
package import ByteCoding
package import CoordinatorCore
package import Custody
import GRDB

/// A re-display file that was written.
package struct Redisplay: Sendable, Hashable {
    /// The number, from 1, without gaps.
    package let number: Int
    /// The SHA-256 of the file.
    package let hash: Bytes32
}

extension Store {
    /// The latest re-display file of a case; `nil` before the first.
    package func latestRedisplay(of id: CaseID) throws(StoreError) -> Redisplay? {
        try read { db in try Self.latestRedisplay(of: id, in: db) }
    }

    /// The number under which a re-display file is written: the latest while nothing new has come, else the next.
    package func number(ofRedisplay hash: Bytes32, of id: CaseID) throws(StoreError) -> Int {
        try read { db in
            guard let latest = try Self.latestRedisplay(of: id, in: db) else { return 1 }
            return latest.hash == hash ? latest.number : latest.number + 1
        }
    }

    /// Notes that a re-display file was written; the same file written again is the same entry.
    @discardableResult
    package func confirmFileWritten(_ id: CaseID, hash: Bytes32, now: Timestamp) throws(StoreError) -> Redisplay {
        try write { db in
            try Self.requireOpen(id.description, in: db)
            let latest = try Self.latestRedisplay(of: id, in: db)
            if let latest, latest.hash == hash { return latest }
            let written = Redisplay(number: (latest?.number ?? 0) + 1, hash: hash)
            try db.execute(
                sql: "INSERT INTO redisplay (case_id, number, sha256) VALUES (?, ?, ?)",
                arguments: [id.description, written.number, RowValue.data(hash)])
            try Log.append(
                LogEvent(
                    kind: .confirmFileWritten, caseID: id.description,
                    text: "number \(written.number) sha256 \(hash.hex)"),
                now, in: db)
            return written
        }
    }

    private static func latestRedisplay(of id: CaseID, in db: Database) throws -> Redisplay? {
        let row = try Row.fetchOne(
            db, sql: "SELECT number, sha256 FROM redisplay WHERE case_id = ? ORDER BY number DESC LIMIT 1",
            arguments: [id.description])
        return try row.map { Redisplay(number: $0["number"], hash: try RowValue.bytes32($0, "sha256")) }
    }
}
