import BitcoinPrimitives
import ByteCoding
package import Custody

extension SignerJournal {
    /// The documents of others over one case digest that were seen before.
    func seenAnswers(to digest: Bytes32) -> [JournalEvent.SeenAnswer] {
        entries.flatMap { entry -> [JournalEvent.SeenAnswer] in
            guard case .answersSeen(let event) = entry.event, event.contents.caseDigest == digest else { return [] }
            return event.answers
        }
    }

    /// The restorations of other machines that were seen, in order.
    package var restorationsSeen: [JournalEvent.RestorationSeen] {
        entries.compactMap { entry in
            if case .restorationSeen(let event) = entry.event { event } else { nil }
        }
    }

    /// Every case of a vault, in all its versions, in which an answer of a person was seen on this machine.
    package func recordedCases(of person: Identifier, in vault: Identifier) -> [RecordedCase] {
        var versions: [Bytes32: UInt32] = [:]
        var found: [Bytes32: RecordedCase] = [:]
        for entry in entries {
            switch entry.event {
            case .vaultRegistered(let event) where event.name == vault: versions[event.digest] = event.version
            case .vaultRevised(let event) where event.vault.name == vault:
                versions[event.vault.digest] = event.vault.version
            case .answersSeen(let event):
                let answers = event.answers.filter { $0.person == person }.map(\.answer)
                guard let version = versions[event.vaultHash], !answers.isEmpty else { continue }
                let digest = event.contents.caseDigest
                found[digest] = RecordedCase(event.contents, in: version, answers, after: found[digest])
            case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .signed, .confirmed,
                .released, .refused,
                .refusalSeen, .asked,
                .repeated, .notAccepted, .restorationSeen, .recordGiven, .adoptedCase, .adopted, .overtaken, .regained,
                .ordered, .snapshot, .stopKept, .noted:
                break
            }
        }
        return found.values.sorted { $0.digest < $1.digest }
    }
}

extension RecordedCase {
    /// What is known of a case after one more entry about it.
    fileprivate init(
        _ contents: JournalEvent.CaseContents, in version: UInt32, _ answers: [RecordedAnswer],
        after earlier: RecordedCase?
    ) {
        let known = earlier?.answers ?? []
        self.init(
            caseID: contents.caseID, digest: contents.caseDigest, vaultVersion: version,
            replaces: contents.replaces ?? earlier?.replaces,
            answers: known + answers.filter { !known.contains($0) },
            spends: contents.spends.isEmpty ? earlier?.spends ?? [] : contents.spends,
            pays: contents.pays.isEmpty ? earlier?.pays ?? [] : contents.pays,
            orders: contents.orders.isEmpty ? earlier?.orders ?? [] : contents.orders,
            fee: contents.fee ?? earlier?.fee)
    }
}
