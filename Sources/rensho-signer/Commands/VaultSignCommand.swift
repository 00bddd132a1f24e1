import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import SignerCore

/// `vault sign`.
struct VaultSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Read what the next version of a vault changes, and agree to it.",
        discussion: """
            Shows every difference from the version that is registered here, then the whole new version, and asks for \
            words of it as another custodian reads them to you. Then adds your signature to the document. The next \
            version counts when M custodians of the version before and M of its own have signed it, and works here \
            once it is registered with rensho-signer vault register.

            This machine signs one document of a version and no other, ever. Somebody who joins with the new version \
            gives the earlier versions and the acknowledgements of the first as well.

            Writes VAULT.v2.PERSON.vault beside the first file, or to the file given with -o; it goes to rensho vault \
            import.

            Example:
              rensho-signer vault sign /media/stick/treasury.v2.vault
            """)

    @Argument(help: "The vault document.")
    var files: [String]

    @OptionGroup var output: OutputOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var unattended: UnattendedOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    func run() throws {
        let language = lang.language
        let session = try SignerSession(
            .kept(
                home.signerFolder, reading: files + [passphrase.keyFile], writing: [output.output ?? files.first]),
            opensKeys: true, language: language)
        var home = try home.openSigner()
        let given = try VaultFiles(reading: files)
        let name = CaseFileName.vault(given.newest.body, signedBy: home.owner.person)
        let written = try VaultSigning.run(
            given, in: &home, acceptance: unattended.expectedDigest.map { .expectedDigest($0) } ?? .person,
            passphrase: passphrase.source, terminal: unattended.terminal(language),
            output: try output.path(named: name, beside: files.first ?? name), at: session.time)
        try Output.write(written, json: json)
    }
}
