package import ArgumentParser
import ByteCoding
import Glibc

/// Runs a command line: the one way in which every program ends.
package enum CommandRunner {
    /// Parses the arguments, runs the command and ends the process with one of `ExitStatus`.
    /// - Parameter prepare: What comes before everything else, even before the arguments are looked at.
    package static func run(
        _ root: any ParsableCommand.Type, program: String, prepare: () throws -> Void = {}
    ) -> Never {
        // A reader that goes away, and a limit on the size of files, are errors of one write, not the end of the program.
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGXFSZ, SIG_IGN)
        do {
            try prepare()
            var command = try root.parseAsRoot()
            try command.run()
            exit(ExitStatus.done.rawValue)
        } catch let error as any CodedError {
            let failure = CommandFailure(program: program, error)
            StandardStreams.writeError(failure.text)
            exit(failure.exitStatus.rawValue)
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            finish(root, program, error)
        }
    }

    // Help and version are asked-for data; everything else that the parser throws is about the command line.
    private static func finish(_ root: any ParsableCommand.Type, _ program: String, _ error: any Error) -> Never {
        let message = shown(root.fullMessage(for: error))
        guard root.exitCode(for: error) != .success else {
            exit(StandardStreams.writeOutput(message + "\n") ? 0 : ExitStatus.cannotWrite.rawValue)
        }
        let stem = "Error: "
        let text = message.hasPrefix(stem) ? String(message.dropFirst(stem.count)) : message
        // The code ends the first line, as with every other error; what the parser explains follows.
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = lines.count > 1 ? "\n" + lines[1] : ""
        StandardStreams.writeError("\(program): error: \(lines[0]) [usage]\(rest)\n")
        exit(ExitStatus.usage.rawValue)
    }

    // The parser repeats arguments as they are, and a file's name may hold anything but a slash and a zero.
    private static func shown(_ message: String) -> String {
        escaping(message, arguments: CommandLine.arguments)
    }

    /// Makes a parser's message safe to print: an argument that it quotes cannot begin a line or steer the terminal.
    package static func escaping(_ message: String, arguments: [String]) -> String {
        var message = message
        let values = arguments + arguments.compactMap { $0.split(separator: "=", maxSplits: 1).last.map(String.init) }
        for value in values.sorted(by: { $0.utf8.count > $1.utf8.count }) {
            let safe = HostileText.escapeInvisible(value)
            if safe != value { message = message.replacing(value, with: safe) }
        }
        return message.split(separator: "\n", omittingEmptySubsequences: false)
            .map { HostileText.escapeInvisible(String($0)) }.joined(separator: "\n")
    }
}

/// A command line that parses but makes no sense as a whole.
package struct UsageError: CommandError, Equatable {
    package let description: String
    package let remedy: String?

    /// States what does not fit, and what to do about it.
    package init(_ description: String, remedy: String? = nil) {
        self.description = description
        self.remedy = remedy
    }

    package var code: String { "usage" }
    package var exitStatus: ExitStatus { .usage }
}
