package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// An order over a ``FixtureVault`` and its approvals, signed by test people.
package struct FixtureOrder: Sendable {
    /// The vault.
    package let vault: FixtureVault
    /// What names the vault; another one for tests.
    package var founding: Bytes32
    package var vaultName: Identifier
    package var network: Network
    /// Who signs the order.
    package var requester: FixtureCosigner
    /// Who is named as its requester.
    package var requesterName: Identifier
    /// Who approves it.
    package var approvers: [FixtureCosigner]
    package var number: UInt64 = 17
    package var kind: CaseKind = .payment
    package var lines: [Order.Line] = []
    package var maximumFeeSat: UInt64 = 5_000
    package var notBefore: ValidityBound?
    package var notAfter: ValidityBound
    package var approvalsUntil: ValidityBound?

    /// A vault that requires orders with one approval: dave orders, erin and frank approve, grace audits.
    package static let vault = Result {
        try FixtureVault {
            $0.release = [.held]
            $0.orders = .required
            $0.approvals = 1
            $0.otherRoles = [.requester, .approver, .approver, .auditor]
        }
    }

    /// Orders exactly what a case pays to others; dave orders, erin approves.
    package init(of fixture: FixtureCase) throws {
        vault = fixture.vault
        founding = fixture.vault.document.digest
        vaultName = fixture.vault.document.body.name
        network = fixture.vault.document.body.network
        requester = fixture.vault.others[0]
        requesterName = try fixture.vault.others[0].person
        approvers = [fixture.vault.others[1]]
        notAfter = .date(try CalendarDate(year: 2026, month: 6, day: 30))
        for payment in fixture.payments where payment.derived == nil {
            guard let address = Address(scriptPubKey: payment.script, network: network) else { continue }
            lines.append(
                Order.Line(
                    amount: try Amount(sat: payment.sat), address: address, recipient: try RecipientName("Example Ltd"),
                    reference: try PaymentReference("invoice \(lines.count + 1)")))
        }
    }

    /// What the order says.
    package func body() throws -> Order {
        try Order(
            network: network, vault: vaultName, founding: founding, requester: requesterName, number: number,
            kind: kind, lines: lines, maximumFee: Amount(sat: maximumFeeSat), notBefore: notBefore, notAfter: notAfter)
    }

    /// The order with its requester's signature.
    package func order() throws -> Document<Order> {
        var document = Document(body: try body())
        let line = try requester.signature(over: document.digest)
        document.add(
            DocumentSignature(person: requesterName, identityKey: line.identityKey, signature: line.signature))
        return document
    }

    /// The approvals of the order, or of another one.
    package func approvals(of order: Document<Order>? = nil) throws -> [Document<OrderApproval>] {
        let order = try order ?? self.order()
        return try approvers.map { approver in
            try Self.approval(of: order, by: approver, until: approvalsUntil)
        }
    }

    /// One approval, by default from the approver's own machine.
    package static func approval(
        of order: Document<Order>, by approver: FixtureCosigner, device: Identifier? = nil, until: ValidityBound? = nil
    ) throws -> Document<OrderApproval> {
        let person = try approver.person
        var document = Document(
            body: try OrderApproval(
                of: order, approver: person, device: try device ?? FixtureVault.device(of: person),
                date: CalendarDate(year: 2026, month: 6, day: 14), notAfter: until))
        document.add(try approver.signature(over: document.digest))
        return document
    }
}

extension FixtureCase {
    /// The standard case over the vault that requires orders, ordered and approved.
    package static func ordered(
        _ change: (inout FixtureCase) throws -> Void = { _ in },
        order edit: (inout FixtureOrder) throws -> Void = { _ in }
    ) throws -> FixtureCase {
        var fixture = try FixtureCase(FixtureOrder.vault.get())
        var order = try FixtureOrder(of: fixture)
        try edit(&order)
        fixture.orders = [try order.order()]
        fixture.approvals = try order.approvals()
        try fixture.cite()
        try change(&fixture)
        return fixture
    }

    /// Cites exactly the orders and approvals that travel with the case.
    package mutating func cite(kind: CaseKind = .payment, caseID: CaseID? = nil) throws {
        header = try CaseHeader(
            drill: false, caseID: caseID ?? header.caseID, kind: kind, orders: orders.map(\.digest),
            approvals: approvals.map(\.digest))
    }
}
