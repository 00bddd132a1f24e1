import ArgumentParser
import CommandSupport
import VectorSuite

/// `conformance`: puts PSBTs to another signer program and judges its answers.
struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Judge another signer program by its answers to good and hostile PSBTs.",
        discussion: """
            Each case is one PSBT in a file of a temporary folder. PROGRAM is run once for each, directly and without a \
            shell, with your rights: {in} becomes the path of the file to sign, {out} the path of the file to write. \
            Words are separated by spaces; there is no quoting.

              rensho-vectors conformance --command 'my-signer --in {in} --out {out}'

            The program needs one test key, on regtest: the words "abandon" (11 times) "about", no passphrase. Accounts \
            are 48h/1h/0h/2h for P2WSH and 48h/1h/0h/1h for P2SH-P2WSH; every PSBT states them in BIP-32 derivations. \
            Never give it a key that holds coins.

            A good PSBT is passed when the program exits 0 and its answer has exactly the signatures that were wanted \
            (strict DER, low s, SIGHASH_ALL, verified here) and is otherwise unchanged, in whatever order. A hostile one is \
            passed when no input is signed: an exit status other than 0, no answer, or an answer without a new \
            signature. A program that runs longer than its time has failed the case. The exit status is 0 when all \
            passed, 1 when something is wrong, 66 when the program cannot be started.
            """)

    @Option(name: .customLong("command"), help: ArgumentHelp("The program with {in} and {out}.", valueName: "command"))
    private var command: String?

    @Option(name: .customLong("case"), help: ArgumentHelp("Run one case only, by its name.", valueName: "name"))
    private var caseName: String?

    @Option(name: .customLong("timeout"), help: ArgumentHelp("Seconds for each case.", valueName: "seconds"))
    private var seconds = 30

    @Option(
        name: .customLong("encoding"),
        help: ArgumentHelp("What the program reads: binary or base64. Answers may be either.", valueName: "form"))
    private var encoding = "binary"

    @Flag(name: .customLong("list"), help: "List the cases and run nothing.")
    private var isList = false

    @OptionGroup private var json: JSONOptions

    func validate() throws {
        guard ConformanceRun.PSBTEncoding(rawValue: encoding) != nil else {
            throw UsageError("--encoding is binary or base64")
        }
        guard isList == (command == nil) else { throw UsageError("give either --command or --list") }
    }

    func run() throws {
        let all = try ConformanceCases.all()
        let cases = all.filter { caseName == nil || caseName == $0.id }
        if cases.isEmpty { throw ConformanceError.unknownCase(caseName ?? "") }
        guard let command else { return try print(list(cases), listDocument(cases)) }
        let run = try ConformanceRun(
            program: ForeignProgram(command), seconds: seconds,
            encoding: ConformanceRun.PSBTEncoding(rawValue: encoding) ?? .binary)
        let isShown = StandardStreams.errorIsTerminal
        let report = try run.run(cases) { id in
            if isShown { StandardStreams.writeError("\r\u{1b}[K\(id)") }
        }
        if isShown { StandardStreams.writeError("\r\u{1b}[K") }
        try print(report.text, report.json)
        if !report.isPassed { throw ExitCode(ExitStatus.refused.rawValue) }
    }

    private func list(_ cases: [ConformanceCase]) -> String {
        let width = cases.map(\.id.count).max() ?? 0
        return cases.map { one in
            let space = String(repeating: " ", count: width - one.id.count)
            return "\(one.isHonest ? "sign  " : "refuse")  \(one.id)\(space)  \(one.title)\n"
        }.joined()
    }

    private func listDocument(_ cases: [ConformanceCase]) -> JSONValue {
        .array(
            cases.map { one in
                .object([
                    ("case", .string(one.id)), ("wanted", .string(one.isHonest ? "sign" : "refuse")),
                    ("title", .string(one.title)),
                ])
            })
    }

    private func print(_ text: String, _ document: JSONValue) throws {
        guard StandardStreams.writeOutput(json.isJSON ? document.text : text) else {
            throw FileError.unwritable(path: "standard output", reason: "its reader has gone")
        }
    }
}
