package import BitcoinPrimitives
package import ByteCoding

/// A line of an order that a case cites.
package struct OrderedLine: Hashable, Sendable {
    /// The digest of the order.
    package let order: Bytes32
    /// Whose order it is, and its number.
    package let name: OrderName
    /// The number of the line, from 0.
    package let number: UInt32
    /// What it says.
    package let line: Order.Line

    /// Names a line of an order.
    package init(_ number: UInt32, _ line: Order.Line, of order: Document<Order>) {
        self.order = order.digest
        name = order.body.name
        self.number = number
        self.line = line
    }

    /// The line as a case document names it.
    package var place: OrderLine { OrderLine(order: order, line: number) }
}

/// One difference between what a case pays and what its orders say.
package enum PaymentDifference: Hashable, Sendable {
    /// An output pays somebody whom no line names.
    case extra(output: Int, TxOut)
    /// A line is not paid.
    case missing(OrderedLine)
    /// One output pays several lines together.
    case merged(output: Int, [OrderedLine])
    /// One line is paid in parts.
    case split(OrderedLine, outputs: [Int])
    /// A line is paid with another amount.
    case amount(output: Int, paid: Amount, OrderedLine)
    /// The amount of a line goes to another address.
    case address(output: Int, TxOut, OrderedLine)
}
