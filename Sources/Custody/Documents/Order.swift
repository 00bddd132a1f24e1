package import BitcoinPrimitives
package import ByteCoding

/// What one person asks a vault to pay, or to move inside, once.
///
/// It names its vault by the digest of version 1, which every later version leads back to: an order outlives a change of
/// the people or the keys, and nobody can pass another vault of the same name off as this one.
package struct Order: DocumentBody {
    package static let typeName = "order"

    package static let fieldNames = [
        "network", "vault", "founding", "requester", "number", "kind", "line", "recipient", "reference", "max-fee",
        "not-before", "not-after",
    ]

    /// One payment of an order.
    package struct Line: Hashable, Sendable {
        /// The amount.
        package let amount: Amount
        /// The destination.
        package let address: Address
        /// Who is paid, as the requester names him.
        package let recipient: RecipientName?
        /// What for, in the requester's words.
        package let reference: PaymentReference?

        /// Takes one payment.
        package init(
            amount: Amount, address: Address, recipient: RecipientName? = nil, reference: PaymentReference? = nil
        ) {
            self.amount = amount
            self.address = address
            self.recipient = recipient
            self.reference = reference
        }

        /// The output that pays exactly this line.
        package var output: TxOut { TxOut(amount: amount, scriptPubKey: address.scriptPubKey) }
    }

    package let network: Network
    /// The vault's identifier.
    package let vault: Identifier
    /// The digest of the vault's version 1.
    package let founding: Bytes32
    /// Who orders.
    package let requester: Identifier
    /// The number of the order, from 1, never used twice by one requester.
    package let number: UInt64
    /// Whether somebody is paid.
    package let kind: CaseKind
    /// The payments, in the order of their numbers from 0; none in an order of kind `internal`.
    package let lines: [Line]
    /// The highest fee that the case may cost.
    package let maximumFee: Amount
    /// The first moment at which a case for it may be answered.
    package let notBefore: ValidityBound?
    /// The last moment.
    package let notAfter: ValidityBound
    /// The sum of all lines.
    package let total: Amount

    /// Takes an order that obeys its rules.
    package init(
        network: Network, vault: Identifier, founding: Bytes32, requester: Identifier, number: UInt64,
        kind: CaseKind = .payment, lines: [Line], maximumFee: Amount, notBefore: ValidityBound? = nil,
        notAfter: ValidityBound
    ) throws(DocumentError) {
        do throws(OrderError) {
            guard number > 0 else { throw .numberZero }
            guard maximumFee > .zero else { throw .noFee }
            guard ValidityBound.isPossible(from: notBefore, to: notAfter) else { throw .endsBeforeStart }
            total = try OrderRules.total(of: lines, kind: kind, network: network)
        } catch {
            throw .order(error)
        }
        self.network = network
        self.vault = vault
        self.founding = founding
        self.requester = requester
        self.number = number
        self.kind = kind
        self.lines = lines
        self.maximumFee = maximumFee
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// What people call it.
    package var name: OrderName { OrderName(requester: requester, number: number) }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        writer.write("network", network)
        writer.write("vault", vault)
        writer.write("founding", founding)
        writer.write("requester", requester)
        writer.write("number", number)
        writer.write("kind", kind)
        for (place, line) in lines.enumerated() {
            writer.write("line", text: "\(place) \(line.amount.documentText) \(line.address.text)")
        }
        for (place, line) in lines.enumerated() {
            if let recipient = line.recipient { writer.write("recipient", text: "\(place) \(recipient.documentText)") }
        }
        for (place, line) in lines.enumerated() {
            if let reference = line.reference { writer.write("reference", text: "\(place) \(reference.documentText)") }
        }
        writer.write("max-fee", maximumFee)
        writer.write("not-before", optional: notBefore)
        writer.write("not-after", notAfter)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let network: Network = try fields.read("network")
        let vault: Identifier = try fields.read("vault")
        let founding: Bytes32 = try fields.read("founding")
        let requester: Identifier = try fields.read("requester")
        let number: UInt64 = try fields.read("number")
        let kind: CaseKind = try fields.read("kind")
        let payments = try fields.readList("line") { (text) throws(DocumentError) in
            try OrderRules.payment(text, network: network)
        }
        try OrderRules.checkPlaces(payments.map(\.place))
        let recipients: [UInt32: RecipientName] = try OrderRules.texts(
            try fields.readList("recipient"), of: "recipient", lines: payments.count)
        let references: [UInt32: PaymentReference] = try OrderRules.texts(
            try fields.readList("reference"), of: "reference", lines: payments.count)
        try self.init(
            network: network, vault: vault, founding: founding, requester: requester, number: number, kind: kind,
            lines: payments.map {
                Line(
                    amount: $0.amount, address: $0.address, recipient: recipients[$0.place],
                    reference: references[$0.place])
            },
            maximumFee: try fields.read("max-fee"), notBefore: try fields.readOptional("not-before"),
            notAfter: try fields.read("not-after"))
    }
}

/// What people call an order: whose it is, and its number.
package struct OrderName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Who ordered.
    package let requester: Identifier
    /// The number.
    package let number: UInt64

    /// Names an order.
    package init(requester: Identifier, number: UInt64) {
        self.requester = requester
        self.number = number
    }

    /// `17 of rita`.
    package var description: String { "\(number) of \(requester)" }

    package static func < (left: Self, right: Self) -> Bool {
        left.requester == right.requester ? left.number < right.number : left.requester < right.requester
    }
}
