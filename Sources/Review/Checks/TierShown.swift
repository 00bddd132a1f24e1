import Custody

/// Names the tier of approval that is in force and why; where only the custodians' machines can tell, it names the highest
/// that they may find.
struct TierShown: SigningCheck {
    static let id = "order.tier"

    func findings(in context: ReviewContext) -> [Finding] {
        let vault = context.vault.vault
        guard let policy = context.policy, !vault.rules.tiers.isEmpty else { return [] }
        let count = vault.rules.tiers.count
        var found: [Finding] = []
        if let tier = policy.tier {
            found.append(
                finding(
                    .note, .caseDocument,
                    .policy(
                        .tier(
                            tier.number, of: count, because: policy.choice.held?.holds ?? [],
                            raisedBy: policy.raisedBy))))
        } else {
            found.append(finding(.note, .caseDocument, .policy(.noTier(of: count))))
        }
        // A coordinator has no records: it cannot know what a custodian's machine has never paid.
        if context.machine.person == nil {
            let raises = vault.rules.anomalies.contains { $0.action == .raise }
            let highest = raises ? UInt32(count) : policy.choice.possible?.tier.number ?? 0
            if highest > policy.tier?.number ?? 0 {
                found.append(finding(.note, .caseDocument, .policy(.tierMayBe(highest: highest))))
            }
        }
        return found
    }
}
