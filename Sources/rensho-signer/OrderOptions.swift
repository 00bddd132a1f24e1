import ArgumentParser
import CommandSupport
import Custody
import SignerCore

/// The arguments of whatever signs something about an order.
struct OrderOptions: ParsableArguments {
    @Argument(help: "The file to sign about.")
    var file: String

    @Option(
        name: .customLong("vault"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Every file that rensho vault export has written: the vault, its versions and acknowledgements.",
            valueName: "files"))
    var vault: [String]

    @OptionGroup var output: OutputOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var unattended: UnattendedOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var json: JSONOptions
    @OptionGroup var lang: LanguageOptions

    /// Opens the home, lets it sign, and says which file was written.
    func run(
        _ answer: (OrderInput, inout SignerHome, any ReviewTerminal) throws -> WrittenFile
    ) throws {
        let language = lang.language
        let session = try SignerSession(
            .kept(
                home.signerFolder, reading: [file, passphrase.keyFile] + vault, writing: [output.output ?? file]),
            opensKeys: true, language: language)
        var opened = try home.openSigner()
        let input = OrderInput(
            path: file, vault: vault, output: output.output, mode: unattended.approval, passphrase: passphrase.source,
            build: session.build, time: session.time)
        try Output.write(answer(input, &opened, unattended.terminal(language)), json: json)
    }
}
