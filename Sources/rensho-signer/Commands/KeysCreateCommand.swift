import ArgumentParser
import CommandSupport
import Custody
import SecretKeys
import SignerCore

/// `keys create`.
struct KeysCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make new words from this machine's randomness and your own throws.",
        discussion: """
            Needs you at the terminal, paper and pen, and a die, a coin or a deck of cards. The machine draws its part \
            first and shows what it has committed to; then you throw at least 50 times (dice), flip 128 times (coins), \
            or draw 23 cards (put back) or 25 (not put back). The words come from both parts by a formula that any \
            other tool can compute (Docs/formats.md, New words).

            The words are shown once, four on a page, and every one has to be typed back before anything is stored. \
            Then the fingerprint is shown, and the passphrase of the keystore is asked for. Existing keys are never \
            replaced.

            Example:
              rensho-signer keys create --person alice --name "Alice Example" --organisation example \\
                --site tokyo --device laptop-1 --network testnet4 --new-key-file /media/stick/alice.key
            """)

    @OptionGroup var holder: HolderOptions
    @OptionGroup var account: AccountOptions

    @Option(name: .customLong("words"), help: "How many words: 12 or 24.")
    var wordCount = 24

    @OptionGroup var entropy: EntropyOptions
    @OptionGroup var newLock: NewLockOptions
    @OptionGroup var cost: KeystoreCostOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    func validate() throws {
        guard [12, 24].contains(wordCount) else { throw ValidationError("--words must be 12 or 24") }
    }

    func run() throws {
        let cost = try cost.cost(on: holder.network)
        let language = lang.language
        let who = holder.holder(account.keys)
        let folder = try home.signerFolder
        let session = try SignerSession(
            .made(
                folder, for: who, reading: [passphrase.keyFile] + home.otherSignerHomes,
                writing: [newLock.newKeyFile]), opensKeys: true,
            language: language)
        let ceremony = KeysCreate(
            who, entropy: entropy.entropy, wordCount: wordCount,
            wordsLanguage: entropy.wordsLanguage,
            hasWordsPassphrase: entropy.hasWordsPassphrase)
        let record = try ceremony.run(
            folder: folder, otherHomes: home.otherSignerHomes, lock: newLock.lock(passphrase),
            terminal: Terminal(language: language),
            cost: cost, at: session.time)
        try Output.write(KeyRecordText(record.body).text(json))
    }
}
