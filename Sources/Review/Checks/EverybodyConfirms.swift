import Custody

/// Warns where not every custodian has to confirm a case.
struct EverybodyConfirms: SigningCheck {
    static let id = "vault.quorum-confirmations"

    func findings(in context: ReviewContext) -> [Finding] {
        guard context.vault.vault.rules.confirmations == .quorum else { return [] }
        return [finding(.warn, .vault, .vault(.confirmationsByQuorum))]
    }
}
