import Custody

/// Warns that a case replaces an earlier one, and refuses a replacement that does not say why, or that spends no coin of an earlier case that this
/// machine knows, be it the one that is replaced or one that was replaced by that in its turn: both could then be paid.
struct ReplacementShown: SigningCheck {
    static let id = "case.replaces"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts, let earlier = facts.header.replaces else { return [] }
        let line = Self.line(from: earlier, among: context.machine.answered)
        let coins = Set(facts.inputs.map(\.outpoint))
        if let apart = line.first(where: { coins.isDisjoint(with: $0.surelySpends) }) {
            return [finding(.refuse, .caseDocument, .caseDocument(.replacesWithoutCoin(apart.caseID)))]
        }
        guard facts.header.reason != nil else {
            return [finding(.refuse, .caseDocument, .caseDocument(.replacesWithoutReason(earlier)))]
        }
        let sentence =
            line.isEmpty && context.machine.person != nil
            ? CaseSentence.replacesUnknown(earlier) : CaseSentence.replaces(earlier)
        return [finding(.warn, .caseDocument, .caseDocument(sentence))]
    }

    /// The case that is replaced, the one that it replaced, and so on, as far as the machine has answered them.
    private static func line(from first: CaseID, among answered: [AnsweredCase]) -> [AnsweredCase] {
        var line: [AnsweredCase] = []
        var next: CaseID? = first
        while let id = next, let known = answered.first(where: { $0.caseID == id }), !line.contains(known) {
            line.append(known)
            next = known.replaces
        }
        return line
    }
}
