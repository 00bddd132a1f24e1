package import BitcoinPrimitives
package import Custody

extension PolicyTrial {
    /// Tries an order under a policy from which a vault has still to be made.
    ///
    /// A policy file has people and no keys: roles, units and last days are judged as in a vault, and no signature is.
    package init(
        unverified document: Document<Order>, _ approvals: [Document<OrderApproval>], under plan: VaultBuilding.Plan,
        balance: Amount?, on day: CalendarDate
    ) throws(OrderRefusal) {
        let order = document.body
        guard order.vault == plan.name else { throw .otherVault(order.vault) }
        try plan.check(order.requester, as: .requester, on: day)
        var counted: [CountedApproval] = []
        var devices: Set<Identifier> = []
        for approval in approvals.map(\.body) {
            guard approval.order == document.digest, approval.orderName == order.name else {
                throw .otherOrder(approval.order)
            }
            guard approval.approver != order.requester else { throw .selfApproval(approval.approver) }
            try plan.check(approval.approver, as: .approver, on: day)
            // One person or machine approves once.
            guard !counted.contains(where: { $0.approver == approval.approver }),
                devices.insert(approval.device).inserted
            else { continue }
            counted.append(
                CountedApproval(
                    approver: approval.approver, unit: plan.units[approval.approver], date: approval.date))
        }
        self.init(order, counted, under: PolicyExplanation.Rules(of: plan), balance: balance, on: day)
    }
}

extension VaultBuilding.Plan {
    /// Refuses somebody who has no such role in the policy, whose part in it has ended, or whose roles must be apart.
    fileprivate func check(_ id: Identifier, as role: Role, on day: CalendarDate) throws(OrderRefusal) {
        guard let roles = roles[id] else { throw .unknownPerson(id) }
        guard roles.contains(role) else { throw .noRole(id, role) }
        if let lastDay = expiries[id], lastDay < day { throw .roleLapsed(id, lastDay: lastDay, today: day) }
        if let (one, other) = Role.firstForbiddenPair(in: roles.sorted { $0.rawValue < $1.rawValue }) {
            throw .forbiddenRoles(id, one, other)
        }
    }
}
