import ArgumentParser
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct LogVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check this log, or compare logs and journals with all that is said about them.",
        discussion: """
            Without files: checks the chain of this home's log. With files, which may be copies of journals
            (rensho-signer log export), exports of logs, countersignatures and evidence, and which need no home:
            checks each by itself, and compares every entry with what the others say of it. An entry that was
            removed, changed, exchanged or written anew, an end that was cut off, and a journal or log of which two
            versions went about are named, as far as anybody else has named an entry after it.

            Answers that a journal knows and no log has received, and logs that somebody names and that are not here,
            are named, too. Status 1 when something contradicts, 2 when something is only missing.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "A document of the vault, which says whose key is whose.")
    var vault: String?
    @Argument(help: "Copies of journals, exports of logs, countersignatures, evidence.")
    var files: [String] = []

    func run() throws {
        var given: [LogAuditFile] = []
        if files.isEmpty {
            let export = try CoordinatorHome(home, for: .reading).store.logExport()
            given = [LogAuditFile(export, named: "this home")]
        } else {
            let trusted = try vault.map {
                try Document<Vault>(parsing: FileAccess.read($0, limit: DocumentLimits.bytes))
            }
            for path in files {
                let limit = max(EvidenceBundle.maximumBytes, LogExport.maximumBytes)
                let bytes = try FileAccess.read(path, limit: limit)
                do throws(LogAuditFileError) {
                    given.append(try LogAuditFile(bytes, named: path, under: trusted))
                } catch {
                    Output.remark("\(path): \(error.description)")
                    throw error
                }
            }
        }
        let audit = LogAudit(
            given.compactMap(\.chain), given.flatMap(\.claims), cases: given.reduce([]) { $0.union($1.cases) })
        if format.isJSON {
            try Output.json("log-verify", Self.json(audit))
        } else {
            try Output.lines(Self.lines(audit, isKeyCompared: vault != nil || files.isEmpty))
        }
        try finish(audit)
    }

    private static func lines(_ audit: LogAudit, isKeyCompared: Bool) -> [String] {
        var lines = audit.findings.map(line)
        for problem in audit.problems {
            lines.append("! \(problem.description) [\(problem.code)]")
            if let remedy = problem.remedy { lines.append("  \(remedy)") }
        }
        guard audit.problems.isEmpty else { return lines }
        return lines + (isKeyCompared ? [] : ["Nobody's key was compared: give --vault."]) + ["No contradiction."]
    }

    private static func line(_ finding: LogAudit.Finding) -> String {
        let chain = finding.chain
        let lost =
            finding.beforeRestoration == 0
            ? "" : "\(finding.beforeRestoration) entries that others name were lost before its machine was restored; "
        let whole =
            "\(chain.file): \(chain.subject) is whole, \(chain.entries.count) entries, the last \(chain.last); \(lost)"
        guard let witnessed = finding.witnessed else { return whole + "nobody else names an entry of it" }
        return whole
            + "others name \(finding.compared) of its entries rightly, the latest \(witnessed): nothing up to that "
            + "one can be changed unseen"
    }

    private static func json(_ audit: LogAudit) -> [(key: String, value: JSONValue)] {
        [
            (
                key: "chains",
                value: .array(
                    audit.findings.map { finding in
                        .object([
                            (key: "file", value: .string(finding.chain.file)),
                            (key: "subject", value: .string("\(finding.chain.subject)")),
                            (key: "entries", value: .integer(finding.chain.entries.count)),
                            (key: "last", value: .unsigned(finding.chain.last)),
                            (key: "compared", value: .integer(finding.compared)),
                            (key: "before_restoration", value: .integer(finding.beforeRestoration)),
                            (key: "witnessed", value: finding.witnessed.map { .unsigned($0) } ?? .null),
                        ])
                    })
            ),
            (
                key: "problems",
                value: .array(
                    audit.problems.map { problem in
                        .object([
                            (key: "code", value: .string(problem.code)),
                            (key: "text", value: .string(problem.description)),
                        ])
                    })
            ),
        ]
    }

    private func finish(_ audit: LogAudit) throws {
        guard !audit.problems.isEmpty else { return }
        let isOnlyShort = audit.problems.allSatisfy(\.isIncomplete)
        throw ExitCode(isOnlyShort ? ExitStatus.incomplete.rawValue : ExitStatus.refused.rawValue)
    }
}

extension LogAuditProblem: CommandError {
    /// How a command ends because of a contradiction.
    var exitStatus: ExitStatus {
        isIncomplete ? .incomplete : .refused
    }
}

extension LogAuditFileError: CommandError {
    /// How a command ends because a file cannot take part.
    var exitStatus: ExitStatus {
        switch self {
        case .otherType, .journal, .log, .document: .malformed
        case .vaultNeeded: .usage
        case .otherKey, .notListed, .countersign: .refused
        case .evidence(let error): error.exitStatus
        }
    }
}

extension CountersignProblem: CommandError {
    /// What does not count is refused.
    var exitStatus: ExitStatus { .refused }
}
