import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
package import CommandSupport
package import Custody
import Descriptors
import SecretKeys

/// Accepts a vault on this machine: the ceremony that everything later rests on.
package enum VaultRegistration {
    /// How a vault is accepted.
    package enum Acceptance: Sendable, Hashable {
        /// A person reads it and types words that another custodian reads to him.
        case person
        /// Its digest is given beforehand; for test networks only.
        case expectedDigest(Bytes32)
    }

    /// Shows the vault, has it compared, verifies this machine's own key with the opened keystore, stores it, and
    /// writes the acknowledgement to `output`.
    ///
    /// A vault that is registered already is not asked for again; its acknowledgement is simply given again.
    package static func run(
        _ document: Document<Vault>, in home: inout SignerHome, acceptance: Acceptance, passphrase: SecretSource,
        terminal: some ReviewTerminal, output: String, at time: UTCTime
    ) throws(SignerError) -> WrittenFile {
        try WrittenFile.requireFree(output)
        try home.requireClock(time)
        if let known = home.vaults.first(where: { $0.document.digest == document.digest }) {
            return try WrittenFile(output, known.acknowledgement.encoded, isRepeated: true)
        }
        try checkPublicly(document, home.owner, home.vaults, home.journal.registeredVaults)
        let text = try self.text(of: document, for: home.owner.person)
        try accept(document, text, acceptance, terminal)

        let acknowledgement: Document<Acknowledgement>
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            try checkSecretly(document.body, home.owner, signer)
            let event = JournalEvent.VaultRegistered(
                name: document.body.name, version: document.body.version, digest: document.digest)
            _ = try home.record(.vaultRegistered(event), at: time)
            acknowledgement = try signer.sign(
                Acknowledgement(
                    network: document.body.network, vault: document.body.name, vaultVersion: document.body.version,
                    vaultHash: document.digest, person: home.owner.person, device: home.owner.device,
                    firstAddress: text.firstAddress))
        }
        let vault = RegisteredVault(document: document, acknowledgement: acknowledgement)
        try vault.store(in: home.folder)
        home.vaults.append(vault)
        return try WrittenFile(output, acknowledgement.encoded)
    }

    /// The pages that show a vault.
    package static func pages(of document: Document<Vault>, for owner: Identifier?) throws(SignerError) -> [[String]] {
        try text(of: document, for: owner).pages
    }

    private static func text(of document: Document<Vault>, for owner: Identifier?) throws(SignerError) -> VaultText {
        try SignerError.lifting {
            VaultText(
                document: document, firstAddress: try VaultAgreement.firstAddress(of: document.body),
                words: try DigestWords.vaultWords(document.digest),
                identityWords: try Dictionary(
                    uniqueKeysWithValues: document.body.people.map {
                        ($0.id, try DigestWords.identityWords($0.identityKey))
                    }), owner: owner)
        }
    }

    private static func accept(
        _ document: Document<Vault>, _ text: VaultText, _ acceptance: Acceptance, _ terminal: some ReviewTerminal
    ) throws(SignerError) {
        switch acceptance {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            try SignerError.lifting { try terminal.show(pages: text.pages) }
            let random = try SignerError.lifting { try SystemRandom.bytes(64) }
            try WordChallenge(wordCount: text.words.count, random: random).ask(
                text.words, from: text.others, on: terminal)
        case .expectedDigest(let expected):
            guard document.body.network.isTest else { throw .unattendedOnMainnet }
            guard expected == document.digest else {
                throw .digestDiffers(expected: expected, found: document.digest)
            }
            try SignerError.lifting { try terminal.write(text.pages.flatMap { $0 + [""] }) }
        }
    }

    // What the vault and this machine's public records show: signer checks 59, 60 and 65. That no two people of the
    // vault share a key or a device, `Vault` itself has checked.
    private static func checkPublicly(
        _ document: Document<Vault>, _ owner: KeyRecord, _ registered: [RegisteredVault],
        _ known: [Identifier: JournalEvent.VaultRegistered]
    ) throws(SignerError) {
        let vault = document.body
        guard vault.network == owner.network else { throw .otherNetwork(vault: vault.network, keys: owner.network) }
        guard vault.version == 1 else { throw .laterVersion(name: vault.name, version: vault.version) }
        try SignerError.lifting { try checkSignatures(on: document) }
        try checkOwnEntry(vault, owner)
        // The journal remembers what a removed file does not: only the same document may come back.
        if let known = known[vault.name], known.digest != document.digest { throw .nameTaken(name: vault.name) }
        for other in registered {
            guard other.name != vault.name else { throw .nameTaken(name: vault.name) }
            let keys = Set(other.document.body.cosigners.map(\.xpub.publicKey))
            if let shared = vault.cosigners.first(where: { keys.contains($0.xpub.publicKey) }) {
                throw .sharedKey(vault: other.name, person: shared.person)
            }
        }
    }

    /// A vault need not be signed, but a signature that is there must hold.
    private static func checkSignatures(on document: Document<Vault>) throws {
        for signature in document.signatures {
            guard let person = document.body.person(signature.person) else {
                throw VaultError.unknownSigner(signature.person)
            }
            try document.checkSignature(of: person.id, with: person.identityKey)
        }
    }

    private static func checkOwnEntry(_ vault: Vault, _ owner: KeyRecord) throws(SignerError) {
        guard let account = owner.accountKey else { throw .ownKeyMissing }
        // At most one cosigner has it: a `Vault` with one key twice cannot be made or read.
        guard let own = vault.cosigners.first(where: { $0.xpub.publicKey == account.xpub.publicKey }) else {
            throw .ownKeyMissing
        }
        guard own.person == owner.person, let person = vault.person(own.person) else {
            throw .ownEntryDiffers(field: "person")
        }
        // The whole xpub: chain code, depth and parent, not only the key.
        guard own.xpub == account.xpub else { throw .ownEntryDiffers(field: "xpub") }
        guard own.origin == account.origin else { throw .ownEntryDiffers(field: "origin") }
        guard person.identityKey == owner.identityKey else { throw .ownEntryDiffers(field: "identity-key") }
        guard person.device == owner.device else { throw .ownEntryDiffers(field: "device") }
    }

    // What only the secret shows: the own key is derived anew, and no other cosigner's key is one of ours.
    private static func checkSecretly(
        _ vault: Vault, _ owner: KeyRecord, _ signer: borrowing OpenSigner
    ) throws(SignerError) {
        for cosigner in vault.cosigners {
            let key = try signer.accountKey(cosigner.origin.path).extendedPublicKey()
            if cosigner.person == owner.person {
                guard key == cosigner.xpub else { throw .ownKeyMissing }
            } else {
                guard key.publicKey != cosigner.xpub.publicKey else { throw .ownKeyOfOther(person: cosigner.person) }
            }
        }
    }
}
