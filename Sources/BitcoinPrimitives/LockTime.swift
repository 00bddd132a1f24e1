/// The lock time of a transaction: the block height or time before which it cannot be confirmed.
package struct LockTime: Hashable, Sendable, CustomStringConvertible {
    /// The number as it stands in the transaction.
    package let rawValue: UInt32

    /// Takes the number as it stands in the transaction.
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// No lock; BIP-370 assumes it where none is given.
    package static let unlocked = LockTime(0)

    /// The consensus bound: numbers below are block heights, others are seconds since 1970.
    package static let timeThreshold: UInt32 = 500_000_000

    /// What the number stands for.
    package enum Meaning: Hashable, Sendable {
        /// No lock.
        case unlocked
        /// A block height.
        case height(UInt32)
        /// Seconds since 1970-01-01 UTC, compared with the median time of the past blocks (BIP-113).
        case time(UInt32)
    }

    /// What the number stands for, as long as an input is not final.
    package var meaning: Meaning {
        if rawValue == 0 { return .unlocked }
        return rawValue < Self.timeThreshold ? .height(rawValue) : .time(rawValue)
    }

    package var description: String {
        switch meaning {
        case .unlocked: "unlocked"
        case .height(let height): "block \(height)"
        case .time(let seconds): "unix time \(seconds)"
        }
    }
}
