import ByteCoding
import Custody

/// Refuses a third case for an order until an auditor has countersigned it: "it failed, please sign again" is how released
/// signatures are collected.
///
/// Every other case for the order counts that this machine has answered, or has seen refused.
struct OrderNotLocked: SigningCheck {
    static let id = "order.locked"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let facts = context.examination.facts else { return [] }
        return facts.orderUses.compactMap { use in
            let failed = (context.machine.casesOfOrders[use.order] ?? []).subtracting([facts.header.caseID])
            guard context.stops.isLocked(use.order, after: failed) else { return nil }
            return finding(.refuse, .caseDocument, .stop(.locked(use.name, after: failed.sorted())))
        }
    }
}
