import Custody

/// Refuses a case whose first day or block has not come yet.
struct CaseAlreadyValid: SigningCheck {
    static let id = "case.not-yet-valid"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let bound = context.examination.facts?.header.notBefore else { return [] }
        switch bound {
        case .date(let date):
            guard let today = context.machine.today else { return unknown(bound) }
            if date <= today { return [] }
            return [finding(.refuse, .caseDocument, .caseDocument(.notYetValid(notBefore: date, today: today)))]
        case .height(let first):
            guard let height = context.machine.height else { return unknown(bound) }
            if first <= height { return [] }
            return [finding(.refuse, .caseDocument, .caseDocument(.heightNotReached(notBefore: first, height: height)))]
        }
    }

    private func unknown(_ bound: ValidityBound) -> [Finding] {
        [finding(.warn, .caseDocument, .caseDocument(.validityUnknown(bound: bound)))]
    }
}
