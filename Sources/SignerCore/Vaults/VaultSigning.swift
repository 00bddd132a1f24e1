import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
import Custody
import Review
import SecretKeys

/// Agrees to a later version of a vault: shows what changes, and adds this custodian's signature to the document.
package enum VaultSigning {
    /// Shows every difference from the version before, has the vault compared, and writes the document with this
    /// person's signature to `output`.
    ///
    /// The journal has the document before the signature is computed, and refuses another of the same version for good.
    package static func run(
        _ files: VaultFiles, in home: inout SignerHome, acceptance: VaultRegistration.Acceptance,
        passphrase: SecretSource, terminal: some ReviewTerminal, output: String, at time: UTCTime
    ) throws(SignerError) -> WrittenFile {
        var document = files.newest
        let owner = home.owner
        try WrittenFile.requireFree(output)
        try home.requireClock(time)
        let before = try checked(files, home)
        var text = try SignerError.lifting { try VaultText(document, owner: owner.person, language: terminal.language) }
        text.before = before.body
        let notice = VaultPhrase.signingNotice(version: document.body.version).text(in: terminal.language)
        try VaultAcceptance(text: text, acceptance: acceptance).run(terminal, notice: ["", notice])
        try askMemory(of: document.body, home, terminal)

        let isRepeated: Bool
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            try VaultChecks.secretly(document.body, owner, signer)
            let (name, version) = (document.body.name, document.body.version)
            isRepeated = home.journal.document(of: name, version: version) != nil
            if !isRepeated {
                let event = JournalEvent.VaultRegistered(name: name, version: version, digest: document.digest)
                _ = try home.record(.vaultSigned(event), at: time, signer)
            }
            for line in try signer.sign(document.body).signatures { document.add(line) }
        }
        return try WrittenFile(output, document.encoded, isRepeated: isRepeated)
    }

    /// A machine that has lost its memory cannot know what it signed: only its person can find out (`Docs/security.md`,
    /// "Two documents of one version"). Nobody can say so in his place.
    private static func askMemory(
        of vault: Vault, _ home: borrowing SignerHome, _ terminal: some ReviewTerminal
    ) throws(SignerError) {
        guard home.journal.quarantineCause != nil,
            home.journal.document(of: vault.name, version: vault.version) == nil
        else { return }
        guard terminal.isAttended else { throw .needsPerson }
        let language = terminal.language
        let typed = try SignerError.lifting {
            try terminal.write(["", VaultPhrase.memoryLost(version: vault.version).text(in: language)])
            return try terminal.ask(VaultPhrase.onlyDocumentQuestion.text(in: language))
        }
        guard typed == VaultPhrase.onlyDocumentWord else {
            throw .mayHaveSigned(name: vault.name, version: vault.version)
        }
    }

    /// The version before, when this person may sign the newest one.
    private static func checked(
        _ files: VaultFiles, _ home: borrowing SignerHome
    ) throws(SignerError) -> Document<Vault> {
        let document = files.newest
        let vault = document.body
        let owner = home.keyRecord.body
        guard vault.network == owner.network else { throw .otherNetwork(vault: vault.network, keys: owner.network) }
        guard vault.version > 1 else { throw .firstVersionUnsigned(name: vault.name) }
        let before: Document<Vault>
        if let registered = try VaultChecks.registeredVersion(before: document, home) {
            before = registered.document
        } else {
            // Somebody new: the version before comes with everything that shows it to be agreed on.
            before = try files.agreementBefore().document
            guard vault.previous == before.digest else {
                throw .otherPrevious(name: vault.name, version: vault.version)
            }
        }
        let isListed = vault.person(owner.person)?.identityKey == owner.identityKey
        guard isCustodian(owner, of: before.body) || (isListed && vault.cosigner(owner.person) != nil) else {
            throw .noPart(owner.person)
        }
        // Whoever leaves, or goes on with another machine, is not listed with these keys any more.
        if isListed, vault.cosigner(owner.person) != nil { try VaultChecks.ownEntry(vault, owner) }
        try SignerError.lifting { try VaultChain.checkSignatures(on: document, after: before.body) }
        try VaultChecks.overlap(vault, home)
        return before
    }

    private static func isCustodian(_ owner: KeyRecord, of vault: Vault) -> Bool {
        vault.cosigner(owner.person) != nil && vault.person(owner.person)?.identityKey == owner.identityKey
    }
}
