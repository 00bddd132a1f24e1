import ByteCoding

/// A sum of bitcoin in satoshi, never above the 21 million that can exist.
package struct Amount: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The value in satoshi.
    package let sat: UInt64

    /// The number of satoshi in one bitcoin.
    package static let satPerBitcoin: UInt64 = 100_000_000

    /// The number of decimal places of a satoshi in bitcoin.
    package static let decimalPlaces = 8

    /// Nothing.
    package static let zero = Amount(checked: 0)

    /// All bitcoin that can ever exist, the consensus bound of any amount.
    package static let maximum = Amount(checked: 21_000_000 * satPerBitcoin)

    /// Takes a value in satoshi up to `maximum`.
    package init(sat: UInt64) throws(AmountError) {
        guard sat <= Self.maximum.sat else { throw .aboveMaximum(sat: sat) }
        self.sat = sat
    }

    /// Reads a decimal number of bitcoin: digits, then optionally a point and one to eight digits.
    ///
    /// There is no sign, exponent, group separator, other digit or superfluous leading zero.
    package init(btc text: String) throws(AmountError) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { throw .syntax(text: text) }
        let isDigits = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard isDigits, whole == "0" || whole.utf8.first != 0x30 else { throw .syntax(text: text) }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.utf8.count <= Self.decimalPlaces else { throw .tooPrecise(text: text) }
        let padded = fraction + String(repeating: "0", count: Self.decimalPlaces - fraction.utf8.count)
        guard let bitcoin = UInt64(whole), let rest = UInt64(padded) else { throw .textAboveMaximum(text: text) }
        let (product, overflow) = bitcoin.multipliedReportingOverflow(by: Self.satPerBitcoin)
        let (sum, sumOverflow) = product.addingReportingOverflow(rest)
        guard !overflow, !sumOverflow, sum <= Self.maximum.sat else { throw .textAboveMaximum(text: text) }
        sat = sum
    }

    private init(checked sat: UInt64) { self.sat = sat }

    /// The value in bitcoin with all eight decimal places, such as `2.50000000`.
    package var btcText: String {
        let fraction = String(sat % Self.satPerBitcoin)
        let zeros = String(repeating: "0", count: max(0, Self.decimalPlaces - fraction.utf8.count))
        return "\(sat / Self.satPerBitcoin).\(zeros)\(fraction)"
    }

    /// The value for people, such as `2.50000000 BTC (250000000 sat)`.
    package var text: String { "\(btcText) BTC (\(sat) sat)" }

    package var description: String { text }

    /// Adds up amounts; a sum above `maximum` is refused.
    package static func sum(_ amounts: some Sequence<Amount>) throws(AmountError) -> Amount {
        var total = Amount.zero
        for amount in amounts { total = try total.adding(amount) }
        return total
    }

    /// The sum of two amounts; a sum above `maximum` is refused.
    package func adding(_ other: Amount) throws(AmountError) -> Amount {
        // Both are at most 21e14, so the sum fits into 64 bits.
        try Amount(sat: sat + other.sat)
    }

    /// The difference of two amounts; a difference below zero is refused.
    package func subtracting(_ other: Amount) throws(AmountError) -> Amount {
        guard other.sat <= sat else { throw .belowZero(sat: sat, subtracting: other.sat) }
        return Amount(checked: sat - other.sat)
    }

    package static func < (left: Self, right: Self) -> Bool { left.sat < right.sat }
}

/// The reason why a number is no amount of bitcoin.
package enum AmountError: CodedError, Equatable {
    /// A value in satoshi is more than can exist.
    case aboveMaximum(sat: UInt64)
    /// A difference would be below zero.
    case belowZero(sat: UInt64, subtracting: UInt64)
    /// A text is not digits with a point.
    case syntax(text: String)
    /// A text names parts of a satoshi.
    case tooPrecise(text: String)
    /// A text names more bitcoin than can exist.
    case textAboveMaximum(text: String)

    package var code: String {
        switch self {
        case .aboveMaximum, .textAboveMaximum: "amount.above-maximum"
        case .belowZero: "amount.below-zero"
        case .syntax: "amount.syntax"
        case .tooPrecise: "amount.too-precise"
        }
    }

    package var description: String {
        switch self {
        case .aboveMaximum(let sat): "\(sat) sat exceeds the \(Amount.maximum.sat) sat that can exist"
        case .belowZero(let sat, let other): "\(other) sat cannot be taken from \(sat) sat"
        case .syntax(let text): "\(QuotedText.quote(text)) is not a decimal number of bitcoin"
        case .tooPrecise(let text): "\(QuotedText.quote(text)) has more than \(Amount.decimalPlaces) decimal places"
        case .textAboveMaximum(let text):
            "\(QuotedText.quote(text)) bitcoin exceed the \(Amount.maximum.btcText) that can exist"
        }
    }

    package var remedy: String? {
        switch self {
        case .syntax: "Write digits with a point, such as 0.10000000."
        case .aboveMaximum, .belowZero, .tooPrecise, .textAboveMaximum: nil
        }
    }
}
