package import ByteCoding
package import Custody
import Review

extension SignerJournal {
    /// Every acceptance of a vault, oldest first.
    package var registrations: [(entry: JournalEntry, vault: JournalEvent.VaultRegistered)] {
        entries.compactMap { entry in
            guard let (vault, isAccepted) = entry.event.vaultDocument, isAccepted else { return nil }
            return (entry, vault)
        }
    }

    /// The vaults that were accepted on this machine, the latest document of each name.
    package var registeredVaults: [Identifier: JournalEvent.VaultRegistered] {
        var vaults: [Identifier: JournalEvent.VaultRegistered] = [:]
        for (_, vault) in registrations { vaults[vault.name] = vault }
        return vaults
    }

    /// The latest acceptance of exactly this document.
    package func registration(of digest: Bytes32) -> JournalEntry? {
        registrations.last { $0.vault.digest == digest }?.entry
    }

    /// The document of a version that this machine has signed or accepted: it never signs or accepts another.
    package func document(of name: Identifier, version: UInt32) -> Bytes32? {
        for entry in entries {
            guard let (vault, _) = entry.event.vaultDocument else { continue }
            if vault.name == name, vault.version == version { return vault.digest }
        }
        return nil
    }

    /// The cases of a vault document that this machine answered and did not refuse: those that can still be stopped, and
    /// those whose signatures have left.
    package func openCases(of vault: Bytes32) -> (closable: [CaseID], armed: [CaseID]) {
        var cases: Set<CaseID> = []
        for entry in entries {
            if case .signed(let look) = entry.event, look.vaultHash == vault { cases.insert(look.caseID) }
            if case .confirmed(let look, _) = entry.event, look.vaultHash == vault { cases.insert(look.caseID) }
            if case .regained(let event) = entry.event, event.vaultHash == vault { cases.insert(event.contents.caseID) }
        }
        let answered = answered.filter { cases.contains($0.caseID) }
        return (
            answered.filter { $0.signatures != .armed && refused($0.caseID) == nil }.map(\.caseID),
            answered.filter { $0.signatures == .armed }.map(\.caseID)
        )
    }
}

extension JournalEvent {
    /// The vault document that an entry is about, and whether it was accepted with it.
    fileprivate var vaultDocument: (vault: VaultRegistered, isAccepted: Bool)? {
        switch self {
        case .vaultRegistered(let vault): (vault, true)
        case .vaultRevised(let event): (event.vault, true)
        case .vaultSigned(let vault): (vault, false)
        case .keysCreated, .keysRestored, .signed, .confirmed, .released, .refused, .refusalSeen, .asked, .repeated,
            .notAccepted,
            .answersSeen, .restorationSeen, .recordGiven, .adoptedCase, .adopted, .overtaken, .regained, .ordered,
            .snapshot,
            .stopKept, .noted:
            nil
        }
    }
}
