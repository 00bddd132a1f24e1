import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import GRDB

/// A vault as the store keeps it.
package struct StoredVault: Sendable {
    /// The document with the acknowledgements that came.
    package let book: AcknowledgementBook
    /// The next index on the change branch that no proposal has used.
    package let nextChangeIndex: UInt32

    /// The vault.
    package var document: Document<Vault> { book.vault }
}

/// Whether something was new to the store.
package enum Novelty: String, Sendable, Hashable {
    case new, known
}

extension Store {
    /// Keeps a vault document; another document of the same name and version is refused, and so is a later version:
    /// nothing here can check yet that the people of the earlier one agreed to it.
    package func add(_ vault: Document<Vault>, now: Timestamp) throws(StoreError) -> Novelty {
        guard vault.body.network == network else {
            throw .fileOfOtherNetwork(file: vault.body.network, home: network)
        }
        guard vault.body.version == 1 else {
            throw .vaultVersion(name: vault.body.name.description, version: vault.body.version)
        }
        return try write { db in
            let name = vault.body.name.description
            let row = try Row.fetchOne(
                db, sql: "SELECT digest FROM vault WHERE name = ? AND version = ?",
                arguments: [name, vault.body.version])
            if let row {
                guard try RowValue.bytes32(row, "digest") == vault.digest else {
                    throw StoreError.vaultConflict(name: name, version: "\(vault.body.version)")
                }
                return .known
            }
            try db.execute(
                sql: "INSERT INTO vault (digest, name, version, document) VALUES (?, ?, ?, ?)",
                arguments: [
                    RowValue.data(vault.digest), name, vault.body.version, RowValue.data(vault.encoded),
                ])
            try Log.append(
                LogEvent(
                    kind: .vaultAdded, caseID: nil,
                    text: "vault \(name) version \(vault.body.version) hash \(vault.digest.hex)"), now, in: db)
            return .new
        }
    }

    /// Verifies an acknowledgement against its vault and keeps it.
    package func add(_ acknowledgement: Document<Acknowledgement>, now: Timestamp) throws(StoreError) -> Novelty {
        try write { db in
            let body = acknowledgement.body
            guard var book = try Self.book(digest: body.vaultHash, in: db) else {
                throw StoreError.acknowledgementOfUnknownVault(
                    name: body.vault.description, digest: body.vaultHash.hex)
            }
            let earlier = book.acknowledgements[body.person]
            do throws(AcknowledgementError) { _ = try book.add(acknowledgement) } catch {
                throw StoreError.acknowledgement(error)
            }
            if let earlier {
                guard earlier == acknowledgement else {
                    throw StoreError.acknowledgementConflict(person: body.person.description)
                }
                return .known
            }
            try db.execute(
                sql: "INSERT INTO acknowledgement (vault_digest, person, document) VALUES (?, ?, ?)",
                arguments: [
                    RowValue.data(body.vaultHash), body.person.description, RowValue.data(acknowledgement.encoded),
                ])
            try Log.append(
                LogEvent(
                    kind: .acknowledgementAdded, caseID: nil,
                    text: "vault \(body.vault) version \(body.vaultVersion) acknowledged by \(body.person)"), now,
                in: db)
            return .new
        }
    }

    /// All vaults, newest version first within a name.
    package func vaults() throws(StoreError) -> [StoredVault] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM vault ORDER BY name, version DESC")
            return try rows.map { try Self.vault($0, in: db) }
        }
    }

    /// The newest version of the named vault that everybody acknowledged, or else the newest; of the only vault when none
    /// is named.
    package func vault(named name: String?) throws(StoreError) -> StoredVault {
        let all = try vaults()
        let names = Set(all.map { $0.document.body.name.description }).sorted()
        guard let name else {
            guard names.count <= 1 else { throw .severalVaults(names: names) }
            guard let only = Self.inUse(all) else { throw .noVault }
            return only
        }
        guard let found = Self.inUse(all.filter { $0.document.body.name.description == name }) else {
            throw names.isEmpty ? .noVault : .unknownVault(name: name)
        }
        return found
    }

    /// Of the versions of a vault, newest first, the one that payments use: no document counts before its people agreed.
    private static func inUse(_ versions: [StoredVault]) -> StoredVault? {
        versions.first { $0.book.missing.isEmpty } ?? versions.first
    }

    static func agreement(digest: Bytes32, in db: Database) throws -> VaultAgreement {
        guard let book = try book(digest: digest, in: db) else {
            throw StoreError.damaged(what: "a case names a vault that is not there")
        }
        do { return try book.agreement() } catch { throw StoreError.damaged(what: "the vault of a case: \(error)") }
    }

    private static func book(digest: Bytes32, in db: Database) throws -> AcknowledgementBook? {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM vault WHERE digest = ?", arguments: [RowValue.data(digest)])
        return try row.map { try vault($0, in: db).book }
    }

    private static func vault(_ row: Row, in db: Database) throws -> StoredVault {
        let document: Document<Vault> = try RowValue.document(row, "document")
        var book = AcknowledgementBook(vault: document)
        let rows = try Row.fetchAll(
            db, sql: "SELECT document FROM acknowledgement WHERE vault_digest = ? ORDER BY person",
            arguments: [RowValue.data(document.digest)])
        for row in rows {
            let acknowledgement: Document<Acknowledgement> = try RowValue.document(row, "document")
            do { _ = try book.add(acknowledgement) } catch {
                throw StoreError.damaged(what: "a stored acknowledgement: \(error)")
            }
        }
        return StoredVault(book: book, nextChangeIndex: try RowValue.uint32(row, "next_change_index"))
    }
}
