import ArgumentParser
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct VaultExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the vault as files: its documents, or a form of another program.",
        discussion: """
            Without --format: every version of the vault and its acknowledgements, into the folder of -o. Whoever joins
            with a later version registers all of these files at once.

            With --format NAME: one file for another program, and beside it FILE.sha256 for sha256sum --check.
            --format list names the forms. What a form does not carry is said; another program keeps none of the
            vault's rules. --format bsms with --token-file encrypts the record. The forms key and ccxp give out
            one cosigner's key.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp("A form of another program, or list to see them.", valueName: "name"))
    var walletFormat: String?
    @Option(help: "The cosigner whose key is written, for the forms key and ccxp.")
    var cosigner: String?
    @Option(help: "The wallet's name in the other program; by default the vault's.")
    var label: String?
    @Option(help: "The file with the token that encrypts a BSMS record.")
    var tokenFile: String?
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "The folder to write to, by default this one; with --format, the file to make.")
    var output: String?

    func run() throws {
        if let walletFormat {
            return try WalletExport(
                format: walletFormat, cosigner: cosigner, label: label, tokenFile: tokenFile, output: output
            ).run(home, vault: vault, json: format)
        }
        guard cosigner == nil, label == nil, tokenFile == nil else {
            throw UsageError("--cosigner, --label and --token-file belong to --format")
        }
        let folder = output ?? "."
        let home = try CoordinatorHome(home, for: .reading)
        let name = try home.store.vault(named: vault).document.body.name
        var files: [(path: String, bytes: [UInt8])] = []
        for stored in try home.store.vaults().reversed() where stored.document.body.name == name {
            let body = stored.document.body
            files.append((FileAccess.join(folder, CaseFileName.vault(body)), stored.document.encoded))
            for (person, acknowledgement) in stored.book.acknowledgements.sorted(by: { $0.key < $1.key }) {
                files.append(
                    (
                        FileAccess.join(folder, CaseFileName.acknowledgement(of: body, by: person)),
                        acknowledgement.encoded
                    ))
            }
        }
        for (path, bytes) in files { try FileAccess.create(path, bytes) }
        if format.isJSON {
            try Output.json("vault-export", [(key: "files", value: Output.strings(files.map(\.path)))])
        } else {
            try Output.lines(files.map { "Wrote \($0.path)" })
        }
    }
}
