import Custody

/// Warns that a case goes on without a custodian's confirmation, and names everybody who wants it so.
struct CustodiansExcused: SigningCheck {
    static let id = "case.excused"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return context.stops.excuses(of: facts.digest).map { excuse in
            let people = excuse.custodians + excuse.approvers
            let sentence = StopSentence.excused(
                excuse.absent, by: people, isComplete: excuse.isComplete, needed: context.vault.vault.threshold)
            return finding(excuse.isComplete ? .warn : .note, .caseDocument, .stop(sentence))
        }
    }
}
