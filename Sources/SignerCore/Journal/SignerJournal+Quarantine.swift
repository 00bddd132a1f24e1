package import Custody

/// Why a machine does not know what its person has answered.
package enum QuarantineCause: Hashable, Sendable {
    /// The keys were restored, and nobody stated that no machine held them before.
    case restored
    /// Somebody has seen a later entry of this machine's journal than it has.
    case behind(seen: UInt64, saidBy: Identifier)
    /// Somebody has seen another entry in a place of this machine's journal.
    case forked(sequence: UInt64, saidBy: Identifier)
}

/// What keeps a machine from answering: why, since when, and whose records would end it.
package struct Quarantine: Hashable, Sendable {
    /// The custodians whose records of one vault are missing.
    package struct Missing: Hashable, Sendable {
        package let vault: Identifier
        /// Sorted.
        package let people: [Identifier]

        package init(vault: Identifier, people: [Identifier]) {
            self.vault = vault
            self.people = people
        }
    }

    package let cause: QuarantineCause
    /// The day on which it began; records from before it do not count.
    package let since: CalendarDate
    /// By vault; empty while no vault is registered.
    package let missing: [Missing]

    package init(cause: QuarantineCause, since: CalendarDate, missing: [Missing]) {
        self.cause = cause
        self.since = since
        self.missing = missing
    }
}

extension SignerJournal {
    /// The numbers of one era: more than the entries that ``maximumBytes`` can hold, so that every entry of a lost journal
    /// has a lower number than the first one after its restoration, seen by others or not.
    package static let eraLength: UInt64 = 1_000_000
    /// The eras that a number may lie ahead of what a machine has reason to believe: one for each restoration of which
    /// nobody told it, so that one lie does not use up the numbers.
    package static let maximumErasAhead: UInt64 = 100

    /// The number of the first entry of the era above a number; `nil` when there is none.
    static func nextEra(above sequence: UInt64) -> UInt64? {
        let (number, overflow) = (sequence / eraLength + 1).multipliedReportingOverflow(by: eraLength)
        return overflow ? nil : number
    }

    /// Whether a journal that reaches `base`, as far as is known, could have an entry of this number.
    static func isPlausible(_ sequence: UInt64, above base: UInt64) -> Bool {
        sequence / eraLength <= base / eraLength + maximumErasAhead
    }

    /// The latest reason to take this journal for incomplete, with its day; `nil` when there never was one.
    package var quarantineCause: (cause: QuarantineCause, since: CalendarDate)? {
        var found: (QuarantineCause, CalendarDate)?
        for entry in entries {
            switch entry.event {
            case .keysRestored(let start) where !start.isFirstUse: found = (.restored, entry.time.date)
            case .overtaken(let event):
                // What the journal had at that time decides which it was.
                let cause: QuarantineCause =
                    event.seen.sequence < entry.sequence
                    ? .forked(sequence: event.seen.sequence, saidBy: event.saidBy)
                    : .behind(seen: event.seen.sequence, saidBy: event.saidBy)
                found = (cause, entry.time.date)
            case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .signed, .confirmed,
                .released, .refused,
                .refusalSeen, .asked,
                .repeated, .notAccepted, .answersSeen, .restorationSeen, .recordGiven, .adoptedCase, .adopted,
                .regained, .ordered, .snapshot, .stopKept, .noted:
                break
            }
        }
        return found
    }

    /// The vaults whose records were taken over since the latest reason for quarantine.
    package var adoptedVaults: Set<Identifier> {
        var vaults: Set<Identifier> = []
        for entry in entries {
            switch entry.event {
            case .keysRestored(let start) where !start.isFirstUse: vaults = []
            case .overtaken: vaults = []
            case .adopted(let event): vaults.formUnion(event.vaults)
            case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .signed, .confirmed,
                .released, .refused,
                .refusalSeen, .asked,
                .repeated, .notAccepted, .answersSeen, .restorationSeen, .recordGiven, .adoptedCase, .regained,
                .ordered, .snapshot, .stopKept, .noted:
                break
            }
        }
        return vaults
    }

    /// The latest adoption with its entry; `nil` on a machine that was never restored.
    package var adoption: (entry: JournalEntry, event: JournalEvent.Adopted)? {
        for entry in entries.reversed() {
            if case .adopted(let event) = entry.event { return (entry, event) }
        }
        return nil
    }

    /// The number below which entries belong to journals before the latest restoration; nothing is compared there.
    package var eraStart: UInt64 { adoption?.entry.sequence ?? 0 }

    /// The highest number that documents in files have named for an entry of this journal and that put it into quarantine.
    var highestSequenceSeen: UInt64 {
        entries.reduce(0) { highest, entry in
            if case .overtaken(let event) = entry.event { max(highest, event.seen.sequence) } else { highest }
        }
    }
}

extension SignerHome {
    /// What keeps this machine from answering cases of a vault; with `nil` of any vault that is registered here.
    package borrowing func quarantine(of vault: Identifier? = nil) -> Quarantine? {
        guard let (cause, since) = journal.quarantineCause else { return nil }
        let adopted = journal.adoptedVaults
        if let vault, adopted.contains(vault) { return nil }
        let owner = keyRecord.body.person
        let missing = vaults.filter { !adopted.contains($0.name) }.sorted { $0.name < $1.name }
            .map { vault in
                Quarantine.Missing(
                    vault: vault.name, people: vault.document.body.custodians.filter { $0 != owner }.sorted())
            }
        // Without any vault nothing was taken over yet.
        if vault == nil, missing.isEmpty, !adopted.isEmpty { return nil }
        return Quarantine(cause: cause, since: since, missing: missing)
    }

    /// Refuses to answer cases of a vault while this machine does not know what it has answered.
    borrowing func requireNoQuarantine(of vault: Identifier) throws(SignerError) {
        if let quarantine = quarantine(of: vault) { throw .quarantine(quarantine) }
    }
}
