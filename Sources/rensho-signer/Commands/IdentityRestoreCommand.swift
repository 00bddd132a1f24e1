import ArgumentParser
import CommandSupport
import Custody
import SecretKeys
import SignerCore

/// `identity restore`.
struct IdentityRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put the words of an identity into a new encrypted keystore.",
        discussion: """
            Asks for the words and for a new passphrase at the terminal, without showing them. Existing keys are never \
            replaced.

            Example:
              rensho-signer identity restore --person dora --name "Dora Example" --organisation example \\
                --site osaka --device laptop-4 --network testnet4
            """)

    @OptionGroup var holder: HolderOptions

    @OptionGroup var words: BackupWordsOptions

    @Flag(name: .customLong("first-use"), help: "No machine, this one or another, ever held these words.")
    var isFirstUse = false

    @OptionGroup var newLock: NewLockOptions
    @OptionGroup var cost: KeystoreCostOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    func run() throws {
        let cost = try cost.cost(on: holder.network)
        let language = lang.language
        let who = holder.holder(.identityOnly)
        let folder = try home.signerFolder
        let session = try SignerSession(
            .made(
                folder, for: who, reading: [passphrase.keyFile] + home.otherSignerHomes,
                writing: [newLock.newKeyFile]), opensKeys: true,
            language: language)
        let terminal = try words.terminal(language, others: [passphrase.source])
        let record = try KeysRestore(who).run(
            folder: folder, otherHomes: home.otherSignerHomes,
            sources: .init(
                words: words.sources.words, wordsPassphrase: words.sources.passphrase, passphrase: passphrase.source,
                newKeyFile: newLock.newKeyFile),
            history: isFirstUse ? .neverUsed : terminal.isAttended ? .ask : .unknown, terminal: terminal, cost: cost,
            at: session.time)
        try Output.write(KeyRecordText(record.body).text(json))
    }
}
