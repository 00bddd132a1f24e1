import BitcoinCrypto
import ByteCoding
import Custody
import Review

extension CaseReview {
    /// Puts the machine into quarantine when documents in the file know more of this person's journal than it does, or know
    /// it otherwise: it was restored from an old copy, or a second one runs with the same keys.
    ///
    /// Everybody's word counts here, for it can only stop this machine.
    func requireOwnJournal(in home: inout SignerHome, at time: UTCTime) throws(SignerError) {
        guard let facts = review.facts, let agreed = try? agreedCase(facts) else { return }
        let journal = home.journal
        let book = HeadsBook(of: agreed, attachments: file.attachments)
        for claim in book.claims(about: home.owner.person) {
            let head = claim.head
            guard SignerJournal.isPlausible(head.sequence, above: journal.sequence) else {
                throw .badAnswer(
                    person: claim.saidBy,
                    reason: "it names entry \(head.sequence) of your journal, which no journal reaches")
            }
            // Below this era lie the journals before a restoration, of which this one knows only what others have seen.
            guard head.sequence >= journal.eraStart, journal.hash(at: head.sequence) != head.hash else { continue }
            _ = try home.record(
                .overtaken(.init(seen: head, saidBy: claim.saidBy, document: claim.document)), at: time)
            try home.requireNoQuarantine(of: vault.name)
        }
    }

    /// Refuses to answer when the file carries an answer in this person's name that this machine has not given: somebody
    /// else has the identity key, or a journal was lost.
    ///
    /// A machine that was restored finds answers from before that nobody has told it of. What it has not verified by its
    /// own means at an earlier step stops it; what `step` itself verifies is left to that step.
    func requireOwnAnswers(at step: JournalEvent.Step, in home: borrowing SignerHome) throws(SignerError) {
        guard let facts = review.facts else { return }
        let owner = home.keyRecord.body.person
        let caseID = facts.header.caseID
        let given = home.journal.given(caseID)
        let isRestored = home.journal.isRestored
        if let share = file.attachments.shares.first(where: { $0.body.statement.person == owner }) {
            if let (entry, look) = home.journal.signed(caseID) {
                guard look.caseDigest == facts.digest, share.body.machine == MachineWitness(entry, heads: look.heads),
                    share.body.facts == look.factsHash, share.body.build == look.build
                else { throw .unknownOwnAnswer(kind: Share.typeName) }
            } else if given?.contains(share) != true {
                guard isRestored, step == .sign else { throw .unknownOwnAnswer(kind: Share.typeName) }
            }
        }
        if let own = file.attachments.confirmations.first(where: { $0.body.statement.person == owner }) {
            if let made = try home.ownConfirmation(of: Document(body: facts.caseDocument)) {
                guard made == own.body else { throw .unknownOwnAnswer(kind: Confirmation.typeName) }
            } else if given?.contains(own) != true {
                guard isRestored, step != .release else { throw .unknownOwnAnswer(kind: Confirmation.typeName) }
            }
        }
        if let own = file.attachments.releases.first(where: { $0.body.statement.person == owner }) {
            if let (entry, event) = home.journal.released(caseID) {
                guard event.caseDigest == facts.digest,
                    own.body.machine == MachineWitness(entry, heads: event.heads),
                    own.body.confirmations == event.confirmations, own.body.build == event.build
                else { throw .unknownOwnAnswer(kind: Release.typeName) }
            } else if given?.contains(own) != true {
                guard isRestored else { throw .unknownOwnAnswer(kind: Release.typeName) }
            }
        }
    }

    /// Writes down what the file carries that stops this case, its orders or the vault, or lets them go on, where it counts:
    /// a later file without it changes nothing. What is about something else fills nobody's journal.
    func rememberStops(at time: UTCTime, in home: inout SignerHome) throws(SignerError) {
        var known = home.journal.stops
        let orders = review.facts?.header.orders ?? file.caseDocument?.body.header.orders ?? []
        for document in StopDocument.freezesFirst(file.attachments.stops)
        where document.isWorthKeeping(beside: known, case: caseDigest, orders: orders)
            && document.problem(under: vault.view, on: nil) == nil
        {
            _ = try home.record(.stopKept(document), at: time)
            known.append(document)
        }
    }

    /// Writes down every refusal in the file that its author signed, so that a later file without it changes nothing.
    func rememberRefusals(at time: UTCTime, in home: inout SignerHome) throws(SignerError) {
        guard let facts = review.facts else { return }
        for refusal in file.attachments.refusals
        where refusal.body.statement.caseDigest == facts.digest && refusal.isProven(in: vault.document.body) {
            let person = refusal.body.statement.person
            guard home.journal.refusalsSeen[facts.digest]?.contains(person) != true else { continue }
            _ = try home.record(
                .refusalSeen(
                    .init(
                        caseID: facts.header.caseID, caseDigest: facts.digest, person: person,
                        document: refusal.digest)),
                at: time)
        }
    }

    /// The latest heads of the other machines' journals, from verified documents in the file and from what this
    /// machine has seen before, by person; and the head that this machine took over, if it was restored.
    func peerHeads(in agreedCase: AgreedCase, _ journal: SignerJournal, except owner: Identifier) -> [PeerHead] {
        var latest: [Identifier: PeerHead] = [:]
        for head in journal.peerHeads + HeadsBook(of: agreedCase, attachments: file.attachments).latest
        where head.person != owner && head.sequence > latest[head.person]?.sequence ?? 0 {
            latest[head.person] = head
        }
        // Whoever reads this machine's statements learns that it was restored, and from where it goes on.
        if let adoption = journal.adoption { latest[owner] = adoption.event.head }
        return latest.values.sorted { $0.person < $1.person }
    }
}
