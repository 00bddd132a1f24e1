import Glibc

/// A program running at a terminal of its own, as a person would see it.
///
/// The program gets a new session whose controlling terminal is a pseudo-terminal; the test reads what appears there
/// and types answers. Its standard output can be caught apart from the terminal.
package final class PseudoTerminal {
    // A class, because it owns a process and descriptors that are ended exactly once.

    /// Why a test's expectation of a program failed.
    package enum Failure: Error, CustomStringConvertible {
        /// The machine refused to make the terminal or to start the program.
        case cannotStart(String)
        /// The text did not appear in time; the rest of the terminal's text is given.
        case notSeen(expected: String, after: String)
        /// The program waits for its person, and none of the texts that were expected stands on the terminal.
        case asksOther(expected: String, after: String)
        /// The program did not end in time.
        case stillRunning(transcript: String)

        package var description: String {
            switch self {
            case .cannotStart(let reason): "cannot start: \(reason)"
            case .notSeen(let expected, let after): "did not see \"\(expected)\"; the terminal shows:\n\(after)"
            case .asksOther(let expected, let after):
                "the program waits, but not for \"\(expected)\"; the terminal shows:\n\(after)"
            case .stillRunning(let transcript): "the program has not ended; the terminal shows:\n\(transcript)"
            }
        }
    }

    /// What to run and how.
    package struct Command {
        /// The path of the program.
        package var program: String
        /// Its arguments, without its own name.
        package var arguments: [String]
        /// The folder to run it in.
        package var folder: String?
        /// The whole environment.
        package var environment: [String: String]
        /// What it can read from descriptor 3.
        package var passed: [UInt8]?
        /// Whether standard output is the terminal too, or caught apart from it.
        package var outputIsTerminal: Bool
        /// The size of the window.
        package var columns: UInt16 = 100
        /// The height of the window.
        package var rows: UInt16 = 40

        /// Describes a run.
        package init(
            _ program: String, _ arguments: [String], folder: String? = nil, environment: [String: String] = [:],
            passed: [UInt8]? = nil, outputIsTerminal: Bool = false
        ) {
            self.program = program
            self.arguments = arguments
            self.folder = folder
            self.environment = environment
            self.passed = passed
            self.outputIsTerminal = outputIsTerminal
        }
    }

    private let master: Int32
    private let outputReader: Int32
    private let process: pid_t
    private var raw: [UInt8] = []
    private var seen = 0
    private var output: [UInt8] = []
    private var ended: Int32?

    /// Starts the program.
    package init(_ command: Command) throws {
        let (master, slave) = try Self.openTerminal(columns: command.columns, rows: command.rows)
        let output = try Self.pipe()
        var passed: (reader: Int32, writer: Int32)?
        if let bytes = command.passed {
            let ends = try Self.pipe()
            // Pipes hold 64 KiB, far more than a test passes.
            _ = unsafe bytes.withUnsafeBytes { unsafe write(ends.writer, $0.baseAddress, $0.count) }
            close(ends.writer)
            passed = ends
        }
        defer {
            close(output.writer)
            if let passed { close(passed.reader) }
        }
        self.master = master
        outputReader = output.reader
        process = try Self.start(
            command, slave: slave, output: command.outputIsTerminal ? nil : output.writer, passed: passed?.reader)
    }

    deinit {
        if ended == nil {
            kill(process, SIGKILL)
            _ = waitpid(process, nil, 0)
        }
        close(master)
        close(outputReader)
    }

    /// Everything that appeared on the terminal, with plain line feeds.
    package var transcript: String { Self.text(raw[...]) }

    /// What the program wrote to standard output, as far as it was read; complete after `exitStatus`.
    package var standardOutput: String { Self.text(output[...]) }

    /// Waits until a text appears after what was last expected; returns everything up to and including it.
    @discardableResult
    package func expect(_ text: String, timeout seconds: Double = 60) throws -> String {
        try expect(anyOf: [text], timeout: seconds).seen
    }

    /// Waits until one of several texts appears; returns which one, and everything up to and including it.
    ///
    /// Of texts that stand there already, the one that ends first counts. A program that waits for an answer to something
    /// else ends the waiting long before the time is over, on a busy machine as on an idle one.
    package func expect(anyOf texts: [String], timeout seconds: Double = 60) throws -> (found: String, seen: String) {
        let deadline = Self.now() + seconds
        var activity = SessionActivity(session: process)
        while true {
            let fresh = Self.plain(raw[seen...])
            let ends = texts.compactMap { text in
                Self.end(of: Array(text.utf8), in: fresh).map { (text: text, end: $0) }
            }
            if let first = ends.min(by: { $0.end < $1.end }) {
                seen += Self.rawLength(ofPlain: first.end, in: raw[seen...])
                return (first.text, String(decoding: fresh[..<first.end], as: UTF8.self))
            }
            let expected = texts.joined(separator: "\" or \"")
            let after = String(decoding: fresh, as: UTF8.self)
            guard Self.now() < deadline, pump(milliseconds: 50) else {
                throw Failure.notSeen(expected: expected, after: after)
            }
            if activity.isWaiting(received: raw.count + output.count, at: Self.now()) {
                throw Failure.asksOther(expected: expected, after: after)
            }
        }
    }

    /// Types a line and Enter.
    package func send(_ line: String) { type(line + "\r") }

    /// Types keys without Enter.
    package func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(master, $0.baseAddress, $0.count) }
    }

    /// Changes the size of the window.
    package func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Whether what is typed appears on the screen now.
    package var isEchoing: Bool {
        var settings = termios()
        // The two sides of a pseudo-terminal share their settings.
        return unsafe tcgetattr(master, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// The number of the program's process.
    package var processID: Int32 { process }

    /// Sends a signal to the program.
    package func signal(_ number: Int32) { kill(process, number) }

    /// Waits for the end of the program; its exit status, or 128 and the signal that ended it.
    package func exitStatus(timeout seconds: Double = 60) throws -> Int32 {
        if let ended { return ended }
        let deadline = Self.now() + seconds
        var status: Int32 = 0
        while unsafe waitpid(process, &status, WNOHANG) == 0 {
            guard Self.now() < deadline else { throw Failure.stillRunning(transcript: transcript) }
            _ = pump(milliseconds: 20)
        }
        while pump(milliseconds: 0) {}
        let result = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
        ended = result
        return result
    }

    /// Takes what has come; false when the terminal and the output have both been closed or nothing came in no time.
    private func pump(milliseconds: Int32) -> Bool {
        var waiting = [
            pollfd(fd: master, events: Int16(POLLIN), revents: 0),
            pollfd(fd: outputReader, events: Int16(POLLIN), revents: 0),
        ]
        let ready = unsafe poll(&waiting, 2, milliseconds)
        guard ready > 0 else { return milliseconds > 0 }
        let fromTerminal = Self.take(master)
        let fromOutput = waiting[1].revents != 0 ? Self.take(outputReader) : []
        raw += fromTerminal
        output += fromOutput
        if fromTerminal.isEmpty, fromOutput.isEmpty {
            // Both sides hung up: nothing will ever come again.
            let isOver = waiting.allSatisfy { $0.revents & Int16(POLLHUP) != 0 }
            if isOver { return false }
            usleep(1000 * UInt32(clamping: milliseconds))
            return milliseconds > 0
        }
        return true
    }

    private static func take(_ descriptor: Int32) -> [UInt8] {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, 0) > 0 else { return [] }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = unsafe read(descriptor, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : []
    }

    private static func now() -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // A terminal turns every line feed into carriage return and line feed.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> [UInt8] { bytes.filter { $0 != 0x0d } }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: plain(bytes), as: UTF8.self) }

    private static func end(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
        guard !wanted.isEmpty, bytes.count >= wanted.count else { return wanted.isEmpty ? 0 : nil }
        for start in 0...(bytes.count - wanted.count)
        where bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
            return start + wanted.count
        }
        return nil
    }

    private static func rawLength(ofPlain count: Int, in bytes: ArraySlice<UInt8>) -> Int {
        var plain = 0
        var length = 0
        for byte in bytes {
            if plain == count { break }
            length += 1
            if byte != 0x0d { plain += 1 }
        }
        return length
    }

    private static func pipe() throws -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe Glibc.pipe(&ends) == 0 else { throw Failure.cannotStart("no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func openTerminal(columns: UInt16, rows: UInt16) throws -> (master: Int32, slave: String) {
        // asm-generic/ioctls.h; Glibc's module leaves these two out.
        let setLock: UInt = 0x4004_5431
        let getNumber: UInt = 0x8004_5430
        let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard master >= 0 else { throw Failure.cannotStart("no pseudo-terminal") }
        var lock: Int32 = 0
        var number: UInt32 = 0
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard unsafe ioctl(master, setLock, &lock) == 0, unsafe ioctl(master, getNumber, &number) == 0,
            unsafe ioctl(master, UInt(TIOCSWINSZ), &size) == 0
        else {
            close(master)
            throw Failure.cannotStart("no pseudo-terminal")
        }
        return (master, "/dev/pts/\(number)")
    }

    private static func start(
        _ command: Command, slave: String, output: Int32?, passed: Int32?
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        // POSIX_SPAWN_SETSID of spawn.h. The session is made before files are opened, so that the terminal opened as
        // descriptor 0 becomes the controlling terminal.
        let newSession: Int16 = 0x80
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGMASK))
        unsafe posix_spawn_file_actions_addopen(&actions, 0, slave, O_RDWR, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output ?? 0, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
        if let passed { unsafe posix_spawn_file_actions_adddup2(&actions, passed, 3) }

        // env(1) changes the folder; spawn.h's own way is not in Glibc's module.
        let words = ["/usr/bin/env"] + (command.folder.map { ["-C", $0] } ?? []) + [command.program]
        var arguments = unsafe (words + command.arguments).map { unsafe strdup($0) } + [nil]
        var environment =
            unsafe command.environment.sorted { $0.key < $1.key }.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for index in unsafe arguments.indices { unsafe free(arguments[index]) }
            for index in unsafe environment.indices { unsafe free(environment[index]) }
        }
        var process: pid_t = 0
        let failure = unsafe posix_spawn(&process, words[0], &actions, &attributes, &arguments, &environment)
        guard failure == 0 else { throw Failure.cannotStart("\(command.program): system error \(failure)") }
        return process
    }
}
