import ByteCoding
import CommandSupport
import Review

/// What is known of the words that keys are restored from: whether a machine held them before this one.
package enum WordsHistory: Sendable, Hashable {
    /// The person has stated that no machine ever held them.
    case neverUsed
    /// Nothing was stated: a machine may have.
    case unknown
    /// The person is asked.
    case ask

    /// Whether no machine ever held the words; a journal that says otherwise is believed more.
    func isFirstUse(
        _ journal: SignerJournal, home: String, terminal: some ReviewTerminal
    ) throws(SignerError) -> Bool {
        let wasUsed = journal.entries.contains { entry in
            // Making keys may have been interrupted and begun again: then nothing else has happened.
            if case .keysRestored(let start) = entry.event { !start.isFirstUse } else { !entry.event.isBeginning }
        }
        switch self {
        case .unknown: return false
        case .neverUsed:
            guard !wasUsed else { throw .usedBefore(home: home) }
            return true
        case .ask:
            if wasUsed { return false }
            let language = terminal.language
            let answer = try SignerError.lifting {
                try terminal.write([""] + language.lines(.wordsHistory))
                return try terminal.ask(language.text(.wordsHistoryPrompt))
            }
            return answer == RestorationPhrase.neverUsedWord
        }
    }
}
