package import BitcoinPrimitives

/// What the custodian types about all destinations together where not every one is asked for: how many they are and what
/// they get in sum, from the paper or order in his hand.
package struct TotalsQuestion: Hashable, Sendable {
    /// The number of destinations.
    package let count: Int

    /// The sum of their amounts.
    package let total: Amount

    /// Asks for a number of destinations and their sum.
    package init(count: Int, total: Amount) {
        self.count = count
        self.total = total
    }

    /// Whether the typed number is the right one.
    package func accepts(count text: String) -> Bool { AmountEntry.trimmed(text) == String(count) }

    /// Whether the typed sum is the right one, in the forms that a destination's amount has.
    package func accepts(total text: String) -> Bool { AmountEntry.matches(text, total) }
}
