import Custody

/// Refuses a fee rate above the vault's highest rate (number 38, third of three).
struct FeeBelowRateCap: SigningCheck {
    static let id = "fee.rate-cap"

    func findings(in context: ReviewContext) -> [Finding] {
        let rules = context.vault.vault.rules
        guard let facts = context.examination.facts, facts.feeRate.exceeds(satPerVirtualByte: rules.maximumFeeRate)
        else { return [] }
        let sentence = FeeSentence.aboveRate(rate: facts.feeRate, cap: rules.maximumFeeRate)
        return [finding(.refuse, .fee, .fee(sentence))]
    }
}
