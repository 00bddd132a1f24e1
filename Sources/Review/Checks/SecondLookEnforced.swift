import Custody

/// Says when so many cosigners release at once that no second look can stop them.
struct SecondLookEnforced: SigningCheck {
    static let id = "vault.second-look"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let open = context.vault.openQuorum else { return [] }
        let sentence = VaultSentence.secondLookNotEnforced(open: open, threshold: context.vault.vault.threshold)
        return [finding(.warn, .vault, .vault(sentence))]
    }
}
