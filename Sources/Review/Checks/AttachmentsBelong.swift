import Custody

/// Refuses a file with a document over another case digest, vault or network, and names it.
///
/// The case document itself is compared line by line by `CaseDocumentRebuilt`.
struct AttachmentsBelong: SigningCheck {
    static let id = "file.attachments"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        var attachments = context.attachments
        attachments.caseDocument = nil
        return attachments.problems(caseDigest: facts.digest, vault: context.vault.document).map {
            finding(.refuse, .caseDocument, .caseDocument(.attachmentForeign(ErrorCause($0))))
        }
    }
}
