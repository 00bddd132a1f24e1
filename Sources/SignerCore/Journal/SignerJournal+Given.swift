import ByteCoding
package import Custody

/// The answers to a case that this person gave before his machine was restored: found in the records of others, or in a
/// file, looked at again and given again.
package struct GivenAnswers: Hashable, Sendable {
    private(set) var answers: Set<RecordedAnswer> = []

    mutating func add(_ answer: RecordedAnswer) { answers.insert(answer) }

    /// Whether a document is one of them.
    func contains<Answer: CaseAnswer>(_ document: Document<Answer>) -> Bool {
        answers.contains { $0.document == document.digest }
    }

    /// Whether a share was given.
    var hasShare: Bool { answers.contains { $0.kind.isShare } }

    /// Whether an answer of a kind was given.
    func has(_ kind: RecordedAnswer.Kind) -> Bool { answers.contains { $0.kind == kind } }
}

extension SignerJournal {
    /// The answers to a case that were given before this machine was restored; `nil` without any.
    package func given(_ caseID: CaseID) -> GivenAnswers? {
        var given: GivenAnswers?
        for entry in entries {
            switch entry.event {
            case .adoptedCase(let event) where event.contents.caseID == caseID:
                for answer in event.answers { given = given.adding(answer) }
            case .regained(let event) where event.contents.caseID == caseID: given = given.adding(event.answer)
            case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .signed, .confirmed,
                .released, .refused,
                .refusalSeen, .asked,
                .repeated, .notAccepted, .answersSeen, .restorationSeen, .recordGiven,
                .adoptedCase, .adopted,
                .overtaken,
                .regained, .ordered, .snapshot, .stopKept, .noted:
                break
            }
        }
        return given
    }

    /// Whether this person has signed a case, on this machine or on one before it.
    package func hasSigned(_ caseID: CaseID) -> Bool { signed(caseID) != nil || given(caseID)?.hasShare == true }

    /// Whether this person has refused a case, on this machine or on one before it.
    package func hasRefused(_ caseID: CaseID) -> Bool { refused(caseID) != nil || given(caseID)?.has(.refusal) == true }

    /// Whether this journal goes on from a lost one.
    package var isRestored: Bool { adoption != nil }
}

extension GivenAnswers? {
    fileprivate func adding(_ answer: RecordedAnswer) -> GivenAnswers {
        var given = self ?? GivenAnswers()
        given.add(answer)
        return given
    }
}
