import BitcoinPrimitives
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

    /// The hash of the entry with this number, ``start`` for 0; `nil` beyond the latest.
    package func hash(at sequence: UInt64) -> Bytes32? {
        if sequence == 0 { return Self.start }
        return sequence <= UInt64(entries.count) ? entries[Int(sequence) - 1].hash : nil
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
    package var answered: [AnsweredCase] {
        var order: [CaseID] = []
        var cases: [CaseID: CaseRecord] = [:]
        for entry in entries {
            switch entry.event {
            case .signed(let look):
                if cases[look.caseID] == nil { order.append(look.caseID) }
                cases[look.caseID, default: CaseRecord(look)].signatures = look.release == .open ? .armed : .held
                cases[look.caseID]?.day = entry.time.date
            case .confirmed(let look, _):
                if cases[look.caseID] == nil { order.append(look.caseID) }
                cases[look.caseID, default: CaseRecord(look)].isConfirmed = true
                cases[look.caseID]?.day = entry.time.date
            case .released(let event):
                cases[event.caseID]?.signatures = .armed
                cases[event.caseID]?.day = entry.time.date
            case .keysRestored, .vaultRegistered, .asked, .refused, .refusalSeen, .repeated, .notAccepted: break
            }
        }
        return order.compactMap { cases[$0]?.answered }
    }
}

extension SignerJournal {
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

/// What the entries of one case add up to.
private struct CaseRecord {
    private let look: JournalEvent.Look
    var isConfirmed = false
    var signatures = AnsweredCase.Signatures.notGiven
    var day: CalendarDate?

    init(_ look: JournalEvent.Look) {
        self.look = look
    }

    var answered: AnsweredCase {
        AnsweredCase(
            caseID: look.caseID, digest: look.caseDigest, replaces: look.replaces, spends: look.spends,
            pays: look.pays, isConfirmed: isConfirmed, signatures: signatures, day: day)
    }
}

extension JournalEvent {
    /// The heads of other journals that an entry keeps.
    fileprivate var heads: [PeerHead] {
        switch self {
        case .signed(let look), .confirmed(let look, _): look.heads
        case .released(let event): event.heads
        case .keysRestored, .vaultRegistered, .asked, .refused, .refusalSeen, .repeated, .notAccepted: []
        }
    }
}
