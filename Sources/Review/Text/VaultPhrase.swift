package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// Every sentence of the screens on which a vault is read, compared, registered and signed.
package enum VaultPhrase: Hashable, Sendable {
    // The vault.
    case title(name: Identifier, version: UInt32, network: Network)
    case quorum(threshold: Int, keyCount: Int)
    case script(String)
    case ownKey(number: Int, of: Int, person: Identifier)
    case feeAtMost(Amount)
    case feeShareAndRate(percent: UInt32, satPerVirtualByte: UInt64)
    case confirmations(ConfirmationRule, threshold: Int)
    case orders(OrderRule)
    case allowlist(AllowlistRule, entries: Int)
    case strict
    case challengeSample(Int)
    case accepts(VaultException)
    case policy(Bytes32)
    case approvals(UInt32)
    case weakness(VaultWeakness)

    // Its people.
    case cosigner(number: Int, of: Int, person: Identifier, isOwn: Bool)
    case personWithoutKey(Identifier)
    case nameFollows
    case roles([Role])
    case place(organisation: Identifier, site: Identifier, device: Identifier?)
    case identityKey(String)
    case expires(CalendarDate?)
    case identityWords(count: Int, person: Identifier)
    case fingerprint(Fingerprint)
    case origin(KeyOrigin)
    case release(ReleaseRule)
    case xpubFollows

    // Its address book; each entry is said by ``BookPhrase``.
    case bookTitle(first: Int, last: Int, of: Int)
    case entryAdded(Identifier)
    case entryRemoved(Identifier)
    case entryWas(Identifier)
    case entryIs(Identifier)

    // What is compared.
    case compareTitle
    case hearFromEverybody
    case notAsked
    case firstReceive
    case firstChange
    case vaultWords(count: Int)
    case vaultDigest
    case letThemRead
    case stopAtOtherWord
    case anotherCustodian
    case wordQuestion(reader: String, number: Int, of: Int)

    // What changes.
    case changesTitle(from: UInt32, to: UInt32)
    case change(VaultChange)
    case addressesMove
    case addressesStay
    case signedBy(old: [Identifier], oldNeeded: Int, new: [Identifier], newNeeded: Int)
    case thresholdDrops(from: Int, to: Int)
    case thresholdQuestion(word: String)

    // What is closed.
    case closingTitle(version: UInt32)
    case nothingOpen
    case closes(CaseID)
    case staysArmed(CaseID)

    // What follows.
    case signingNotice(version: UInt32)
    /// Said where this machine may have signed another document of the version and does not know it.
    case memoryLost(version: UInt32)
    /// Asks for ``onlyDocumentWord``.
    case onlyDocumentQuestion

    /// The words that are typed to state that one has signed no other document of a version; the same in every language.
    package static let onlyDocumentWord = "no other"

    /// The sentence in a language.
    package func text(in language: ScreenLanguage) -> String {
        switch language {
        case .english: EnglishVault.text(self)
        case .japanese: JapaneseVault.text(self)
        }
    }
}
