package import CommandSupport
import Glibc

/// The command line of a program of somebody else, started without a shell.
package struct ForeignProgram: Sendable {
    /// How a run ended.
    package enum Ending: Sendable, Equatable {
        /// With an exit status.
        case exited(Int32)
        /// By a signal.
        case signalled(Int32)
        /// It was stopped because its time was over.
        case timedOut(seconds: Int)
        /// It was stopped because its answer had no end.
        case wroteTooMuch

        /// The ending in words.
        package var text: String {
            switch self {
            case .exited(let status): "exit \(status)"
            case .signalled(let number): "signal \(number)"
            case .timedOut(let seconds): "no answer in \(seconds) s"
            case .wroteTooMuch: "an answer of more than \(ForeignProgram.maximumFile >> 20) MiB"
            }
        }
    }

    /// The words of the command line, placeholders as they are.
    package let words: [String]

    /// What stands for the file to read.
    package static let input = "{in}"
    /// What stands for the file to write.
    package static let output = "{out}"
    /// The largest answer in bytes, far above every right one.
    package static let maximumFile = 32 << 20

    /// Splits a command line at its spaces; there is no quoting.
    package init(_ command: String) throws(ConformanceError) {
        words = command.split(separator: " ").map(String.init)
        guard let program = words.first, !program.contains("{") else { throw .noProgram }
        for place in [Self.input, Self.output] where !words.contains(where: { $0.contains(place) }) {
            throw .noPlaceholder(place)
        }
    }

    /// Runs the program on one file until it ends or its time is over.
    /// - Parameter errors: The new file that takes what the program says on standard error.
    func run(input: String, output: String, errors: String, seconds: Int) throws(ConformanceError) -> Ending {
        let arguments = words.map {
            $0.replacing(Self.input, with: input).replacing(Self.output, with: output)
        }
        let child = try Self.start(arguments, errors: errors)
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        var pause: UInt32 = 500
        var status: Int32 = 0
        while true {
            let ended = unsafe waitpid(child, &status, WNOHANG)
            if ended == child { return Self.ending(status) }
            if ended < 0, errno != EINTR { return .exited(-1) }
            if Self.size(of: output) > Self.maximumFile { return Self.stop(child, .wroteTooMuch) }
            guard ContinuousClock.now < end else { return Self.stop(child, .timedOut(seconds: seconds)) }
            usleep(pause)
            pause = min(2 * pause, 50_000)
        }
    }

    /// Ends the program and all that it started: it is the first of a process group of its own.
    private static func stop(_ child: pid_t, _ ending: Ending) -> Ending {
        var status: Int32 = 0
        kill(-child, SIGKILL)
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return ending
    }

    private static func size(of path: String) -> Int {
        var facts = stat()
        return unsafe lstat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    private static func ending(_ status: Int32) -> Ending {
        // wait(2): the low seven bits are the signal, 0 for an ordinary end; the next byte is the exit status.
        status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
    }

    private static func start(_ arguments: [String], errors: String) throws(ConformanceError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        var defaults = sigset_t()
        unsafe sigemptyset(&defaults)
        unsafe sigaddset(&defaults, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { for place in unsafe pointers.indices { unsafe free(pointers[place]) } }
        var child: pid_t = 0
        let failure = unsafe posix_spawnp(&child, arguments[0], &actions, &attributes, &pointers, environ)
        guard failure == 0 else {
            throw .notStarted(program: arguments[0], reason: unsafe String(cString: strerror(failure)))
        }
        return child
    }
}

/// Why a conformance run cannot be made.
package enum ConformanceError: CommandError, Equatable {
    /// The command names no program.
    case noProgram
    /// The command does not say where a file goes.
    case noPlaceholder(String)
    /// The program cannot be started.
    case notStarted(program: String, reason: String)
    /// There is no case of that name.
    case unknownCase(String)
    /// The time for one case is none.
    case badTime(Int)

    package var code: String {
        switch self {
        case .noProgram: "conformance.no-program"
        case .noPlaceholder: "conformance.no-placeholder"
        case .notStarted: "conformance.not-started"
        case .unknownCase: "conformance.unknown-case"
        case .badTime: "conformance.bad-time"
        }
    }

    package var description: String {
        switch self {
        case .noProgram: "the command names no program"
        case .noPlaceholder(let place): "the command has no \(place)"
        case .notStarted(let program, let reason): "\(program) cannot be started: \(reason)"
        case .unknownCase(let id): "there is no conformance case \"\(HostileText.escapeInvisible(id))\""
        case .badTime(let seconds): "\(seconds) seconds are no time between 1 and 3600 for one case"
        }
    }

    package var remedy: String? {
        switch self {
        case .noPlaceholder: "Write {in} where the PSBT to sign goes and {out} where the answer goes."
        case .unknownCase: "conformance --list names the cases."
        default: nil
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .notStarted: .unreadable
        default: .usage
        }
    }
}
