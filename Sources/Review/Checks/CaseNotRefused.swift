import Custody

/// Refuses a case that somebody of the vault has refused: one veto stops it on every machine that sees it.
struct CaseNotRefused: SigningCheck {
    static let id = "case.refused"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return context.attachments.refusals.compactMap { refusal in
            guard refusal.body.statement.caseDigest == facts.digest else { return nil }
            let person = refusal.body.statement.person
            let sentence =
                Self.isProven(refusal, in: context.vault.vault)
                ? CaseSentence.refused(by: person, reason: refusal.body.reason.description)
                : CaseSentence.refusalUnproven(by: person)
            return finding(.refuse, .caseDocument, .caseDocument(sentence))
        }
    }

    private static func isProven(_ refusal: Document<Refusal>, in vault: Vault) -> Bool {
        guard let person = vault.person(refusal.body.statement.person) else { return false }
        do throws(SignatureProblem) {
            try refusal.checkSoleSignature(of: person.id, with: person.identityKey)
            return true
        } catch {
            return false
        }
    }
}
