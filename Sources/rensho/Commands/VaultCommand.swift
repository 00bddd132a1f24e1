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
            VaultReviseCommand.self, VaultVerifyCommand.self, VaultPolicyCommand.self, VaultCompareCommand.self,
            VaultKeyCommand.self, VaultTokenCommand.self, VaultSheetCommand.self, VaultAddressSheetCommand.self,
        ])
}

struct VaultImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in vault documents and acknowledgements.",
        discussion: """
            Give any number of .vault and .acknowledgement files in any order. Each acknowledgement is
            verified against its vault: the person's signature, the device, and the first address that the
            person's machine derived. Copies of a later version with other custodians' signatures are merged;
            each signature is verified. The same file twice changes nothing.
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
        let vaults = try read.filter { DocumentType.name(in: $0.1) == Vault.typeName }
            .map { (path: $0.0, vault: try Document<Vault>(parsing: $0.1)) }
        // And of these an earlier version before a later one, which follows it.
        for (path, vault) in vaults.sorted(by: { $0.vault.body.version < $1.vault.body.version }) {
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
        for stored in try home.store.vaults() {
            let missing = try stored.missing()
            let body = stored.document.body
            let name = body.version == 1 ? "\(body.name)" : "\(body.name) version \(body.version)"
            if missing.isEmpty {
                lines.append(
                    body.version == 1
                        ? "Vault \(name) is acknowledged by everybody."
                        : "Vault \(name) is agreed on by the thresholds of both versions.")
            } else {
                lines.append("Vault \(name) is incomplete: \(missing).")
            }
        }
        lines += try home.closedCases()
        try Output.lines(lines)
    }
}

extension CoordinatorHome {
    /// What becomes of the open cases of versions that another has taken the place of, in words.
    func closedCases() throws -> [String] {
        var lines: [String] = []
        for name in Set(try store.vaults().map(\.document.body.name)).sorted() {
            let newest = try store.vault(named: name.description)
            guard newest.isAgreed else { continue }
            for summary in try store.cases() where summary.life == .open && summary.vault == name.description {
                let version = try store.state(of: summary.caseID).vault.version
                guard version < newest.document.body.version else { continue }
                lines.append(
                    "Case \(summary.caseID.short) is of version \(version): every machine that registers version "
                        + "\(newest.document.body.version) stops answering it. End it with rensho abort \(summary.caseID.short); "
                        + "signatures that have left a machine stay armed.")
            }
        }
        return lines
    }
}
