import Custody

/// Refuses a fee above the vault's highest fee (number 38, first of three).
struct FeeBelowAmountCap: SigningCheck {
    static let id = "fee.amount-cap"

    func findings(in context: ReviewContext) -> [Finding] {
        let rules = context.vault.vault.rules
        guard let facts = context.examination.facts, facts.fee > rules.maximumFee else { return [] }
        let sentence = FeeSentence.aboveAmount(fee: facts.fee, cap: rules.maximumFee)
        return [finding(.refuse, .fee, .fee(sentence))]
    }
}
