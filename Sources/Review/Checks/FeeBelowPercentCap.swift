import Custody

/// Refuses a fee above the vault's share of what leaves, never of a total with change (number 38, second of three).
///
/// Where no output pays anybody else, the share is of all inputs.
struct FeeBelowPercentCap: SigningCheck {
    static let id = "fee.percent-cap"

    func findings(in context: ReviewContext) -> [Finding] {
        let rules = context.vault.vault.rules
        guard let facts = context.examination.facts, facts.feeShare.exceeds(percent: UInt64(rules.maximumFeePercent))
        else { return [] }
        let sentence = FeeSentence.abovePercent(
            fee: facts.feeShare, cap: rules.maximumFeePercent, ofInputs: facts.isFeeShareOfInputs)
        return [finding(.refuse, .fee, .fee(sentence))]
    }
}
