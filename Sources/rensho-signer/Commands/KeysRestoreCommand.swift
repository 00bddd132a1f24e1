import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import Review
import SecretKeys
import SignerCore

/// `keys restore`.
struct KeysRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put the words of a backup into a new encrypted keystore.",
        discussion: """
            Asks for the words, English or Japanese, and for a new passphrase at the terminal, without showing them. \
            Every word is looked up at once. The words never come from the command line or the environment. Existing \
            keys are never replaced.

            Compare the fingerprint that is shown with the one on the backup sheet, or name it with --fingerprint: then \
            nothing is written unless the words and their BIP-39 passphrase give it.

            Words that a machine has held before make a machine that does not know what it has answered: it begins in \
            quarantine, and signs, confirms and releases nothing until the records of the other custodians are taken \
            over (log import). --first-use states that no machine ever held the words; without it you are asked, and \
            where nobody can be asked the machine begins in quarantine.

            Example:
              rensho-signer keys restore --person alice --name "Alice Example" --organisation example \\
                --site tokyo --device laptop-1 --network testnet4 --first-use
            """)

    @Option(help: "Your short name in every document: a-z, 0-9 and -, at most 32.")
    var person: Identifier

    @Option(help: "Your name as people write it.")
    var name: PersonName

    @Option(help: "Whom you work for: a-z, 0-9 and -.")
    var organisation: Identifier

    @Option(help: "Where this machine stands: a-z, 0-9 and -.")
    var site: Identifier

    @Option(help: "The name of this machine: a-z, 0-9 and -.")
    var device: Identifier

    @Option(help: "The network, for good: mainnet, testnet3, testnet4, signet or regtest.")
    var network: Network

    @Option(help: "The account number of BIP-48; another vault takes another one.")
    var account: UInt32 = 0

    @Option(help: "The script of the vault: p2wsh or p2sh-p2wsh.")
    var script: MultisigDescriptor.ScriptType = .p2wsh

    @Option(help: ArgumentHelp("The fingerprint on the backup sheet, eight hex digits.", valueName: "hex"))
    var fingerprint: Fingerprint?

    @Flag(name: .customLong("first-use"), help: "No machine, this one or another, ever held these words.")
    var isFirstUse = false

    @OptionGroup var words: BackupWordsOptions
    @OptionGroup var cost: KeystoreCostOptions
    @OptionGroup var newLock: NewLockOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    func validate() throws {
        guard account < ChildNumber.hardenedBit else { throw ValidationError("--account must be below 2147483648") }
    }

    func run() throws {
        let cost = try cost.cost(on: network)
        let language = lang.language
        let holder = KeyHolder(
            person: person, name: name, organisation: organisation, site: site, device: device, network: network,
            keys: .custodian(scriptType: script, account: account))
        let folder = try home.signerFolder
        let session = try SignerSession(
            .made(
                folder, for: holder, reading: [passphrase.keyFile] + home.otherSignerHomes,
                writing: [newLock.newKeyFile]), opensKeys: true,
            language: language)
        let restore = KeysRestore(holder)
        let terminal = try words.terminal(language, others: [passphrase.source])
        let record = try restore.run(
            folder: folder, otherHomes: home.otherSignerHomes, expecting: fingerprint,
            sources: .init(
                words: words.sources.words, wordsPassphrase: words.sources.passphrase, passphrase: passphrase.source,
                newKeyFile: newLock.newKeyFile),
            history: isFirstUse ? .neverUsed : terminal.isAttended ? .ask : .unknown, terminal: terminal,
            cost: cost, at: session.time)
        if try SignerHome(opening: folder).quarantine() != nil {
            for line in language.lines(.quarantineBegins) { StandardStreams.writeError(line + "\n") }
        }
        try Output.write(KeyRecordText(record.body).text(json))
    }
}
