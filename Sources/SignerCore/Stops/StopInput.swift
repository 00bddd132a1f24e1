import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
import CommandSupport
package import Custody
import Review
import SecretKeys

/// What signing a stop needs: under which vault, why, where it goes, and when.
package struct StopInput: Sendable {
    /// The vault's documents, for a home that has not registered it.
    package let vaultFiles: [String]
    /// The name of the registered vault; `nil` for the only one.
    package let vaultName: String?
    /// Why.
    package let reason: RefusalReason
    /// Where the document goes; `nil` for its usual name in the folder.
    package let output: String?
    /// The folder of a document without a name of its own.
    package let folder: String
    /// How it is accepted.
    package let mode: ApprovalMode
    /// Where the passphrase comes from.
    package let passphrase: SecretSource
    /// The hash of the running program.
    package let build: Bytes32
    /// The machine's clock.
    package let time: UTCTime
    /// The words that people compare.
    package let tools: CaseTools

    package init(
        vaultFiles: [String] = [], vaultName: String? = nil, reason: RefusalReason, output: String?,
        folder: String = "", mode: ApprovalMode, passphrase: SecretSource, build: Bytes32, time: UTCTime,
        tools: CaseTools = .system
    ) {
        self.vaultFiles = vaultFiles
        self.vaultName = vaultName
        self.reason = reason
        self.output = output
        self.folder = folder
        self.mode = mode
        self.passphrase = passphrase
        self.build = build
        self.time = time
        self.tools = tools
    }

    /// The vault: as it is registered here, or as the given documents show it to be agreed on.
    func vault(in home: borrowing SignerHome, named name: String? = nil) throws(SignerError) -> RegisteredVaultView {
        guard vaultFiles.isEmpty else {
            return try home.notRegistered(RegisteredVaultView(VaultFiles(reading: vaultFiles).agreement()))
        }
        return try home.vault(name ?? vaultName).view
    }
}

extension SignerHome {
    /// A vault that files show, for people who register none: where one of its name is registered here, that one decides.
    borrowing func notRegistered(_ given: RegisteredVaultView) throws(SignerError) -> RegisteredVaultView {
        guard let here = vaults.first(where: { $0.name == given.vault.name }), here.document.digest != given.digest
        else {
            return given
        }
        throw .stopping(.registeredOtherwise(given.vault.name))
    }
}

/// One document on its way: what the person reads, and what is signed when he types the word.
struct StopSigning {
    let input: StopInput
    let kind: StopKind
    let vault: RegisteredVaultView
    /// The pages before the word.
    let pages: @Sendable (ScreenLanguage) -> [[String]]
    /// What an unattended command has to expect: the digest of what the document is about.
    let subject: Bytes32

    /// Finds this person's own part in the vault, or says why he may not sign it.
    static func requireEntitled(
        _ kind: StopKind, in vault: RegisteredVaultView, _ home: borrowing SignerHome
    ) throws(SignerError) {
        let owner = home.keyRecord.body
        guard let person = vault.vault.person(owner.person), person.identityKey == owner.identityKey else {
            throw .stopping(.otherPerson(owner.person))
        }
        guard kind.isOpen(to: person, in: vault.vault) else { throw .stopping(.notEntitled(person.id, kind)) }
    }

    /// Shows everything, has the word typed, signs, keeps and writes. A document that this person has given before, about
    /// the same subject, is given again byte for byte.
    func run<Body: StopBody>(
        in home: inout SignerHome, terminal: some ReviewTerminal, as wrap: (Document<Body>) -> StopDocument,
        repeating isSame: (StopDocument) -> Bool, _ body: (StopStatement) throws(DocumentError) -> Body
    ) throws(SignerError) -> WrittenFile {
        let owner = home.owner
        let earlier = home.journal.stops.first { $0.statement.person == owner.person && isSame($0) }
        try accept(on: terminal)
        let document: StopDocument
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: input.passphrase, from: terminal)
            if let earlier {
                document = earlier
            } else {
                guard let founding = vault.foundingDigest else { throw SignerError.unknownVault("") }
                let statement = StopStatement(
                    network: owner.network, vault: vault.vault.name, founding: founding, person: owner.person,
                    device: owner.device, date: home.day(at: input.time), journalSequence: home.journal.sequence,
                    journalHead: home.journal.head, reason: input.reason)
                let made: Body
                do throws(DocumentError) { made = try body(statement) } catch {
                    throw .cause(SignerErrorCause(error: error))
                }
                document = wrap(try signer.sign(made))
                // What nobody would count does not leave.
                if let problem = document.problem(under: vault, on: home.day(at: input.time)) {
                    throw .stopping(.refused(problem))
                }
                _ = try home.record(.stopKept(document), at: input.time, signer)
            }
        }
        let path: String
        if let output = input.output {
            path = output
        } else {
            path = try SignerError.lifting { FileAccess.join(input.folder, CaseFileName.stop(document)) }
        }
        return try WrittenFile(path, document.encoded, isRepeated: earlier != nil)
    }

    private func accept(on terminal: some ReviewTerminal) throws(SignerError) {
        let language = terminal.language
        let word = kind.word
        let all = pages(language) + [last(language)]
        switch input.mode {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            let typed = try SignerError.lifting {
                try terminal.show(pages: all)
                return try terminal.ask(language.text(StopPhrase.prompt(word: word)))
            }
            guard typed == word else { throw .stopping(.notAccepted) }
        case .expectedDigest(let expected):
            guard vault.vault.network.isTest else { throw .unattendedOnMainnet }
            try SignerError.lifting { try terminal.write(all.flatMap { $0 + [""] }) }
            guard expected == subject else { throw .digestDiffers(expected: expected, found: subject) }
        }
    }

    private func last(_ language: ScreenLanguage) -> [String] {
        language.lines(StopPhrase.title(kind, vault: vault.vault.name)) + [""]
            + language.lines(StopPhrase.about(kind)) + [""]
            + language.lines(StopPhrase.yourReason(input.reason.description))
    }
}

extension StopKind {
    /// The word that a person types to sign it.
    var word: String {
        switch self {
        case .freeze: "freeze"
        case .lift: "lift"
        case .veto: "veto"
        case .countersign: "countersign"
        case .excuse: "excuse"
        case .override: "override"
        }
    }
}
