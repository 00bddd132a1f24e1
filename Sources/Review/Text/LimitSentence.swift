package import Custody

/// What can be said about the limits of a vault and about what it has.
package enum LimitSentence: Hashable, Sendable {
    /// More would have left than the limit lets; the address where it is one's.
    case exceeded(LimitUse, address: String?)

    /// How much of a limit is used before and after.
    case used(LimitUse, address: String?)

    /// A case that was answered before a restoration counts for the limit, and nobody has told what it pays.
    case unknownCase(CaseID, VaultLimit)

    /// The coin snapshot in the file does not count.
    case snapshotRefused(SnapshotProblem)

    /// The coin snapshot in the file is older than the vault says, or the vault asks for none.
    case snapshotOld(date: CalendarDate, height: UInt32)

    /// What the vault is taken to have.
    case balance(VaultBalance)
}
