import ArgumentParser
import ByteCoding
import CommandSupport
import VectorSuite

/// `make workload`: one large PSBT, the same for the same arguments.
struct WorkloadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workload",
        abstract: "Write one PSBT of any size, the same bytes for the same arguments.",
        discussion: """
            The wallet is on regtest and everybody knows its keys: cosigner 0 has the words of the first test vector of \
            BIP-39. The PSBT is as an honest coordinator writes it, with previous transactions, scripts and \
            derivations. Amounts, positions and payees come from SHA-256 of the seed and a counter.

              rensho-vectors make workload --inputs 500 --outputs 200 -o large.psbt
              rensho-vectors make workload --inputs 50 --threshold 8 --cosigners 15 --signed 7 -o nearly.psbt
            """)

    @Option(help: "The number of inputs.")
    private var inputs = 100

    @Option(help: "The number of outputs; the last of several is change.")
    private var outputs = 2

    @Option(help: "How many cosigners must sign, from 2.")
    private var threshold = 2

    @Option(help: "How many cosigners there are, to 20.")
    private var cosigners = 3

    @Option(help: "The kind of script: wsh or sh-wsh.")
    private var script = "wsh"

    @Option(name: .customLong("psbt-version"), help: "The version of the PSBT: 0 or 2.")
    private var version: UInt32 = 0

    @Option(help: "What amounts, positions and payees depend on.")
    private var seed: UInt64 = 1

    @Option(help: "How many cosigners have signed already, from the first one on.")
    private var signed = 0

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to make; never an existing one.", valueName: "file"))
    private var output: String

    @OptionGroup private var json: JSONOptions

    func run() throws {
        let workload = try MadeWorkload(
            inputs: inputs, outputs: outputs, threshold: threshold, cosigners: cosigners, script: script,
            psbtVersion: version, seed: seed, signed: signed)
        let made = try workload.write(output)
        let document = JSONValue.object([
            ("file", .string(output)), ("bytes", .integer(made.count)), ("sha256", .string(made.sha256)),
            ("descriptor", .string(made.descriptor)),
        ])
        let lines =
            "\(HostileText.escapeInvisible(output))  \(made.count) bytes\nsha256      \(made.sha256)\n"
            + "descriptor  \(made.descriptor)\n"
        guard StandardStreams.writeOutput(json.isJSON ? document.text : lines) else {
            throw FileError.unwritable(path: "standard output", reason: "its reader has gone")
        }
    }
}
