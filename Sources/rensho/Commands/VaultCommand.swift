import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct VaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault", abstract: "Make, bring in, give out and show vaults.",
        subcommands: [
            VaultCreateCommand.self, VaultImportCommand.self, VaultExportCommand.self, VaultShowCommand.self,
            VaultPolicyCommand.self, VaultCompareCommand.self, VaultKeyCommand.self, VaultTokenCommand.self,
            VaultSheetCommand.self, VaultAddressSheetCommand.self,
        ])
}

struct VaultImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in vault documents and acknowledgements.",
        discussion: """
            Give any number of .vault and .acknowledgement files in any order. Each acknowledgement is
            verified against its vault: the person's signature, the device, and the first address that the
            person's machine derived. The same file twice changes nothing.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "Vault documents and acknowledgements.")
    var files: [String]

    func run() throws {
        let home = try CoordinatorHome(home)
        let read = try files.map { path in (path, try FileAccess.read(path, limit: DocumentLimits.bytes)) }
        // Before anything is taken, every file must be something that is taken here.
        for (path, bytes) in read {
            guard let type = DocumentType.name(in: bytes), [Vault.typeName, Acknowledgement.typeName].contains(type)
            else {
                throw Outcome(
                    .refused, "vault-import.other-file", "\(path) is neither a vault nor an acknowledgement",
                    remedy: "Nothing was taken. Key records go to rensho vault create; signed files to rensho collect.")
            }
        }
        var imported: [(file: String, kind: String, novelty: Novelty)] = []
        do {
            try take(read, home, &imported)
        } catch {
            for item in imported where item.novelty == .new { Output.remark("\(item.file): \(item.kind) taken") }
            throw error
        }
        try report(imported, home)
    }

    private func take(
        _ read: [(String, [UInt8])], _ home: CoordinatorHome,
        _ imported: inout [(file: String, kind: String, novelty: Novelty)]
    ) throws {
        // Vaults first: an acknowledgement needs its vault.
        for (path, bytes) in read where DocumentType.name(in: bytes) == Vault.typeName {
            let vault = try Document<Vault>(parsing: bytes)
            imported.append((path, Vault.typeName, try home.store.add(vault, now: SystemClock.now)))
        }
        for (path, bytes) in read where DocumentType.name(in: bytes) != Vault.typeName {
            let acknowledgement = try Document<Acknowledgement>(parsing: bytes)
            imported.append((path, Acknowledgement.typeName, try home.store.add(acknowledgement, now: SystemClock.now)))
        }
    }

    private func report(_ imported: [(file: String, kind: String, novelty: Novelty)], _ home: CoordinatorHome) throws {
        if format.isJSON {
            let files = imported.map { item -> JSONValue in
                .object([
                    (key: "file", value: .string(item.file)), (key: "type", value: .string(item.kind)),
                    (key: "is_new", value: .bool(item.novelty == .new)),
                ])
            }
            try Output.json("vault-import", [(key: "files", value: .array(files))])
            return
        }
        var lines = imported.map { "\($0.file): \($0.kind), \($0.novelty == .new ? "taken" : "known already")" }
        for vault in try home.store.vaults() {
            let missing = vault.book.missing
            let name = vault.document.body.name
            lines.append(
                missing.isEmpty
                    ? "Vault \(name) is acknowledged by everybody."
                    : "Vault \(name) still needs the acknowledgement of \(missing.map(\.description).joined(separator: ", "))."
            )
        }
        try Output.lines(lines)
    }
}

struct VaultShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a vault: quorum, people, keys, rules, words, acknowledgements.",
        discussion: "Read the 12 words to every custodian: each machine shows the same for the same vault.")

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "The vault, if there are several.")
    var vault: String?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let stored = try home.store.vault(named: vault)
        let view = VaultView(stored.document, missing: stored.book.missing, words: try words(stored.document))
        if format.isJSON {
            try Output.json("vault", view.json)
        } else {
            try Output.lines(view.lines)
        }
    }

    private func words(_ vault: Document<Vault>) throws -> [String] {
        try DigestWords.vaultWords(vault.digest)
    }
}
