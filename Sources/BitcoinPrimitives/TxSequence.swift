/// The sequence number of an input: finality, replacement signal and relative lock time.
package struct TxSequence: Hashable, Sendable, CustomStringConvertible {
    /// The number as it stands in the transaction.
    package let rawValue: UInt32

    /// Takes the number as it stands in the transaction.
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The number that switches off lock times and replacement; BIP-174 and BIP-370 assume it where none is given.
    package static let final = TxSequence(0xFFFF_FFFF)

    /// Signals replacement and leaves the transaction's lock time in force.
    package static let replaceable = TxSequence(0xFFFF_FFFD)

    /// Whether this input leaves the transaction's lock time without effect.
    package var isFinal: Bool { self == .final }

    /// Whether this input signals that the transaction may be replaced (BIP-125).
    package var signalsReplacement: Bool { rawValue < 0xFFFF_FFFE }

    /// A time that has to pass between the coin's confirmation and its spending (BIP-68).
    package enum RelativeLock: Hashable, Sendable {
        /// The number of blocks.
        case blocks(UInt16)
        /// The number of intervals of 512 seconds.
        case intervals(UInt16)
    }

    /// The seconds of one interval of a relative lock (BIP-68).
    package static let secondsPerInterval = 512

    /// The relative lock; it binds in transactions of version 2 and above only. `nil` where bit 31 disables it.
    package var relativeLock: RelativeLock? {
        guard rawValue & 0x8000_0000 == 0 else { return nil }
        let value = UInt16(truncatingIfNeeded: rawValue)
        return rawValue & 0x0040_0000 == 0 ? .blocks(value) : .intervals(value)
    }

    /// `0x` and eight hex digits.
    package var description: String {
        let digits = String(rawValue, radix: 16)
        return "0x" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
