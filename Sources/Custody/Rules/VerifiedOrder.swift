import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// An order that a requester of the registered vault has signed, and nobody else.
///
/// Whether it is in force on a day is judged apart: see ``OrderForce``.
package struct VerifiedOrder: Hashable, Sendable {
    /// The order.
    package let document: Document<Order>
    /// Who ordered, as the registered vault lists him.
    package let requester: Person

    /// Verifies an order under a vault.
    /// - Parameter today: the day on which roles are judged; where it is `nil`, nobody's part is known to have ended.
    package init(
        _ document: Document<Order>, under vault: RegisteredVaultView, on today: CalendarDate?
    ) throws(OrderRefusal) {
        let order = document.body
        requester = try OrderSigner.person(
            order.requester, as: .requester, of: vault, (order.network, order.vault, order.founding), on: today)
        do throws(SignatureProblem) {
            try document.checkSoleSignature(of: requester.id, with: requester.identityKey)
        } catch {
            throw .signature(error)
        }
        self.document = document
    }

    /// What it says.
    package var order: Order { document.body }

    /// The digest of the order.
    package var digest: Bytes32 { document.digest }
}

/// An approval of exactly one verified order by somebody whom the registered vault lets approve it.
package struct VerifiedApproval: Hashable, Sendable {
    /// The approval.
    package let document: Document<OrderApproval>
    /// Who approves, as the registered vault lists him.
    package let approver: Person

    /// Verifies an approval of an order under a vault.
    package init(
        _ document: Document<OrderApproval>, of order: VerifiedOrder, under vault: RegisteredVaultView,
        on today: CalendarDate?
    ) throws(OrderRefusal) {
        let approval = document.body
        guard approval.order == order.digest, approval.orderName == order.order.name else {
            throw .otherOrder(approval.order)
        }
        guard approval.approver != order.requester.id else { throw .selfApproval(approval.approver) }
        let approver = try OrderSigner.person(
            approval.approver, as: .approver, of: vault, (approval.network, approval.vault, approval.founding),
            on: today)
        try OrderSigner.checkApart(approver, from: order.requester, in: vault)
        guard approver.device == nil || approver.device == approval.device else {
            throw .otherDevice(approval.device)
        }
        guard approval.device != order.requester.device else { throw .selfApproval(approver.id) }
        do throws(SignatureProblem) {
            try document.checkSoleSignature(of: approver.id, with: approver.identityKey)
        } catch {
            throw .signature(error)
        }
        self.document = document
        self.approver = approver
    }

    /// What it says.
    package var approval: OrderApproval { document.body }
}

/// Who may sign orders and approvals under a vault.
package enum OrderSigner {
    /// The person of a vault who signs in a role, when the document is for that vault and the role stands on a day.
    package static func person(
        _ id: Identifier, as role: Role, of vault: RegisteredVaultView,
        _ named: (network: Network, vault: Identifier, founding: Bytes32), on today: CalendarDate?
    ) throws(OrderRefusal) -> Person {
        guard named.network == vault.vault.network else { throw .otherNetwork(named.network) }
        guard named.vault == vault.vault.name else { throw .otherVault(named.vault) }
        guard let founding = vault.foundingDigest, named.founding == founding else {
            throw .otherFounding(named.founding)
        }
        guard let person = vault.vault.person(id) else { throw .unknownPerson(id) }
        guard person.roles.contains(role) else { throw .noRole(id, role) }
        if let lastDay = person.expiry, let today, lastDay < today {
            throw .roleLapsed(id, lastDay: lastDay, today: today)
        }
        try checkRoles(of: person)
        return person
    }

    /// Refuses somebody whose roles must be apart. A vault with such a person does not validate; this is the same rule at
    /// the place where it counts.
    package static func checkRoles(of person: Person) throws(OrderRefusal) {
        if let (one, other) = Role.firstForbiddenPair(in: person.roles) {
            throw .forbiddenRoles(person.id, one, other)
        }
    }

    /// Refuses an approver who is the requester in another name, or who signs the transaction as well.
    ///
    /// A vault does not validate when two people have one key or device, and forbids the two roles in one person; this is
    /// the same rule at the place where it counts.
    package static func checkApart(
        _ approver: Person, from requester: Person, in vault: RegisteredVaultView
    ) throws(OrderRefusal) {
        guard approver.id != requester.id, approver.identityKey != requester.identityKey,
            approver.device == nil || approver.device != requester.device
        else { throw .selfApproval(approver.id) }
        guard vault.vault.cosigner(approver.id) == nil, !approver.roles.contains(.custodian) else {
            throw .custodianApproves(approver.id)
        }
    }
}
