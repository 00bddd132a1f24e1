package import BitcoinPrimitives

/// An output of a case, with where it leads.
package struct OutputFact: Hashable, Sendable {
    /// The position in the transaction.
    package let index: Int

    /// The amount.
    package let amount: Amount

    /// The script.
    package let script: Script

    /// The address on the vault's network; `nil` for a script that has none.
    package let address: Address?

    /// Where the output leads.
    package let role: OutputRole

    /// The line of an order that it pays exactly; `nil` for an output that is the vault's or that was not ordered.
    package internal(set) var ordered: OrderedLine?
}
