package import BitcoinPrimitives
package import Custody

/// What can be said about a destination by the vault's address book.
package enum BookSentence: Hashable, Sendable {
    /// A destination that no entry names; the vault refuses it, or warns of it.
    case notListed(index: Int, rule: AllowlistRule)

    /// An entry that may not be paid yet, by the clock of this machine.
    case waiting(index: Int, entry: Identifier, firstUse: CalendarDate, clock: CalendarDate)

    /// An entry that may not be paid any more, by the latest day that there is reason to believe in.
    case expired(index: Int, entry: Identifier, expiry: CalendarDate, today: CalendarDate)

    /// An entry with a first or a last day, on a machine that does not know the day.
    case dayUnknown(index: Int, entry: Identifier, firstUse: CalendarDate, expiry: CalendarDate?)

    /// An entry that gets more in one payment than it may, all outputs to it together.
    case aboveCap(outputs: [Int], entry: Identifier, total: Amount, cap: Amount)
}
