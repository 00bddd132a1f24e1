package import BitcoinPrimitives

/// How much a vault is taken to have, for every rule that speaks of a share of it.
///
/// A machine without a network cannot know. It believes a coin snapshot that an auditor or watcher has countersigned and
/// that is younger than the vault says, less everything that it has itself confirmed since; without one, it takes the coins
/// that the case spends for all that there is, so that a rule about shares is only ever stricter.
package struct VaultBalance: Hashable, Sendable {
    /// What the amount rests on.
    package enum Source: Hashable, Sendable {
        /// The coins that the case spends.
        case inputs
        /// A countersigned snapshot of a day and a height.
        case snapshot(date: CalendarDate, height: UInt32)
    }

    /// The balance.
    package let amount: Amount
    /// What it rests on.
    package let source: Source

    /// The balance of a case without a snapshot that counts.
    /// - Parameter spent: the sum of the case's inputs.
    package init(inputs spent: Amount) {
        amount = spent
        source = .inputs
    }

    /// The balance by a snapshot that counts.
    /// - Parameters:
    ///   - total: the sum of the snapshot's coins.
    ///   - left: what may have left since, as far as the machine knows.
    ///   - spent: the sum of the case's inputs: the vault has at least that, or the case cannot be paid.
    package init(total: Amount, date: CalendarDate, height: UInt32, left: Amount, inputs spent: Amount) {
        amount = max((try? total.subtracting(left)) ?? .zero, spent)
        source = .snapshot(date: date, height: height)
    }

    /// The day of the countersigned snapshot that says so; `nil` where nothing but the coins of the case is known.
    package var countersigned: CalendarDate? {
        switch source {
        case .inputs: nil
        case .snapshot(let date, _): date
        }
    }

    /// So many per cent of the balance, rounded down to a whole satoshi.
    package func share(percent: UInt32) -> Amount {
        // The number of all satoshi times 100 fits into 64 bits.
        let parts = amount.sat.multipliedReportingOverflow(by: UInt64(min(percent, 100))).partialValue
        return (try? Amount(sat: parts / 100)) ?? .zero
    }
}
