import Custody

/// Refuses other contents under a case id that this machine has answered before.
struct OneDigestPerCase: SigningCheck {
    static let id = "journal.case-digest"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts,
            let known = context.machine.answeredCases[facts.header.caseID]?.filter({ $0 != facts.digest }).min()
        else { return [] }
        let sentence = MachineSentence.caseDigestDiffers(
            caseID: facts.header.caseID, journal: known, file: facts.digest,
            differences: context.machine.answered.first { $0.caseID == facts.header.caseID }
                .map { CaseDifference.between($0, facts) } ?? [])
        return [finding(.refuse, .machine, .machine(sentence))]
    }
}
