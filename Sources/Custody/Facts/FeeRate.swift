package import BitcoinPrimitives

/// A fee rate, kept as fee and size so that no comparison rounds.
package struct FeeRate: Hashable, Sendable {
    /// The fee.
    package let fee: Amount

    /// The size in virtual bytes, at least 1.
    package let virtualSize: Int

    /// Takes a fee and a size; a size below 1 counts as 1.
    package init(fee: Amount, virtualSize: Int) {
        self.fee = fee
        self.virtualSize = max(1, virtualSize)
    }

    /// The rate in thousandths of a satoshi per virtual byte, rounded down.
    package var milliSatPerVirtualByte: UInt64 {
        // At most 21e14 × 1000, far below 2^64.
        fee.sat * 1000 / UInt64(virtualSize)
    }

    /// Whether the rate is above a whole number of satoshi per virtual byte, compared without rounding.
    package func exceeds(satPerVirtualByte cap: UInt64) -> Bool {
        let (limit, overflow) = cap.multipliedReportingOverflow(by: UInt64(virtualSize))
        return !overflow && fee.sat > limit
    }
}

/// A share of an amount, in exact integers.
package struct Proportion: Hashable, Sendable {
    /// The part.
    package let part: Amount

    /// What it is a part of.
    package let whole: Amount

    /// Takes a part and what it is a part of.
    package init(_ part: Amount, of whole: Amount) {
        self.part = part
        self.whole = whole
    }

    /// Whether the part is above so many per cent of the whole, compared without rounding.
    package func exceeds(percent: UInt64) -> Bool {
        let left = part.sat.multipliedFullWidth(by: 100)
        let right = whole.sat.multipliedFullWidth(by: percent)
        return (left.high, left.low) > (right.high, right.low)
    }

    /// Hundredths of a per cent, rounded up so that a part never looks smaller; `nil` when the whole is zero or when
    /// the proportion does not fit.
    package var basisPoints: UInt64? {
        guard whole.sat > 0 else { return nil }
        let product = part.sat.multipliedFullWidth(by: 10_000)
        guard product.high < whole.sat else { return nil }
        let (quotient, remainder) = whole.sat.dividingFullWidth(product)
        return remainder == 0 ? quotient : quotient + 1
    }
}
