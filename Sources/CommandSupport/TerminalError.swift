/// Why a question could not be asked or a page not be shown.
package enum TerminalError: CommandError, Equatable {
    /// The program has no controlling terminal.
    case noTerminal
    /// The terminal is too narrow or too low to show a review without cutting it.
    case tooSmall(columns: Int, rows: Int)
    /// The terminal was closed, or the person ended the input.
    case closed
    /// The person interrupted a question.
    case interrupted
    /// The answer is longer than any answer is.
    case answerTooLong(limit: Int)
    /// The answer is no UTF-8 text.
    case answerNotText
    /// A file descriptor named on the command line cannot be read.
    case descriptorUnreadable(Int32)
    /// A file descriptor named on the command line gave an empty line or nothing.
    case descriptorEmpty(Int32)
    /// The terminal itself failed.
    case failed(reason: String)

    /// The narrowest terminal that shows a review (columns): every line of it stands there unbroken.
    package static let minimumColumns = 80
    /// The lowest terminal that shows a review (rows).
    package static let minimumRows = 24

    package var code: String {
        switch self {
        case .noTerminal: "terminal.none"
        case .tooSmall: "terminal.too-small"
        case .closed: "terminal.closed"
        case .interrupted: "terminal.interrupted"
        case .answerTooLong: "terminal.answer-too-long"
        case .answerNotText: "terminal.answer-not-text"
        case .descriptorUnreadable: "terminal.descriptor-unreadable"
        case .descriptorEmpty: "terminal.descriptor-empty"
        case .failed: "terminal.failed"
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .noTerminal, .tooSmall: .usage
        case .closed, .interrupted: .refused
        case .answerTooLong, .answerNotText: .malformed
        case .descriptorUnreadable, .descriptorEmpty: .unreadable
        case .failed: .internalError
        }
    }

    package var description: String {
        switch self {
        case .noTerminal: "this command needs a terminal with a person at it, and there is none"
        case .tooSmall(let columns, let rows):
            "the terminal has \(columns) columns and \(rows) rows; "
                + "a review needs \(Self.minimumColumns) columns and \(Self.minimumRows) rows"
        case .closed: "the terminal was closed before the question was answered"
        case .interrupted: "the question was interrupted"
        case .answerTooLong(let limit): "the answer has more than \(limit) bytes"
        case .answerNotText: "the answer is not UTF-8 text"
        case .descriptorUnreadable(let number): "file descriptor \(number) cannot be read"
        case .descriptorEmpty(let number): "file descriptor \(number) gave an empty line"
        case .failed(let reason): "the terminal failed: \(reason)"
        }
    }

    package var remedy: String? {
        switch self {
        case .noTerminal: "Run it in a terminal, not from a script or a pipe."
        case .tooSmall: "Enlarge the window and run the command again."
        case .descriptorUnreadable: "Open it in the shell, for example: --passphrase-fd 3 3< <(command)."
        default: nil
        }
    }
}
