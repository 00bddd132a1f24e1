import Custody

/// Refuses a case whose first day or block has not come yet.
struct CaseAlreadyValid: SigningCheck {
    static let id = "case.not-yet-valid"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let bound = context.examination.facts?.header.notBefore else { return [] }
        switch bound {
        case .date(let date):
            // By the clock alone: no date in a file ends a wait.
            guard let clock = context.machine.earliestDay else { return unknown(bound) }
            if date <= clock { return [] }
            return [finding(.refuse, .caseDocument, .caseDocument(.notYetValid(notBefore: date, today: clock)))]
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
