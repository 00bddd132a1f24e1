import Custody

/// Refuses a case that somebody of the vault has refused: one veto stops it for good on every machine that has seen it.
///
/// The machine remembers what it saw: a later file without the refusal is refused as well.
struct CaseNotRefused: SigningCheck {
    static let id = "case.refused"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let inFile = context.attachments.refusals.filter { $0.body.statement.caseDigest == facts.digest }
        let shown = inFile.map { refusal in
            let person = refusal.body.statement.person
            let sentence =
                refusal.isProven(in: context.vault.vault)
                ? CaseSentence.refused(by: person, reason: refusal.body.reason.description)
                : CaseSentence.refusalUnproven(by: person)
            return finding(.refuse, .caseDocument, .caseDocument(sentence))
        }
        let people = Set(inFile.map(\.body.statement.person))
        let remembered = (context.machine.refusals[facts.digest] ?? []).filter { !people.contains($0) }.map {
            finding(.refuse, .caseDocument, .caseDocument(.refusedEarlier(by: $0)))
        }
        return shown + remembered
    }
}
