package import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Review

extension SignerJournal {
    /// The entry of the release of a case.
    package func released(_ caseID: CaseID) -> (entry: JournalEntry, event: JournalEvent.Released)? {
        for entry in entries {
            if case .released(let event) = entry.event, event.caseID == caseID { return (entry, event) }
        }
        return nil
    }

    /// The hash of the entry with this number, ``start`` for 0; `nil` where this journal has no entry of that number.
    package func hash(at sequence: UInt64) -> Bytes32? {
        if sequence == 0 { return Self.start }
        return entries.last { $0.sequence == sequence }?.hash
    }

    /// The highest number of an entry of somebody's journal that this machine has seen in eras before one.
    func highestHead(of person: Identifier, belowEra era: UInt64) -> UInt64? {
        entries.flatMap(\.event.heads).filter { $0.person == person && $0.sequence / Self.eraLength < era }
            .map(\.sequence).max()
    }

    /// Every entry of somebody's journal that this machine has seen named.
    func headsSeen(of person: Identifier) -> Set<PeerHead> {
        Set(entries.flatMap(\.event.heads).filter { $0.person == person })
    }

    /// The latest heads of other journals that this machine has seen, by person.
    package var peerHeads: [PeerHead] {
        var latest: [Identifier: PeerHead] = [:]
        for entry in entries {
            for head in entry.event.heads where head.sequence > latest[head.person]?.sequence ?? 0 {
                latest[head.person] = head
            }
        }
        return latest.values.sorted { $0.person < $1.person }
    }

    /// Every case that was signed or confirmed, in the order of the first answers, with what became of the signatures.
    ///
    /// Of cases from before a restoration only that is known which others have seen.
    package var answered: [AnsweredCase] {
        var cases = CaseRecords()
        for entry in entries {
            cases.advance(to: entry.time.date)
            switch entry.event {
            case .vaultRegistered(let vault), .vaultSigned(let vault): cases.vaults[vault.digest] = vault.name
            case .vaultRevised(let event): cases.vaults[event.vault.digest] = event.vault.name
            case .snapshot(let event): if event.act == .relied { cases.rely(on: event.snapshot) }
            case .signed(let look):
                cases.add(.init(look), of: look.vaultHash, on: entry.time.date) {
                    $0.signatures = look.release == .open ? .armed : .held
                    $0.rest = (look.keeps, look.fee)
                }
            case .confirmed(let look, _):
                cases.add(.init(look), of: look.vaultHash, on: entry.time.date) {
                    $0.isConfirmed = true
                    $0.rest = (look.keeps, look.fee)
                }
            case .released(let event): cases.release(event.caseDigest, on: entry.time.date)
            case .refused(let event): cases.refuse(event.caseDigest)
            case .adoptedCase(let event): cases.add(event.contents, event.answers)
            case .regained(let event): cases.add(event.contents, [event.answer], of: event.vaultHash)
            case .keysCreated, .keysRestored, .asked,
                .refusalSeen,
                .repeated, .notAccepted, .answersSeen,
                .restorationSeen, .recordGiven, .adopted, .overtaken, .ordered, .stopKept, .noted:
                break
            }
        }
        return cases.answered
    }
}

extension SignerJournal {
    /// The amount and script that each coin had when a case over it was first signed or confirmed here.
    ///
    /// Entries of programs that did not keep them know of no coin.
    package var seenCoins: [OutPoint: TxOut] {
        var seen: [OutPoint: TxOut] = [:]
        for entry in entries {
            switch entry.event {
            case .signed(let look), .confirmed(let look, _):
                for (outpoint, coin) in zip(look.spends, look.coins) where seen[outpoint] == nil {
                    seen[outpoint] = coin
                }
            default: break
            }
        }
        return seen
    }

    /// Who has refused a case digest, as far as this machine has seen it, by digest.
    package var refusalsSeen: [Bytes32: [Identifier]] {
        var seen: [Bytes32: [Identifier]] = [:]
        for entry in entries {
            guard case .refusalSeen(let event) = entry.event else { continue }
            let known = seen[event.caseDigest] ?? []
            if !known.contains(event.person) { seen[event.caseDigest] = known + [event.person] }
        }
        return seen
    }
}

/// What the entries of all cases add up to, by digest.
private struct CaseRecords {
    private var order: [Bytes32] = []
    private var cases: [Bytes32: CaseRecord] = [:]
    /// The names of the vault documents that were seen so far.
    var vaults: [Bytes32: Identifier] = [:]
    /// The latest day that the journal has known so far: a clock that is set back takes no entry back with it.
    private var latest: CalendarDate?
    /// The cases of each vault of which its last snapshot still showed a coin.
    private var open: [Identifier: Set<CaseID>] = [:]

    mutating func advance(to day: CalendarDate) { latest = [latest, day].compactMap(\.self).max() }

    /// A case that a later snapshot shows no coin of any more has come onto the chain, or is dead, since the one before: it
    /// counts as if it had left on the later one's day.
    mutating func rely(on snapshot: RememberedSnapshot) {
        let before = open.updateValue(Set(snapshot.open), forKey: snapshot.vault) ?? []
        for (digest, record) in cases where before.subtracting(snapshot.open).contains(record.caseID) {
            cases[digest]?.advance(to: snapshot.date)
        }
        advance(to: snapshot.date)
    }

    mutating func add(
        _ contents: JournalEvent.CaseContents, of vault: Bytes32, on day: CalendarDate,
        _ change: (inout CaseRecord) -> Void
    ) {
        let digest = contents.caseDigest
        if cases[digest] == nil { order.append(digest) }
        var record = cases[digest] ?? CaseRecord(contents)
        record.look(contents)
        record.day = day
        record.advance(to: latest ?? day)
        record.vault = vaults[vault] ?? record.vault
        change(&record)
        cases[digest] = record
    }

    mutating func release(_ digest: Bytes32, on day: CalendarDate) {
        cases[digest]?.signatures = .armed
        cases[digest]?.day = day
        cases[digest]?.advance(to: latest ?? day)
    }

    /// Marks a case that was answered before it was refused; one that was only refused is no answered one.
    mutating func refuse(_ digest: Bytes32) { cases[digest]?.isRefused = true }

    /// Adds answers of before a restoration; a case that was only refused is no answered one.
    /// - Parameter vault: that of contents which this machine computed itself; `nil` for those that a record tells of.
    mutating func add(
        _ contents: JournalEvent.CaseContents, _ answers: [RecordedAnswer], of vault: Bytes32? = nil
    ) {
        guard answers.contains(where: { $0.kind != .refusal }) else { return }
        let digest = contents.caseDigest
        if cases[digest] == nil { order.append(digest) }
        var record = cases[digest] ?? CaseRecord(contents)
        record.add(contents, answers)
        if vault != nil { record.look(contents) }
        record.vault = vault.flatMap { vaults[$0] } ?? record.vault
        // They can have been given on no later day than this; where a day is missing, the latest one stands.
        let days = answers.filter { $0.kind != .refusal }.map(\.date)
        let last = days.contains(nil) ? nil : days.compactMap(\.self).max()
        if let latest { record.advance(to: min(last ?? latest, latest)) }
        cases[digest] = record
    }

    var answered: [AnsweredCase] { order.compactMap { cases[$0]?.answered } }
}

/// What the entries of one case add up to.
private struct CaseRecord {
    private let contents: JournalEvent.CaseContents
    private var spends: [OutPoint]
    /// The coins that everybody names who tells of it; an own look knows them itself.
    private var surelySpends: Set<OutPoint>
    private var isLookedAt = false
    private var pays: [TxOut]
    private var orders: [OrderUse]
    private var isFromBefore = false
    private var toldFee: Amount?
    /// The latest day on which it can have been answered, or come onto the chain.
    private var latestDay: CalendarDate?
    var vault: Identifier?
    var isConfirmed = false
    var isRefused = false
    /// What a look of this machine knows beyond the contents.
    var rest: (keeps: [TxOut], fee: Amount)?
    var signatures = AnsweredCase.Signatures.notGiven
    var day: CalendarDate?

    init(_ contents: JournalEvent.CaseContents) {
        self.contents = contents
        spends = contents.spends
        surelySpends = Set(contents.spends)
        pays = contents.pays
        orders = contents.orders
        toldFee = contents.fee
    }

    var caseID: CaseID { contents.caseID }

    mutating func advance(to day: CalendarDate) { latestDay = [latestDay, day].compactMap(\.self).max() }

    /// Takes the coins of an own look, whatever others have told.
    mutating func look(_ contents: JournalEvent.CaseContents) {
        surelySpends = Set(contents.spends)
        isLookedAt = true
    }

    mutating func add(_ more: JournalEvent.CaseContents, _ answers: [RecordedAnswer]) {
        isFromBefore = true
        if !isLookedAt { surelySpends.formIntersection(more.spends) }
        spends += more.spends.filter { !spends.contains($0) }
        pays += more.pays.filter { !pays.contains($0) }
        orders += more.orders.filter { !orders.contains($0) }
        toldFee = [toldFee, more.fee].compactMap(\.self).max()
        for answer in answers {
            switch answer.kind {
            case .heldShare: if signatures == .notGiven { signatures = .held }
            case .openShare, .release: signatures = .armed
            case .confirmation: isConfirmed = true
            case .refusal: isRefused = true
            }
            day = [day, answer.date].compactMap(\.self).max()
        }
    }

    var answered: AnsweredCase {
        AnsweredCase(
            caseID: contents.caseID, digest: contents.caseDigest, replaces: contents.replaces, spends: spends,
            pays: pays, keeps: rest?.keeps, fee: rest?.fee ?? toldFee, orders: orders, isConfirmed: isConfirmed,
            isRefused: isRefused, signatures: signatures, day: day,
            isFromBefore: isFromBefore, vault: vault, latestDay: latestDay, surelySpends: surelySpends,
            isOnlyTold: !isLookedAt)
    }
}

extension JournalEvent.CaseContents {
    /// The contents of a case that was looked at.
    fileprivate init(_ look: JournalEvent.Look) {
        self.init(
            caseID: look.caseID, caseDigest: look.caseDigest, replaces: look.replaces, spends: look.spends,
            pays: look.pays, orders: look.orders, fee: look.fee)
    }
}

extension JournalEvent {
    /// The heads of other journals that an entry keeps.
    fileprivate var heads: [PeerHead] {
        switch self {
        case .signed(let look), .confirmed(let look, _): look.heads
        case .released(let event): event.heads
        case .answersSeen(let event): event.heads
        case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .asked, .refused, .refusalSeen,
            .repeated,
            .notAccepted, .restorationSeen,
            .recordGiven, .adoptedCase, .adopted, .overtaken, .regained, .ordered, .snapshot, .stopKept, .noted:
            []
        }
    }
}
