import ArgumentParser
import CommandSupport
import VectorSuite

/// `make`: writes what this project itself defines.
struct MakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Write our own vector files again.",
        discussion: """
            `make DIR` writes the folder rensho of DIR: the vectors of Rensho's own documents, digests, words, \
            commitments, keystores and PSBT fields. The same program writes the same bytes on every machine, so that \
            anyone can compare them with the folder Vectors of this release. A file that is there already is compared; \
            when one has other bytes, nothing is written and the exit status is 1. Nothing is ever overwritten.

              rensho-vectors make Vectors                  compare with what is there
              mkdir new && rensho-vectors make new         write them again
            """,
        subcommands: [MakeFilesCommand.self, WorkloadCommand.self],
        defaultSubcommand: MakeFilesCommand.self)
}

/// `make DIR`.
struct MakeFilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files",
        abstract: "Write the vector files of Rensho's own formats into a folder (what `make DIR` does).")

    @Argument(help: ArgumentHelp("A folder of vectors, which must be there.", valueName: "dir"))
    private var folder: String

    @OptionGroup private var json: JSONOptions

    func run() throws {
        let outcomes = try MadeVectors.write(try MadeVectors.files(), into: folder)
        let lines = outcomes.map { "\($0.outcome.rawValue)  \(HostileText.escapeInvisible($0.path))\n" }.joined()
        let document = JSONValue.array(
            outcomes.map { .object([("file", .string($0.path)), ("outcome", .string($0.outcome.rawValue))]) })
        guard StandardStreams.writeOutput(json.isJSON ? document.text : lines) else {
            throw FileError.unwritable(path: "standard output", reason: "its reader has gone")
        }
    }
}
