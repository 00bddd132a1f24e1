import Custody

/// Refuses a file that carries a freeze, a veto, or what would end one, that is nobody's word: somebody wants a person to
/// believe in it, or to take it for a mistake.
struct StopsHold: SigningCheck {
    static let id = "file.stops"

    func findings(in context: ReviewContext) -> [Finding] {
        context.attachments.stops.compactMap { document in
            guard let problem = document.problem(under: context.vault, on: context.machine.today) else { return nil }
            let sentence = StopSentence.unproven(document.kind, by: document.statement.person, problem)
            return finding(.refuse, .caseDocument, .stop(sentence))
        }
    }
}
