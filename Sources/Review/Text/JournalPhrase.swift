package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Every sentence about the entries of a journal.
package enum JournalPhrase: Hashable, Sendable {
    /// The number of an entry and when it was written; the sentence about it follows.
    case entry(UInt64, at: String)

    // What was done.
    case keysMade(Identifier, device: Identifier, network: Network)
    case homeBegun(Identifier, device: Identifier, network: Network, isFirstUse: Bool)
    case vaultRegistered(Identifier, version: UInt32)
    case vaultSigned(Identifier, version: UInt32)
    case vaultRevised(Identifier, version: UInt32, closed: Int, armed: Int)
    case reviewed(CaseID, JournalPurpose, isSignable: Bool)
    case asked(CaseID, JournalPurpose)
    case notAccepted(CaseID, JournalPurpose)
    case viewed(CaseID, JournalPurpose, pages: Int, of: Int, warnings: Int)
    case decided(CaseID, matches: Bool, pages: Int, of: Int, warnings: Int)
    case challengeFailed(CaseID, JournalPurpose)
    case signed(CaseID, isHeld: Bool)
    case confirmed(CaseID)
    case released(CaseID)
    case refused(CaseID, reason: String)
    case repeated(CaseID, JournalPurpose)
    case passphraseChanged(hasKeyFile: Bool)
    case keyRecordExported
    case journalExported
    case countersigned(vault: Identifier, logs: Int, journals: Int)
    case recovered(bytes: Int)

    // What a case is about.
    case replaces(CaseID)
    case pays(Amount, to: String)
    case fee(Amount)
    case spends(OutPoint)

    // Others, and the restoration.
    case refusalSeen(CaseID, by: Identifier)
    case answersSeen(CaseID, of: [Identifier])
    case restorationSeen(Identifier, adopted: UInt64)
    case recordGiven(of: Identifier, vault: Identifier)
    case overtaken(UInt64, saidBy: Identifier)
    case adoptedCase(CaseID, saidBy: [Identifier])
    case adopted(vaults: [Identifier])
    case regained(CaseID)
    case ordered(OrderName, vault: Identifier, isApproval: Bool)
    case snapshotRelied(Identifier, height: UInt32, date: CalendarDate, Amount)
    case snapshotCountersigned(Identifier, height: UInt32, date: CalendarDate, Amount)
    case stopKept(StopKind, by: Identifier, reason: String)

    // Below the entries.
    case nothing
    case total(cases: Int, leaving: Amount)
    case coin(OutPoint, CaseID, isArmed: Bool)
    case quarantineSince(CalendarDate)
    case quarantineMissing(vault: Identifier, people: [Identifier])

    // What a check says.
    case verified(entries: Int, sequence: UInt64, head: Bytes32)
    case sealed(Int)
    case uncovered(Int)
    case unfinished(bytes: Int)
    case copyVerified(of: Identifier, entries: Int, sequence: UInt64, head: Bytes32, on: CalendarDate)
    case copyKnown(vaults: [Identifier])
    case copyUnknown(Identifier)
    case copyCompared(seen: Int)
    case copyOlder(laterSeen: UInt64)

    // What an auditor reads before he countersigns.
    case countersigning(vault: Identifier)
    case countersignLog(LogHead)
    case countersignJournal(PeerHead)
    case countersignNotice
    case countersignPrompt(word: String)
}

/// Why a case was looked at or asked about.
package enum JournalPurpose: Hashable, Sendable, CaseIterable {
    case inspect, sign, confirm, release, refuse
}

extension ScreenLanguage {
    /// A sentence about a journal.
    package func text(_ phrase: JournalPhrase) -> String {
        switch self {
        case .english: EnglishJournal.text(phrase)
        case .japanese: JapaneseJournal.text(phrase)
        }
    }

    /// A sentence about a journal, in lines that fit the terminal.
    package func lines(_ phrase: JournalPhrase, indent: String = "") -> [String] {
        TextLayout.wrap(text(phrase), indent: indent, hanging: indent + "  ")
    }
}
