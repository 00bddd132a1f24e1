import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct VaultShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a vault: quorum, people, keys, rules, words, agreement, versions.",
        discussion: """
            Read the 12 words to every custodian: each machine shows the same for the same vault. Without a version it
            shows the newest that is agreed on; below stands every version with its hash and what it still needs.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "The vault, if there are several.")
    var vault: String?
    @Option(name: .customLong("version-number"), help: ArgumentHelp("Show this version.", valueName: "number"))
    var version: UInt32?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let inUse = try home.store.vault(named: vault)
        let name = inUse.document.body.name
        let versions = try home.store.vaults().filter { $0.document.body.name == name }
        guard let shown = version.map({ number in versions.first { $0.document.body.version == number } }) ?? inUse
        else { throw StoreError.unknownVault(name: "\(name) version \(version ?? 0)") }
        let view = try VaultView(shown)
        if format.isJSON {
            let history = try versions.map { stored -> JSONValue in
                .object([
                    (key: "version", value: .unsigned(UInt64(stored.document.body.version))),
                    (key: "hash", value: .string(stored.document.digest.hex)),
                    (key: "is_agreed", value: .bool(try stored.missing().isEmpty)),
                ])
            }
            try Output.json("vault", view.json + [(key: "versions", value: .array(history))])
            return
        }
        let history = try versions.map { stored in
            let missing = try stored.missing()
            let use = stored.document.digest == inUse.document.digest && missing.isEmpty ? ", in use" : ""
            return "Version \(stored.document.body.version)    \(stored.document.digest.hex) "
                + (missing.isEmpty ? "agreed on" : "incomplete: \(missing)") + use
        }
        try Output.lines(view.lines + (versions.count > 1 ? [""] + history : []))
    }
}
