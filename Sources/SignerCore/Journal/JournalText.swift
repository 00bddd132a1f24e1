package import BitcoinPrimitives
package import ByteCoding
package import Custody
import Review

/// Which entries of a journal somebody asks for.
package struct JournalQuery: Sendable {
    /// The first day, in UTC.
    package let since: CalendarDate?
    /// The last day, in UTC.
    package let until: CalendarDate?
    /// The case id, or the hex digits that it begins with.
    package let caseID: String?

    package init(since: CalendarDate? = nil, until: CalendarDate? = nil, caseID: String? = nil) {
        self.since = since
        self.until = until
        self.caseID = caseID
    }

    /// The entries asked for, oldest first.
    package func entries(of journal: SignerJournal) -> [JournalEntry] { journal.entries.filter(includes) }

    /// Whether a case is asked for: one that the entries asked for are about.
    package func isAbout(_ id: CaseID, of journal: SignerJournal) -> Bool {
        guard since != nil || until != nil else { return includes(id) }
        return includes(id) && entries(of: journal).contains { $0.event.cases.contains(id) }
    }

    private func includes(_ id: CaseID) -> Bool { caseID.map { id.description.hasPrefix($0) } ?? true }

    private func includes(_ entry: JournalEntry) -> Bool {
        if let since, entry.time.date < since { return false }
        if let until, entry.time.date > until { return false }
        guard caseID != nil else { return true }
        return entry.event.cases.contains(where: includes)
    }
}

/// The entries of a journal in words for people.
package struct JournalText: Sendable {
    private let language: ScreenLanguage
    private let network: Network

    /// Takes the network whose addresses are shown.
    package init(_ language: ScreenLanguage, network: Network) {
        self.language = language
        self.network = network
    }

    /// Each entry with what it is about, and what was signed in all of them.
    package func lines(of entries: [JournalEntry]) -> [String] {
        guard !entries.isEmpty else { return language.lines(.nothing) }
        var lines = entries.flatMap { entry in
            language.lines(.entry(entry.sequence, at: entry.time.description))
                + language.lines(phrase(entry.event), indent: "  ")
                + details(entry.event).flatMap { language.lines($0, indent: "    ") }
        }
        let signed = entries.compactMap { entry in
            if case .signed(let look) = entry.event { look } else { nil }
        }
        if let leaving = try? Amount.sum(signed.flatMap(\.pays).map(\.amount)), !signed.isEmpty {
            lines += [""] + language.lines(.total(cases: signed.count, leaving: leaving))
        }
        return lines
    }

    /// The address that an output pays, or its script in hex.
    package func destination(_ output: TxOut) -> String {
        Address(scriptPubKey: output.scriptPubKey, network: network)?.text ?? output.scriptPubKey.hex
    }

    private func details(_ event: JournalEvent) -> [JournalPhrase] {
        switch event {
        case .signed(let look), .confirmed(let look, _):
            let replaced = look.replaces.map { [JournalPhrase.replaces($0)] } ?? []
            return replaced + pays(look.pays) + [.fee(look.fee)] + look.spends.map { .spends($0) }
        case .adoptedCase(let event): return contents(event.contents)
        case .regained(let event): return contents(event.contents)
        case .answersSeen(let event): return contents(event.contents)
        case .ordered(let event): return pays(event.pays)
        case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .released, .refused,
            .refusalSeen, .asked,
            .repeated, .notAccepted, .restorationSeen, .recordGiven, .overtaken, .adopted, .snapshot, .stopKept, .noted:
            return []
        }
    }

    private func contents(_ contents: JournalEvent.CaseContents) -> [JournalPhrase] {
        (contents.replaces.map { [.replaces($0)] } ?? []) + pays(contents.pays) + contents.spends.map { .spends($0) }
    }

    private func pays(_ outputs: [TxOut]) -> [JournalPhrase] {
        outputs.map { .pays($0.amount, to: destination($0)) }
    }

    private func phrase(_ event: JournalEvent) -> JournalPhrase {
        switch event {
        case .stopKept(let document):
            .stopKept(
                document.kind, by: document.statement.person, reason: document.statement.reason.description)
        case .keysCreated(let keys): .keysMade(keys.person, device: keys.device, network: keys.network)
        case .keysRestored(let event):
            .homeBegun(
                event.keys.person, device: event.keys.device, network: event.keys.network, isFirstUse: event.isFirstUse)
        case .vaultRegistered(let vault): .vaultRegistered(vault.name, version: vault.version)
        case .vaultSigned(let vault): .vaultSigned(vault.name, version: vault.version)
        case .vaultRevised(let event):
            .vaultRevised(
                event.vault.name, version: event.vault.version, closed: event.closes.count, armed: event.armed.count)
        case .signed(let look): .signed(look.caseID, isHeld: look.release == .held)
        case .confirmed(let look, _): .confirmed(look.caseID)
        case .released(let event): .released(event.caseID)
        case .refused(let event): .refused(event.caseID, reason: event.reason.description)
        case .refusalSeen(let event): .refusalSeen(event.caseID, by: event.person)
        case .asked(let again): .asked(again.caseID, again.step.phrasePurpose)
        case .repeated(let again): .repeated(again.caseID, again.step.phrasePurpose)
        case .notAccepted(let again): .notAccepted(again.caseID, again.step.phrasePurpose)
        case .answersSeen(let event): .answersSeen(event.contents.caseID, of: Set(event.answers.map(\.person)).sorted())
        case .restorationSeen(let event): .restorationSeen(event.adopted.person, adopted: event.adopted.sequence)
        case .recordGiven(let event): .recordGiven(of: event.of, vault: event.vault)
        case .overtaken(let event): .overtaken(event.seen.sequence, saidBy: event.saidBy)
        case .adoptedCase(let event): .adoptedCase(event.contents.caseID, saidBy: event.saidBy)
        case .adopted(let event): .adopted(vaults: event.vaults)
        case .regained(let event): .regained(event.contents.caseID)
        case .ordered(let event): .ordered(event.use.name, vault: event.use.vault, isApproval: event.act == .approved)
        case .snapshot(let event): phrase(event)
        case .noted(let note): phrase(note)
        }
    }

    private func phrase(_ event: JournalEvent.SnapshotTaken) -> JournalPhrase {
        let snapshot = event.snapshot
        switch event.act {
        case .relied:
            return .snapshotRelied(
                snapshot.vault, height: snapshot.height, date: snapshot.date, snapshot.total)
        case .countersigned:
            return .snapshotCountersigned(
                snapshot.vault, height: snapshot.height, date: snapshot.date, snapshot.total)
        }
    }

    private func phrase(_ event: JournalEvent.Viewed) -> JournalPhrase {
        let warnings = event.acknowledged.count
        switch event.decision {
        case .notAsked:
            return .viewed(
                event.caseID, event.step.phrasePurpose, pages: event.pagesSeen, of: event.pages, warnings: warnings)
        case .matches, .differs:
            return .decided(
                event.caseID, matches: event.decision == .matches, pages: event.pagesSeen, of: event.pages,
                warnings: warnings)
        }
    }

    private func phrase(_ note: JournalNote) -> JournalPhrase {
        switch note {
        case .reviewed(let event):
            .reviewed(event.caseID, event.purpose.phrasePurpose, isSignable: event.isSignable)
        case .viewed(let event): phrase(event)
        case .challengeFailed(let again): .challengeFailed(again.caseID, again.step.phrasePurpose)
        case .recovered(let bytes): .recovered(bytes: bytes)
        case .passphraseChanged(let hasKeyFile): .passphraseChanged(hasKeyFile: hasKeyFile)
        case .keyRecordExported: .keyRecordExported
        case .journalExported: .journalExported
        case .countersigned(let event):
            .countersigned(vault: event.vault, logs: event.logs.count, journals: event.heads.count)
        }
    }
}

extension JournalEvent {
    /// The cases that an entry is about.
    package var cases: [CaseID] {
        switch self {
        case .signed(let look), .confirmed(let look, _): [look.caseID]
        case .released(let event): [event.caseID]
        case .refused(let event): [event.caseID]
        case .refusalSeen(let event): [event.caseID]
        case .asked(let again), .repeated(let again), .notAccepted(let again): [again.caseID]
        case .answersSeen(let event): [event.contents.caseID]
        case .adoptedCase(let event): [event.contents.caseID]
        case .regained(let event): [event.contents.caseID]
        case .vaultRevised(let event): event.closes + event.armed
        case .stopKept(let document): document.cases
        case .noted(let note): note.caseID.map { [$0] } ?? []
        case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .restorationSeen, .recordGiven, .overtaken,
            .adopted, .ordered, .snapshot:
            []
        }
    }
}

extension JournalEvent.Step {
    fileprivate var phrasePurpose: JournalPurpose { purpose.phrasePurpose }
}

extension JournalNote.Purpose {
    fileprivate var phrasePurpose: JournalPurpose {
        switch self {
        case .inspect: .inspect
        case .sign: .sign
        case .confirm: .confirm
        case .release: .release
        case .refuse: .refuse
        }
    }
}
