import ByteCoding
import CommandSupport
import ScreenText

/// A custodian's window of one size, in one language: keeps what stands on it as text, screen by screen, with what he types.
final class ScreenRecorder: ReviewTerminal, @unchecked Sendable {
    // Used by one test on one thread.

    let language: ScreenLanguage
    private let columns: Int
    private let rows: Int
    private let answer: (_ question: String, _ shown: [String]) throws -> String
    private var lines: [String] = []
    private var asked = false
    /// The highest screen and the widest line.
    private(set) var height = 0
    private(set) var width = 0

    init(
        _ language: ScreenLanguage, columns: Int, rows: Int,
        answer: @escaping (_ question: String, _ shown: [String]) throws -> String
    ) {
        self.language = language
        self.columns = columns
        self.rows = rows
        self.answer = answer
    }

    /// Everything, one screen after the other.
    var text: String { lines.map { $0 + "\n" }.joined() }

    var isAttended: Bool { true }

    func write(_ lines: [String]) throws(TerminalError) {
        if !asked { mark("questions") }
        asked = true
        self.lines += lines.flatMap { DisplayWidth.fold($0, to: columns) }.map(measured)
    }

    func show(pages: [[String]]) throws(TerminalError) {
        asked = false
        var pager = Pager(pages: pages, columns: columns, rows: rows - Terminal.rowsBelowPage) { [language] in
            TerminalPhrase.part($0, of: $1).text(in: language)
        }
        while let screen = pager.screen {
            let question = TerminalPhrase.page(screen, seen: pager.pagesSeen).text(in: language)
            mark("screen")
            lines += (screen.lines + [question]).map(measured)
            height = max(height, screen.lines.count + Terminal.rowsBelowPage)
            pager.goOn()
        }
    }

    func ask(_ question: String) throws(TerminalError) -> String {
        do {
            let typed = try answer(question, lines)
            lines.append(measured(question) + typed)
            return typed
        } catch {
            throw .closed
        }
    }

    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret {
        mark("secret")
        lines.append(measured(question))
        throw .closed
    }

    /// Notes how the visit ended.
    func end(_ code: String) { mark("the end: \(code)") }

    private func mark(_ what: String) { lines.append("==== \(what)") }

    private func measured(_ line: String) -> String {
        width = max(width, DisplayWidth.columns(of: line))
        return line
    }
}
