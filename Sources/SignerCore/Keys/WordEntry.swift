import ByteCoding
import CommandSupport
import Review
import SecretKeys

/// Lets a person type the words of a backup, each looked up at once; or reads them from a descriptor, all or none.
enum WordEntry {
    /// The words, whose checksum is still to be looked at.
    /// - Parameter counts: The numbers of words that are enough, ascending.
    static func read(
        _ source: SecretSource, counts: [Int], from terminal: some ReviewTerminal
    ) throws(SignerError) -> MnemonicDraft {
        try SelfTest.require()
        var draft = try SignerError.lifting { try MnemonicDraft() }
        guard source == .terminal else {
            let line = try source.read("", from: terminal)
            let words = try line.secretBytes()
            try SignerError.lifting { try draft.append(words) }
            return draft
        }
        try say(.introduction(counts: counts), on: terminal)
        while draft.wordCount < counts.last ?? 0 {
            let before = draft.wordCount
            let isEnough = counts.contains(before)
            let prompt: WordEntryPhrase = before == 0 ? .firstPrompt : .prompt(position: before + 1, isEnough: isEnough)
            let typed = try source.read(terminal.language.text(prompt), from: terminal)
            if typed.count == 0 {
                if isEnough { return draft }
                try say(.notEnough(count: before, counts: counts), on: terminal)
            } else if isTakeBack(typed) {
                draft.removeLast()
                if before > 0 { try say(.takenBack(position: before), on: terminal) }
            } else {
                let isWhole = try take(typed, into: &draft, on: terminal)
                // All words in one line need no empty line behind them.
                if isWhole, before == 0, draft.wordCount > 1, counts.contains(draft.wordCount) { return draft }
            }
        }
        return draft
    }

    /// Takes what was typed, and says which words were taken and which one was not; false when one was not.
    private static func take(
        _ typed: borrowing TypedSecret, into draft: inout MnemonicDraft, on terminal: some ReviewTerminal
    ) throws(SignerError) -> Bool {
        let before = draft.wordCount
        let words = try typed.secretBytes()
        let problem: MnemonicError?
        do throws(MnemonicError) {
            try draft.append(words)
            problem = nil
        } catch {
            problem = error
        }
        if draft.wordCount > before { try say(.taken(first: before + 1, last: draft.wordCount), on: terminal) }
        switch problem {
        case nil: return true
        case .unknownWord(let position):
            let (list, numbers) = draft.hints()
            let near = numbers.map { list.words[$0] }
            try say(.unknownWord(position: position, list: list.screenLanguage, near: near), on: terminal)
        case .otherLanguage(let position, let found, let expected):
            try say(
                .otherList(position: position, found: found.screenLanguage, expected: expected.screenLanguage),
                on: terminal)
        case .notUTF8: try say(.notText, on: terminal)
        case .some(let error): throw .cause(SignerErrorCause(error: error))
        }
        return false
    }

    private static func isTakeBack(_ typed: borrowing TypedSecret) -> Bool {
        let sign = Array(WordEntryPhrase.takeBack.utf8)
        return typed.withBytes { span in span.count == sign.count && span.indices.allSatisfy { span[$0] == sign[$0] } }
    }

    private static func say(_ phrase: WordEntryPhrase, on terminal: some ReviewTerminal) throws(SignerError) {
        let language = terminal.language
        try SignerError.lifting { try terminal.write(language.lines(phrase)) }
    }
}

extension MnemonicLanguage {
    /// The language in whose words the screens name this list.
    var screenLanguage: ScreenLanguage {
        switch self {
        case .english: .english
        case .japanese: .japanese
        }
    }
}
