import ArgumentParser
import CommandSupport
import Custody
import SignerCore

/// `keys passphrase`.
struct KeysPassphraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase", abstract: "Change the passphrase and the key file of the keystore.",
        discussion: """
            Asks for the present passphrase and for a new one. A key file that the keystore needs has to be named with \
            --key-file and stays the same, unless --new-key-file makes another one or --without-key-file drops it. The \
            keystore is replaced in one step; until then it opens as before. The keys and their words stay the same, and so \
            does the work of a try of the passphrase unless --keystore-cost says otherwise.

            Copies of the old keystore still open with the old passphrase: destroy them.

            Example:
              rensho-signer keys passphrase --new-key-file /media/stick/alice.key
            """)

    @Flag(name: .customLong("without-key-file"), help: "Let the passphrase alone open the keystore from now on.")
    var isWithoutKeyFile = false

    @Option(
        name: .customLong("new-passphrase-fd"),
        help: ArgumentHelp("Read the new passphrase as one line from this open descriptor.", valueName: "number"))
    var newPassphraseDescriptor: Int32?

    @Option(
        name: .customLong("keystore-cost"),
        help: ArgumentHelp(
            "The work of one try of the new passphrase, as log2 of scrypt's N; without it, what it is now.",
            valueName: "log2-n"))
    var log2N: UInt8?

    @OptionGroup var newLock: NewLockOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions

    func validate() throws {
        guard !isWithoutKeyFile || newLock.newKeyFile == nil else {
            throw ValidationError("--without-key-file and --new-key-file contradict each other")
        }
    }

    func run() throws {
        let language = lang.language
        let session = try SignerSession(
            .kept(home.signerFolder, reading: [passphrase.keyFile], writing: [newLock.newKeyFile]), opensKeys: true,
            language: language)
        var home = try home.openSigner()
        let cost = try log2N.map { try KeystoreCostOptions.cost($0, on: home.owner.network) }
        let old = passphrase.source
        var new = newPassphraseDescriptor.map { SecretSource.descriptor($0) } ?? .terminal
        if let keyFile = passphrase.keyFile, !isWithoutKeyFile, newLock.newKeyFile == nil {
            new = .withKeyFile(keyFile, new)
        }
        let terminal: any ReviewTerminal =
            old.isTerminal || new.isTerminal ? try Terminal(language: language) : UnattendedTerminal()
        try PassphraseChange.run(
            in: &home, old: old, new: NewLock(passphrase: new, newKeyFile: newLock.newKeyFile), cost: cost,
            terminal: terminal, at: session.time)
        StandardStreams.writeError("rensho-signer: note: the keystore now opens with the new passphrase\n")
    }
}
