import CommandSupport

/// What another library took for the same, as the scripts of Tests/Independent print it.
struct OtherFigures: Sendable {
    /// Nanoseconds of processor time of single operations, by name.
    private(set) var operations: [String: Double] = [:]
    private var steps: [String: Lap] = [:]

    /// No figures.
    init() {}

    /// Reads a file: lines with a name and nanoseconds, or with a name, a number of inputs, and nanoseconds on the wall
    /// and of processor time.
    init(file: String) throws {
        let text = String(decoding: try FileAccess.read(file, limit: 1 << 20), as: UTF8.self)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let numbers = words.dropFirst().compactMap(Double.init)
            switch (words.count, numbers.count) {
            case (2, 1): operations[words[0]] = numbers[0]
            case (4, 3): steps["\(words[0]) \(words[1])"] = Lap(seconds: numbers[1] / 1e9, cpuSeconds: numbers[2] / 1e9)
            default: throw UsageError("\(file) has a line that is no figure: \(line)")
            }
        }
    }

    /// What a step took with that many inputs.
    func lap(_ step: Step, inputs: Int) -> Lap? {
        step.otherName.flatMap { steps["\($0) \(inputs)"] }
    }
}
