import Custody

/// Refuses a case while not every cosigner has acknowledged the vault.
struct VaultAcknowledged: SigningCheck {
    static let id = "vault.acknowledgements"

    func findings(in context: ReviewContext) -> [Finding] {
        do throws(VaultError) {
            _ = try VaultAgreement(vault: context.vault.document, acknowledgements: context.acknowledgements)
            return []
        } catch {
            return [finding(.refuse, .vault, .vault(.acknowledgementsIncomplete(reason: error.description)))]
        }
    }
}
