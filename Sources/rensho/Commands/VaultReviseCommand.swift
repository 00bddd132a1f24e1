import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct VaultReviseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revise", abstract: "Make the next version of a vault.",
        discussion: """
            The next version names the one before it by its hash. Everybody of the version before stays, apart from
            those named with --without; a key record given here brings somebody new, or takes the place of a person's
            earlier keys. The policy file says everything else anew; rensho vault policy template --vault NAME prints
            the present rules.

            The document goes to the custodians of both versions for rensho-signer vault sign. It counts when M of
            the version before and M of its own have signed it (rensho vault import), and works on every machine that
            has registered it.

            Example:
              rensho vault revise --policy treasury-2.policy --without carol dave.key-record
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var plan: VaultPlanOptions
    @Option(help: ArgumentHelp("Somebody who leaves the vault; may be repeated.", valueName: "person"))
    var without: [String] = []
    @Argument(help: "The key records of people who are new or have new keys.")
    var records: [String] = []

    func validate() throws {
        guard plan.policyFile != nil else { throw ValidationError("give --policy FILE: it says all rules anew") }
    }

    func run() throws {
        let home = try CoordinatorHome(home)
        let plan = try plan.plan()
        let previous = try home.store.vault(named: plan.name.description)
        let leaving = Set(try Usage.value(of: "--without") { try without.map { try Identifier($0) } })
        let documents = try records.map { path in
            try Document<KeyRecord>(parsing: try FileAccess.read(path, limit: DocumentLimits.bytes))
        }
        let vault = try VaultBuilding.revise(previous.document, to: plan, from: documents, without: leaving)
        let path = try home.take(vault, output: output)
        let view = VaultView(vault, standing: .incomplete(try home.standing(of: vault)), words: try vault.words())
        if format.isJSON {
            try Output.json("vault-revise", [(key: "file", value: .string(path))] + view.json)
            return
        }
        let changes = vault.body.changes(from: previous.document.body).map { "Changes      \($0.line)" }
        try Output.lines(
            view.lines + changes + [
                "", "Wrote \(path)",
                "Next: custodians of both versions run rensho-signer vault sign \(path); then rensho vault import.",
            ])
    }
}

extension CoordinatorHome {
    /// Writes a new vault document and takes it into the store; returns the file's path.
    func take(_ vault: Document<Vault>, output: OutputOptions) throws -> String {
        let path = output.output ?? CaseFileName.vault(vault.body)
        // The file first: a vault in the store without its file would block the name for a second try. One that was broken
        // off between the two has left the file alone.
        let isBrokenOff =
            try !store.vaults().contains { $0.document.digest == vault.digest }
            && FileAccess.isWritten(path, vault.encoded)
        if !isBrokenOff { try FileAccess.create(path, vault.encoded) }
        do { _ = try store.add(vault, now: SystemClock.now) } catch {
            try FileAccess.remove(path, holding: vault.encoded)
            throw error
        }
        return path
    }

    /// What a version of a vault still needs, in words.
    func standing(of vault: Document<Vault>) throws -> String {
        let stored = try store.vaults().first { $0.document.digest == vault.digest }
        return try stored.map { try $0.missing() } ?? ""
    }
}

extension StoredVault {
    /// What is missing for the agreement, in words; empty when nothing is.
    func missing() throws -> String {
        if document.body.version == 1 {
            let missing = book.missing
            return missing.isEmpty
                ? "" : "not acknowledged yet by \(missing.map(\.description).joined(separator: ", "))"
        }
        do {
            _ = try agreement()
            return ""
        } catch {
            return error.description
        }
    }
}

extension Document<Vault> {
    /// The words of the vault, by which people compare it.
    func words() throws -> [String] { try DigestWords.vaultWords(digest) }
}

extension VaultChange {
    /// The difference in one line of English.
    var line: String {
        let subject = person.map { "\(self.subject) of \($0)" } ?? "\(self.subject)"
        return "\(subject): \(from ?? "-") -> \(to ?? "-")"
    }
}
