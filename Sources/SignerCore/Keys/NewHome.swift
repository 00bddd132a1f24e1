import CommandSupport
import Custody
import SecretKeys

/// A home that is being made: its folder is locked, and no keys are in it yet.
///
/// The keystore is written last and in one step. A home without one is no home, so whatever ends the program in between
/// leaves the keys unmade, and making them can be repeated.
struct NewHome: ~Copyable {
    /// The path of the folder.
    let folder: String
    private var journal: SignerJournal
    private let folderLock: FolderLock

    /// Makes or takes a folder that has no keys.
    init(_ folder: String, for holder: KeyHolder, otherHomes: [String] = []) throws(SignerError) {
        guard !FileAccess.exists(FileAccess.join(folder, HomeFile.keystore)) else { throw .keysExist(home: folder) }
        try DeviceKeys.check(folder, for: holder, others: otherHomes)
        try SignerError.lifting { try FileAccess.makeDirectory(folder) }
        let lock = try SignerError.lifting { try FolderLock(folder: folder) }
        let journal = try SignerError.lifting {
            try SignerJournal(opening: FileAccess.join(folder, HomeFile.journal))
        }
        self.folder = folder
        self.journal = journal
        folderLock = lock
    }

    /// Refuses keys other than those with which a journal that is there already has begun.
    func requireJournal(of record: KeyRecord) throws(SignerError) {
        for entry in journal.entries {
            guard let start = entry.event.beginning else { continue }
            guard start.identityKey == record.identityKey, start.network == record.network else {
                throw .journalOfOtherKeys(home: folder)
            }
        }
    }

    /// Whether no machine held the keys before, as far as the person and the journal say.
    func isFirstUse(_ history: WordsHistory, _ terminal: some ReviewTerminal) throws(SignerError) -> Bool {
        try history.isFirstUse(journal, home: folder, terminal: terminal)
    }

    /// Begins a journal anew that other keys have begun, when they were never finished: then nothing was done with them.
    mutating func discardUnfinished() throws(SignerError) {
        guard journal.entries.allSatisfy(\.event.isBeginning) else { throw .journalOfOtherKeys(home: folder) }
        guard !journal.entries.isEmpty else { return }
        let path = FileAccess.join(folder, HomeFile.journal)
        journal = try SignerError.lifting {
            // The mark first: a journal that has only begun may be without one, and a mark may not be without its entry.
            try JournalMark.remove(beside: path)
            try FileAccess.truncate(path, to: 0)
            return try SignerJournal(opening: path)
        }
    }

    /// Encrypts the keys, and writes the event that the journal begins with, the key record, and last the keystore.
    mutating func write(
        _ seed: borrowing Seed, _ header: KeystoreHeader, record: Document<KeyRecord>, event: JournalEvent,
        lock: NewLock, terminal: some ReviewTerminal, cost: ScryptCost, at time: UTCTime
    ) throws(SignerError) {
        try SelfTest.require()
        try lock.use(for: FileAccess.join(folder, HomeFile.keystore), from: terminal) {
            (passphrase, keyFile) throws(SignerError) in
            let file: [UInt8]
            do throws(KeystoreError) {
                file = try Keystore.seal(
                    seed: seed, header: header, passphrase: passphrase, keyFile: keyFile, cost: cost)
            } catch {
                throw .cause(SignerErrorCause(error: error))
            }
            try write(file, record, event, sealedBy: try Self.journalKey(of: seed, header), at: time)
        }
    }

    private static func journalKey(
        of seed: borrowing Seed, _ header: KeystoreHeader
    ) throws(SignerError) -> JournalKey {
        do throws(SecretKeyError) {
            return try JournalKey(seed: seed, network: header.network, number: header.identityNumber)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
    }

    private mutating func write(
        _ keystore: [UInt8], _ record: Document<KeyRecord>, _ event: JournalEvent,
        sealedBy key: borrowing JournalKey, at time: UTCTime
    ) throws(SignerError) {
        do throws(JournalError) {
            // A journal that is there already goes on only if these keys have written it.
            try journal.verify(with: key)
            _ = try journal.append(event, at: time, sealedBy: key)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        try SignerError.lifting {
            try FileAccess.replaceAtomically(FileAccess.join(folder, HomeFile.keyRecord), record.encoded)
            try FileAccess.create(FileAccess.join(folder, HomeFile.keystore), keystore)
        }
    }
}
