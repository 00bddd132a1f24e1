import ArgumentParser
import BitcoinPSBT
import CommandSupport

/// Measures what the programs do with a case, on workloads that are the same in every run.
struct RenshoBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rensho-bench",
        abstract: "Measure reading, reviewing, signing, verifying and assembling against their floors.",
        discussion: """
            A workload is a 2-of-3 P2WSH case in which every input has its full previous transaction. A floor is the \
            elliptic-curve work that a step cannot do without, measured one call after the other in the same round and \
            divided by the number of cores.
            """)

    @Option(name: .customLong("inputs"), help: ArgumentHelp("The numbers of inputs.", valueName: "n,n,…"))
    private var inputs = "10,100,1000,5000"

    @Option(name: .customLong("payments"), help: "The number of outputs that pay somebody else.")
    private var payments = Workload.usualPayments

    @Option(name: .customLong("steps"), help: ArgumentHelp("The steps, if not all.", valueName: "step,step,…"))
    private var steps: String?

    @Option(name: .customLong("seconds"), help: "About how long each step is measured.")
    private var seconds = 2.0

    @Flag(name: .customLong("no-primitives"), help: "Do not measure single operations.")
    private var isWithoutPrimitives = false

    @Option(name: .customLong("libsecp256k1"), help: "A file that Tests/Independent/curve_speed.py wrote.")
    private var curveFigures: String?

    @Option(name: .customLong("libwally"), help: "A file that Tests/Independent/wally_speed.py wrote.")
    private var walletFigures: String?

    @Option(name: .customLong("write-files"), help: "Write the workloads' files into a folder and measure nothing.")
    private var fileFolder: String?

    @Flag(name: .customLong("no-memory"), help: "Do not measure memory.")
    private var isWithoutMemory = false

    @Option(
        name: .customLong("coordinator"),
        help: ArgumentHelp(
            "Measure the rensho program beside this one instead, on a store of so many cases.", valueName: "cases"))
    private var coordinatorCases: Int?

    @Option(name: .customLong("memory-task"), parsing: .upToNextOption, help: .hidden)
    private var memoryTask: [String] = []

    @OptionGroup private var json: JSONOptions

    /// The most inputs: a PSBT with more is refused.
    private static let mostInputs = PSBTLimits.maximumInputs

    func run() throws {
        guard memoryTask.isEmpty else { return try MemoryProbe.runChild(memoryTask) }
        if let coordinatorCases { return try measureCoordinator(coordinatorCases) }
        let counts = try countList()
        guard (1..<PSBTLimits.maximumOutputs).contains(payments) else {
            throw UsageError("--payments takes a number from 1 to \(PSBTLimits.maximumOutputs - 1)")
        }
        let steps = try stepList()
        if let fileFolder {
            let vault = try BenchVault()
            for count in counts { try Fixture(inputs: count, payments: payments, vault: vault).write(into: fileFolder) }
            return
        }
        let curve = try curveFigures.map(OtherFigures.init(file:)) ?? OtherFigures()
        let wallet = try walletFigures.map(OtherFigures.init(file:)) ?? OtherFigures()
        var report = Report()
        if !isWithoutPrimitives {
            StandardStreams.writeError("single operations\n")
            report.primitives = try PrimitiveBench().measure(others: curve.operations)
        }
        for count in counts {
            let runner = try StepRunner(inputs: count, payments: payments)
            for step in steps where step.isPossible(inputs: count) {
                StandardStreams.writeError("\(count) inputs: \(step.rawValue)\n")
                report.steps.append(
                    try Measurement(
                        step, with: runner, seconds: seconds, other: wallet.lap(step, inputs: count)))
            }
            if count == counts.last, !isWithoutMemory { report.memory = try Self.memory(of: runner.fixture) }
        }
        guard StandardStreams.writeOutput(json.isJSON ? report.json.text : report.text) else {
            throw FileError.unwritable(path: "standard output", reason: "its reader has gone")
        }
    }

    private func measureCoordinator(_ cases: Int) throws {
        guard (CoordinatorBench.collectedCases...10_000).contains(cases), let inputs = try countList().last else {
            throw UsageError("--coordinator takes a number from \(CoordinatorBench.collectedCases) to 10000")
        }
        let measured = try CoordinatorBench().measure(cases: cases, inputs: inputs)
        let answer = json.isJSON ? ProgramMeasurement.json(of: measured).text : ProgramMeasurement.text(of: measured)
        guard StandardStreams.writeOutput(answer) else {
            throw FileError.unwritable(path: "standard output", reason: "its reader has gone")
        }
    }

    private static func memory(of fixture: Fixture) throws -> [MemoryMeasurement] {
        let vault = try BenchVault()
        let small = try BenchFolder(try Fixture(inputs: 2, vault: vault))
        defer { small.remove() }
        let folder = try BenchFolder(fixture)
        defer { folder.remove() }
        return try MemoryTask.allCases.map { try MemoryProbe.measure($0, fixture, in: folder, after: small) }
    }

    private func countList() throws -> [Int] {
        let counts = inputs.split(separator: ",").compactMap { Int($0) }
        guard !counts.isEmpty, counts.count == inputs.split(separator: ",").count,
            counts.allSatisfy({ (1...Self.mostInputs).contains($0) })
        else { throw UsageError("--inputs takes numbers from 1 to \(Self.mostInputs), separated by commas") }
        return Set(counts).sorted()
    }

    private func stepList() throws -> [Step] {
        guard let steps else { return Step.allCases }
        let names = steps.split(separator: ",").map(String.init)
        let chosen = names.compactMap { Step(rawValue: $0) }
        guard chosen.count == names.count, !chosen.isEmpty else {
            let known = Step.allCases.map(\.rawValue).joined(separator: ",")
            throw UsageError("--steps takes some of \(known)")
        }
        return chosen
    }
}
