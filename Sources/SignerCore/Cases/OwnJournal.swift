import ByteCoding
import Custody
import Review

extension CaseReview {
    /// Refuses to answer when documents in the file know more of this person's journal than this machine, or know it
    /// otherwise: the machine was restored from an old copy, or a second one runs with the same keys.
    ///
    /// Everybody's word counts here, for it can only stop this machine.
    func requireOwnJournal(in home: borrowing SignerHome) throws(SignerError) {
        guard let facts = review.facts, let agreed = try? agreedCase(facts) else { return }
        let journal = home.journal
        let book = HeadsBook(of: agreed, attachments: file.attachments)
        for claim in book.claims(about: home.keyRecord.body.person) {
            let head = claim.head
            guard head.sequence <= journal.sequence else {
                throw .journalBehind(here: journal.sequence, seen: head.sequence, saidBy: claim.saidBy)
            }
            guard journal.hash(at: head.sequence) == head.hash else {
                throw .journalForked(sequence: head.sequence, saidBy: claim.saidBy)
            }
        }
    }

    /// Refuses to answer when the file carries an answer in this person's name that this machine has not given: somebody
    /// else has the identity key, or a journal was lost.
    func requireOwnAnswers(in home: borrowing SignerHome) throws(SignerError) {
        guard let facts = review.facts else { return }
        let owner = home.keyRecord.body
        let caseID = facts.header.caseID
        if let share = file.attachments.shares.first(where: { $0.body.statement.person == owner.person }) {
            guard let (entry, look) = home.journal.signed(caseID), look.caseDigest == facts.digest,
                share.body.machine == MachineWitness(entry, heads: look.heads), share.body.facts == look.factsHash,
                share.body.build == look.build
            else { throw .unknownOwnAnswer(kind: Share.typeName) }
        }
        if let own = file.attachments.confirmations.first(where: { $0.body.statement.person == owner.person }) {
            guard try home.ownConfirmation(of: Document(body: facts.caseDocument)) == own.body else {
                throw .unknownOwnAnswer(kind: Confirmation.typeName)
            }
        }
        if let own = file.attachments.releases.first(where: { $0.body.statement.person == owner.person }) {
            guard let (entry, event) = home.journal.released(caseID), event.caseDigest == facts.digest,
                own.body.machine == MachineWitness(entry, heads: event.heads),
                own.body.confirmations == event.confirmations, own.body.build == event.build
            else { throw .unknownOwnAnswer(kind: Release.typeName) }
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
    /// machine has seen before, by person.
    func peerHeads(in agreedCase: AgreedCase, _ journal: SignerJournal, except owner: Identifier) -> [PeerHead] {
        var latest: [Identifier: PeerHead] = [:]
        for head in journal.peerHeads + HeadsBook(of: agreedCase, attachments: file.attachments).latest
        where head.person != owner && head.sequence > latest[head.person]?.sequence ?? 0 {
            latest[head.person] = head
        }
        return latest.values.sorted { $0.person < $1.person }
    }
}
