package import ByteCoding

/// What a command shows to a person and asks of him; a terminal, or a script in tests.
package protocol ReviewTerminal: Sendable {
    /// The language that the person reads.
    var language: ScreenLanguage { get }

    /// Whether a person is there to read and to answer.
    var isAttended: Bool { get }

    /// Writes lines without waiting.
    func write(_ lines: [String]) throws(TerminalError)

    /// Shows pages one after another, each whole and each acknowledged; none can be skipped.
    func show(pages: [[String]]) throws(TerminalError)

    /// Asks for one line; keys typed before the question stands are thrown away.
    func ask(_ question: String) throws(TerminalError) -> String

    /// Asks for one line without showing it; keys typed before the question stands are thrown away.
    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret

    /// Shows lines that nobody else may read on an empty screen, waits for Enter, and clears the screen and what can be
    /// scrolled back to.
    func showSecret(_ page: borrowing TypedSecret, question: String) throws(TerminalError)
}

extension ReviewTerminal {
    /// English, the canonical language, where a terminal does not say another one.
    package var language: ScreenLanguage { .english }

    /// Secrets are for the eyes of a person who is there, and for a terminal that can clear them.
    package func showSecret(_ page: borrowing TypedSecret, question: String) throws(TerminalError) {
        throw .noTerminal
    }
}

/// Writes a review where nobody answers: on a test network, with the expected digest given beforehand.
package struct UnattendedTerminal: ReviewTerminal {
    /// The language of the review.
    package let language: ScreenLanguage

    package init(language: ScreenLanguage = .english) {
        self.language = language
    }

    package var isAttended: Bool { false }

    package func write(_ lines: [String]) throws(TerminalError) {
        for line in lines { StandardStreams.writeError(line + "\n") }
    }

    package func show(pages: [[String]]) throws(TerminalError) {
        for page in pages { try write(page + [""]) }
    }

    package func ask(_ question: String) throws(TerminalError) -> String { throw .noTerminal }

    /// A passphrase may still be typed where there is a terminal: it approves nothing.
    package func askSecret(_ question: String) throws(TerminalError) -> TypedSecret {
        try Terminal(language: language).askSecret(question)
    }
}
