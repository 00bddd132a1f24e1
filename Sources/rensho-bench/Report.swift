import CommandSupport

/// Everything that was measured, as lines for people or as JSON.
struct Report {
    /// Single operations.
    var primitives: [PrimitiveMeasurement] = []
    /// The steps, ordered by number of inputs.
    var steps: [Measurement] = []
    /// The memory of the largest workload.
    var memory: [MemoryMeasurement] = []

    /// How processor time for one input grows from the second largest workload to the largest; 1 is linear.
    var growth: [(step: Step, ratio: Double)] {
        let counts = Set(steps.map(\.inputs)).sorted()
        guard counts.count > 1 else { return [] }
        return Step.allCases.compactMap { step in
            let few = steps.first { $0.step == step && $0.inputs == counts[counts.count - 2] }
            let many = steps.first { $0.step == step && $0.inputs == counts[counts.count - 1] }
            guard let few, let many else { return nil }
            return (step, many.cpuSecondsPerInput / few.cpuSecondsPerInput)
        }
    }

    /// The lines for people.
    var text: String {
        var lines = ["cores: \(Measurement.cores)", ""]
        if !primitives.isEmpty { lines += primitiveLines + [""] }
        lines.append(
            Self.row([
                "inputs", "step", "ms", "cpu ms", "floor ms", "x floor", "x cpu", "wally ms", "x wally", "x cpu",
                "rounds",
            ]))
        for step in steps {
            lines.append(
                Self.row([
                    String(step.inputs), step.step.rawValue, Self.fixed(step.seconds * 1e3, 2),
                    Self.fixed(step.cpuSeconds * 1e3, 2),
                    step.floor.map { Self.fixed($0.seconds * 1e3, 2) } ?? "-",
                    step.floor.map { Self.fixed($0.ratio, 2) } ?? "-",
                    step.floor.map { Self.fixed($0.cpuRatio, 2) } ?? "-",
                    step.other.map { Self.fixed($0.seconds * 1e3, 2) } ?? "-",
                    step.other.map { Self.fixed(step.seconds / $0.seconds, 2) } ?? "-",
                    step.other.map { Self.fixed(step.cpuSeconds / $0.cpuSeconds, 2) } ?? "-", String(step.rounds),
                ]))
        }
        if !growth.isEmpty {
            lines += ["", "cpu time per input, largest workload to second largest:"]
            lines += growth.map { Self.row(["", $0.step.rawValue, Self.fixed($0.ratio, 2)]) }
        }
        if !memory.isEmpty {
            lines += ["", Self.row(["inputs", "task", "peak kB", "files kB", "x files"])]
            lines += memory.map {
                Self.row([
                    String($0.inputs), $0.task.rawValue, String($0.peakBytes >> 10), String($0.fileBytes >> 10),
                    Self.fixed($0.multiple, 1),
                ])
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var primitiveLines: [String] {
        let head = ["us", "operation", "openssl", "x", "libsecp", "x"]
        return [Self.row(head)]
            + primitives.map { row in
                Self.row([
                    Self.fixed(row.nanoseconds / 1e3, 2), row.primitive.rawValue.padded(to: 16),
                    row.baseline.map { Self.fixed($0 / 1e3, 2) } ?? "-", row.ratio.map { Self.fixed($0, 2) } ?? "-",
                    row.other.map { Self.fixed($0 / 1e3, 2) } ?? "-",
                    row.other.map { Self.fixed(row.nanoseconds / $0, 2) } ?? "-",
                ])
            }
    }

    /// The same as one JSON document; times in nanoseconds, ratios in thousandths.
    var json: JSONValue {
        .object([
            ("cores", .integer(Measurement.cores)),
            ("primitives", .array(primitives.map(Self.json))),
            ("steps", .array(steps.map(Self.json))),
            (
                "growth",
                .array(
                    growth.map {
                        .object([("step", .string($0.step.rawValue)), ("ratio_permille", Self.scaled($0.ratio, 1e3))])
                    })
            ),
            (
                "memory",
                .array(
                    memory.map {
                        .object([
                            ("task", .string($0.task.rawValue)), ("inputs", .integer($0.inputs)),
                            ("files_bytes", .integer($0.fileBytes)), ("peak_bytes", .integer($0.peakBytes)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ row: PrimitiveMeasurement) -> JSONValue {
        .object([
            ("operation", .string(row.primitive.rawValue)), ("cpu_ns", scaled(row.nanoseconds, 1)),
            ("openssl_cpu_ns", row.baseline.map { scaled($0, 1) } ?? .null),
            ("openssl_ratio_permille", row.ratio.map { scaled($0, 1e3) } ?? .null),
            ("libsecp256k1_cpu_ns", row.other.map { scaled($0, 1) } ?? .null),
        ])
    }

    private static func json(_ step: Measurement) -> JSONValue {
        .object([
            ("step", .string(step.step.rawValue)), ("inputs", .integer(step.inputs)),
            ("rounds", .integer(step.rounds)), ("wall_ns", scaled(step.seconds, 1e9)),
            ("cpu_ns", scaled(step.cpuSeconds, 1e9)), ("floor", .optional(step.floor?.floor.rawValue)),
            ("floor_wall_ns", step.floor.map { scaled($0.seconds, 1e9) } ?? .null),
            ("wall_ratio_permille", step.floor.map { scaled($0.ratio, 1e3) } ?? .null),
            ("cpu_ratio_permille", step.floor.map { scaled($0.cpuRatio, 1e3) } ?? .null),
            ("libwally_wall_ns", step.other.map { scaled($0.seconds, 1e9) } ?? .null),
            ("libwally_cpu_ns", step.other.map { scaled($0.cpuSeconds, 1e9) } ?? .null),
        ])
    }

    private static func scaled(_ number: Double, _ factor: Double) -> JSONValue {
        .integer(Int((number * factor).rounded()))
    }

    /// A number with fixed decimals.
    private static func fixed(_ number: Double, _ places: Int) -> String {
        let factor = (0..<places).reduce(1) { product, _ in product * 10 }
        let units = Int((number * Double(factor)).rounded())
        let decimals = String(units % factor)
        return "\(units / factor)." + String(repeating: "0", count: places - decimals.count) + decimals
    }

    /// Columns that line up: names to the left, numbers to the right.
    private static func row(_ cells: [String]) -> String {
        cells.enumerated().map { column, cell in
            let padding = String(repeating: " ", count: max(0, (column == 1 ? 13 : 9) - cell.count))
            return column == 1 ? "  " + cell + padding : padding + cell
        }.joined()
    }
}

extension String {
    /// The text with spaces behind it.
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
