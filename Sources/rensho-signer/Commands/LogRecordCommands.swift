import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore

extension LogCommand {
    /// `log record`.
    struct Record: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "Write down what this machine knows of another custodian's machine.",
            discussion: """
                For a custodian whose machine was lost and restored from its words: the signed record names the latest \
                entry of his journal that this machine has seen, and every case of the vault in which it has seen an \
                answer of his, with the coins and payments. It holds no secret.

                Make it when he asks you for it himself, by voice, after he has restored his machine: an older one does \
                not count. Written to VAULT.YOU.PERSON.record in the current folder, or to the file given with -o.

                Example:
                  rensho-signer log record --of alice --vault treasury -o /media/stick/treasury.bob.alice.record
                """)

        @Option(help: "Whose machine it is about.")
        var of: Identifier

        @Option(help: "The vault, where several are registered.")
        var vault: String?

        @OptionGroup var output: OutputOptions
        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var lang: LanguageOptions
        @OptionGroup var home: HomeOptions
        @OptionGroup var json: JSONOptions

        func run() throws {
            let language = lang.language
            let session = try SignerSession(
                .kept(
                    home.signerFolder, reading: [passphrase.keyFile], writing: [output.output ?? SessionReach.unnamed]),
                opensKeys: true, language: language)
            var opened = try home.openSigner()
            let terminal: any ReviewTerminal =
                passphrase.source.isTerminal
                ? try Terminal(language: language) : UnattendedTerminal(language: language)
            let recording = Recording(
                of: of, vault: vault, output: output.output, build: session.build, time: session.time)
            try Output.write(
                recording.run(passphrase: passphrase.source, in: &opened, terminal: terminal), json: json)
        }
    }

    /// `log import`.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Take over what others have seen of this machine, after it was restored.",
            discussion: """
                Ends the quarantine of a machine whose keys were restored, or that runs from an old copy. Register the \
                vault first, then ask every other custodian of it for his record (log record), and give all of them in \
                one command. A custodian who is gone keeps his vault in quarantine in this release.

                Shows who has seen what, and every case with its coins and payments, and asks for the passphrase: what \
                is taken over is sealed in the journal with the keys of this home. From then on the cases count as if \
                this machine had answered them.

                Example:
                  rensho-signer log import /media/stick/treasury.bob.alice.record /media/stick/treasury.carol.alice.record
                """)

        @Argument(help: "The records, one of every other custodian of a vault.")
        var files: [String]

        @OptionGroup var passphrase: PassphraseOptions
        @OptionGroup var lang: LanguageOptions
        @OptionGroup var home: HomeOptions
        @OptionGroup var json: JSONOptions

        func run() throws {
            let language = lang.language
            let session = try SignerSession(
                .kept(home.signerFolder, reading: files + [passphrase.keyFile]), opensKeys: true, language: language)
            var opened = try home.openSigner()
            let terminal = try Terminal(language: language)
            let restoration = try Restoration.run(
                files, in: &opened, passphrase: passphrase.source, terminal: terminal, at: session.time)
            if json.isJSON {
                try Output.write(
                    JSONValue.object([
                        ("vaults", .array(restoration.vaults.map { .string($0.description) })),
                        ("missing", QuarantineJSON.missing(restoration.missing)),
                    ]).text)
                return
            }
            var lines = terminal.language.lines(.adopted(vaults: restoration.vaults))
            for one in restoration.missing {
                lines += terminal.language.lines(.stillMissing(vault: one.vault, people: one.people))
            }
            try Output.write(lines.map { $0 + "\n" }.joined())
        }
    }
}

/// The quarantine for programs.
enum QuarantineJSON {
    /// Since when and whose records would end it; `null` without one.
    static func value(_ quarantine: Quarantine?) -> JSONValue {
        guard let quarantine else { return .null }
        return .object([
            ("since", .string(quarantine.since.description)), ("missing", missing(quarantine.missing)),
        ])
    }

    /// The people whose records are missing, by vault.
    static func missing(_ missing: [Quarantine.Missing]) -> JSONValue {
        .array(
            missing.map { one in
                .object([
                    ("vault", .string(one.vault.description)),
                    ("people", .array(one.people.map { .string($0.description) })),
                ])
            })
    }
}
