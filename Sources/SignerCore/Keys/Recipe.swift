import ByteCoding
import CommandSupport
import Review
import SecretKeys

/// Shows everything from which another tool computes the words.
struct Recipe {
    /// 12 or 24.
    let wordCount: Int
    /// The language of the screens.
    let language: ScreenLanguage

    private static let bytesPerLine = 16
    private static let charactersPerLine = 50
    private static let linesPerPage = 4

    /// Shows the formula with the machine's part, and the throws as the formula takes them.
    func show(
        _ machine: borrowing MachineEntropy, _ thrown: borrowing HumanThrows, on terminal: some ReviewTerminal
    ) throws(SignerError) {
        let bytes: Int
        do throws(EntropyError) {
            bytes = try WordEntropy.length(of: wordCount)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        let formula = CeremonyPhrase.recipeFormula(method: thrown.method.rawValue, bytes: bytes)
        try SignerError.lifting {
            try terminal.write([""] + language.lines(.recipeTitle) + language.lines(formula))
        }
        var page = SecretPage()
        page.add(language.text(.recipeMachine) + "\n\n")
        machine.withSpan { span in
            for first in stride(from: 0, to: span.count, by: Self.bytesPerLine) {
                page.addHex(span, from: first, count: Self.bytesPerLine)
                page.add("\n")
            }
        }
        try page.show(on: terminal, language)
        try show(ThrowsCeremony.text(of: thrown), of: thrown, on: terminal)
    }

    private func show(
        _ text: borrowing SecretBytes, of thrown: borrowing HumanThrows, on terminal: some ReviewTerminal
    ) throws(SignerError) {
        let perPage = Self.charactersPerLine * Self.linesPerPage
        let (count, width) = (text.count, thrown.method.width)
        for first in stride(from: 0, to: count, by: perPage) {
            let last = min(first + perPage, count)
            var page = SecretPage()
            page.add(language.text(.throwsTitle(first: first / width + 1, last: last / width)) + "\n\n")
            for start in stride(from: first, to: last, by: Self.charactersPerLine) {
                let length = min(Self.charactersPerLine, last - start)
                text.withSpan { page.add($0, from: start, count: length) }
                page.add("\n")
            }
            try page.show(on: terminal, language)
        }
    }
}
