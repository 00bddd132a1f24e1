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
