import Custody

/// Says how much of every limit is used before and after the case; of a limit for every address or requester, the use that
/// comes nearest to it.
struct LimitsShown: SigningCheck {
    static let id = "limit.used"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts, let limits = context.limits else { return [] }
        return context.vault.vault.rules.limits.compactMap { limit in
            let uses = limits.uses.filter { $0.limit == limit && !$0.isExceeded }
            guard let most = uses.max(by: { $0.after < $1.after }) else { return nil }
            return finding(
                .note, .transaction, .limit(.used(most, address: most.address(on: facts.vault.vault.network))))
        }
    }
}
