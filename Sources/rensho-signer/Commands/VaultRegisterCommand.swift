import ArgumentParser
import ByteCoding
import CommandSupport
import Custody
import SignerCore

/// `vault register`.
struct VaultRegisterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Read a vault, compare it with the other custodians, and accept it.",
        discussion: """
            Shows how many keys must sign, every cosigner with fingerprint, origin and xpub, which one is yours, \
            the first receive and change addresses and the 12 words of the vault. Then asks for some of the words as \
            another custodian reads them to you, and for the passphrase, with which your own key is derived anew.

            A later version is given with every version before it and the acknowledgements of the first. Its \
            signatures are verified back to the first version; it must be the next one after the version that is \
            registered here, and registering it closes every case of that version whose signatures have not left \
            this machine.

            Writes VAULT.PERSON.acknowledgement (VAULT.v2.PERSON.acknowledgement) beside the first file, or to the \
            file given with -o. Registering the same vault again only writes the acknowledgement again.

            Examples:
              rensho-signer vault register /media/stick/treasury.vault
              rensho-signer vault register /media/stick/treasury*.vault /media/stick/treasury.*.acknowledgement
            """)

    @Argument(help: "The vault document, and of a later version everything before it.")
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
        let name = CaseFileName.acknowledgement(of: given.newest.body, by: home.owner.person)
        let written = try VaultRegistration.run(
            given, in: &home, acceptance: unattended.expectedDigest.map { .expectedDigest($0) } ?? .person,
            passphrase: passphrase.source, terminal: unattended.terminal(language),
            output: try output.path(named: name, beside: files.first ?? name), at: session.time)
        try Output.write(written, json: json)
    }
}
