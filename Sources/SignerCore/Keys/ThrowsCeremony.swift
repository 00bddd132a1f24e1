import ByteCoding
import CommandSupport
import Review
import SecretKeys

/// Takes a person's throws: typed without being shown, shown once for comparing, and typed anew until they are right.
struct ThrowsCeremony {
    /// What is thrown.
    let method: ThrowMethod
    /// The fewest throws that are taken.
    let fewest: Int
    /// The language of the screens.
    let language: ScreenLanguage

    /// A page of throws holds so many groups of five in a line, and so many lines.
    private static let groupSize = 5
    private static let groupsPerLine = 5
    private static let linesPerPage = 4

    /// Asks until the person says that all throws are there and right.
    func run(on terminal: some ReviewTerminal) throws(SignerError) -> HumanThrows {
        try write([.howTo(throwing, fewest: fewest)], terminal)
        while true {
            let typed = try type(on: terminal)
            try show(typed, on: terminal)
            let prompt = language.text(.throwsAccept(word: CeremonyPhrase.acceptWord))
            if try SignerError.lifting({ try terminal.ask(prompt) }) == CeremonyPhrase.acceptWord { return typed }
            try write([.throwsAgain], terminal)
        }
    }

    /// Asks for lines of throws until there are enough and an empty one ends them.
    func type(on terminal: some ReviewTerminal) throws(SignerError) -> HumanThrows {
        var thrown = try Self.lifting { () throws(EntropyError) in try HumanThrows(method) }
        while true {
            let next = thrown.count + 1
            let line = try SignerError.lifting {
                try terminal.askSecret(language.text(.throwsPrompt(next: next)))
            }
            if line.count == 0, thrown.count >= fewest { return thrown }
            let secret = try line.secretBytes()
            do throws(EntropyError) {
                try thrown.append(secret)
            } catch {
                // A slip of the finger costs one line, not the ceremony.
                guard case .unknownThrow = error else { throw .cause(SignerErrorCause(error: error)) }
                let lines = [error.description, error.remedy].compactMap { $0 }
                try SignerError.lifting { try terminal.write(lines) }
            }
            let missing = max(fewest - thrown.count, 0)
            try write(
                [.soFar(throws: thrown.count, millibits: thrown.millibits, missing: missing)], terminal)
        }
    }

    private func show(_ thrown: borrowing HumanThrows, on terminal: some ReviewTerminal) throws(SignerError) {
        let text = try Self.text(of: thrown)
        let perPage = Self.groupSize * Self.groupsPerLine * Self.linesPerPage
        let count = thrown.count
        for first in stride(from: 0, to: count, by: perPage) {
            let last = min(first + perPage, count)
            var page = SecretPage()
            page.add(language.text(.throwsTitle(first: first + 1, last: last)) + "\n\n")
            for number in first..<last {
                text.withSpan { page.add($0, from: number * method.width, count: method.width) }
                let place = number - first + 1
                if place % (Self.groupSize * Self.groupsPerLine) == 0 || number + 1 == last {
                    page.add("\n")
                } else if method.width > 1 || place % Self.groupSize == 0 {
                    page.add(" ")
                }
            }
            try page.show(on: terminal, language)
        }
    }

    /// The throws as the formula takes them.
    static func text(of thrown: borrowing HumanThrows) throws(SignerError) -> SecretBytes {
        do throws(EntropyError) { return try thrown.text() } catch { throw .cause(SignerErrorCause(error: error)) }
    }

    private static func lifting(
        _ body: () throws(EntropyError) -> HumanThrows
    ) throws(SignerError) -> HumanThrows {
        do throws(EntropyError) { return try body() } catch { throw .cause(SignerErrorCause(error: error)) }
    }

    private var throwing: CeremonyPhrase.Throwing {
        switch method {
        case .dice: .dice
        case .coins: .coins
        case .cards: .cards
        case .deck: .deck
        }
    }

    private func write(_ phrases: [CeremonyPhrase], _ terminal: some ReviewTerminal) throws(SignerError) {
        try SignerError.lifting { try terminal.write([""] + phrases.flatMap(language.lines)) }
    }
}
