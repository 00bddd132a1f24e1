import ArgumentParser
import CommandSupport
import Custody
import SignerCore

/// `keys export`.
struct KeysExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the key record for the operator.",
        discussion: """
            The record holds public keys only, each of which has signed over the other. No passphrase is needed. \
            It is written to PERSON.key-record in the current folder, or to the file given with -o.

            Read the 12 words of your identity key to the other custodians when they see your record.

            Example:
              rensho-signer keys export -o /media/stick/alice.key-record
            """)

    @OptionGroup var output: OutputOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var json: JSONOptions

    func run() throws {
        let session = try SignerSession(
            .kept(home.signerFolder, writing: [output.output ?? SessionReach.unnamed]))
        var home = try home.openSigner()
        let path = output.output ?? CaseFileName.keyRecord(of: home.owner.person)
        let file = try KeyRecordExport.write(in: &home, to: path, at: session.time)
        if !json.isJSON { StandardStreams.writeError(try KeyRecordText(home.owner).text(json)) }
        try Output.write(file, json: json)
    }
}
