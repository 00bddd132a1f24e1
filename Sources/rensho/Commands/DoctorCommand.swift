import ArgumentParser
import CommandSupport
import CoordinatorCore
import CoordinatorStore

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what is wrong with this home, or why files do not fit it, and what to do.",
        discussion: """
            Without files it looks at the home: every page of the store, the log, the vaults, the age of the lists of
            coins, open cases whose coins are gone or whose vault has a newer version, and signatures of ended cases
            that can still be used.
            With files it looks at each and says why it does not fit: PSBTs, vaults, key records, acknowledgements,
            orders, approvals, shares, confirmations, refusals, releases and stops, coin snapshots, lists of coins (with
            --transactions) and lists of payouts. It changes nothing. Exit status 1 when something was found.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: ArgumentHelp("The raw transactions behind lists of coins.", valueName: "file"))
    var transactions: String?
    @Argument(help: "Files that do not fit.")
    var files: [String] = []

    func validate() throws {
        guard transactions == nil || !files.isEmpty else {
            throw ValidationError("--transactions goes with a list of coins")
        }
    }

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        var progress = ProgressReport()
        var found: [(subject: String, diagnosis: Diagnosis)] = []
        if files.isEmpty {
            found = try HomeExamination(home: home).findings(progress: &progress).map { (home.folder, $0) }
        } else {
            let examination = try FileExamination(home, transactions: transactions)
            for (place, file) in files.enumerated() {
                progress.note("looking at file \(place + 1) of \(files.count)")
                found += try examination.findings(in: file).map { (file, $0) }
            }
        }
        if format.isJSON {
            let list = found.map { item -> JSONValue in
                .object([
                    (key: "subject", value: .string(item.subject)), (key: "code", value: .string(item.diagnosis.code)),
                    (key: "text", value: .string(item.diagnosis.text)),
                    (key: "remedy", value: .string(item.diagnosis.remedy)),
                ])
            }
            try Output.json("doctor", [(key: "found", value: .array(list))])
        } else if found.isEmpty {
            try Output.lines(["Nothing wrong was found."])
        } else {
            try Output.lines(
                found.flatMap { subject, diagnosis in
                    ["\(subject): \(diagnosis.text) [\(diagnosis.code)]", "  \(diagnosis.remedy)"]
                })
        }
        guard found.isEmpty else { throw ExitCode(ExitStatus.refused.rawValue) }
    }
}
