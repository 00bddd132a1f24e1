import GRDB

/// The layout of the store, one step per version; steps that shipped are never edited.
enum Schema {
    /// One step from a layout to the next.
    struct Step: Sendable {
        /// The layout that the step leads to.
        let version: Int
        /// Its statements.
        let sql: String
    }

    /// Brings a store to the newest layout inside the caller's transaction.
    struct Migrator: Sendable {
        let steps: [Step]

        /// Whether a store has an older layout than this program's.
        func isDue(in db: Database) throws -> Bool {
            (try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0) < steps.last?.version ?? 0
        }

        /// Whether a store has a layout that this program does not know.
        func isNewer(in db: Database) throws -> Bool {
            (try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0) > steps.last?.version ?? 0
        }

        /// Refuses a file whose tables, indices and triggers are not exactly those of its layout.
        func requireTables(in db: Database) throws {
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let sql = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
            let found = try String.fetchAll(db, sql: sql)
            let expected = try DatabaseQueue().write { fresh in
                for step in steps where step.version <= version { try fresh.execute(sql: step.sql) }
                return try String.fetchAll(fresh, sql: sql)
            }
            guard found == expected else {
                throw StoreError.damaged(what: "its tables are not those of its layout")
            }
        }

        func migrate(in db: Database) throws {
            let current = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard let newest = steps.last?.version else { return }
            guard current <= newest else {
                throw StoreError.damaged(
                    what: "its layout \(current) is newer than layout \(newest), which this program knows")
            }
            for step in steps where step.version > current {
                try db.execute(sql: step.sql)
                try db.execute(sql: "PRAGMA user_version = \(step.version)")
            }
        }
    }

    static let migrator = Migrator(steps: [
        Step(version: 1, sql: first), Step(version: 2, sql: second), Step(version: 3, sql: third),
        Step(version: 4, sql: fourth), Step(version: 5, sql: orders), Step(version: 6, sql: snapshots),
        Step(version: 7, sql: stops), Step(version: 8, sql: countersigning),
    ])

    private static let first = """
        CREATE TABLE home (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            network TEXT NOT NULL,
            created_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE vault (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            document BLOB NOT NULL,
            next_change_index INTEGER NOT NULL DEFAULT 0 CHECK (next_change_index BETWEEN 0 AND 2147483647),
            UNIQUE (name, version)
        ) STRICT;

        CREATE TABLE acknowledgement (
            vault_digest BLOB NOT NULL REFERENCES vault (digest),
            person TEXT NOT NULL,
            document BLOB NOT NULL,
            PRIMARY KEY (vault_digest, person)
        ) STRICT;

        CREATE TABLE previous_transaction (
            txid BLOB PRIMARY KEY CHECK (length(txid) = 32),
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE coin (
            txid BLOB NOT NULL REFERENCES previous_transaction (txid),
            vout INTEGER NOT NULL CHECK (vout BETWEEN 0 AND 4294967295),
            vault_digest BLOB NOT NULL REFERENCES vault (digest),
            branch INTEGER NOT NULL,
            position INTEGER NOT NULL,
            confirmations INTEGER,
            label TEXT NOT NULL,
            PRIMARY KEY (txid, vout)
        ) STRICT;

        CREATE TABLE payment_case (
            id TEXT PRIMARY KEY CHECK (length(id) = 32),
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            vault_digest BLOB NOT NULL REFERENCES vault (digest),
            state TEXT NOT NULL CHECK (state IN ('open', 'assembled', 'aborted')),
            unsigned_hash BLOB NOT NULL CHECK (length(unsigned_hash) = 32),
            opened_at TEXT NOT NULL,
            ended_at TEXT
        ) STRICT;
        CREATE INDEX payment_case_by_transaction ON payment_case (unsigned_hash);

        CREATE TABLE proposal (
            case_id TEXT PRIMARY KEY REFERENCES payment_case (id),
            file BLOB NOT NULL
        ) STRICT;

        CREATE TABLE coin_lock (
            txid BLOB NOT NULL CHECK (length(txid) = 32),
            vout INTEGER NOT NULL,
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            PRIMARY KEY (txid, vout)
        ) STRICT;
        CREATE INDEX coin_lock_by_case ON coin_lock (case_id);

        CREATE TABLE received_file (
            sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
            case_id TEXT REFERENCES payment_case (id),
            name TEXT NOT NULL,
            bytes BLOB NOT NULL,
            outcome TEXT NOT NULL,
            received_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE signature (
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            input INTEGER NOT NULL,
            public_key BLOB NOT NULL,
            person TEXT NOT NULL,
            value BLOB NOT NULL,
            file_sha256 BLOB NOT NULL REFERENCES received_file (sha256),
            PRIMARY KEY (case_id, input, public_key)
        ) STRICT;

        CREATE TABLE document (
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('share', 'confirmation', 'refusal')),
            person TEXT NOT NULL,
            bytes BLOB NOT NULL,
            file_sha256 BLOB NOT NULL REFERENCES received_file (sha256),
            PRIMARY KEY (case_id, sha256)
        ) STRICT;

        CREATE TABLE quarantine (
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            subject TEXT NOT NULL,
            person TEXT,
            reason_code TEXT NOT NULL,
            reason TEXT NOT NULL,
            value BLOB NOT NULL,
            file_sha256 BLOB NOT NULL REFERENCES received_file (sha256),
            PRIMARY KEY (case_id, sha256)
        ) STRICT;

        CREATE TABLE final_transaction (
            case_id TEXT PRIMARY KEY REFERENCES payment_case (id),
            txid BLOB NOT NULL CHECK (length(txid) = 32),
            wtxid BLOB NOT NULL CHECK (length(wtxid) = 32),
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE log (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            case_id TEXT,
            text TEXT NOT NULL,
            previous BLOB NOT NULL CHECK (length(previous) = 32),
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
        ) STRICT;

        CREATE TRIGGER log_keeps_entries BEFORE UPDATE ON log
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER log_keeps_all BEFORE DELETE ON log
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER signature_stays BEFORE UPDATE ON signature
            BEGIN SELECT RAISE(ABORT, 'a verified signature is never replaced'); END;
        CREATE TRIGGER signature_is_kept BEFORE DELETE ON signature
            BEGIN SELECT RAISE(ABORT, 'a verified signature is never removed'); END;
        CREATE TRIGGER received_file_is_kept BEFORE DELETE ON received_file
            BEGIN SELECT RAISE(ABORT, 'a received file is never removed'); END;
        """

    /// Coins that a later list of the wallet no longer shows.
    private static let second = """
        ALTER TABLE coin ADD COLUMN is_gone INTEGER NOT NULL DEFAULT 0 CHECK (is_gone IN (0, 1));
        """

    /// Releases, numbered re-display files and replacements.
    private static let third = """
        CREATE TABLE answer_document (
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('share', 'confirmation', 'refusal', 'release')),
            person TEXT NOT NULL,
            bytes BLOB NOT NULL,
            file_sha256 BLOB NOT NULL REFERENCES received_file (sha256),
            PRIMARY KEY (case_id, sha256)
        ) STRICT;
        INSERT INTO answer_document SELECT case_id, sha256, kind, person, bytes, file_sha256 FROM document
             ORDER BY rowid;
        DROP TABLE document;
        CREATE TRIGGER answer_stays BEFORE UPDATE ON answer_document
            BEGIN SELECT RAISE(ABORT, 'a verified document is never replaced'); END;
        CREATE TRIGGER answer_is_kept BEFORE DELETE ON answer_document
            BEGIN SELECT RAISE(ABORT, 'a verified document is never removed'); END;

        CREATE TABLE redisplay (
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            number INTEGER NOT NULL CHECK (number > 0),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            PRIMARY KEY (case_id, number)
        ) STRICT;

        CREATE TABLE replacement (
            case_id TEXT PRIMARY KEY REFERENCES payment_case (id),
            replaces TEXT NOT NULL REFERENCES payment_case (id),
            ended INTEGER NOT NULL CHECK (ended IN (0, 1))
        ) STRICT;
        CREATE INDEX replacement_by_old ON replacement (replaces);
        """

    /// Frozen coins, their heights, and when the coins of a vault were listed.
    private static let fourth = """
        ALTER TABLE coin ADD COLUMN frozen TEXT;
        ALTER TABLE coin ADD COLUMN height INTEGER CHECK (height BETWEEN 0 AND 4294967295);

        CREATE TABLE coin_list (
            vault_digest BLOB PRIMARY KEY REFERENCES vault (digest),
            listed_at INTEGER NOT NULL,
            source TEXT NOT NULL,
            tip_height INTEGER CHECK (tip_height BETWEEN 0 AND 4294967295),
            is_whole INTEGER NOT NULL CHECK (is_whole IN (0, 1))
        ) STRICT;
        """

    /// The countersigned coin snapshots of every vault.
    private static let snapshots = """
        CREATE TABLE coin_snapshot (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            vault TEXT NOT NULL,
            height INTEGER NOT NULL CHECK (height BETWEEN 0 AND 4294967295),
            date TEXT NOT NULL,
            document BLOB NOT NULL
        ) STRICT;
        CREATE INDEX coin_snapshot_by_vault ON coin_snapshot (vault, height);
        """

    /// The orders of every case: a number belongs to one order for good.
    private static let orders = """
        CREATE TABLE order_use (
            case_id TEXT NOT NULL REFERENCES payment_case (id),
            vault TEXT NOT NULL,
            requester TEXT NOT NULL,
            number TEXT NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            PRIMARY KEY (case_id, digest)
        ) STRICT;
        CREATE INDEX order_use_by_number ON order_use (vault, requester, number);
        CREATE TRIGGER order_use_stays BEFORE UPDATE ON order_use
            BEGIN SELECT RAISE(ABORT, 'the use of an order is never changed'); END;
        """

    /// What people have signed to stop a vault, an order or a case, or to let it go on.
    private static let stops = """
        CREATE TABLE stop_document (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            vault TEXT NOT NULL,
            kind TEXT NOT NULL,
            person TEXT NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE INDEX stop_document_by_vault ON stop_document (vault);
        CREATE TRIGGER stop_document_stays BEFORE UPDATE ON stop_document
            BEGIN SELECT RAISE(ABORT, 'what stops something is never replaced'); END;
        CREATE TRIGGER stop_document_is_kept BEFORE DELETE ON stop_document
            BEGIN SELECT RAISE(ABORT, 'what stops something is never removed'); END;
        """

    /// What auditors have signed about this log and the custodians' journals.
    private static let countersigning = """
        CREATE TABLE countersign (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
            vault TEXT NOT NULL,
            person TEXT NOT NULL,
            document BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER countersign_stays BEFORE UPDATE ON countersign
            BEGIN SELECT RAISE(ABORT, 'a countersignature is never changed'); END;
        CREATE TRIGGER countersign_is_kept BEFORE DELETE ON countersign
            BEGIN SELECT RAISE(ABORT, 'a countersignature is never removed'); END;
        """
}
