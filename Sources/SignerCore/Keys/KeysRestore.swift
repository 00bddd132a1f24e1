import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
package import Descriptors
package import SecretKeys

/// Makes a home from the words of a backup.
package struct KeysRestore: Sendable {
    /// Who the keys belong to, and which ones they are.
    package let person: Identifier
    package let name: PersonName
    package let organisation: Identifier
    package let site: Identifier
    package let device: Identifier
    package let network: Network
    package let scriptType: MultisigDescriptor.ScriptType
    package let account: UInt32

    /// States who restores which keys.
    package init(
        person: Identifier, name: PersonName, organisation: Identifier, site: Identifier, device: Identifier,
        network: Network, scriptType: MultisigDescriptor.ScriptType = .p2wsh, account: UInt32 = 0
    ) {
        self.person = person
        self.name = name
        self.organisation = organisation
        self.site = site
        self.device = device
        self.network = network
        self.scriptType = scriptType
        self.account = account
    }

    /// Where the words and passphrases come from.
    package struct Sources: Sendable {
        package let words: SecretSource
        /// The BIP-39 passphrase; `nil` for words without one.
        package let wordsPassphrase: SecretSource?
        package let passphrase: SecretSource

        package init(words: SecretSource, wordsPassphrase: SecretSource?, passphrase: SecretSource) {
            self.words = words
            self.wordsPassphrase = wordsPassphrase
            self.passphrase = passphrase
        }
    }

    /// Reads the secrets, makes the home and writes the encrypted keys; the result is this person's key record.
    package func run(
        folder: String, sources: Sources, terminal: some ReviewTerminal, cost: ScryptCost, at time: UTCTime
    ) throws(SignerError) -> Document<KeyRecord> {
        try SelfTest.require()
        let keystore = FileAccess.join(folder, HomeFile.keystore)
        guard !FileAccess.exists(keystore) else { throw .keysExist(home: folder) }
        try SignerError.lifting { try FileAccess.makeDirectory(folder) }
        let lock = try SignerError.lifting { try FolderLock(folder: folder) }
        defer { withExtendedLifetime(lock) {} }
        var journal = try SignerError.lifting {
            try SignerJournal(opening: FileAccess.join(folder, HomeFile.journal))
        }

        let seed = try readSeed(sources, terminal)
        let header = try SignerError.lifting {
            try KeystoreHeader(
                describing: seed, person: person.description, device: device.description, network: network,
                account: try accountPath())
        }
        let record = try makeRecord(seed, header)
        try Self.check(journal, belongsTo: record.body, folder)
        let passphrase = try KeystorePassphrase.readNew(sources.passphrase, from: terminal)
        let file = try SignerError.lifting {
            try Keystore.seal(seed: seed, header: header, passphrase: passphrase, cost: cost)
        }
        let event = JournalEvent.keysRestored(
            .init(
                network: network, person: person, device: device, fingerprint: header.fingerprint,
                identityKey: header.identityKey))
        do throws(JournalError) {
            _ = try journal.append(event, at: time)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        try SignerError.lifting {
            try FileAccess.replaceAtomically(FileAccess.join(folder, HomeFile.keyRecord), record.encoded)
            // The keystore last: a home without one is no home, and restoring can be repeated.
            try FileAccess.create(keystore, file)
        }
        return record
    }

    private func readSeed(_ sources: Sources, _ terminal: some ReviewTerminal) throws(SignerError) -> Seed {
        let typed = try sources.words.read("Backup words, separated by spaces (not shown): ", from: terminal)
        let words = try typed.secretBytes()
        let mnemonic = try SignerError.lifting { try Mnemonic(parsing: words) }
        guard let source = sources.wordsPassphrase else {
            return try SignerError.lifting { try mnemonic.seed(passphrase: nil) }
        }
        let phrase = try source.read("BIP-39 passphrase of the words: ", from: terminal)
        let secret = Optional(try phrase.secretBytes())
        return try SignerError.lifting { try mnemonic.seed(passphrase: secret) }
    }

    /// The key record, in which both keys sign over each other.
    private func makeRecord(
        _ seed: borrowing Seed, _ header: KeystoreHeader
    ) throws(SignerError) -> Document<KeyRecord> {
        try SignerError.lifting {
            let identity = try IdentityKey(seed: seed, network: network, number: header.identityNumber)
            let key = try ExtendedPrivateKey(master: seed, network: network).derived(header.origin.path)
            let digest = KeyRecord.possessionDigest(
                network: network, identityKey: header.identityKey, xpub: header.xpub)
            let possession = try key.signingKey().sign(digest, expecting: header.xpub.publicKey)
            var document = Document(
                body: try KeyRecord(
                    network: network, person: person, name: name, organisation: organisation, site: site,
                    device: device, identityKey: header.identityKey,
                    accountKey: .init(origin: header.origin, xpub: header.xpub, possession: possession)))
            document.add(
                DocumentSignature(
                    person: person, identityKey: header.identityKey, signature: try identity.sign(document.digest)))
            return document
        }
    }

    /// The path of BIP-48: purpose, coin type, account, script type.
    private func accountPath() throws -> DerivationPath {
        let script: UInt32 =
            switch scriptType {
            case .p2wsh: 2
            case .p2shP2wsh: 1
            }
        return try DerivationPath(
            [48, network.coinType, account, script].map { number in try ChildNumber.hardened(number) })
    }

    /// A journal that is there already must have begun with these very keys.
    private static func check(
        _ journal: SignerJournal, belongsTo record: KeyRecord, _ folder: String
    ) throws(SignerError) {
        for entry in journal.entries {
            guard case .keysRestored(let start) = entry.event else { continue }
            guard start.identityKey == record.identityKey, start.network == record.network else {
                throw .journalOfOtherKeys(home: folder)
            }
        }
    }
}
