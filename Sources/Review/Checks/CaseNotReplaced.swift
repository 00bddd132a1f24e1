import Custody

/// Refuses a case whose replacement this machine has accepted.
struct CaseNotReplaced: SigningCheck {
    static let id = "case.replaced"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts,
            let later = context.machine.answered.first(where: { $0.replaces == facts.header.caseID })
        else { return [] }
        return [finding(.refuse, .caseDocument, .caseDocument(.replaced(by: later.caseID)))]
    }
}
