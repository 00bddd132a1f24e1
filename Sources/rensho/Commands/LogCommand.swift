import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show, check and give away the coordinator's log, and compare logs with journals.",
        subcommands: [
            LogShowCommand.self, LogVerifyCommand.self, LogExportCommand.self, LogImportCommand.self,
        ])
}

struct LogShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Say what this coordinator has done, entry by entry.")

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(name: .customLong("case"), help: "Only entries about this case.")
    var caseName: String?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        var entries = try home.store.log()
        if let caseName {
            let id = try home.store.caseNamed(caseName).caseID.description
            entries = entries.filter { $0.caseID == id }
        }
        if format.isJSON {
            try Output.json("log", [(key: "entries", value: .array(entries.map(Self.json)))])
        } else {
            try Output.lines(
                entries.map { entry in
                    "\(entry.sequence)  \(entry.at)  \(entry.kind)\(entry.caseID.map { " \($0.prefix(8))" } ?? "")  \(entry.text)"
                })
        }
    }

    private static func json(_ entry: LogEntry) -> JSONValue {
        .object([
            (key: "sequence", value: .integer(entry.sequence)), (key: "at", value: .string(entry.at)),
            (key: "kind", value: .string(entry.kind)), (key: "case", value: .optional(entry.caseID)),
            (key: "text", value: .string(entry.text)), (key: "hash", value: .string(entry.hash.hex)),
        ])
    }
}

struct LogExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Give the whole log away as one file.",
        discussion: """
            For the auditor, who checks it with log verify and countersigns it (rensho-signer log countersign). It
            holds no secret, but everything that this coordinator did. Nothing is changed.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let export = try CoordinatorHome(home, for: .reading).store.logExport()
        let path = output.output ?? "coordinator.log-export"
        try FileAccess.create(path, export.encoded)
        if format.isJSON {
            try Output.json(
                "log-export",
                [
                    (key: "file", value: .string(path)), (key: "entries", value: .unsigned(export.header.entries)),
                    (key: "first", value: .string(export.header.first.hex)),
                    (key: "head", value: .string(export.header.head.hex)),
                ])
        } else {
            try Output.lines([
                "Wrote   \(path)", "Entries \(export.header.entries)", "Head    \(export.header.head.hex)",
            ])
        }
    }
}

struct LogImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in an auditor's countersignature of this log.",
        discussion: """
            The vault has to list its author as auditor, and its entries have to be those of this log. It is kept,
            named in the log with every head that it names, and goes into the evidence of cases.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "What rensho-signer log countersign has written.")
    var files: [String]

    func run() throws {
        let home = try CoordinatorHome(home)
        var results: [(path: String, document: Document<LogCountersign>, novelty: Novelty)] = []
        for path in files {
            let bytes = try FileAccess.read(path, limit: DocumentLimits.bytes)
            let document = try Document<LogCountersign>(parsing: bytes)
            let vault = try home.store.vault(named: document.body.vault.description)
            _ = try VerifiedCountersign(document, in: vault.document)
            let export = try home.store.logExport()
            let own = LogAuditFile(export, named: "this log")
            let said = try LogAuditFile(bytes, named: path, under: vault.document)
            let audit = LogAudit(own.chain.map { [$0] } ?? [], own.claims + said.claims)
            // Its author may have countersigned other coordinators' logs beside this one.
            let isOfThis = document.body.logs.contains { $0.first == export.header.first }
            let problem = audit.problems.first { problem in
                if isOfThis, case .absent = problem { return false }
                return true
            }
            if let problem { throw problem }
            results.append((path, document, try home.store.add(document, now: SystemClock.now)))
        }
        if format.isJSON {
            try Output.json(
                "log-import",
                [
                    (
                        key: "files",
                        value: .array(
                            results.map { path, document, novelty in
                                .object([
                                    (key: "file", value: .string(path)),
                                    (key: "by", value: .string(document.body.person.description)),
                                    (key: "is_new", value: .bool(novelty == .new)),
                                ])
                            })
                    )
                ])
        } else {
            try Output.lines(
                results.map { path, document, novelty in
                    "\(path): countersigned by \(document.body.person) on \(document.body.date)"
                        + (novelty == .new ? "" : ", known already")
                })
        }
    }
}
