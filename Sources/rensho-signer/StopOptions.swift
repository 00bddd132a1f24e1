import ArgumentParser
import CommandSupport
import Custody
import SignerCore

/// The arguments of whatever stops something or lets it go on.
struct StopOptions: ParsableArguments {
    @Option(help: "Why, in your own words; at most 500 characters. Everybody reads it.")
    var reason: RefusalReason

    @OptionGroup var vault: StopVaultOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var unattended: UnattendedOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var json: JSONOptions
    @OptionGroup var lang: LanguageOptions

    /// Opens the home, lets it sign, and says which file was written.
    /// - Parameter file: the file that the document is about; the answer goes beside it.
    func run(
        _ file: String? = nil, _ answer: (StopInput, inout SignerHome, any ReviewTerminal) throws -> WrittenFile
    ) throws {
        let language = lang.language
        let session = try SignerSession(
            .kept(
                home.signerFolder, reading: [file, passphrase.keyFile] + vault.files,
                writing: [output.output ?? file ?? SessionReach.unnamed]),
            opensKeys: true, language: language)
        var opened = try home.openSigner()
        let input = StopInput(
            vaultFiles: vault.files, vaultName: vault.name, reason: reason, output: output.output,
            folder: try file.map { try FileAccess.split($0).folder } ?? "", mode: unattended.approval,
            passphrase: passphrase.source, build: session.build, time: session.time)
        try Output.write(answer(input, &opened, unattended.terminal(language)), json: json)
    }
}

/// Under which vault.
struct StopVaultOptions: ParsableArguments {
    @Option(
        name: .customLong("vault"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "On a machine that has not registered the vault, every file that rensho vault export has written.",
            valueName: "files"))
    var files: [String] = []

    @Option(name: .customLong("vault-name"), help: "The registered vault, where this machine has several.")
    var name: String?
}
