import Custody

/// Refuses a case while not every cosigner has acknowledged the vault.
struct VaultAcknowledged: SigningCheck {
    static let id = "vault.acknowledgements"

    func findings(in context: ReviewContext) -> [Finding] {
        let held = context.acknowledgements
        let known = Set(held.map(\.body.person))
        let travelling = context.attachments.acknowledgements.filter { !known.contains($0.body.person) }
        do throws(VaultError) {
            _ = try VaultAgreement(vault: context.vaultDocument, acknowledgements: held + travelling)
            return []
        } catch {
            return [finding(.refuse, .vault, .vault(.acknowledgementsIncomplete(reason: error.description)))]
        }
    }
}
