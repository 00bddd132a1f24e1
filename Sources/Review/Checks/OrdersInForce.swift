import Custody

/// Refuses an order or approval whose time has passed or not come; where this machine cannot tell, it warns.
struct OrdersInForce: SigningCheck {
    static let id = "order.in-force"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let orders = context.orders else { return [] }
        var found: [Finding] = []
        func judge(_ subject: OrderSubject, from start: ValidityBound?, until end: ValidityBound?) {
            let force = OrderForce(
                from: start, until: end, today: context.machine.today, clock: context.machine.earliestDay,
                height: context.machine.height, isHeightCurrent: context.machine.isHeightCurrent)
            switch force {
            case .inForce: break
            case .notYet, .ended: found.append(finding(.refuse, .caseDocument, .order(.force(subject, force))))
            case .unknown: found.append(finding(.warn, .caseDocument, .order(.force(subject, force))))
            }
        }
        for order in orders.orders {
            judge(.order(order.order.name), from: order.order.notBefore, until: order.order.notAfter)
            for approval in orders.approvals[order.digest] ?? [] {
                judge(
                    .approval(by: approval.approver.id, order.order.name), from: nil, until: approval.approval.notAfter)
            }
        }
        return found
    }
}
