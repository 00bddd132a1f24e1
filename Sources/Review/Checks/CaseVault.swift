import Custody

/// Refuses a case of another vault.
struct CaseVault: SigningCheck {
    static let id = "vault.other"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let document = context.caseDocument?.body else { return [] }
        let registered = context.vault.vault.name
        guard document.vault != registered else { return [] }
        return [finding(.refuse, .vault, .vault(.other(named: document.vault.description, registered: registered)))]
    }
}
