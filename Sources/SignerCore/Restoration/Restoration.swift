import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
import Review

/// Takes over what the other custodians' machines have seen of this one before it was restored.
///
/// Everybody's word is added up: nobody can take away what another has seen, and whoever adds what never happened can only
/// keep this machine from answering.
package struct Restoration: Sendable {
    /// The vaults whose records were taken over.
    package let vaults: [Identifier]
    /// The vaults of which cases are still not answered; empty without any.
    package let missing: [Quarantine.Missing]

    /// Reads and verifies records, shows what they say, and takes them over when the person types so.
    package static func run(
        _ paths: [String], in home: inout SignerHome, passphrase: SecretSource, terminal: some ReviewTerminal,
        at time: UTCTime
    ) throws(SignerError) -> Restoration {
        try home.requireClock(time)
        guard let (cause, since) = home.journal.quarantineCause else { throw .notInQuarantine }
        guard terminal.isAttended else { throw .needsPerson }
        // A vault that was removed from this home is not one without records.
        for name in home.journal.registeredVaults.keys.sorted() { _ = try home.vault(name.description) }
        // After a quarantine further records may tell of more; they need not be everybody's.
        let quarantine = home.quarantine()
        let records = try RecordSet(
            reading: paths, for: quarantine ?? Quarantine(cause: cause, since: since, missing: []), in: home)
        try show(records, terminal)
        do {
            // Secrets exist in this block only: what ends a quarantine is written with the keys of this home.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            try write(records, endingQuarantine: quarantine != nil, signer, in: &home, at: time)
        }
        return Restoration(vaults: records.vaults, missing: home.quarantine()?.missing ?? [])
    }

    private static func show(_ records: RecordSet, _ terminal: some ReviewTerminal) throws(SignerError) {
        let answer = try SignerError.lifting {
            try terminal.show(pages: RestorationText(language: terminal.language, records: records).pages)
            return try terminal.ask(terminal.language.text(.adoptionPrompt))
        }
        guard answer == RestorationPhrase.adoptionWord else { throw .notAdopted }
    }

    /// Writes every case before the entry that ends the quarantine: whatever ends the program in between leaves this
    /// machine in quarantine, and taking over can be repeated.
    private static func write(
        _ records: RecordSet, endingQuarantine: Bool, _ signer: borrowing OpenSigner, in home: inout SignerHome,
        at time: UTCTime
    ) throws(SignerError) {
        let known = home.journal.entries.compactMap { entry in
            if case .adoptedCase(let event) = entry.event { event } else { nil }
        }
        for one in records.cases
        where !known.contains(where: { $0.contents == one.contents && Set($0.answers).isSuperset(of: one.answers) }) {
            _ = try home.record(.adoptedCase(one), at: time, signer)
        }
        guard endingQuarantine else { return }
        let adopted = JournalEvent.Adopted(
            vaults: records.vaults, records: records.authorHeads, documents: records.documents, head: records.head,
            above: records.above)
        _ = try home.record(.adopted(adopted), at: time, signer)
    }
}

/// Records that were verified, complete for each of their vaults, and as new as they must be.
struct RecordSet: Sendable {
    /// The records, sorted by vault and author.
    let records: [MachineRecord]
    /// The digests of the records, ascending.
    let documents: [Bytes32]
    /// The vaults that the records are of, sorted.
    let vaults: [Identifier]
    /// Everything that any of them says was answered, a case after the one that it replaces.
    let cases: [JournalEvent.AdoptedCase]
    /// The latest entry of this person's earlier journal that anybody has seen.
    let head: PeerHead
    /// The highest number that anybody has named for an entry of this person's journal.
    let above: UInt64

    init(
        reading paths: [String], for quarantine: Quarantine, in home: borrowing SignerHome
    ) throws(SignerError) {
        var files: [(path: String, record: Document<MachineRecord>)] = []
        for path in paths {
            let document = try SignerError.lifting {
                try Document<MachineRecord>(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
            }
            try Self.verify(document, path, in: home)
            let record = document.body
            if let other = files.first(where: {
                $0.record.body.person == record.person && $0.record.body.vault == record.vault
            }) {
                guard other.record.digest == document.digest else {
                    throw .repeatedRecord(path: path, person: record.person)
                }
                continue
            }
            files.append((path, document))
        }
        try Self.requireFresh(files, since: quarantine.since, home.journal)
        let named = Set(files.map(\.record.body.vault))
        let missing = quarantine.missing.compactMap { one -> Quarantine.Missing? in
            let people = one.people.filter { person in
                !files.contains { $0.record.body.vault == one.vault && $0.record.body.person == person }
            }
            // A vault of which no record was brought stays in quarantine; the others need not wait for it.
            return people.isEmpty || (!named.isEmpty && !named.contains(one.vault))
                ? nil : Quarantine.Missing(vault: one.vault, people: people)
        }
        guard missing.isEmpty else { throw .recordsMissing(missing) }
        guard !named.isEmpty else { throw .recordsMissing([]) }

        let owner = home.keyRecord.body.person
        let heads = try Self.plausibleHeads(files, home.journal)
        records = files.map(\.record.body).sorted { ($0.vault, $0.person) < ($1.vault, $1.person) }
        documents = files.map(\.record.digest).sorted()
        vaults = named.sorted()
        cases = AdoptedCases.sorted(from: records)
        head =
            heads.max { $0.sequence < $1.sequence }
            ?? PeerHead(person: owner, sequence: 0, hash: SignerJournal.start)
        above = max(head.sequence, home.journal.sequence, home.journal.highestSequenceSeen)
    }

    /// The head of each author's journal at his latest record, sorted by person.
    var authorHeads: [PeerHead] {
        var heads: [Identifier: PeerHead] = [:]
        for record in records {
            let machine = record.machine
            guard machine.journalSequence >= heads[record.person]?.sequence ?? 0 else { continue }
            heads[record.person] = PeerHead(
                person: record.person, sequence: machine.journalSequence, hash: machine.journalHead)
        }
        return heads.values.sorted { $0.person < $1.person }
    }

    private static func verify(
        _ document: Document<MachineRecord>, _ path: String, in home: borrowing SignerHome
    ) throws(SignerError) {
        let name = document.body.vault
        guard let vault = home.vaults.first(where: { $0.name == name }) else {
            throw .badRecord(path: path, .otherVault(name))
        }
        do throws(RecordProblem) {
            _ = try VerifiedRecord(document, about: home.keyRecord.body.person, in: vault.document)
        } catch {
            throw .badRecord(path: path, error)
        }
    }

    /// Refuses what somebody kept from an earlier day: a record counts only if it was made since this machine stopped
    /// answering, and if nobody has seen its author's journal further along.
    private static func requireFresh(
        _ files: [(path: String, record: Document<MachineRecord>)], since: CalendarDate, _ journal: SignerJournal
    ) throws(SignerError) {
        var seen: [(head: PeerHead, by: String)] = journal.peerHeads.map { ($0, "this machine") }
        for entry in journal.entries {
            guard case .adopted(let event) = entry.event else { continue }
            seen += event.records.map { ($0, "this machine") }
        }
        for file in files {
            seen += file.record.body.machine.heads.map { ($0, "the record of \(file.record.body.person)") }
        }
        for file in files {
            let record = file.record.body
            if let date = record.machine.date, date < since {
                throw .staleRecord(
                    path: file.path, reason: "it is of \(date), and this machine is in quarantine since \(since)")
            }
            let own = record.machine.journalSequence
            if let later = seen.first(where: { $0.head.person == record.person && $0.head.sequence > own }) {
                throw .staleRecord(
                    path: file.path,
                    reason:
                        "its author's journal was at entry \(own), and \(later.by) has seen entry \(later.head.sequence)"
                )
            }
        }
    }

    /// The heads of this person's journal that the records name; none that lies far above everything else.
    private static func plausibleHeads(
        _ files: [(path: String, record: Document<MachineRecord>)], _ journal: SignerJournal
    ) throws(SignerError) -> [PeerHead] {
        for file in files {
            guard let head = file.record.body.headSeen else { continue }
            let others = files.filter { $0.record.body.person != file.record.body.person }
                .compactMap { $0.record.body.headSeen?.sequence }
            let base = max(others.max() ?? 0, journal.sequence)
            guard SignerJournal.isPlausible(head.sequence, above: base) else {
                throw .implausibleHead(path: file.path, sequence: head.sequence)
            }
        }
        return files.compactMap(\.record.body.headSeen)
    }
}

/// The cases of several records as one list.
enum AdoptedCases {
    /// Adds up what the records say; one digest with contents that differ is kept as often as it differs.
    static func sorted(from records: [MachineRecord]) -> [JournalEvent.AdoptedCase] {
        var order: [JournalEvent.CaseContents] = []
        var answers: [JournalEvent.CaseContents: Set<RecordedAnswer>] = [:]
        var people: [JournalEvent.CaseContents: Set<Identifier>] = [:]
        for record in records {
            for one in record.cases {
                let contents = JournalEvent.CaseContents(
                    caseID: one.caseID, caseDigest: one.digest, replaces: one.replaces, spends: one.spends,
                    pays: one.pays, orders: one.orders, fee: one.fee)
                if answers[contents] == nil { order.append(contents) }
                answers[contents, default: []].formUnion(one.answers)
                people[contents, default: []].insert(record.person)
            }
        }
        return replacedFirst(order.sorted { ($0.caseID, $0.caseDigest) < ($1.caseID, $1.caseDigest) }).map { contents in
            JournalEvent.AdoptedCase(
                contents: contents,
                answers: (answers[contents] ?? []).sorted {
                    ($0.kind.rawValue, $0.document) < ($1.kind.rawValue, $1.document)
                }, saidBy: (people[contents] ?? []).sorted())
        }
    }

    /// Puts every case behind those that it replaces, so that a coin belongs to the last of them.
    private static func replacedFirst(_ cases: [JournalEvent.CaseContents]) -> [JournalEvent.CaseContents] {
        var waiting = cases
        var done: [JournalEvent.CaseContents] = []
        while !waiting.isEmpty {
            let open = Set(waiting.map(\.caseID))
            let next = waiting.filter { one in
                guard let replaced = one.replaces, replaced != one.caseID else { return true }
                return !open.contains(replaced)
            }
            // A circle can only be somebody's invention; then any order is as good.
            let taken = next.isEmpty ? waiting : next
            done += taken
            let set = Set(taken)
            waiting.removeAll { set.contains($0) }
        }
        return done
    }
}
