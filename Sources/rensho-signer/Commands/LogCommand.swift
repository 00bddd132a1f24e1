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
        commandName: "log",
        abstract: "Show, check and give away what this machine has done, and help a restored one to know it again.",
        subcommands: [
            Show.self, Verify.self, Export.self, Record.self, Import.self, Countersign.self,
        ])

    /// `log show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Say what this machine has done, entry by entry.",
            discussion: """
                Verifies the chain of the journal and says of each entry when it was written (UTC) and what was done; of \
                signed cases the destinations, amounts, fee and coins. Below stand what was signed in these entries \
                together; the coins that this machine signed for, held while the signatures are here, armed once they \
                have left; and, in quarantine, whose records are missing.

                --raw prints the lines as they are in the file. The last hash is what the documents of this machine name \
                as its journal head.

                Examples:
                  rensho-signer log show --since 2026-10-01 --until 2026-10-31
                  rensho-signer log show --case 1a2b3c4d --json
                """)

        @Option(help: "The first day, in UTC: YYYY-MM-DD.")
        var since: CalendarDate?

        @Option(help: "The last day, in UTC: YYYY-MM-DD.")
        var until: CalendarDate?

        @Option(name: .customLong("case"), help: "Only entries about this case: its id, or the digits it begins with.")
        var caseID: String?

        @Flag(help: "Print the lines as they are in the journal.")
        var raw = false

        @OptionGroup var home: HomeOptions
        @OptionGroup var lang: LanguageOptions
        @OptionGroup var json: JSONOptions

        func validate() throws {
            if let caseID, caseID.isEmpty || !caseID.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) {
                throw ValidationError("--case takes the hex digits of a case id")
            }
            guard !raw || !json.isJSON else { throw ValidationError("--raw and --json are two ways to print") }
        }

        func run() throws {
            _ = try SignerSession(.kept(home.signerFolder))
            let home = try home.openSigner()
            let query = JournalQuery(since: since, until: until, caseID: caseID)
            let entries = query.entries(of: home.journal)
            let coins = home.journal.answered.filter {
                $0.signatures != .notGiven && query.isAbout($0.caseID, of: home.journal)
            }
            if json.isJSON {
                try Output.write(JournalJSON(home).value(entries, coins, home.quarantine()).text)
            } else if raw {
                try Output.write(entries.map { $0.line + "\n" }.joined())
            } else {
                let language = lang.language
                var lines = JournalText(language, network: home.owner.network).lines(of: entries)
                lines += coins.flatMap { answered in
                    answered.spends.map {
                        language.text(.coin($0, answered.caseID, isArmed: answered.signatures == .armed))
                    }
                }
                if let quarantine = home.quarantine() {
                    lines += language.lines(.quarantineSince(quarantine.since))
                    lines += quarantine.missing.flatMap {
                        language.lines(.quarantineMissing(vault: $0.vault, people: $0.people))
                    }
                }
                try Output.write(lines.map { $0 + "\n" }.joined())
            }
        }
    }
}

/// The journal for programs.
struct JournalJSON {
    private let text: JournalText
    private let journal: SignerJournal

    init(_ home: borrowing SignerHome) {
        text = JournalText(.english, network: home.owner.network)
        journal = home.journal
    }

    /// Some entries with what stands below them.
    func value(_ entries: [JournalEntry], _ coins: [AnsweredCase], _ quarantine: Quarantine?) -> JSONValue {
        .object([
            ("sequence", .unsigned(journal.sequence)), ("head", .string(journal.head.hex)),
            ("unfinished_bytes", .unsigned(UInt64(journal.unfinishedBytes))),
            ("coins", .array(coins.flatMap { answered in answered.spends.map { coin($0, answered) } })),
            ("quarantine", QuarantineJSON.value(quarantine)), ("entries", .array(entries.map(entry))),
            ("lines", .array(entries.map { .string($0.line) })),
        ])
    }

    private func coin(_ outpoint: OutPoint, _ answered: AnsweredCase) -> JSONValue {
        .object([
            ("outpoint", .string(outpoint.description)),
            ("state", .string(answered.signatures == .armed ? "armed" : "held")),
            ("case", .string(answered.caseID.description)),
        ])
    }

    private func entry(_ entry: JournalEntry) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("sequence", .unsigned(entry.sequence)), ("time", .string(entry.time.description)),
            ("event", .string(entry.event.name)), ("sealed", .bool(entry.code != nil)),
            ("cases", .array(entry.event.cases.map { .string($0.description) })),
        ]
        switch entry.event {
        case .signed(let look), .confirmed(let look, _):
            members += [
                ("case_digest", .string(look.caseDigest.hex)), ("replaces", .optional(look.replaces?.description)),
                ("pays", .array(look.pays.map(output))), ("keeps", .array(look.keeps.map(output))),
                ("fee_sat", .unsigned(look.fee.sat)),
                ("spends", .array(look.spends.map { .string($0.description) })),
            ]
        case .ordered(let event):
            members += [
                ("order", .string(event.use.order.hex)), ("requester", .string(event.use.name.requester.description)),
                ("number", .unsigned(event.use.name.number)), ("pays", .array(event.pays.map(output))),
            ]
        case .stopKept(let document):
            members += [
                ("type", .string(document.kind.rawValue)), ("document", .string(document.digest.hex)),
                ("person", .string(document.statement.person.description)),
                ("vault", .string(document.statement.vault.description)),
                ("reason", .string(document.statement.reason.description)),
            ]
        case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .released, .refused,
            .refusalSeen, .asked,
            .repeated, .notAccepted, .answersSeen, .restorationSeen, .recordGiven, .overtaken, .adoptedCase, .adopted,
            .regained, .snapshot, .noted:
            break
        }
        return .object(members)
    }

    private func output(_ output: TxOut) -> JSONValue {
        .object([("destination", .string(text.destination(output))), ("amount_sat", .unsigned(output.amount.sat))])
    }
}

extension CalendarDate: ExpressibleByArgument {
    public init?(argument: String) {
        guard let date = try? CalendarDate(documentText: argument) else { return nil }
        self = date
    }
}
