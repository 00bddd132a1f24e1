import ArgumentParser
import CommandSupport
import Custody
import Descriptors
import SignerCore

/// `keys export`.
struct KeysExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the key record for the operator, or the key for another program.",
        discussion: """
            The record holds public keys only, each of which has signed over the other. No passphrase is needed. \
            It is written to PERSON.key-record in the current folder, or to the file given with -o.

            Read the 12 words of your identity key to the other custodians when they see your record.

            --format bsms writes the account key for a coordinator that is not Rensho's, as a key record of BSMS \
            (BIP-129, round 1): the account key signs it, so the passphrase is asked for. With --token-file it is \
            encrypted with the coordinator's token. --format ccxp writes it as Coldcard does; nobody signs that, so \
            read its fingerprint to whoever gets it. Neither makes you a cosigner of a vault of Rensho.

            Examples:
              rensho-signer keys export -o /media/stick/alice.key-record
              rensho-signer keys export --format bsms --token-file /media/stick/token -o /media/stick/alice.bsms.dat
            """)

    @Option(help: ArgumentHelp("key-record, bsms or ccxp.", valueName: "format"))
    var format: KeyExportFormat = .keyRecord

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp("With --format bsms: the coordinator's token, 16 or 32 hex digits.", valueName: "file"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("With --format bsms: what the record says about the key.", valueName: "text"))
    var description: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    /// 32 hex digits and a line end, with some room.
    private static let tokenLimit = 64

    func validate() throws {
        guard format == .bsms || (tokenFile == nil && description == nil) else {
            throw ValidationError("--token-file and --description go with --format bsms")
        }
    }

    func run() throws {
        let session = try SignerSession(
            .kept(
                home.signerFolder, reading: [passphrase.keyFile, tokenFile],
                writing: [output.output ?? SessionReach.unnamed]),
            opensKeys: format == .bsms, language: lang.language)
        var home = try home.openSigner()
        let token = try tokenFile.map(Self.token) ?? .unencrypted
        let path =
            output.output
            ?? KeyExport.fileName(format, of: home.owner, isEncrypted: token.mode != .unencrypted)
        let file: WrittenFile
        switch format {
        case .keyRecord: file = try KeyRecordExport.write(in: &home, to: path, at: session.time)
        case .ccxp: file = try KeyExport.ccxp(in: &home, to: path, at: session.time)
        case .bsms:
            let terminal: any ReviewTerminal =
                passphrase.source.isTerminal ? try Terminal(language: lang.language) : UnattendedTerminal()
            file = try KeyExport.bsms(
                in: &home, token: token, description: description, passphrase: passphrase.source, terminal: terminal,
                to: path, at: session.time)
        }
        if !json.isJSON { StandardStreams.writeError(try KeyRecordText(home.owner).text(json)) }
        try Output.write(file, json: json)
    }

    private static func token(_ path: String) throws -> BSMSToken {
        var text = String(decoding: try FileAccess.read(path, limit: tokenLimit), as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() }
        return try BSMSToken(parsing: text)
    }
}

extension KeyExportFormat: ExpressibleByArgument {}
