package import ByteCoding
import CLinux
import Glibc
import ScreenText

/// The controlling terminal, whatever standard input and output are connected to.
package final class Terminal: ReviewTerminal {
    // A class, because the descriptor is closed exactly once; it has no other state.
    private let descriptor: Int32

    /// The language of what stands on it.
    package let language: ScreenLanguage

    /// The longest answer to a question, in bytes.
    package static let maximumAnswer = 4096

    /// Opens `/dev/tty`, and refuses a window that is too small for a review.
    package init(language: ScreenLanguage = .english) throws(TerminalError) {
        self.language = language
        descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .noTerminal }
        _ = try usableSize()
    }

    /// The type that the controlling terminal states (`TERM`), empty where it states none; `nil` without a terminal.
    package static var statedType: String? {
        let descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        close(descriptor)
        return unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
    }

    deinit { close(descriptor) }

    package var isAttended: Bool { true }

    package func write(_ lines: [String]) throws(TerminalError) {
        let (columns, _) = try usableSize()
        for line in lines {
            for part in DisplayWidth.fold(line, to: columns) { try put(part + "\n") }
        }
    }

    /// What is typed to go back to the screen before.
    package static let backKey = "b"

    /// The rows below a page: the question, and the line that the cursor goes to when it is answered.
    package static let rowsBelowPage = 2

    package func show(pages: [[String]]) throws(TerminalError) {
        var seen = PagesSeen()
        try show(pages: pages, seen: &seen)
    }

    package func show(pages: [[String]], seen: inout PagesSeen) throws(TerminalError) {
        seen.add(pages.count)
        let (columns, rows) = try usableSize()
        var pager = Pager(pages: pages, columns: columns, rows: rows - Self.rowsBelowPage) { [language] in
            TerminalPhrase.part($0, of: $1).text(in: language)
        }
        while let screen = pager.screen {
            try put(screen.lines.joined(separator: "\n") + "\n")
            let before = pager.pagesSeen
            let typed = try ask(TerminalPhrase.page(screen, seen: before).text(in: language))
            // The size is asked for again: what was cut or ran off the window while it stood there was not seen.
            let (columns, rows) = try enlargedSize()
            if pager.resize(columns: columns, rows: rows - Self.rowsBelowPage) {
                try put(TerminalPhrase.resized.text(in: language) + "\n")
                continue
            }
            switch typed {
            case "": pager.goOn()
            case Self.backKey: pager.goBack()
            default: break
            }
            seen.saw(pager.pagesSeen - before)
        }
    }

    package func ask(_ question: String) throws(TerminalError) -> String {
        try beginQuestion(question)
        var answer: [UInt8] = []
        while true {
            let byte = try nextByte()
            if byte == UInt8(ascii: "\n") { break }
            guard answer.count < Self.maximumAnswer else {
                _ = tcflush(descriptor, TCIFLUSH)
                throw .answerTooLong(limit: Self.maximumAnswer)
            }
            answer.append(byte)
        }
        guard let text = String(validating: answer, as: UTF8.self) else { throw .answerNotText }
        return text
    }

    package func askSecret(_ question: String) throws(TerminalError) -> TypedSecret {
        try silently { (signals) throws(TerminalError) in
            try put(question)
            return try readSecretLine(signals: signals)
        }
    }

    package func showSecret(_ page: borrowing TypedSecret, question: String) throws(TerminalError) {
        try silently { (signals) throws(TerminalError) in
            defer { _ = try? put(Self.clearing) }
            try put(Self.clearing)
            try page.withBytes { (bytes) throws(TerminalError) in try put(bytes) }
            try put("\n" + question)
            _ = try readSecretLine(signals: signals)
        }
    }

    /// Puts the cursor into the corner, and clears the screen and what was scrolled out of it (ECMA-48 CUP, ED 2; ED 3
    /// is xterm's, and the Linux console's).
    private static let clearing = "\u{1B}[H\u{1B}[2J\u{1B}[3J"

    /// Runs something while nothing that is typed is shown.
    private func silently<Result: ~Copyable>(
        _ body: (_ signals: Int32) throws(TerminalError) -> Result
    ) throws(TerminalError) -> Result {
        // While echo is off, a signal must not end the program: it is held, and delivered after echo is back.
        var signals: Int32 = -1
        guard unsafe rensho_linux_hold_signals(&signals) == 0 else { throw .failed(reason: "signals cannot be held") }
        defer { rensho_linux_release_signals(signals) }
        var before = termios()
        guard unsafe tcgetattr(descriptor, &before) == 0 else { throw .failed(reason: "no terminal settings") }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        silent.c_lflag |= tcflag_t(ECHONL | ICANON | ISIG)
        // Sets the silence and throws away what was typed before, in one step.
        guard unsafe tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else { throw .failed(reason: "echo stays on") }
        // What is left of a line that was too long is thrown away: nobody else may read it.
        defer { _ = unsafe tcsetattr(descriptor, TCSAFLUSH, &before) }
        return try body(signals)
    }

    private func readSecretLine(signals: Int32) throws(TerminalError) -> TypedSecret {
        var secret = TypedSecret()
        while true {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            ]
            guard unsafe poll(&waiting, 2, -1) > 0 else {
                if errno == EINTR { continue }
                throw .failed(reason: "cannot wait for an answer")
            }
            if waiting[1].revents != 0 {
                var number: Int32 = 0
                unsafe rensho_linux_take_signal(signals, &number)
                // Stopping in the middle of a secret is ignored; everything else ends the question.
                if number == SIGTSTP || number == 0 { continue }
                throw .interrupted
            }
            let byte = try nextByte()
            if byte == UInt8(ascii: "\n") { return secret }
            guard secret.append(byte) else { throw .answerTooLong(limit: TypedSecret.capacity) }
        }
    }

    private func beginQuestion(_ question: String) throws(TerminalError) {
        // Keys typed before the question stands could only answer it unread.
        guard tcflush(descriptor, TCIFLUSH) == 0 else { throw .closed }
        try put(question)
    }

    private func nextByte() throws(TerminalError) -> UInt8 {
        var byte: UInt8 = 0
        while true {
            let count = unsafe read(descriptor, &byte, 1)
            if count == 1 { return byte }
            if count < 0, errno == EINTR { continue }
            throw .closed
        }
    }

    private func put(_ text: String) throws(TerminalError) {
        let bytes = Array(text.utf8)
        try put(bytes.span)
    }

    private func put(_ bytes: Span<UInt8>) throws(TerminalError) {
        var written = 0
        while written < bytes.count {
            let step = unsafe bytes.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe Glibc.write(descriptor, start + written, buffer.count - written)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { throw .closed }
            written += step
        }
    }

    /// The size of the window, once it is large enough.
    private func enlargedSize() throws(TerminalError) -> (columns: Int, rows: Int) {
        while true {
            do throws(TerminalError) {
                return try usableSize()
            } catch {
                guard case .tooSmall(let columns, let rows) = error else { throw error }
                _ = try ask(TerminalPhrase.tooSmall(columns: columns, rows: rows).text(in: language))
            }
        }
    }

    private func usableSize() throws(TerminalError) -> (columns: Int, rows: Int) {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { throw .noTerminal }
        // A serial line says 0 × 0 when it does not know; the usual size is then the safe guess.
        let columns = size.ws_col == 0 ? 80 : Int(size.ws_col)
        let rows = size.ws_row == 0 ? 24 : Int(size.ws_row)
        guard columns >= TerminalError.minimumColumns, rows >= TerminalError.minimumRows else {
            throw .tooSmall(columns: columns, rows: rows)
        }
        return (columns, rows)
    }
}
