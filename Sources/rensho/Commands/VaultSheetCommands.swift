import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import Review

/// How a sheet is written.
struct SheetOptions: ParsableArguments {
    @Flag(help: "One HTML page that prints on A4, instead of text.")
    var html = false
    @OptionGroup var lang: LanguageOptions

    /// The language of the sheet: what was asked for, for paper takes every letter whatever this terminal can show, or that
    /// of the screens.
    var language: ScreenLanguage { lang.requested ?? lang.language(of: "rensho") }

    /// Writes a sheet under the name given or under its usual one.
    func write(_ sheet: Sheet, named name: String, _ output: OutputOptions, _ format: JSONOptions) throws {
        let path = output.output ?? "\(name).\(html ? "html" : "txt")"
        try FileAccess.create(path, Array((html ? sheet.html : sheet.text).utf8))
        if format.isJSON {
            try Output.json(
                "sheet", [(key: "file", value: .string(path)), (key: "lang", value: .string(sheet.language.rawValue))])
        } else {
            try Output.lines(["Wrote \(path)"])
        }
    }
}

struct VaultSheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Write the vault's backup sheet for paper.",
        discussion: """
            Descriptor, cosigners, people, vault words, first addresses, and how to recover with and without Rensho.
            The sheet holds no secret, but whoever reads it sees every address of the vault.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: SheetOptions
    @Argument(help: "The vault, if there are several.")
    var vault: String?

    func run() throws {
        let language = options.language
        let home = try CoordinatorHome(home, for: .reading)
        let stored = try home.store.vault(named: vault)
        let sheet = try BackupSheet.make(
            stored.document, words: try DigestWords.vaultWords(stored.document.digest), missing: stored.book.missing,
            language: language)
        try options.write(sheet, named: "\(stored.document.body.name).backup-sheet", output, format)
    }
}

struct VaultAddressSheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address-sheet", abstract: "Write a list of the vault's addresses for paper.")

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: SheetOptions
    @Flag(help: "Change addresses instead of receive addresses.")
    var change = false
    @Option(help: "The first index.")
    var from: UInt32 = 0
    @Option(help: "How many addresses, 500 at most.")
    var count: UInt32 = 50
    @Argument(help: "The vault, if there are several.")
    var vault: String?

    func run() throws {
        let language = options.language
        guard (1...AddressSheet.maximumCount).contains(count) else {
            throw UsageError("--count is between 1 and \(AddressSheet.maximumCount)")
        }
        let home = try CoordinatorHome(home, for: .reading)
        let agreement = try home.agreement(vault: vault).agreement
        let sheet = try AddressSheet.make(
            agreement, branch: change ? ScriptPosition.changeBranch : ScriptPosition.receiveBranch, from: from,
            count: count, language: language)
        let name = "\(agreement.vault.name).\(change ? "change-" : "")addresses"
        try options.write(sheet, named: name, output, format)
    }
}
