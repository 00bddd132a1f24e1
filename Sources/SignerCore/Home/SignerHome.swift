import ByteCoding
import CommandSupport
package import Custody
package import SecretKeys

/// The folder that holds everything a signer knows, locked while it is in use.
///
/// `keystore` (encrypted), `key-record`, `vaults/` with each vault and this person's acknowledgement of it, `journal`
/// and its mark, `lock`. Its network is chosen when its keys are made and never changes.
package struct SignerHome: ~Copyable {
    /// The name of the folder in a user's home folder.
    package static let defaultFolder = ".rensho-signer"
    /// The path of the folder.
    package let folder: String
    /// The encrypted keys.
    let keystoreFile: [UInt8]
    /// What the keystore says about itself without being opened.
    package let header: KeystoreHeader
    /// This person's key record, signed.
    package let keyRecord: Document<KeyRecord>
    /// The newest accepted version of each vault.
    package internal(set) var vaults: [RegisteredVault]
    /// The accepted versions before them.
    package internal(set) var earlierVaults: [RegisteredVault]
    /// What was done here.
    package internal(set) var journal: SignerJournal

    private let lock: FolderLock

    /// Opens a home that has keys.
    package init(opening folder: String) throws(SignerError) {
        guard FileAccess.exists(FileAccess.join(folder, HomeFile.keystore)) else { throw .noKeys(home: folder) }
        try SignerError.lifting { try FileAccess.requirePrivate(folder) }
        let lock = try SignerError.lifting { try FolderLock(folder: folder) }
        let keystore = try SignerError.lifting {
            try FileAccess.read(FileAccess.join(folder, HomeFile.keystore), limit: Keystore.longestFile)
        }
        let header = try SignerError.lifting { try Keystore.readHeader(keystore) }
        let record = try Self.readKeyRecord(in: folder, of: header)
        let journal = try SignerError.lifting {
            try SignerJournal(opening: FileAccess.join(folder, HomeFile.journal))
        }
        guard let start = journal.entries.first?.event.beginning, start.identityKey == header.identityKey,
            start.network == header.network, journal.isMarked
        else { throw .journalMissing(home: folder) }
        let stored = try Self.readVaults(in: folder, of: record.body, journal)
        self.folder = folder
        keystoreFile = keystore
        self.header = header
        keyRecord = record
        self.journal = journal
        vaults = stored.newest
        earlierVaults = stored.earlier
        self.lock = lock
    }

    /// This person, as the key record names him.
    package var owner: KeyRecord { keyRecord.body }

    /// How far the clock may be behind the journal's last entry, in seconds: a clock that was set right, or a wrong time
    /// zone, but no yesterday.
    package static let clockTolerance: Int64 = 86_400

    /// Refuses a clock that is behind what this machine has recorded: expiry and validity would be judged by a past day.
    func requireClock(_ time: UTCTime) throws(SignerError) {
        // The latest of all entries: each within a day of the one before would lead back any number of days.
        guard let last = journal.entries.map(\.time).max(by: { $0.secondsSince1970 < $1.secondsSince1970 }) else {
            return
        }
        guard last.secondsSince1970 - time.secondsSince1970 <= Self.clockTolerance else {
            throw .clockBehind(clock: time, journal: last)
        }
    }

    /// The vault of this name, or the only one; none while a vault that the journal knows is not there as it was accepted.
    package func vault(_ name: String?) throws(SignerError) -> RegisteredVault {
        for (name, known) in journal.registeredVaults.sorted(by: { $0.key < $1.key }) {
            guard vaults.contains(where: { $0.name == name && $0.document.digest == known.digest }) else {
                throw .registeredVaultMissing(name: name, digest: known.digest)
            }
        }
        if let name {
            guard let vault = vaults.first(where: { $0.name.description == name }) else { throw .unknownVault(name) }
            return vault
        }
        guard let first = vaults.first else { throw .unknownVault("") }
        guard vaults.count == 1 else { throw .severalVaults(vaults.map(\.name)) }
        return first
    }

    /// Refuses in a home that has no share in a vault what only custodians do.
    func requireAccountKey() throws(SignerError) {
        guard owner.accountKey != nil else { throw .noAccountKey(person: owner.person) }
    }

    /// Writes an entry while the keys are closed, and returns when it is on the medium.
    mutating func record(_ event: JournalEvent, at time: UTCTime) throws(SignerError) -> JournalEntry {
        do throws(JournalError) {
            return try journal.append(event, at: time)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// Writes an entry with the code of the open keys, and returns when it is on the medium.
    mutating func record(
        _ event: JournalEvent, at time: UTCTime, _ signer: borrowing OpenSigner
    ) throws(SignerError) -> JournalEntry {
        do throws(JournalError) {
            return try journal.append(event, at: time, sealedBy: signer.journalKey)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    /// Checks every code of the journal with the open keys.
    borrowing func verifyJournal(_ signer: borrowing OpenSigner) throws(SignerError) {
        do throws(JournalError) {
            try journal.verify(with: signer.journalKey)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    private static func readKeyRecord(
        in folder: String, of header: KeystoreHeader
    ) throws(SignerError) -> Document<KeyRecord> {
        let path = FileAccess.join(folder, HomeFile.keyRecord)
        return try SignerError.lifting {
            let document = try Document<KeyRecord>(
                parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
            let record = try VerifiedKeyRecord(document).record
            guard record.identityKey == header.identityKey, record.network == header.network,
                record.person.description == header.person, record.device.description == header.device,
                record.accountKey?.origin == header.origin, record.accountKey?.xpub == header.account?.xpub
            else { throw SignerError.recordDiffers(path: path) }
            return document
        }
    }

    /// The accepted version of a vault that a document names: the newest unless it names an earlier one.
    package func vault(of document: CaseDocument) throws(SignerError) -> RegisteredVault {
        let newest = try vault(document.vault.description)
        return earlierVaults.first { $0.document.digest == document.vaultHash } ?? newest
    }

    /// Refuses to go on with a case of a version that a later one has closed here.
    func requireOpenVersion(of document: CaseDocument) throws(SignerError) {
        guard let known = journal.registeredVaults[document.vault], document.vaultVersion < known.version,
            let entry = journal.registration(of: known.digest)
        else { return }
        throw .closedByVersion(
            document.header.caseID, version: document.vaultVersion, registered: known.version, since: entry.time)
    }

    /// Puts an accepted vault beside the others; it becomes the newest of its name.
    mutating func add(_ vault: RegisteredVault) {
        let replaced = vaults.filter { $0.name == vault.name && $0.document.digest != vault.document.digest }
        vaults.removeAll { $0.name == vault.name }
        vaults.append(vault)
        earlierVaults += replaced
    }

    private static func readVaults(
        in folder: String, of owner: KeyRecord, _ journal: SignerJournal
    ) throws(SignerError) -> (newest: [RegisteredVault], earlier: [RegisteredVault]) {
        let path = FileAccess.join(folder, HomeFile.vaults)
        guard FileAccess.isFolder(path) else { return ([], []) }
        let names = try SignerError.lifting { try FileAccess.list(path) }
        var vaults: [RegisteredVault] = []
        for name in names where name.hasSuffix(HomeFile.vaultSuffix) {
            let vault = try RegisteredVault(reading: name, in: path, owner: owner)
            guard journal.registration(of: vault.document.digest) != nil else {
                throw .storedVaultUnknown(path: FileAccess.join(path, name))
            }
            vaults.append(vault)
        }
        let newest = vaults.filter { vault in
            !vaults.contains { $0.name == vault.name && $0.document.body.version > vault.document.body.version }
        }
        return (newest, vaults.filter { !newest.contains($0) })
    }
}

/// The names of what lies in a home.
enum HomeFile {
    static let keystore = "keystore"
    static let keyRecord = "key-record"
    static let journal = "journal"
    static let vaults = "vaults"
    static let vaultSuffix = ".vault"
    static let acknowledgementSuffix = ".acknowledgement"
    static let bindingSuffix = ".binding"
    static let historySuffix = ".history"
    static let unfinishedSuffix = ".part"
}
