import Custody

/// Refuses a case while not every cosigner has acknowledged the vault, or, of a later version, while no chain of versions
/// with enough signatures leads back to one that every cosigner has acknowledged.
struct VaultAcknowledged: SigningCheck {
    static let id = "vault.acknowledgements"

    func findings(in context: ReviewContext) -> [Finding] {
        do throws(VaultError) {
            let vault = context.vault
            _ = try VaultAgreement(
                vault: vault.document,
                acknowledgements: vault.vault.version == 1 ? context.acknowledgements : vault.founding,
                history: vault.history)
            return []
        } catch {
            return [finding(.refuse, .vault, .vault(.acknowledgementsIncomplete(reason: error.description)))]
        }
    }
}
