package import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
package import Descriptors
package import SecretKeys

/// Makes a home from the words of a backup.
package struct KeysRestore: Sendable {
    /// Who the keys belong to, and which ones they are.
    package let holder: KeyHolder

    /// States who restores which keys.
    package init(_ holder: KeyHolder) {
        self.holder = holder
    }

    /// States which custodian restores which account.
    package init(
        person: Identifier, name: PersonName, organisation: Identifier, site: Identifier, device: Identifier,
        network: Network, scriptType: MultisigDescriptor.ScriptType = .p2wsh, account: UInt32 = 0
    ) {
        self.init(
            KeyHolder(
                person: person, name: name, organisation: organisation, site: site, device: device, network: network,
                keys: .custodian(scriptType: scriptType, account: account)))
    }

    /// Where the words and passphrases come from.
    package struct Sources: Sendable {
        package let words: SecretSource
        /// The BIP-39 passphrase; `nil` for words without one.
        package let wordsPassphrase: SecretSource?
        /// What the keystore is to open with.
        package let lock: NewLock

        package init(
            words: SecretSource, wordsPassphrase: SecretSource?, passphrase: SecretSource, newKeyFile: String? = nil
        ) {
            self.words = words
            self.wordsPassphrase = wordsPassphrase
            lock = NewLock(passphrase: passphrase, newKeyFile: newKeyFile)
        }
    }

    /// Reads the secrets, makes the home and writes the encrypted keys; the result is this person's key record.
    /// - Parameters:
    ///   - otherHomes: Where else on this device a vault key may lie.
    ///   - expected: The fingerprint on the backup sheet, where it is known: a mistyped BIP-39 passphrase gives keys, too.
    ///   - history: Whether a machine held these words before.
    package func run(
        folder: String, otherHomes: [String] = [], expecting expected: Fingerprint? = nil, sources: Sources,
        history: WordsHistory,
        terminal: some ReviewTerminal, cost: ScryptCost,
        at time: UTCTime
    ) throws(SignerError) -> Document<KeyRecord> {
        try SelfTest.require()
        try sources.lock.check(home: folder)
        var home = try NewHome(folder, for: holder, otherHomes: otherHomes)
        let isFirstUse = try home.isFirstUse(history, terminal)
        let words = try BackupWords(words: sources.words, passphrase: sources.wordsPassphrase)
            .read(on: holder.network, from: terminal)
        let header = try holder.header(of: words.seed)
        if let expected, expected != header.fingerprint {
            throw .otherFingerprint(found: header.fingerprint, expected: expected)
        }
        let record = try holder.record(of: words.seed, header)
        try home.requireJournal(of: record.body)
        let event = JournalEvent.keysRestored(.init(holder.keys(header), isFirstUse: isFirstUse))
        try home.write(
            words.seed, header, record: record, event: event, lock: sources.lock, terminal: terminal, cost: cost,
            at: time)
        return record
    }
}
