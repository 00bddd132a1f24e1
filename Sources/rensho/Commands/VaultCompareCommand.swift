import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import WalletFormats

struct VaultCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare a wallet file of another program with a vault.",
        discussion: """
            Reads descriptors, BSMS descriptor records, Coldcard's text, wallet policies, Caravan, Bitcoin Core,
            Specter and Sparrow files, and says in words what differs: threshold, keys, origins, script type,
            network. Nothing in the file is guessed and nothing is imported. Exit status 0: the same wallet.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Option(help: "The file with the token of an encrypted BSMS record.")
    var tokenFile: String?
    @Argument(help: "The other program's file.")
    var file: String

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let vault = try home.store.vault(named: vault).document.body
        let theirs = try WalletFormat.read(try TokenFile.read(file, token: tokenFile))
        let comparison = WalletComparison(ours: try vault.wallet(), theirs: theirs)
        try show(comparison, theirs, vault)
        guard comparison.isSameWallet else {
            throw Outcome(
                .refused, "vault-compare.differs", "\(file) is not the wallet of vault \(vault.name)",
                remedy: "Do not use the other program with this file; find out who made it.")
        }
    }

    private func show(_ comparison: WalletComparison, _ theirs: ForeignWallet, _ vault: Vault) throws {
        let first = try VaultAgreement.firstAddress(of: vault).text
        if format.isJSON {
            let differences = comparison.differences.map { difference in
                JSONValue.object([
                    (key: "code", value: .string(difference.code)),
                    (key: "changes_wallet", value: .bool(difference.weight != .remark)),
                    (key: "text", value: .string(difference.description)),
                ])
            }
            return try Output.json(
                "vault-compare",
                [
                    (key: "vault", value: .string(vault.name.description)), (key: "file", value: .string(file)),
                    (key: "format", value: .string(theirs.format.rawValue)),
                    (key: "is_same", value: .bool(comparison.isSameWallet)),
                    (key: "first_address", value: .string(first)),
                    (key: "differences", value: .array(differences)),
                ])
        }
        var lines = ["File     \(file) (\(theirs.format.rawValue): \(theirs.format.about))", "Vault    \(vault.name)"]
        lines += comparison.differences.map { ($0.weight == .remark ? "Remark   " : "DIFFERS  ") + $0.description }
        if comparison.isSameWallet {
            lines += [
                "Equal    \(vault.threshold) of \(vault.cosigners.count), the same keys and scripts",
                "First    \(first)",
            ]
        }
        try Output.lines(lines)
    }
}
