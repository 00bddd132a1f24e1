import Custody

/// Warns that a case replaces an earlier one.
struct ReplacementShown: SigningCheck {
    static let id = "case.replaces"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let earlier = context.examination.facts?.header.replaces else { return [] }
        return [finding(.warn, .caseDocument, .caseDocument(.replaces(earlier)))]
    }
}
