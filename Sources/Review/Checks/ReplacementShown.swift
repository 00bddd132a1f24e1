import Custody

/// Warns that a case replaces an earlier one, and refuses a replacement that spends no coin of an earlier case that this
/// machine knows: both could then be paid.
struct ReplacementShown: SigningCheck {
    static let id = "case.replaces"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts, let earlier = facts.header.replaces else { return [] }
        if let known = context.machine.answered.first(where: { $0.caseID == earlier }),
            Set(known.spends).isDisjoint(with: facts.inputs.map(\.outpoint))
        {
            return [finding(.refuse, .caseDocument, .caseDocument(.replacesWithoutCoin(earlier)))]
        }
        return [finding(.warn, .caseDocument, .caseDocument(.replaces(earlier)))]
    }
}
