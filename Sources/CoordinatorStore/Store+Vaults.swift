import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import GRDB

extension Store {
    /// Keeps a vault document, or the signatures of another copy of one that is there.
    ///
    /// Another document of the same name and version is refused, and so is a later version without the one before it.
    package func add(_ vault: Document<Vault>, now: Timestamp) throws(StoreError) -> Novelty {
        guard vault.body.network == network else {
            throw .fileOfOtherNetwork(file: vault.body.network, home: network)
        }
        return try write { db in
            let name = vault.body.name.description
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM vault WHERE name = ? AND version = ?", arguments: [name, vault.body.version])
            let previous = try Self.previous(of: vault, in: db)
            do throws(VaultError) {
                try VaultChain.checkSignatures(on: vault, after: previous?.document.body)
            } catch {
                throw StoreError.vault(error)
            }
            guard let row else {
                try Self.insert(vault, after: previous, now, in: db)
                return .new
            }
            let known: Document<Vault> = try RowValue.document(row, "document")
            guard known.digest == vault.digest else {
                throw StoreError.vaultConflict(name: name, version: "\(vault.body.version)")
            }
            let merged = known.merging(vault)
            guard merged != known else { return .known }
            try db.execute(
                sql: "UPDATE vault SET document = ? WHERE digest = ?",
                arguments: [RowValue.data(merged.encoded), RowValue.data(vault.digest)])
            let people = Set(merged.signatures.map(\.person)).subtracting(known.signatures.map(\.person)).sorted()
            try Log.append(
                LogEvent(
                    kind: .vaultAdded, caseID: nil,
                    text: "vault \(name) version \(vault.body.version) signed by "
                        + people.map(\.description).joined(separator: ", ")), now, in: db)
            return .new
        }
    }

    /// The version before a later one, which must be there.
    private static func previous(of vault: Document<Vault>, in db: Database) throws -> StoredVault? {
        guard vault.body.version > 1, let digest = vault.body.previous else { return nil }
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM vault WHERE name = ? AND version = ?",
            arguments: [vault.body.name.description, vault.body.version - 1])
        guard let row else {
            throw StoreError.versionBeforeMissing(name: vault.body.name.description, version: vault.body.version)
        }
        let previous = try Self.vault(row, in: db)
        guard previous.document.digest == digest else {
            throw StoreError.vaultConflict(
                name: vault.body.name.description, version: "\(previous.document.body.version)")
        }
        return previous
    }

    private static func insert(
        _ vault: Document<Vault>, after previous: StoredVault?, _ now: Timestamp, in db: Database
    ) throws {
        // The same scripts go on with the change addresses that no case has used.
        let goesOn = previous?.document.body.descriptor == vault.body.descriptor
        try db.execute(
            sql: "INSERT INTO vault (digest, name, version, document, next_change_index) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                RowValue.data(vault.digest), vault.body.name.description, vault.body.version,
                RowValue.data(vault.encoded), goesOn ? previous?.nextChangeIndex ?? 0 : 0,
            ])
        try Log.append(
            LogEvent(
                kind: .vaultAdded, caseID: nil,
                text: "vault \(vault.body.name) version \(vault.body.version) hash \(vault.digest.hex)"), now, in: db)
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
        versions.first(where: \.isAgreed) ?? versions.first
    }

    static func agreement(digest: Bytes32, in db: Database) throws -> VaultAgreement {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM vault WHERE digest = ?", arguments: [RowValue.data(digest)])
        guard let row else { throw StoreError.damaged(what: "a case names a vault that is not there") }
        do { return try vault(row, in: db).agreement() } catch let error as VaultError {
            throw StoreError.damaged(what: "the vault of a case: \(error)")
        }
    }

    private static func book(digest: Bytes32, in db: Database) throws -> AcknowledgementBook? {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM vault WHERE digest = ?", arguments: [RowValue.data(digest)])
        return try row.map { try book($0, in: db) }
    }

    private static func book(_ row: Row, in db: Database) throws -> AcknowledgementBook {
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
        return book
    }

    private static func vault(_ row: Row, in db: Database) throws -> StoredVault {
        let book = try book(row, in: db)
        let body = book.vault.body
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM vault WHERE name = ? AND version < ? ORDER BY version",
            arguments: [body.name.description, body.version])
        let earlier = try rows.map { try self.book($0, in: db) }
        return StoredVault(
            book: book, earlier: earlier, nextChangeIndex: try RowValue.uint32(row, "next_change_index"))
    }
}
