import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Review

struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Put everything about a case into one file, and verify such a file anywhere.",
        subcommands: [EvidenceExportCommand.self, EvidenceVerifyCommand.self])
}

struct EvidenceExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the evidence of a case, whatever its state.",
        discussion: """
            One file with the vault's versions and acknowledgements, the proposal with its orders and approvals,
            every file that came back as it came, the rendered facts, the finished transaction, countersignatures
            and the lines of the log about the case. It holds no secret, but everything about the case.

            Written to CASE.evidence in the current folder, or to the file given with -o. Nothing is changed.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The case.")
    var name: String

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let summary = try home.store.caseNamed(name)
        let bundle = try home.store.evidence(of: summary.caseID).bundle()
        let path = output.output ?? CaseFileName.evidence(summary.caseID)
        try FileAccess.create(path, bundle.encoded)
        if format.isJSON {
            try Output.json(
                "evidence-export",
                [
                    (key: "case", value: .string(summary.caseID.description)), (key: "file", value: .string(path)),
                    (key: "evidence", value: .string(bundle.digest.hex)),
                    (key: "parts", value: .integer(bundle.parts.count)),
                ])
        } else {
            try Output.lines(["Wrote    \(path)", "Evidence \(bundle.digest.hex)"])
        }
    }
}

struct EvidenceVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Play a case again from its evidence, and say who saw what when.",
        discussion: """
            Needs no home, no network and no secret: only the evidence and, from elsewhere, a document of the vault
            that it is of. Every signature is verified by two implementations, every file is taken again in its
            order, the facts are computed from the transaction's bytes and compared with what was shown, and the
            transaction is assembled once more and compared byte for byte.

            Prints a page for people; --html makes it a web page without anything from elsewhere, --json the same for
            programs. With -o it is written to a file. Status 1 when anything does not hold; 2 when all that is here
            holds, and a signed document names one of this case that is not here.
            """)

    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var page: SheetOptions
    @Option(help: "A document of the vault, from somewhere else than the evidence.")
    var vault: String
    @Argument(help: "The evidence.")
    var file: String

    func run() throws {
        let trusted = try Document<Vault>(parsing: FileAccess.read(vault, limit: DocumentLimits.bytes))
        let bundle = try EvidenceBundle(parsing: FileAccess.read(file, limit: EvidenceBundle.maximumBytes))
        let replay = try EvidenceReplay(bundle, trusting: trusted)
        try show(replay)
        if replay.gaps.contains(where: \.isOfThisCase) { throw ExitCode(ExitStatus.incomplete.rawValue) }
    }

    private func show(_ replay: EvidenceReplay) throws {
        if format.isJSON {
            let members = EvidenceView(replay).json
            guard let path = output.output else { return try Output.json("evidence", members) }
            let document = JSONValue.object([(key: "schema", value: .string("rensho/evidence/v1"))] + members)
            try FileAccess.create(path, Array(document.text.utf8))
            return
        }
        let sheet = EvidencePage.make(replay, language: page.language)
        let text = page.html ? sheet.html : sheet.text
        guard let path = output.output else {
            return try Output.lines(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
        try FileAccess.create(path, Array(text.utf8))
        try Output.lines(["Everything in the evidence holds.", "Wrote \(path)"])
    }
}

extension EvidenceError: CommandError {
    /// What is no evidence, or was changed, is malformed.
    var exitStatus: ExitStatus { .malformed }
}

extension EvidenceRefusal: CommandError {
    /// How a command ends because an evidence does not hold.
    var exitStatus: ExitStatus {
        switch self {
        case .bundle, .part: .malformed
        case .otherVault, .vault, .proposal, .manifest, .review, .reviewRefuses, .log, .logDiffers, .outcome,
            .curvesDisagree, .notConfirmed, .assembly, .transactionDiffers, .document:
            .refused
        }
    }
}
