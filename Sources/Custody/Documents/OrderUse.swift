package import ByteCoding

/// An order as a memory keeps it that must know it again: of which vault, whose, which number, and exactly which one.
package struct OrderUse: Hashable, Sendable {
    /// The vault.
    package let vault: Identifier
    /// Whose order, and its number.
    package let name: OrderName
    /// The order's digest.
    package let order: Bytes32

    /// Remembers an order.
    package init(_ document: Document<Order>) {
        self.init(vault: document.body.vault, name: document.body.name, order: document.digest)
    }

    /// Takes every value.
    package init(vault: Identifier, name: OrderName, order: Bytes32) {
        self.vault = vault
        self.name = name
        self.order = order
    }

    /// Whether two orders have one number, and are not the same order.
    package func reusesNumber(of other: OrderUse) -> Bool {
        vault == other.vault && name == other.name && order != other.order
    }
}
