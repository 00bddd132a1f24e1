import BitcoinCrypto
import ByteCoding
import Custody
import Review

extension CaseReview {
    /// Writes down what the file shows of others for the first time: their answers to this case, their refusals, and that
    /// their machines were restored. A later file without it changes nothing, and the day on which one of them has to be
    /// restored, this machine can tell what he answered.
    func rememberOthers(at time: UTCTime, in home: inout SignerHome) throws(SignerError) {
        try rememberRefusals(at: time, in: &home)
        try rememberStops(at: time, in: &home)
        guard let facts = review.facts else { return }
        let book = try? HeadsBook(of: agreedCase(facts), attachments: file.attachments)
        for answers in seenAnswers(facts, book, by: home.owner.person, home.journal) {
            _ = try home.record(.answersSeen(answers), at: time)
        }
        let known = Set(home.journal.restorationsSeen.map(\.adopted))
        for restoration in book?.restorations ?? []
        where restoration.person != home.owner.person && !known.contains(restoration.adopted) {
            _ = try home.record(
                .restorationSeen(.init(adopted: restoration.adopted, document: restoration.document)), at: time)
        }
    }

    /// What a person must know about other machines before he reads on: which of them were restored, and which did not
    /// know then of an entry that this machine has seen; empty when there is nothing to say.
    func restorationPage(_ home: borrowing SignerHome, language: ScreenLanguage) -> [String] {
        guard let facts = review.facts,
            let book = try? HeadsBook(of: agreedCase(facts), attachments: file.attachments)
        else { return [] }
        let owner = home.keyRecord.body.person
        var latest: [Identifier: HeadsBook.Restoration] = [:]
        for restoration in book.restorations where restoration.person != owner {
            if restoration.own.sequence >= latest[restoration.person]?.own.sequence ?? 0 {
                latest[restoration.person] = restoration
            }
        }
        guard !latest.isEmpty else { return [] }
        var lines = [language.text(.restoredTitle)]
        for restoration in latest.values.sorted(by: { $0.person < $1.person }) {
            lines += [""] + language.lines(.restoredMachine(restoration.person, adopted: restoration.adopted.sequence))
            let era = restoration.own.sequence / SignerJournal.eraLength
            let seen = home.journal.highestHead(of: restoration.person, belowEra: era)
            if let seen, seen > restoration.adopted.sequence {
                lines += language.lines(.restoredUnaware(restoration.person, seen: seen))
            }
        }
        return lines
    }

    /// The answers of others in the file that the journal does not hold, by the digest that they are about.
    private func seenAnswers(
        _ facts: CaseFacts, _ book: HeadsBook?, by owner: Identifier, _ journal: SignerJournal
    ) -> [JournalEvent.AnswersSeen] {
        let attachments = file.attachments
        let all =
            proven(attachments.shares) { $0.kind == .open ? .openShare : .heldShare }
            + proven(attachments.confirmations) { _ in .confirmation }
            + proven(attachments.releases) { _ in .release } + proven(attachments.refusals) { _ in .refusal }
        var byDigest: [Bytes32: [JournalEvent.SeenAnswer]] = [:]
        for (digest, answer) in all where answer.person != owner {
            let known = journal.seenAnswers(to: digest) + (byDigest[digest] ?? [])
            let same = known.filter { $0.person == answer.person && $0.answer.kind == answer.answer.kind }
            // Two documents of one kind prove that something is wrong; more would only fill the journal.
            guard same.count < 2, !same.contains(where: { $0.answer.document == answer.answer.document }) else {
                continue
            }
            byDigest[digest, default: []].append(answer)
        }
        let heads = (book?.latest ?? []).filter { $0.person != owner }
        return byDigest.sorted { $0.key < $1.key }.map { digest, answers in
            JournalEvent.AnswersSeen(
                contents: digest == facts.digest
                    ? JournalEvent.CaseContents(facts)
                    : .init(caseID: facts.header.caseID, caseDigest: digest, replaces: nil, spends: [], pays: []),
                vaultHash: vault.document.digest, answers: answers, heads: digest == facts.digest ? heads : [])
        }
    }

    /// The documents that a person of the vault has signed under this case, whatever digest they are about.
    private func proven<Answer: CaseAnswer>(
        _ documents: [Document<Answer>], _ kind: (Answer) -> RecordedAnswer.Kind
    ) -> [(digest: Bytes32, answer: JournalEvent.SeenAnswer)] {
        documents.compactMap { document in
            let statement = document.body.statement
            guard statement.caseID == file.caseID, statement.vaultHash == vault.document.digest,
                statement.network == vault.document.body.network,
                let person = vault.document.body.person(statement.person),
                (try? document.checkSoleSignature(of: person.id, with: person.identityKey)) != nil
            else { return nil }
            return (
                statement.caseDigest,
                JournalEvent.SeenAnswer(
                    person: person.id, answer: RecordedAnswer(document, kind(document.body)))
            )
        }
    }
}

extension RecordedAnswer {
    /// What is kept of a document.
    init<Answer: CaseAnswer>(_ document: Document<Answer>, _ kind: Kind) {
        self.init(kind: kind, document: document.digest, date: document.body.date)
    }
}

extension JournalEvent.CaseContents {
    /// The contents of a case that this machine has computed.
    init(_ facts: CaseFacts) {
        self.init(
            caseID: facts.header.caseID, caseDigest: facts.digest, replaces: facts.header.replaces,
            spends: facts.inputs.map(\.outpoint), pays: facts.payments, orders: facts.orderUses,
            fee: facts.fee)
    }
}
