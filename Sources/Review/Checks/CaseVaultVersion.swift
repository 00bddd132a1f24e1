import Custody

/// Refuses a case of another version of the vault, or of another document with the same version.
struct CaseVaultVersion: SigningCheck {
    static let id = "vault.version"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let document = context.caseDocument?.body else { return [] }
        let vault = context.vault
        guard document.vault == vault.vault.name else { return [] }
        if document.vaultVersion != vault.vault.version {
            let sentence = VaultSentence.otherVersion(
                stated: document.vaultVersion, registered: vault.vault.version)
            return [finding(.refuse, .vault, .vault(sentence))]
        }
        guard document.vaultHash != vault.digest else { return [] }
        let sentence = VaultSentence.otherDocument(stated: document.vaultHash, registered: vault.digest)
        return [finding(.refuse, .vault, .vault(sentence))]
    }
}
