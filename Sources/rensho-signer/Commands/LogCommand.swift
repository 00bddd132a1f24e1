import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore

/// `log`: the journal.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show what this machine has done, and help a restored one to know it again.",
        subcommands: [Show.self, Record.self, Import.self])

    /// `log show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Verify the journal's chain and print its lines.",
            discussion: """
                Each line has a number, a time (UTC), what was done, and a hash that chains it to the line before. \
                The last hash is what the documents of this machine name as its journal head. Below stand the coins \
                that this machine signed for: held while the signatures are here, armed once they have left; and, in \
                quarantine, whose records are missing.

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
                        (
                            "coins",
                            .array(
                                coins(home).map { coin in
                                    .object([
                                        ("outpoint", .string(coin.outpoint)), ("state", .string(coin.state)),
                                        ("case", .string(coin.caseID)),
                                    ])
                                })
                        ),
                        ("quarantine", QuarantineJSON.value(home.quarantine())),
                        ("lines", .array(home.journal.entries.map { .string($0.line) })),
                    ]).text)
            } else {
                let lines =
                    home.journal.entries.map(\.line)
                    + coins(home).map { "\($0.state) \($0.outpoint) case \($0.caseID)" }
                try Output.write((lines + quarantine(home)).map { $0 + "\n" }.joined())
            }
        }

        /// The vaults of which no case is answered, and whose records are missing.
        private func quarantine(_ home: borrowing SignerHome) -> [String] {
            guard let quarantine = home.quarantine() else { return [] }
            return ["quarantine since \(quarantine.since)"]
                + quarantine.missing.map { one in
                    "quarantine \(one.vault) records missing of "
                        + one.people.map(\.description).joined(separator: ", ")
                }
        }

        /// Every coin that this machine signed for, case by case.
        private func coins(_ home: borrowing SignerHome) -> [(outpoint: String, state: String, caseID: String)] {
            home.journal.answered.flatMap { answered -> [(outpoint: String, state: String, caseID: String)] in
                let state: String
                switch answered.signatures {
                case .notGiven: return []
                case .held: state = "held"
                case .armed: state = "armed"
                }
                return answered.spends.map {
                    (outpoint: $0.description, state: state, caseID: answered.caseID.description)
                }
            }
        }
    }
}
