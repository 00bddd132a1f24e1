package import BitcoinPrimitives
package import ByteCoding

/// One approver's word that exactly this order is to be paid.
package struct OrderApproval: DocumentBody {
    package static let typeName = "approval"

    package static let fieldNames = [
        "network", "vault", "founding", "order", "requester", "number", "approver", "device", "date", "not-after",
    ]

    package let network: Network
    /// The vault's identifier.
    package let vault: Identifier
    /// The digest of the vault's version 1.
    package let founding: Bytes32
    /// The digest of the order: an edited order is another one.
    package let order: Bytes32
    /// Whose order it is, and its number, for people.
    package let orderName: OrderName
    /// Who approves.
    package let approver: Identifier
    /// The machine that signs.
    package let device: Identifier
    /// The day of the decision, as that machine believed.
    package let date: CalendarDate
    /// The last moment at which the approval counts; `nil` where it counts as long as the order.
    package let notAfter: ValidityBound?

    /// Approves an order.
    package init(
        of order: Document<Order>, approver: Identifier, device: Identifier, date: CalendarDate,
        notAfter: ValidityBound? = nil
    ) throws(DocumentError) {
        try self.init(
            network: order.body.network, vault: order.body.vault, founding: order.body.founding, order: order.digest,
            orderName: order.body.name, approver: approver, device: device, date: date, notAfter: notAfter)
    }

    /// Takes every value.
    package init(
        network: Network, vault: Identifier, founding: Bytes32, order: Bytes32, orderName: OrderName,
        approver: Identifier, device: Identifier, date: CalendarDate, notAfter: ValidityBound?
    ) throws(DocumentError) {
        guard orderName.number > 0 else { throw .order(.numberZero) }
        guard ValidityBound.isPossible(from: .date(date), to: notAfter) else { throw .order(.endsBeforeStart) }
        self.network = network
        self.vault = vault
        self.founding = founding
        self.order = order
        self.orderName = orderName
        self.approver = approver
        self.device = device
        self.date = date
        self.notAfter = notAfter
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("vault", vault)
        writer.write("founding", founding)
        writer.write("order", order)
        writer.write("requester", orderName.requester)
        writer.write("number", orderName.number)
        writer.write("approver", approver)
        writer.write("device", device)
        writer.write("date", date)
        writer.write("not-after", optional: notAfter)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let vault: Identifier = try fields.read("vault")
        let founding: Bytes32 = try fields.read("founding")
        let order: Bytes32 = try fields.read("order")
        let name = OrderName(requester: try fields.read("requester"), number: try fields.read("number"))
        try self.init(
            network: network, vault: vault, founding: founding, order: order, orderName: name,
            approver: try fields.read("approver"), device: try fields.read("device"), date: try fields.read("date"),
            notAfter: try fields.readOptional("not-after"))
    }
}
