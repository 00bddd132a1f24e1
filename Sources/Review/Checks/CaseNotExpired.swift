import Custody

/// Refuses a case whose last day or block has passed.
struct CaseNotExpired: SigningCheck {
    static let id = "case.expired"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let bound = context.examination.facts?.header.notAfter else { return [] }
        switch bound {
        case .date(let date):
            guard let today = context.machine.today else { return unknown(bound) }
            if date >= today { return [] }
            return [finding(.refuse, .caseDocument, .caseDocument(.expired(notAfter: date, today: today)))]
        case .height(let last):
            guard let height = context.machine.height else { return unknown(bound) }
            // A height of long ago proves an end, and never that there is none.
            if last >= height { return context.machine.isHeightCurrent ? [] : unknown(bound) }
            return [finding(.refuse, .caseDocument, .caseDocument(.heightPassed(notAfter: last, height: height)))]
        }
    }

    private func unknown(_ bound: ValidityBound) -> [Finding] {
        [finding(.warn, .caseDocument, .caseDocument(.validityUnknown(bound: bound)))]
    }
}
