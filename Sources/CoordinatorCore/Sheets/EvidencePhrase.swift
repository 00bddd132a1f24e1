package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Every sentence of an evidence's page, before it is put into words of a language.
package enum EvidencePhrase: Hashable, Sendable {
    // Titles.
    case title(CaseID, vault: Identifier)
    case headingCase
    case headingPayments
    case headingPeople
    case headingShown
    case headingTransaction
    case headingFiles
    case headingLog
    case headingLimits

    // The verdict.
    case verified(documents: Int, signatures: Int)
    case trusted(Bytes32)
    case everybodySaw(people: Int)
    case drill
    case secondLookNotEnforced(open: Int, threshold: Int)
    case overrideAwaited
    case refusedBy([Identifier])
    case twoDigests(Identifier, Bytes32)
    case journalFork(Identifier, entry: UInt64, isProven: Bool)
    case missingShare(Bytes32, namedBy: Identifier)
    case missingConfirmation(Bytes32, namedBy: Identifier)
    case missingEntry(Identifier, entry: UInt64, namedBy: Identifier)

    // Names of values and columns.
    case vault
    case vaultHash
    case caseID
    case digest
    case words
    case state
    case proposed
    case evidence
    case txid
    case signedBy
    case armed
    case awaited
    case leaves
    case stays
    case fee
    case destination
    case amount
    case satoshi
    case orderedAs
    case person
    case act
    case device
    case day
    case received
    case factsHash
    case file
    case kind
    case outcome
    case logHead
    case entries
    case putAside
    case countersigned
    case stopped

    // Values.
    case vaultVersion(Identifier, UInt32, network: Network)
    case stateName(EvidenceState)
    case actName(EvidenceAct.Kind)
    case orderLine(OrderName, line: UInt32)
    case notOrdered
    case countersignedEntry([Identifier], entry: UInt64)
    case fileTaken
    case fileRefused(code: String)
    case fileKind(CollectedFile.Kind)
    case absent
    case nobody

    // Sentences.
    case shownTo
    case noTransaction
    case scriptsChecked(threshold: Int)
    case limitClock
    case limitWithheld
    case limitChain
    case limitLog

    /// The sentence in a language.
    package func text(_ language: ScreenLanguage) -> String {
        switch language {
        case .english: english
        case .japanese: japanese
        }
    }
}
