import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SignerCore

/// `vault show`.
struct VaultShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an accepted vault with its words and the versions that it had here.",
        discussion: """
            Without a name it shows the only vault of this machine. Below stand the versions that this machine has \
            accepted, and what became of the cases of the earlier ones.

            Example:
              rensho-signer vault show treasury
            """)

    @Argument(help: "The name of the vault.")
    var name: String?

    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    func run() throws {
        let language = lang.language
        _ = try SignerSession(.kept(home.signerFolder), language: language)
        let home = try home.openSigner()
        let vault = try home.vault(name)
        let history = home.journal.registrations.filter { $0.vault.name == vault.name }
        if json.isJSON {
            let versions = history.map { entry, vault -> JSONValue in
                .object([
                    ("version", .unsigned(UInt64(vault.version))), ("digest", .string(vault.digest.hex)),
                    ("registered", .string(entry.time.description)),
                ])
            }
            try Output.write(
                JSONValue.object([
                    ("vault", .string(vault.name.description)),
                    ("version", .unsigned(UInt64(vault.document.body.version))),
                    ("digest", .string(vault.document.digest.hex)),
                    ("descriptor", .string(vault.document.body.descriptor.text)),
                    ("person", .string(home.owner.person.description)), ("versions", .array(versions)),
                ]).text)
            return
        }
        let pages = try VaultRegistration.pages(of: vault.document, for: home.owner.person, language: language)
        let lines = history.flatMap { entry, vault in
            ["version \(vault.version) registered \(entry.time)", "  \(vault.digest.hex)"] + Self.closed(by: entry)
        }
        try Output.write((pages + [lines]).map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n")
    }

    /// What became of the cases of the version before.
    private static func closed(by entry: JournalEntry) -> [String] {
        guard case .vaultRevised(let event) = entry.event else { return [] }
        return event.closes.map { "  closed case \($0)" } + event.armed.map { "  left case \($0) armed" }
    }
}
