import Custody

/// Refuses a plain PSBT of another coordinator where the vault does not allow such proposals, and warns of it elsewhere:
/// no order and no second look stand behind it.
struct ForeignProposalAllowed: SigningCheck {
    static let id = "vault.foreign-proposals"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts, facts.isForeign else { return [] }
        return context.vault.vault.rules.foreignProposals
            ? [finding(.warn, .vault, .vault(.foreignProposal))]
            : [finding(.refuse, .vault, .vault(.foreignProposalNotAllowed))]
    }
}
