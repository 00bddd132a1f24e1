import Custody

/// Refuses an order whose number another order has: in this case, or in one that this machine has answered.
struct OrderNumbersSingle: SigningCheck {
    static let id = "order.number"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        let repeated = orderFindings(in: context) { if case .numberRepeated = $0 { true } else { false } }
        let reused = facts.orderUses.flatMap { use in
            context.machine.answered.filter { earlier in
                earlier.caseID != facts.header.caseID && earlier.orders.contains { use.reusesNumber(of: $0) }
            }.map { earlier in
                finding(
                    .refuse, .caseDocument,
                    .order(.numberReused(use.name, earlier: earlier.caseID, on: earlier.day)))
            }
        }
        return repeated + reused
    }
}
