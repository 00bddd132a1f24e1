package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// What is said about keys that a machine may have used before, and about machines that were restored.
package enum RestorationPhrase: Hashable, Sendable {
    /// The word that is typed to state that no machine ever held the words; the same in every language.
    package static let neverUsedWord = "never"

    /// The word that is typed to take records over; the same in every language.
    package static let adoptionWord = "take over"

    /// Asks whether a machine ever held the words.
    case wordsHistory
    /// Asks for ``neverUsedWord``.
    case wordsHistoryPrompt
    /// The machine is in quarantine; said where keys were restored.
    case quarantineBegins

    /// The title of the page about restored machines of others.
    case restoredTitle
    /// Somebody's machine was restored and goes on from an entry; 0 when nobody had seen any.
    case restoredMachine(Identifier, adopted: UInt64)
    /// Somebody's machine did not know then of an entry that this machine has seen.
    case restoredUnaware(Identifier, seen: UInt64)
    /// The file carries an answer in this person's name from before this machine was restored.
    case ownAnswerBefore

    /// Says what a record about somebody's machine holds.
    case recording(of: Identifier, vault: Identifier, head: UInt64?, cases: Int)
    /// The title of the page about the records that are taken over.
    case adoptionTitle
    /// Whose record, of which day and entry, what it has seen of this machine's journal, and of how many cases.
    case adoptionRecord(
        by: Identifier, vault: Identifier, date: CalendarDate, entry: UInt64, head: UInt64?, cases: Int,
        isRestored: Bool)
    /// A case that was answered before, and who says so.
    case adoptionCase(CaseID, answers: [RecordedAnswer.Kind], saidBy: [Identifier])
    /// A payment of that case; without an address its script is shown.
    case adoptionPayment(Amount, to: String)
    /// The records name two contents of one case.
    case adoptionContradiction(CaseID)
    /// The records name two hashes of one entry.
    case adoptionFork(UInt64)
    /// What taking over means, and what to compare first.
    case adoptionMeaning
    /// Asks for ``adoptionWord``.
    case adoptionPrompt
    /// Vaults that stay in quarantine.
    case stillMissing(vault: Identifier, people: [Identifier])
    /// The quarantine is over for these vaults.
    case adopted(vaults: [Identifier])
}

extension ScreenLanguage {
    /// A sentence about restored machines.
    package func text(_ phrase: RestorationPhrase) -> String {
        switch self {
        case .english: EnglishRestoration.text(phrase)
        case .japanese: JapaneseRestoration.text(phrase)
        }
    }

    /// A sentence about restored machines, in lines that fit the terminal.
    package func lines(_ phrase: RestorationPhrase) -> [String] { TextLayout.wrap(text(phrase)) }
}
