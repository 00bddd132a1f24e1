import ByteCoding
import CommandSupport
import Review

/// A person in the ceremony, as a script: throws what he is told to, writes down what is shown and types it back.
final class CeremonyTerminal: ReviewTerminal, @unchecked Sendable {
    // Used by one test on one thread.

    /// The lines of throws, typed in turn; typed anew from the first when the ceremony asks for them anew.
    var throwLines: [String]
    /// What is typed for a word, given its number from 1 and what was shown; by default that word.
    var typesWord: (_ number: Int, _ shown: [Int: String]) -> String = { $1[$0] ?? "" }
    /// What is answered to the question whether the throws are right, in turn; `yes` when none is left.
    var acceptances: [String] = []
    /// The passphrases, in turn: of the words, then of the keystore.
    var passphrases: [String]
    /// Everything public that was shown.
    private(set) var shown: [String] = []
    /// Every secret page that was shown.
    private(set) var secretPages: [String] = []
    /// The words that were written down, by number.
    private(set) var words: [Int: String] = [:]
    /// The numbers of the words that were asked for, in turn.
    private(set) var asked: [Int] = []
    private var nextLine = 0

    init(throwing lines: [String], passphrases: [String]) {
        throwLines = lines
        self.passphrases = passphrases
    }

    var isAttended: Bool { true }

    /// The words in order.
    var sentence: String { words.keys.sorted().compactMap { words[$0] }.joined(separator: " ") }

    func write(_ lines: [String]) throws(TerminalError) { shown += lines }

    func show(pages: [[String]]) throws(TerminalError) { shown += pages.flatMap { $0 } }

    func ask(_ question: String) throws(TerminalError) -> String {
        if question == EnglishText.accept {
            nextLine = 0
            return acceptances.isEmpty ? "yes" : acceptances.removeFirst()
        }
        return ""
    }

    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret {
        TypedSecret(publicBytes: Array(try answer(question).utf8))
    }

    private func answer(_ question: String) throws(TerminalError) -> String {
        if question.hasPrefix("From throw ") {
            guard nextLine < throwLines.count else { return "" }
            nextLine += 1
            return throwLines[nextLine - 1]
        }
        if question.hasPrefix("Word "),
            let number = question.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        {
            asked.append(number)
            return typesWord(number, words)
        }
        guard !passphrases.isEmpty else { throw .closed }
        return passphrases.removeFirst()
    }

    func showSecret(_ page: borrowing TypedSecret, question: String) throws(TerminalError) {
        let bytes = page.withBytes { span in span.indices.map { span[$0] } }
        let text = String(decoding: bytes, as: UTF8.self)
        secretPages.append(text)
        guard text.hasPrefix("Words ") else { return }
        for line in text.split(separator: "\n").dropFirst() {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let number = Int(parts[0]) else {
                throw .failed(reason: "a page of words: \(line)")
            }
            words[number] = String(parts[1])
        }
    }

    private enum EnglishText {
        static let accept = ScreenLanguage.english.text(CeremonyPhrase.throwsAccept(word: "yes"))
    }
}
