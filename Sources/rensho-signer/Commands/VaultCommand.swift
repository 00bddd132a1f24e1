import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SignerCore

/// `vault`: the vaults of this machine.
struct VaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault", abstract: "Accept a vault, and show the accepted ones.",
        subcommands: [Register.self, Show.self])

    /// `vault register`.
    struct Register: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "Read a vault, compare it with the other custodians, and accept it.",
            discussion: """
                Shows how many keys must sign, every cosigner with fingerprint, origin and xpub, which one is yours, \
                the first receive address and the 12 words of the vault. Then asks for some of the words as another \
                custodian reads them to you, and for the passphrase, with which your own key is derived anew.

                Writes VAULT.PERSON.acknowledgement beside the vault, or to the file given with -o. Registering the \
                same vault again only writes the acknowledgement again.

                Example:
                  rensho-signer vault register /media/stick/treasury.vault
                """)

        @Argument(help: "The vault document.")
        var file: String

        @OptionGroup var output: OutputOptions
        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var unattended: UnattendedOptions
        @OptionGroup var home: HomeOptions
        @OptionGroup var json: JSONOptions

        func run() throws {
            let session = try SignerSession(opensKeys: true)
            var home = try home.openSigner()
            let document = try Document<Vault>(parsing: FileAccess.read(file, limit: DocumentLimits.bytes))
            let path = try output.path(
                named: CaseFileName.acknowledgement(of: document.body.name, by: home.owner.person), beside: file)
            let written = try VaultRegistration.run(
                document, in: &home,
                acceptance: unattended.expectedDigest.map { .expectedDigest($0) } ?? .person,
                passphrase: passphrase.source, terminal: unattended.terminal(), output: path, at: session.time)
            try Output.write(written, json: json)
        }
    }

    /// `vault show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show an accepted vault with its words.",
            discussion: """
                Without a name it shows the only vault of this machine.

                Example:
                  rensho-signer vault show treasury
                """)

        @Argument(help: "The name of the vault.")
        var name: String?

        @OptionGroup var home: HomeOptions
        @OptionGroup var json: JSONOptions

        func run() throws {
            _ = try SignerSession()
            let home = try home.openSigner()
            let vault = try home.vault(name)
            if json.isJSON {
                try Output.write(
                    JSONValue.object([
                        ("vault", .string(vault.name.description)),
                        ("version", .unsigned(UInt64(vault.document.body.version))),
                        ("digest", .string(vault.document.digest.hex)),
                        ("descriptor", .string(vault.document.body.descriptor.text)),
                        ("person", .string(home.owner.person.description)),
                    ]).text)
            } else {
                let pages = try VaultRegistration.pages(of: vault.document, for: home.owner.person)
                try Output.write(pages.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n")
            }
        }
    }
}
