package import CommandSupport
import Review
import SecretKeys

/// Finds the words that may stand behind 11, 14, 17, 20 or 23 others, for people who draw their words by lot.
package enum FinalWords {
    /// The words on one line of a page.
    private static let columns = 4
    /// The lines with words on one page, of at most ten rows with its title.
    private static let rows = 6

    /// Reads the words and shows the last ones, page by page; nothing is written anywhere else.
    /// - Returns: How many last words were shown.
    @discardableResult
    package static func show(
        _ source: SecretSource, on terminal: some ReviewTerminal
    ) throws(SignerError) -> Int {
        try SelfTest.require()
        guard terminal.isAttended else { throw .needsPerson }
        let draft = try WordEntry.read(source, counts: Mnemonic.wordCounts.map { $0 - 1 }, from: terminal)
        let numbers = try SignerError.lifting { try draft.finalWords() }
        let list = draft.language ?? .english
        let language = terminal.language
        let title = language.lines(
            .finalWords(position: draft.wordCount + 1, count: numbers.count, list: list.screenLanguage))
        let words = numbers.map { list.words[$0] }
        var pages = stride(from: 0, to: words.count, by: columns * rows).map { start in
            title + [""] + lines(words[start..<min(start + columns * rows, words.count)])
        }
        pages[pages.count - 1] += [""] + language.lines(.finalWordsNotice)
        try SignerError.lifting { try terminal.show(pages: pages) }
        return numbers.count
    }

    private static func lines(_ words: ArraySlice<String>) -> [String] {
        stride(from: words.startIndex, to: words.endIndex, by: columns).map { start in
            "  " + words[start..<min(start + columns, words.endIndex)].joined(separator: "  ")
        }
    }
}
