import Custody

/// Refuses a payment that pays nobody and an internal case that pays somebody else.
struct CaseKindFits: SigningCheck {
    static let id = "case.kind"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let external = facts.externalOutputs.count
        switch facts.header.kind {
        case .payment:
            return external > 0 ? [] : [finding(.refuse, .caseDocument, .caseDocument(.paymentPaysNobody))]
        case .internal:
            return external == 0
                ? [] : [finding(.refuse, .caseDocument, .caseDocument(.internalPaysOthers(outputs: external)))]
        }
    }
}
