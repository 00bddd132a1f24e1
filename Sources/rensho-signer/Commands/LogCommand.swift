import ArgumentParser
import ByteCoding
import CommandSupport
import SignerCore

/// `log`: the journal.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show what this machine has done.", subcommands: [Show.self])

    /// `log show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Verify the journal's chain and print its lines.",
            discussion: """
                Each line has a number, a time (UTC), what was done, and a hash that chains it to the line before. \
                The last hash is what the documents of this machine name as its journal head.

                Example:
                  rensho-signer log show
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var json: JSONOptions

        func run() throws {
            _ = try SignerSession()
            let home = try home.openSigner()
            if json.isJSON {
                try Output.write(
                    JSONValue.object([
                        ("sequence", .unsigned(home.journal.sequence)), ("head", .string(home.journal.head.hex)),
                        ("lines", .array(home.journal.entries.map { .string($0.line) })),
                    ]).text)
            } else {
                try Output.write(home.journal.entries.map { $0.line + "\n" }.joined())
            }
        }
    }
}
