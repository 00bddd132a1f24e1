import CommandSupport
import Glibc

/// What one command of a built program took.
struct ProgramMeasurement: Sendable {
    /// The command, in words.
    let name: String
    /// Seconds on the wall.
    let seconds: Double
    /// Seconds of processor time, all cores together.
    let cpuSeconds: Double
    /// The processor time of the verifications that the command cannot do without, one after the other; `nil` without any.
    let floorSeconds: Double?

    /// Runs a program with what it says thrown away, and measures it; it must end with one of these statuses.
    init(
        _ name: String, _ program: String, _ arguments: [String], endingWith statuses: Set<Int32> = [0],
        floor: Double? = nil
    ) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            unsafe posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
        }
        var vector = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe vector.indices { unsafe free(vector[index]) } }
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        var (child, status, usage) = (pid_t(), Int32(0), rusage())
        let start = Stopwatch.now(CLOCK_MONOTONIC)
        guard unsafe posix_spawn(&child, program, &actions, nil, &vector, &environment) == 0,
            unsafe wait4(child, &status, 0, &usage) == child, status & 0x7f == 0,
            statuses.contains((status >> 8) & 0xff)
        else { throw BenchError.program(name, status: (status >> 8) & 0xff) }
        self.name = name
        seconds = Stopwatch.now(CLOCK_MONOTONIC) - start
        cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        floorSeconds = floor
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// Lines for people.
    static func text(of rows: [ProgramMeasurement]) -> String {
        func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1e3).rounded())) ms" }
        return rows.map { row in
            var line =
                "\(row.name): \(milliseconds(row.seconds)) on the wall, \(milliseconds(row.cpuSeconds)) of processor time"
            if let floor = row.floorSeconds {
                let hundredths = Int((row.cpuSeconds / floor * 100).rounded())
                line +=
                    ", floor \(milliseconds(floor)), x \(hundredths / 100).\(String(String(100 + hundredths % 100).dropFirst()))"
            }
            return line + "\n"
        }.joined()
    }

    /// The same as one JSON document; times in nanoseconds.
    static func json(of rows: [ProgramMeasurement]) -> JSONValue {
        .object([
            (
                "programs",
                .array(
                    rows.map { row in
                        .object([
                            ("name", .string(row.name)), ("wall_ns", .integer(Int(row.seconds * 1e9))),
                            ("cpu_ns", .integer(Int(row.cpuSeconds * 1e9))),
                            ("floor_cpu_ns", row.floorSeconds.map { .integer(Int($0 * 1e9)) } ?? .null),
                        ])
                    })
            )
        ])
    }
}
