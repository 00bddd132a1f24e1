import ArgumentParser
import BitcoinPSBT
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody

struct CollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Take in shares, confirmations, refusals, releases and signed PSBTs.",
        discussion: """
            Give any number of files in any order. The proposal stays the base: a file that changes the request
            in any field is refused with the field's name. Every signature is verified; a bad one is put
            aside with the cosigner's name while the good ones stay, and a verified one is never replaced.

            Held signatures count only with the release that opens the commitment of the cosigner's share, and
            only when they are the ones that it stands for. Any other signature of a held cosigner is put
            aside (held.no-share, held.no-release, held.commitment-differs) and counted as armed.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "The files that came back.")
    var files: [String]

    private enum Result {
        case taken(String, Collection)
        case refused(String, any CodedError)
    }

    func run() throws {
        let home = try CoordinatorHome(home)
        let results = files.map { collect($0, home) }
        if format.isJSON {
            try Output.json("collect", [(key: "files", value: .array(results.map(json)))])
        } else {
            try print(results, home.store)
        }
        try finish(results)
    }

    private func collect(_ path: String, _ home: CoordinatorHome) -> Result {
        do {
            let bytes = try FileAccess.read(path, limit: PSBTLimits.maximumFileBytes)
            let name = try FileAccess.split(path).name
            let collection = try home.store.collect(
                ReceivedFile(name: name, bytes: bytes), today: SystemClock.today, now: SystemClock.now)
            return .taken(path, collection)
        } catch let error as any CodedError {
            return .refused(path, error)
        } catch {
            return .refused(path, Outcome(.internalError, "collect.unexpected", "\(error)"))
        }
    }

    private func print(_ results: [Result], _ store: Store) throws {
        var lines: [String] = []
        var latest: [CaseID: CaseState] = [:]
        for result in results {
            switch result {
            case .taken(let path, let collection):
                lines.append("\(path): \(collection.report.kindName) of case \(collection.caseID.short)")
                lines += collection.report.sentences.map { "  \($0)" }
                latest[collection.caseID] = collection.state
            case .refused(let path, let error):
                lines.append("\(path): refused: \(error.description) [\(error.code)]")
                if let remedy = error.remedy { lines.append("  \(remedy)") }
            }
        }
        for (_, state) in latest.sorted(by: { $0.key < $1.key }) {
            lines += [""] + CaseView(state, life: .open, redisplay: try RedisplayView(state, store)).lines
        }
        try Output.lines(lines)
    }

    private func json(_ result: Result) -> JSONValue {
        switch result {
        case .taken(let path, let collection):
            let report = collection.report
            return .object([
                (key: "file", value: .string(path)), (key: "sha256", value: .string(report.file.hex)),
                (key: "type", value: .string(report.kindName)),
                (key: "case", value: .string(collection.caseID.description)), (key: "error", value: .null),
                (key: "new_signatures", value: .integer(report.signatures.count)),
                (key: "known_signatures", value: .integer(report.knownSignatures)),
                (
                    key: "new_documents",
                    value: Output.strings(report.answers.map { "\($0.kind.rawValue) by \($0.person)" })
                ),
                (key: "released", value: Output.strings(report.released)),
                (key: "brings_nothing_new", value: .bool(report.bringsNothingNew)),
                (key: "quarantined", value: .array(report.quarantined.map(CaseView.json))),
                (key: "status", value: .object(CaseView(collection.state, life: .open).json)),
            ])
        case .refused(let path, let error):
            return .object([
                (key: "file", value: .string(path)), (key: "case", value: .null),
                (
                    key: "error",
                    value: .object([
                        (key: "code", value: .string(error.code)), (key: "text", value: .string(error.description)),
                        (key: "remedy", value: .optional(error.remedy)),
                    ])
                ),
            ])
        }
    }

    /// A refused file or signature ends the command as refused, after every file was looked at.
    private func finish(_ results: [Result]) throws {
        let statuses = results.map { result -> ExitStatus in
            switch result {
            case .taken(_, let collection): collection.report.hasRefusals ? .refused : .done
            case .refused(_, let error): CommandFailure.exitStatus(of: error)
            }
        }
        // The numbers grow with how far from done the command ended: refused, malformed, unreadable, internal, not
        // written.
        if let worst = statuses.max(by: { $0.rawValue < $1.rawValue }), worst != .done {
            throw ExitCode(worst.rawValue)
        }
    }
}
