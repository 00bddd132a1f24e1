import ArgumentParser
import CommandSupport
import VectorSuite

/// `list`: the kinds and what each of them proves.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the kinds of vectors, what they prove and their operations.")

    @OptionGroup private var json: JSONOptions

    func run() throws {
        guard StandardStreams.writeOutput(json.isJSON ? document.text : lines) else {
            throw FileError.unwritable(path: "standard output", reason: "its reader has gone")
        }
    }

    private var lines: String {
        let width = VectorKinds.all.map(\.name.count).max() ?? 0
        return VectorKinds.all.map { kind in
            let space = String(repeating: " ", count: width - kind.name.count)
            let run = kind.operations.filter(\.isRun).map(\.name)
            let operations = run.isEmpty ? "nothing is run; see the reasons in the report" : run.joined(separator: ", ")
            return "\(kind.name)\(space)  \(kind.about)\n\(String(repeating: " ", count: width))    \(operations)\n"
        }.joined()
    }

    private var document: JSONValue {
        .array(
            VectorKinds.all.map { kind in
                .object([
                    ("kind", .string(kind.name)), ("about", .string(kind.about)),
                    (
                        "operations",
                        .array(
                            kind.operations.map { .object([("op", .string($0.name)), ("is_run", .bool($0.isRun))]) })
                    ),
                ])
            })
    }
}
