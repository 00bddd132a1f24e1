import Custody

/// Warns that a case passes a rule because a larger quorum has overridden it, and names everybody of that quorum.
struct RulesOverridden: SigningCheck {
    static let id = "case.overridden"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return context.stops.overrides(of: facts.digest).map { override in
            let sentence = StopSentence.overridden(
                override.rule, by: override.people, isComplete: override.isComplete,
                needed: context.stops.overrideThreshold)
            return finding(override.isComplete ? .warn : .note, .caseDocument, .stop(sentence))
        }
    }
}

extension ReviewContext {
    /// The same finding, as a warning where it is of a rule that everybody who has to has overridden for this case.
    func overriding(_ finding: Finding) -> Finding {
        guard finding.severity == .refuse, let facts = examination.facts,
            stops.overrides(of: facts.digest).contains(where: { $0.isComplete && $0.rule.check == finding.check })
        else { return finding }
        return Finding(check: finding.check, severity: .warn, subject: finding.subject, sentence: finding.sentence)
    }
}
