package import ByteCoding

/// The orders and approvals of a case, each verified with the registered vault, and everything that is wrong with them.
///
/// Signatures do not enter the case digest; this is where they count. Coordinator and signer make it alike.
package struct CaseOrders: Sendable {
    /// The orders that count, by digest ascending.
    package let orders: [VerifiedOrder]
    /// The approvals that count, by the digest of their order, sorted by approver.
    package let approvals: [Bytes32: [VerifiedApproval]]
    /// Everything that is wrong.
    package let problems: [OrderProblem]

    /// Verifies what a file carries against what the case cites.
    /// - Parameters:
    ///   - need: what each order needs, by the tier of approval that the case is in.
    ///   - today: the day on which roles are judged.
    ///   - clock: the day of the machine's own clock, by which waits are judged.
    package init(
        citedBy header: CaseHeader, in attachments: ProposalAttachments, under vault: RegisteredVaultView,
        need: ApprovalNeed, on today: CalendarDate?, clock: CalendarDate?
    ) {
        var problems = Self.differences(of: header, from: attachments)
        let cited = (orders: Set(header.orders), approvals: Set(header.approvals))
        var orders: [VerifiedOrder] = []
        for document in attachments.orders.sorted(by: { $0.digest < $1.digest })
        where cited.orders.contains(document.digest) {
            do throws(OrderRefusal) {
                let order = try VerifiedOrder(document, under: vault, on: today)
                if let other = orders.first(where: { $0.order.name == order.order.name }) {
                    problems.append(.numberRepeated(other.order.name))
                }
                orders.append(order)
            } catch {
                problems.append(.orderRefused(document.body.name, error))
            }
        }
        var approvals: [Bytes32: [VerifiedApproval]] = [:]
        for document in attachments.approvals where cited.approvals.contains(document.digest) {
            // An approval of an order that does not count is no approval; the order itself is named above.
            guard let order = orders.first(where: { $0.digest == document.body.order }) else {
                if !cited.orders.contains(document.body.order) {
                    problems.append(
                        .approvalRefused(by: document.body.approver, .otherOrder(document.body.order)))
                }
                continue
            }
            do throws(OrderRefusal) {
                let approval = try VerifiedApproval(document, of: order, under: vault, on: today)
                let others = approvals[order.digest] ?? []
                guard !others.contains(where: { $0.isBySameHand(as: approval) }) else {
                    problems.append(.approvalRepeated(by: approval.approver.id, order.order.name))
                    continue
                }
                approvals[order.digest] = others + [approval]
            } catch {
                problems.append(.approvalRefused(by: document.body.approver, error))
            }
        }
        for order in orders {
            let standing = ApprovalStanding(approvals[order.digest] ?? [], need: need, clock: clock)
            problems += standing.problems(of: order.order.name, clock: clock)
        }
        self.orders = orders
        self.approvals = approvals.mapValues { $0.sorted { $0.approver.id < $1.approver.id } }
        self.problems = problems
    }

    /// What the case cites and the file does not carry, and the other way round.
    private static func differences(
        of header: CaseHeader, from attachments: ProposalAttachments
    ) -> [OrderProblem] {
        let orders = Set(attachments.orders.map(\.digest))
        let approvals = Set(attachments.approvals.map(\.digest))
        let cited = (orders: Set(header.orders), approvals: Set(header.approvals))
        return header.orders.filter { !orders.contains($0) }.map { .orderAbsent($0) }
            + header.approvals.filter { !approvals.contains($0) }.map { .approvalAbsent($0) }
            + attachments.orders.filter { !cited.orders.contains($0.digest) }.map { .orderUncited($0.body.name) }
            + attachments.approvals.filter { !cited.approvals.contains($0.digest) }
            .map { .approvalUncited(by: $0.body.approver, $0.body.orderName) }
    }
}

/// One thing about the orders of a case that is not as it must be.
package enum OrderProblem: Hashable, Sendable {
    /// The case cites an order that the file does not carry.
    case orderAbsent(Bytes32)
    /// The case cites an approval that the file does not carry.
    case approvalAbsent(Bytes32)
    /// The file carries an order that the case does not cite.
    case orderUncited(OrderName)
    /// The file carries an approval that the case does not cite.
    case approvalUncited(by: Identifier, OrderName)
    /// An order does not count.
    case orderRefused(OrderName, OrderRefusal)
    /// Two orders of the case have one number.
    case numberRepeated(OrderName)
    /// An approval does not count.
    case approvalRefused(by: Identifier, OrderRefusal)
    /// One person, machine or key approves an order twice.
    case approvalRepeated(by: Identifier, OrderName)
    /// The vault asks for more approvals.
    case approvalsMissing(OrderName, found: Int, needed: Int)
    /// Nobody of a unit that the tier of approval asks for has approved.
    case unitMissing(OrderName, units: [Identifier])
    /// The approvals have not waited as long as the tier asks for; the day is `nil` where they never will have, the clock
    /// where nobody knows it.
    case notCooled(OrderName, days: UInt32, until: CalendarDate?, clock: CalendarDate?)
}

extension VerifiedApproval {
    /// Whether one person, machine or key stands behind both.
    fileprivate func isBySameHand(as other: VerifiedApproval) -> Bool {
        approver.id == other.approver.id || approver.identityKey == other.approver.identityKey
            || approval.device == other.approval.device
    }
}
