import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import SignerCore

extension LogCommand {
    /// `log countersign`.
    struct Countersign: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "countersign", abstract: "As auditor: sign which entry each log and journal has come to.",
            discussion: """
                Takes exports of coordinators' logs (rensho log export) and copies of custodians' journals (log export), \
                checks that each is whole, that its author's key is the one that the vault lists, and that it is none \
                other than you have countersigned before; shows the latest entries, and signs them. Whoever removes or \
                changes an entry afterwards contradicts your signature: rensho log verify names it.

                Compare them with each other first: rensho log verify FILES. The vault has to list you as auditor. On \
                test networks --expect-digest takes the vault's hash.

                Written to YOU.DAY.log-countersign in the current folder, or to the file given with -o.

                Example:
                  rensho-signer log countersign coordinator.log-export alice.journal-copy --vault treasury.*
                """)

        @Argument(help: "Exports of logs and copies of journals.")
        var files: [String]

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

        func run() throws {
            let language = lang.language
            let session = try SignerSession(
                .kept(
                    home.signerFolder, reading: files + vault + [passphrase.keyFile],
                    writing: [output.output ?? SessionReach.unnamed]),
                opensKeys: true, language: language)
            var opened = try home.openSigner()
            let countersigning = LogCountersigning(
                files: files, vault: vault, output: output.output, mode: unattended.approval,
                passphrase: passphrase.source, build: session.build, time: session.time)
            try Output.write(
                countersigning.run(in: &opened, terminal: unattended.terminal(language)), json: json)
        }
    }
}
