import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore

/// `keys verify-backup`.
struct KeysVerifyBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-backup", abstract: "Try the words of a backup, and store nothing.",
        discussion: """
            Asks for the words, and shows what they give: compare fingerprint and xpub with the backup sheet. Nothing is \
            stored or written, and no home is opened. With --vault the first receive address of that vault is shown too, \
            if it has the key; compare it with the other custodians' sheets.

            The comparison address belongs to one key alone (BIP-84). Other wallets show it for the same words; never \
            pay to it.

            Example:
              rensho-signer keys verify-backup --network testnet4 --vault /media/stick/treasury.vault
            """)

    @Option(help: "The network: mainnet, testnet3, testnet4, signet or regtest.")
    var network: Network

    @Option(help: "The account number of BIP-48.")
    var account: UInt32 = 0

    @Option(help: "The script of the vault: p2wsh or p2sh-p2wsh.")
    var script: MultisigDescriptor.ScriptType = .p2wsh

    @Option(help: ArgumentHelp("A vault document that has the key.", valueName: "file"))
    var vault: String?

    @OptionGroup var words: BackupWordsOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    func validate() throws {
        guard account < ChildNumber.hardenedBit else { throw ValidationError("--account must be below 2147483648") }
    }

    func run() throws {
        let language = lang.language
        _ = try SignerSession(
            .withoutHome(isStrict: network == .mainnet, reading: [vault]), opensKeys: true, language: language)
        let vault = try vault.map { path in
            try Document<Vault>(parsing: try FileAccess.read(path, limit: DocumentLimits.bytes)).body
        }
        let check = try BackupCheck.run(
            words.sources, network: network, scriptType: script, account: account, vault: vault,
            terminal: try words.terminal(language))
        try Output.write(text(of: check))
    }

    private func text(of check: BackupCheck) -> String {
        var fields: [(key: String, value: String)] = [
            ("word-list", check.language.rawValue), ("fingerprint", check.origin.fingerprint.description),
            ("origin", check.origin.description),
            ("xpub", check.xpub.description), ("comparison-path", "m/" + check.comparisonPath.description),
            ("comparison-address", check.comparison.text),
        ]
        if let address = check.vaultAddress { fields.append(("vault-first-address", address.text)) }
        if json.isJSON {
            let members = fields.map { (key: $0.key.replacing("-", with: "_"), value: JSONValue.string($0.value)) }
            return JSONValue.object([(key: "words", value: .integer(check.wordCount))] + members).text
        }
        return "words: \(check.wordCount)\n" + fields.map { "\($0.key): \($0.value)\n" }.joined()
    }
}
