package import BitcoinPrimitives
package import Custody

/// What a destination's page says from this machine's own records; it is no part of the facts.
package enum RecordPhrase: Hashable, Sendable {
    /// What follows is this machine's.
    case heading

    /// No earlier case paid the address, or so many did.
    case firstTime
    case approvedBefore(times: Int, last: CalendarDate?, largest: Amount)

    /// The amount is larger than that of every earlier payment, or it is not, or there was none.
    case largestEver(before: Amount)
    case notLargest(Amount)
    case nothingToCompare

    /// The amount's part of the coins that the case spends: what the whole vault holds, a signer is not told.
    case share(Proportion)
}
