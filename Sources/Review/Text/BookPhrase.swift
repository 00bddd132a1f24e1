package import BitcoinPrimitives
package import Custody

/// What the address book says of a destination: on its page of the review, and where a vault is read.
package enum BookPhrase: Hashable, Sendable {
    /// The entry; the recipient's name follows on a line of its own.
    case entry(Identifier, DestinationClass)

    /// The address has no entry.
    case notListed

    /// There is no order line; the recipient's name is the book's.
    case noOrder

    /// From when until when the entry may be paid.
    case days(from: CalendarDate, until: CalendarDate?)

    /// The most that one payment may bring, where there is a bound.
    case cap(Amount)
    case noCap

    /// How the address was proven; the hash of the document follows on a line of its own.
    case proof(ProofKind)
    case noProof
}
