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
    /// A vault that is registered already is not asked for again; its acknowledgement is simply given again. A later
    /// version must be the next one, agreed on by the thresholds of both, and closes what is open of the version before.
    package static func run(
        _ files: VaultFiles, in home: inout SignerHome, acceptance: Acceptance, passphrase: SecretSource,
        terminal: some ReviewTerminal, output: String, at time: UTCTime
    ) throws(SignerError) -> WrittenFile {
        let document = files.newest
        try WrittenFile.requireFree(output)
        try home.requireClock(time)
        if let known = home.vaults.first(where: { $0.document.digest == document.digest }) {
            try complete(known, files, in: &home)
            return try WrittenFile(output, known.acknowledgement.encoded, isRepeated: true)
        }
        let registered = try checkPublicly(document, home)
        let agreement = document.body.version == 1 ? nil : try files.agreement()
        var text = try SignerError.lifting {
            try VaultText(document, owner: home.owner.person, language: terminal.language)
        }
        text.before = agreement?.history.last?.body
        if let registered {
            let open = home.journal.openCases(of: registered.document.digest)
            text.closing = VaultText.Closing(
                version: registered.document.body.version, closes: open.closable, armed: open.armed)
        }
        try VaultAcceptance(text: text, acceptance: acceptance).run(terminal)

        let vault: RegisteredVault
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            try VaultChecks.secretly(document.body, home.owner, signer)
            let entry = try home.record(event(document, text.closing), at: time, signer)
            let acknowledgement = try signer.sign(
                Acknowledgement(
                    network: document.body.network, vault: document.body.name, vaultVersion: document.body.version,
                    vaultHash: document.digest, person: home.owner.person, device: home.owner.device,
                    firstAddress: text.firstAddress))
            vault = RegisteredVault(
                document: agreement?.document ?? document, acknowledgement: acknowledgement,
                history: agreement?.history ?? [], founding: agreement?.acknowledgements ?? [],
                binding: try RegisteredVault.binding(of: document.digest, entry, signer))
        }
        try vault.store(in: home.folder)
        home.add(vault)
        return try WrittenFile(output, vault.acknowledgement.encoded)
    }

    /// Keeps everybody's acknowledgements of a first version when they were given with it.
    private static func complete(
        _ vault: RegisteredVault, _ files: VaultFiles, in home: inout SignerHome
    ) throws(SignerError) {
        guard vault.document.body.version == 1, vault.founding.isEmpty, !files.acknowledgements.isEmpty else { return }
        let completed: RegisteredVault
        do throws(VaultError) { completed = try vault.completed(by: files.acknowledgements) } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        try completed.storeFounding(in: home.folder)
        home.add(completed)
    }

    /// The pages that show a vault.
    package static func pages(
        of document: Document<Vault>, for owner: Identifier?, language: ScreenLanguage = .english
    ) throws(SignerError) -> [[String]] {
        try SignerError.lifting { try VaultText(document, owner: owner, language: language).pages }
    }

    private static func event(_ document: Document<Vault>, _ closing: VaultText.Closing?) -> JournalEvent {
        let vault = JournalEvent.VaultRegistered(
            name: document.body.name, version: document.body.version, digest: document.digest)
        guard let closing else { return .vaultRegistered(vault) }
        return .vaultRevised(.init(vault: vault, closes: closing.closes, armed: closing.armed))
    }

    // What the vault and this machine's public records show: signer checks 59, 60 and 65. That no two people of the
    // vault share a key or a device, `Vault` itself has checked.
    private static func checkPublicly(
        _ document: Document<Vault>, _ home: borrowing SignerHome
    ) throws(SignerError) -> RegisteredVault? {
        let vault = document.body
        let owner = home.keyRecord.body
        guard vault.network == owner.network else { throw .otherNetwork(vault: vault.network, keys: owner.network) }
        let registered = try VaultChecks.registeredVersion(before: document, home)
        // A first version need not be signed, but a signature that is there must hold. The agreement checks the others.
        if vault.version == 1 {
            try SignerError.lifting { try VaultChain.checkSignatures(on: document, after: nil) }
        }
        try VaultChecks.ownEntry(vault, owner)
        try VaultChecks.overlap(vault, home)
        return registered
    }
}
