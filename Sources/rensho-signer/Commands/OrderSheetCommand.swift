import ArgumentParser
import CommandSupport
import Custody
import Review
import SignerCore

/// `order sheet`.
struct OrderSheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Print the paper of an order that was signed on this machine.",
        discussion: """
            Custodians type destinations and amounts from this paper. It has every address in full, in groups of four, \
            every amount, and the eight words of the order. Only the requester's own machine prints it.

            Writes VAULT.PERSON.NUMBER.txt beside the order, and with --html a page of A4 without anything from \
            elsewhere; -o names another file.

            Example:
              rensho-signer order sheet treasury.rita.17.order --html
            """)

    @Argument(help: "The signed order.")
    var file: String

    @Flag(help: "Write a page for a browser to print instead of plain text.")
    var html = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var home: HomeOptions
    @OptionGroup var lang: LanguageOptions
    @OptionGroup var json: JSONOptions

    func run() throws {
        let language = lang.language
        _ = try SignerSession(
            .kept(home.signerFolder, reading: [file], writing: [output.output ?? file]), language: language)
        let home = try home.openSigner()
        let (sheet, order) = try OrderSheet.make(file, in: home, language: language)
        let path = try output.path(named: CaseFileName.sheet(of: order, isHTML: html), beside: file)
        try Output.write(OrderSheet.write(sheet, to: path, isHTML: html), json: json)
    }
}
