import Custody

/// Refuses a second case for an order unless it spends a coin of every earlier case that this machine answered for that
/// order: then at most one of them can ever be paid.
struct OrderNotUsed: SigningCheck {
    static let id = "order.used"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let coins = Set(facts.inputs.map(\.outpoint))
        return facts.orderUses.flatMap { use in
            context.machine.answered.filter { earlier in
                earlier.caseID != facts.header.caseID && earlier.orders.contains(use)
                    && coins.isDisjoint(with: earlier.surelySpends)
            }.map { earlier in
                finding(
                    .refuse, .caseDocument, .order(.used(use.name, earlier: earlier.caseID, on: earlier.day)))
            }
        }
    }
}
