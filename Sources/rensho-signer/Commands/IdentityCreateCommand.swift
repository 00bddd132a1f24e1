import ArgumentParser
import CommandSupport
import Custody
import SecretKeys
import SignerCore

/// `identity create`.
struct IdentityCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make 12 words and an identity key, without a share in a vault.",
        discussion: """
            For requesters, approvers and auditors: the same ceremony as keys create, with 12 words, and a key record \
            without an account key. Such a home signs no transaction. Custodians need no identity create: their \
            identity key comes from the words of keys create.

            Example:
              rensho-signer identity create --person dora --name "Dora Example" --organisation example \\
                --site osaka --device laptop-4 --network testnet4
            """)

    @OptionGroup var holder: HolderOptions
    @OptionGroup var entropy: EntropyOptions
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
        let ceremony = KeysCreate(
            who, entropy: entropy.entropy, wordCount: 12,
            wordsLanguage: entropy.wordsLanguage,
            hasWordsPassphrase: entropy.hasWordsPassphrase)
        let record = try ceremony.run(
            folder: folder, otherHomes: home.otherSignerHomes, lock: newLock.lock(passphrase),
            terminal: Terminal(language: language),
            cost: cost, at: session.time)
        try Output.write(KeyRecordText(record.body).text(json))
    }
}
