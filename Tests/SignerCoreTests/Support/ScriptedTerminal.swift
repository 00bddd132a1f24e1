import CommandSupport

/// A person at a terminal, as a script: answers by what is asked, and keeps everything that was shown.
final class ScriptedTerminal: ReviewTerminal, @unchecked Sendable {
    // Used by one test on one thread.

    /// Answers a question, given every line shown before it.
    typealias Answer = (_ question: String, _ shown: [String]) throws(TerminalError) -> String

    private(set) var shown: [String] = []
    private(set) var questions: [String] = []
    private var secrets: [String]
    private let answer: Answer

    /// Everything that was shown, as one text: where lines are broken does not matter.
    var text: String { shown.joined(separator: " ").split(separator: " ").joined(separator: " ") }

    init(secrets: [String] = [], answer: @escaping Answer) {
        self.secrets = secrets
        self.answer = answer
    }

    /// A terminal where every question is unexpected.
    convenience init(secrets: [String] = []) {
        self.init(secrets: secrets) { (_, _) throws(TerminalError) in throw .closed }
    }

    var isAttended: Bool { true }

    func write(_ lines: [String]) throws(TerminalError) { shown += lines }

    func show(pages: [[String]]) throws(TerminalError) { shown += pages.flatMap { $0 } }

    func ask(_ question: String) throws(TerminalError) -> String {
        questions.append(question)
        return try answer(question, shown)
    }

    /// What this person would answer where something else was shown.
    func answer(_ question: String, after shown: [String]) throws(TerminalError) -> String {
        try answer(question, shown)
    }

    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret {
        guard !secrets.isEmpty else { throw .closed }
        return TypedSecret(publicBytes: Array(secrets.removeFirst().utf8))
    }
}
