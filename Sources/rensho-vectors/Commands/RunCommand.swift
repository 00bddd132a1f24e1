import ArgumentParser
import CommandSupport
import VectorSuite

/// `run`: judges every case of a folder.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the vectors of a folder and judge what comes out.",
        discussion: """
            The folder has one folder per kind. The table counts cases, passed, out of scope and failed; the reasons \
            for what is out of scope and every failure with what was expected follow.

            The exit status is 0 when all passed, 1 when a case failed or the vectors themselves are not in order (a \
            file without runner, a kind without file, an unknown key, a wrong count), 66 when the folder cannot be read.
            """)

    @Argument(help: ArgumentHelp("The folder with the vectors.", valueName: "dir"))
    private var folder: String

    @Option(name: .customLong("kind"), help: ArgumentHelp("Run one kind only.", valueName: "kind"))
    private var kind: String?

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("Run only the cases of that number within their files.", valueName: "id"))
    private var caseID: Int?

    @OptionGroup private var json: JSONOptions

    @Option(
        name: .customLong("junit"),
        help: ArgumentHelp("Write the report as JUnit XML to this new file as well.", valueName: "file"))
    private var junit: String?

    func validate() throws {
        if json.isJSON, junit != nil {
            throw UsageError("--json and --junit are two forms of one report; ask for one of them")
        }
    }

    func run() throws {
        let runner = VectorRunner()
        let selection = VectorRunner.Selection(kind: kind, caseID: caseID)
        if let kind, !VectorKinds.all.contains(where: { $0.name == kind }) { throw VectorError.unknownKind(kind) }
        // Nothing is written there: a folder that is not there is an input that cannot be read.
        guard FileAccess.exists(folder) else { throw FileError.missing(path: folder) }
        guard FileAccess.isFolder(folder) else { throw FileError.unreadable(path: folder, reason: "it is no folder") }
        let tree = try VectorTree(reading: folder, kind: kind)
        let isShown = StandardStreams.errorIsTerminal
        let report = try runner.run(tree, selection) { path in
            if isShown { StandardStreams.writeError("\r\u{1b}[K\(HostileText.escapeInvisible(path))") }
        }
        if isShown { StandardStreams.writeError("\r\u{1b}[K") }
        if let junit { try FileAccess.create(junit, Array(report.junit.utf8), mode: 0o644) }
        guard StandardStreams.writeOutput(json.isJSON ? report.json.text : report.text) else {
            throw FileError.unwritable(path: "standard output", reason: "its reader has gone")
        }
        if !report.isPassed { throw ExitCode(ExitStatus.refused.rawValue) }
    }
}
