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

    /// Shows pages in the same way and counts those that were seen to their end, also when it throws.
    func show(pages: [[String]], seen: inout PagesSeen) throws(TerminalError)

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

    /// Where pages cannot be broken off in the middle, all of them are seen when the call returns.
    package func show(pages: [[String]], seen: inout PagesSeen) throws(TerminalError) {
        seen.add(pages.count)
        try show(pages: pages)
        seen.saw(pages.count)
    }

    /// Secrets are for the eyes of a person who is there, and for a terminal that can clear them.
    package func showSecret(_ page: borrowing TypedSecret, question: String) throws(TerminalError) {
        throw .noTerminal
    }
}

/// How many of the pages that had to be seen a person has seen.
package struct PagesSeen: Hashable, Sendable {
    /// The pages that had to be seen.
    package private(set) var total = 0

    /// The pages that were seen to their end.
    package private(set) var seen = 0

    package init() {}

    /// Asks for more pages to be seen.
    package mutating func add(_ pages: Int) { total += pages }

    /// Counts pages that were seen to their end.
    package mutating func saw(_ pages: Int) { seen += pages }
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
